import type { Labels } from './labels.ts';

/** Tags of branch and trunk interfaces (amazon-vpc-resource-controller-k8s pkg/config/type.go). */
export const OWNER_TAG = 'eks:eni:owner';
export const CONTROLLER = 'eks-vpc-resource-controller';
export const VLAN_TAG = 'vpcresources.k8s.aws/vlan-id';
export const TRUNK_TAG = 'vpcresources.k8s.aws/trunk-eni-id';
/** Absent on interfaces that older releases made. */
export const INSTANCE_TAG = 'node.k8s.amazonaws.com/instance_id';

const CLUSTER_TAG = 'kubernetes.io/cluster/';

/** Names of the clusters that the tags of an interface give it to. */
export function taggedClusters(tags: Labels): readonly string[] {
  const names: string[] = [];
  for (const key of tags.keys()) {
    if (key.startsWith(CLUSTER_TAG)) names.push(key.slice(CLUSTER_TAG.length));
  }
  return names;
}
