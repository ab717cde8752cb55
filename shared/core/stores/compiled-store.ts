import type { AwsScope, CacheSubnetGroup, DbSubnetGroup, Store, StoreArn } from '../model/index.ts';
import { homeOf } from './arn.ts';
import type { SubnetVpcs } from './placement.ts';
import type { ServiceInterfaces } from './service-interfaces.ts';
import type { StoreGap } from './store-gap.ts';

/** All that one account and region's stores are made from. */
export interface StoreContext {
  readonly scope: AwsScope;
  /** Of every scope: the subnet or interface may be listed by another account of a shared VPC. */
  readonly subnetVpcs: SubnetVpcs;
  readonly interfaces: ServiceInterfaces;
}

export interface CompiledStore {
  readonly store: Store;
  readonly gaps: readonly StoreGap[];
}

/** Account and region of the ARN: a listing may hold what another account shares. */
export function homeIn(scope: AwsScope, arn: StoreArn): Pick<Store, 'accountId' | 'region'> {
  const home = homeOf(arn);
  return {
    accountId: home.accountId ?? scope.accountId,
    region: home.region ?? scope.region,
  };
}

const differs = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a !== b;

/**
 * The subnet groups that a name can mean: names are unique in one account and region, so that what another account
 * shares must not be placed in a group of this one that happens to have the same name.
 */
export function subnetGroupsFor<T extends DbSubnetGroup | CacheSubnetGroup>(
  { accountId, region }: AwsScope,
  arn: StoreArn,
  groups: readonly T[],
): readonly T[] {
  const home = homeOf(arn);
  return differs(home.accountId, accountId) || differs(home.region, region) ? [] : groups;
}
