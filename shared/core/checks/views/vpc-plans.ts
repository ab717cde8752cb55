import type { Estate, StoreView } from '../../estate/index.ts';
import type { VpcId } from '../../model/index.ts';
import { IpSet } from '../../net/index.ts';
import type { SubnetFacts } from '../../reach/index.ts';
import type { VpcPlan } from '../contract/store-views.ts';
import { vpcOfStore } from './home.ts';

/** The addresses of a store's VPC and of its subnets; null where the VPC was not seen. */
export function planReader({ network, scopes }: Estate): (store: StoreView) => VpcPlan | null {
  const subnets: ReadonlyMap<VpcId, readonly SubnetFacts[]> = Map.groupBy(
    network.subnets.values(),
    ({ vpcId }) => vpcId,
  );
  const complete = scopes.every((scope) => scope.subnets.complete);
  const known = new Map<VpcId, VpcPlan | null>();
  const planOf = (vpcId: VpcId): VpcPlan | null => {
    const vpc = network.vpcs.get(vpcId);
    if (vpc === undefined) return null;
    return {
      blocks: IpSet.fromPrefixes(vpc.blocks),
      subnets: (subnets.get(vpcId) ?? []).map(({ id, cidrs }) => ({ id, addresses: cidrs })),
      complete,
    };
  };
  return (store) => {
    const vpcId = vpcOfStore(store);
    if (vpcId === null) return null;
    const plan = known.get(vpcId);
    if (plan !== undefined) return plan;
    const made = planOf(vpcId);
    known.set(vpcId, made);
    return made;
  };
}
