import { IpSet } from '../../net/index.ts';
import type { ClusterView, Estate } from '../../estate/index.ts';
import type { InterfaceId, NetworkInterface } from '../../model/index.ts';

/** Interfaces on which nodes and pods of the cluster stand. */
function ownInterfaces(cluster: ClusterView): ReadonlySet<InterfaceId> {
  const own = new Set<InterfaceId>(cluster.branches.map((branch) => branch.interface.id));
  for (const pod of cluster.pods) if (pod.worn.state === 'known') own.add(pod.worn.interface.id);
  return own;
}

/** A NAT gateway, a bastion, a load balancer: addresses in the cluster's subnets that no pod of it can have. */
export function foreignAddresses(estate: Estate, cluster: ClusterView): IpSet {
  const own = ownInterfaces(cluster);
  const instances = new Set<string>(cluster.nodes.flatMap((node) => node.instanceId ?? []));
  const isForeign = (eni: NetworkInterface): boolean =>
    eni.subnetId !== null &&
    cluster.subnetIds.has(eni.subnetId) &&
    !own.has(eni.id) &&
    !instances.has(eni.attachment?.instanceId ?? '') &&
    eni.interfaceType !== 'branch' &&
    eni.interfaceType !== 'trunk';
  const foreign = [...estate.interfaces.values()].filter(isForeign);
  return IpSet.fromAddresses(foreign.flatMap((eni) => eni.addresses)).union(
    IpSet.fromPrefixes(foreign.flatMap((eni) => eni.prefixes)),
  );
}
