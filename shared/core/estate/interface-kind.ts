import type { NetworkInterface } from '../model/index.ts';
import { isBranch } from './pod-standing.ts';

/** What made an interface, or stands behind it, by what EC2 shows of it. */
export type InterfaceKind =
  | 'branch'
  | 'control-plane'
  | 'data-service'
  | 'instance'
  | 'lambda'
  | 'ecs-task'
  | 'load-balancer'
  | 'gateway'
  | 'endpoint'
  | 'managed-service'
  | 'interface';

/**
 * Whoever makes an interface by hand writes its description; the requester, and who owns what it is attached to, are
 * EC2's own words. An output that shows no requester is believed.
 */
const isMadeBy = (
  { requesterId, requesterManaged, attachment }: NetworkInterface,
  service: string,
): boolean =>
  requesterId === null ||
  requesterId === service ||
  attachment?.instanceOwnerId === service ||
  requesterManaged;

/** The data services: RDS (Neptune and DocumentDB too), its proxies, ElastiCache. */
function isDataService(eni: NetworkInterface): boolean {
  const { description, attachment } = eni;
  if (attachment?.instanceId != null) return false;
  if (description === 'RDSNetworkInterface') return isMadeBy(eni, 'amazon-rds');
  if (description.startsWith('Network interface for DBProxy ')) return isMadeBy(eni, 'amazon-rds');
  return /^ElastiCache[ +]/.test(description) && isMadeBy(eni, 'amazon-elasticache');
}

const BY_TYPE: ReadonlyMap<string, InterfaceKind> = new Map<string, InterfaceKind>([
  ['lambda', 'lambda'],
  ['load_balancer', 'load-balancer'],
  ['network_load_balancer', 'load-balancer'],
  ['gateway_load_balancer', 'load-balancer'],
  ['natGateway', 'gateway'],
  ['nat_gateway', 'gateway'],
  ['transit_gateway', 'gateway'],
  ['vpc_endpoint', 'endpoint'],
  ['gateway_load_balancer_endpoint', 'endpoint'],
  ['ec2_instance_connect_endpoint', 'endpoint'],
]);

const BY_DESCRIPTION: readonly (readonly [RegExp, InterfaceKind])[] = [
  [/^AWS Lambda VPC ENI/, 'lambda'],
  [/^arn:aws[\w-]*:ecs:/, 'ecs-task'],
  [/^ELB /, 'load-balancer'],
];

/** The first that holds, of what EC2 says before what a description says. */
export function interfaceKind(eni: NetworkInterface): InterfaceKind {
  if (isBranch(eni)) return 'branch';
  if (isDataService(eni)) return 'data-service';
  const byType = BY_TYPE.get(eni.interfaceType);
  if (byType !== undefined) return byType;
  if (eni.attachment?.instanceId != null) return 'instance';
  if (eni.description.startsWith('Amazon EKS ')) return 'control-plane';
  const described = BY_DESCRIPTION.find(([pattern]) => pattern.test(eni.description));
  if (described !== undefined) return described[1];
  return eni.requesterManaged || eni.operatorManaged ? 'managed-service' : 'interface';
}
