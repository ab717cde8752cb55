import { type EksCluster, toGroupId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import {
  flagAt,
  idOf,
  idOrNull,
  listOrEmpty,
  objectAt,
  objectOf,
  type RawObject,
  requireText,
  textOrNull,
  textToShow,
} from '../raw.ts';

export const eksClusters = defineListing<EksCluster>({
  file: 'eks/describe-cluster',
  command: 'aws eks describe-cluster --name <cluster>',
  key: 'cluster',
  form: 'object',
  required: true,
  effect: "The cluster's VPC, cluster security group, IP family and Auto Mode are not known.",
  fields: {
    arn: KEEP,
    name: KEEP,
    version: KEEP,
    platformVersion: KEEP,
    roleArn: KEEP,
    resourcesVpcConfig: { vpcId: KEEP, clusterSecurityGroupId: KEEP, securityGroupIds: KEEP },
    kubernetesNetworkConfig: { ipFamily: KEEP },
    computeConfig: { enabled: KEEP },
    remoteNetworkConfig: { remoteNodeNetworks: KEEP, remotePodNetworks: KEEP },
  },
  nameOf: namedBy('name'),
  keyOf: (cluster) => cluster.arn,
  decode: (value) => {
    const raw = objectOf(value, 'the cluster');
    const vpc = objectAt(raw, 'resourcesVpcConfig');
    return {
      arn: requireText(raw, 'arn'),
      name: requireText(raw, 'name'),
      vpcId: textOrNull(vpc, 'vpcId'),
      clusterGroupId: idOrNull(vpc, 'clusterSecurityGroupId', toGroupId),
      additionalGroupIds: listOrEmpty(vpc, 'securityGroupIds').map((id) =>
        idOf(id, 'a group id', toGroupId),
      ),
      ipFamily: ipFamilyOf(raw),
      version: textToShow(raw, 'version'),
      platformVersion: textToShow(raw, 'platformVersion'),
      roleArn: textToShow(raw, 'roleArn'),
      autoMode: flagAt(objectAt(raw, 'computeConfig'), 'enabled'),
      remoteNetworks: hasRemoteNetworks(raw),
    };
  },
});

function ipFamilyOf(raw: RawObject): EksCluster['ipFamily'] {
  const family = textOrNull(objectAt(raw, 'kubernetesNetworkConfig'), 'ipFamily');
  return family === 'ipv4' || family === 'ipv6' ? family : null;
}

/** Hybrid nodes: pods outside the VPC, where no security group applies. */
function hasRemoteNetworks(raw: RawObject): boolean {
  const remote = objectAt(raw, 'remoteNetworkConfig');
  return ['remoteNodeNetworks', 'remotePodNetworks'].some(
    (key) => listOrEmpty(remote, key).length > 0,
  );
}
