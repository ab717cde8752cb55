import { awsId } from './identifiers.ts';
import type { JsonObject } from './json.ts';

export const account = '111122223333';
/** Stands for the accounts of AWS that own the control plane and its controllers. */
export const eksAccount = '444455556666';
export const region = 'us-west-2';
export const clusterName = 'eks-workshop';
export const clusterArn = `arn:aws:eks:${region}:${account}:cluster/${clusterName}`;
/** What the workshop puts on everything that it creates. */
export const labTags = { 'created-by': 'eks-workshop-v2', env: clusterName };

export const vpc = { id: awsId('vpc', clusterName), cidr: '10.42.0.0/16' };

export interface Subnet {
  readonly id: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly cidr: string;
  readonly public: boolean;
  readonly name: string;
}

const zone = (name: string, zoneId: string, isPublic: boolean, cidr: string): Subnet => {
  const kind = isPublic ? 'SubnetPublic' : 'SubnetPrivate';
  const id = awsId('subnet', `${clusterName}-${kind}-${name}`);
  return { id, zone: name, zoneId, cidr, public: isPublic, name: `${clusterName}-${kind}-${name}` };
};

export const publicSubnets = [
  zone('us-west-2a', 'usw2-az1', true, '10.42.0.0/19'),
  zone('us-west-2b', 'usw2-az2', true, '10.42.32.0/19'),
  zone('us-west-2c', 'usw2-az3', true, '10.42.64.0/19'),
] as const;

export const privateSubnets = [
  zone('us-west-2a', 'usw2-az1', false, '10.42.96.0/19'),
  zone('us-west-2b', 'usw2-az2', false, '10.42.128.0/19'),
  zone('us-west-2c', 'usw2-az3', false, '10.42.160.0/19'),
] as const;

export const privateDnsName = (address: string): string =>
  `ip-${address.replaceAll('.', '-')}.${region}.compute.internal`;

/** Tags as EC2 and RDS print them. */
export const tags = (entries: Readonly<Record<string, string>>): JsonObject[] =>
  Object.entries(entries).map(([Key, Value]) => ({ Key, Value }));
