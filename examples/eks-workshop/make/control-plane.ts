import { clusterGroup, groupId } from './groups.ts';
import type { JsonObject } from './json.ts';
import {
  account,
  clusterArn,
  clusterName,
  labTags,
  privateSubnets,
  publicSubnets,
  region,
  vpc,
} from './place.ts';
import { clusterCreatedAt, later, preciseTime } from './times.ts';

const cluster: JsonObject = {
  name: clusterName,
  arn: clusterArn,
  createdAt: preciseTime(clusterCreatedAt),
  version: '1.33',
  endpoint: `https://EXAMPLE0EXAMPLE0EXAMPLE0EXAMPLE0.gr7.${region}.eks.amazonaws.com`,
  roleArn: `arn:aws:iam::${account}:role/${clusterName}-cluster`,
  resourcesVpcConfig: {
    subnetIds: [...publicSubnets, ...privateSubnets].map((subnet) => subnet.id),
    securityGroupIds: [],
    clusterSecurityGroupId: groupId(clusterGroup.key),
    vpcId: vpc.id,
    endpointPublicAccess: true,
    endpointPrivateAccess: true,
    publicAccessCidrs: ['0.0.0.0/0'],
  },
  kubernetesNetworkConfig: {
    serviceIpv4Cidr: '172.20.0.0/16',
    ipFamily: 'ipv4',
    elasticLoadBalancing: { enabled: false },
  },
  logging: {
    clusterLogging: [
      {
        types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
        enabled: false,
      },
    ],
  },
  identity: {
    oidc: { issuer: `https://oidc.eks.${region}.amazonaws.com/id/EXAMPLE0EXAMPLE0EXAMPLE0` },
  },
  status: 'ACTIVE',
  certificateAuthority: { data: 'c3ludGhldGlj' },
  platformVersion: 'eks.18',
  tags: labTags,
  health: { issues: [] },
  accessConfig: { authenticationMode: 'API' },
  upgradePolicy: { supportType: 'EXTENDED' },
  deletionProtection: false,
};

export const cniSettings: Readonly<Record<string, string>> = {
  ENABLE_POD_ENI: 'true',
  ENABLE_PREFIX_DELEGATION: 'true',
  POD_SECURITY_GROUP_ENFORCING_MODE: 'standard',
};

export const cniVersion = 'v1.20.4-eksbuild.1';

const addon: JsonObject = {
  addonName: 'vpc-cni',
  clusterName,
  status: 'ACTIVE',
  addonVersion: cniVersion,
  health: { issues: [] },
  addonArn: `${clusterArn.replace(':cluster/', ':addon/')}/vpc-cni/00000000-0000-4000-a000-000000000003`,
  createdAt: preciseTime(later(clusterCreatedAt, 700)),
  modifiedAt: preciseTime(later(clusterCreatedAt, 740)),
  tags: labTags,
  // A string: what the user overrides, as JSON or YAML, exactly as it was given.
  configurationValues: JSON.stringify({
    env: cniSettings,
    enableNetworkPolicy: 'true',
    nodeAgent: { enablePolicyEventLogs: 'true' },
  }),
  podIdentityAssociations: [],
};

export const eksFiles: Readonly<Record<string, JsonObject>> = {
  'eks/describe-cluster.json': { cluster },
  'eks/describe-addon-vpc-cni.json': { addon },
  'eks/list-clusters.json': { clusters: [clusterName] },
};
