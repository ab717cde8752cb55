import type { Standing } from '../identity/index.ts';
import type { IpAddress } from '../net/index.ts';
import type {
  ClusterSnapshot,
  AwsScope,
  NetworkInterface,
  Pod,
  UnknownReason,
  VpcId,
} from '../model/index.ts';
import type { PodClass } from '../policy/index.ts';
import type { AddressIndex } from './address-index.ts';
import { isFargateNode, isPrimary } from './compile-nodes.ts';
import type { Claim, NodeView } from './estate.ts';

/** What a pod's address is looked up in. */
export interface StandingContext {
  readonly snapshot: ClusterSnapshot;
  readonly aws: AwsScope;
  readonly addresses: AddressIndex;
  readonly vpcId: VpcId | null;
  readonly isAutoMode: boolean;
}

export interface PodPlace {
  readonly pod: Pod;
  readonly class: PodClass;
  readonly node: NodeView | null;
  readonly claim: Claim | null;
}

const unknownFor = (...reasons: [UnknownReason, ...UnknownReason[]]): Standing => ({
  state: 'unknown',
  reasons,
});

/** Why no interface holds the address: some interfaces were not seen, or the address is none of this VPC's. */
function missing({ aws, isAutoMode }: StandingContext, node: NodeView | null): Standing {
  const managed = isAutoMode || node?.isAutoMode === true;
  if (managed && !aws.includeManagedResources) return unknownFor('managed-interfaces-hidden');
  return unknownFor(aws.interfaces.complete ? 'identity-unknown' : 'interfaces-unseen');
}

export const isBranch = (eni: NetworkInterface): boolean =>
  eni.interfaceType === 'branch' ||
  eni.description === 'aws-k8s-branch-eni' ||
  eni.tags.has('vpcresources.k8s.aws/trunk-eni-id');

/** The class is a label that anybody may set on a pod, so what is known of the node decides. */
function runsOnFargate(podClass: PodClass, node: NodeView | null): boolean {
  if (node === null) return podClass === 'fargate';
  return isFargateNode(node.node) || (podClass === 'fargate' && node.instanceId === null);
}

function viaOf(eni: NetworkInterface, { class: podClass, node, claim }: PodPlace): Standing {
  const known = (via: Exclude<Extract<Standing, { state: 'known' }>['via'], never>): Standing => ({
    state: 'known',
    via,
    interface: eni,
  });
  if (runsOnFargate(podClass, node)) return known('fargate');
  if (isBranch(eni) || claim?.interface?.id === eni.id) return known('branch');
  if (node?.isAutoMode) return known('auto');
  const owner = eni.attachment?.instanceId ?? null;
  // The address stands on another node's interface: one of the two reads is older than an address that moved on.
  if (owner !== null && node?.instanceId != null && owner !== node.instanceId) {
    return unknownFor('identity-unknown');
  }
  return known(isPrimary(eni) ? 'node-primary' : 'node-secondary');
}

function holderOf(
  context: StandingContext,
  address: IpAddress,
  claim: Claim | null,
): NetworkInterface | 'several' | null {
  if (context.vpcId === null) return null;
  const holders = context.addresses.holders(context.vpcId, address);
  const [first] = holders;
  if (first === undefined) return null;
  if (holders.length === 1) return first;
  const claimed = holders.find((eni) => eni.id === claim?.interface?.id);
  const inUse = holders.filter((eni) => eni.status === 'in-use');
  return claimed ?? (inUse.length === 1 ? inUse[0] : undefined) ?? 'several';
}

function hostStanding(context: StandingContext, place: PodPlace, address: IpAddress): Standing {
  const found = place.node?.primary ?? holderOf(context, address, null);
  if (found === null || found === 'several') return missing(context, place.node);
  return { state: 'known', via: 'host', interface: found };
}

/**
 * The interface that a pod stands on: the one that holds its first address, among addresses and delegated prefixes. The
 * annotation only claims; the address decides.
 */
export function standingOf(context: StandingContext, place: PodPlace): Standing {
  const [address] = place.pod.ips;
  if (address === undefined) return unknownFor('identity-unknown');
  if (place.class === 'host-network') return hostStanding(context, place, address);
  const holder = holderOf(context, address, place.claim);
  if (holder === 'several') return unknownFor('identity-unknown');
  return holder === null ? missing(context, place.node) : viaOf(holder, place);
}
