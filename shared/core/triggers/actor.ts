import { type EventObject, textIn } from './event-field.ts';
import type { Actor } from './trigger.ts';

/** The session name of the VPC resource controller (pkg/aws/ec2/api/wrapper.go, RoleSessionName). */
const CONTROLLER_SESSION = /:assumed-role\/.+\/amazon-vpc-resource-controller-k8s$/u;

/** Services that make calls in the account's name, by the principal that invoked them. */
const SERVICES: readonly (readonly [principal: string, kind: Actor['kind']])[] = [
  ['rds.amazonaws.com', 'rds'],
  ['elasticloadbalancing.amazonaws.com', 'load-balancer'],
  ['lambda.amazonaws.com', 'lambda'],
  ['eks.amazonaws.com', 'eks'],
];

const SERVICE_ROLES: readonly (readonly [role: RegExp, kind: Actor['kind']])[] = [
  [/:assumed-role\/AWSServiceRoleForRDS\//u, 'rds'],
  [/:assumed-role\/AWSServiceRoleForElasticLoadBalancing\//u, 'load-balancer'],
  [/:assumed-role\/AWSServiceRoleForAmazonEKS\//u, 'eks'],
];

function kindOf(record: EventObject, arn: string): Actor['kind'] {
  if (CONTROLLER_SESSION.test(arn)) return 'controller';
  const role = SERVICE_ROLES.find(([pattern]) => pattern.test(arn));
  if (role !== undefined) return role[1];
  const principals = [
    textIn(record, 'userIdentity', 'invokedBy'),
    textIn(record, 'sourceIPAddress'),
  ];
  const service = SERVICES.find(([principal]) => principals.includes(principal));
  if (service !== undefined) return service[1];
  // aws-node runs under the node's role or its own; its SDK names it.
  return textIn(record, 'userAgent')?.includes('amazon-vpc-cni') === true ? 'cni' : 'other';
}

/** Who called, from a CloudTrail record; null where it does not say. */
export function actorOf(record: EventObject): Actor | null {
  const name =
    textIn(record, 'userIdentity', 'arn') ??
    textIn(record, 'userIdentity', 'userName') ??
    textIn(record, 'userIdentity', 'invokedBy') ??
    textIn(record, 'userIdentity', 'principalId');
  return name === null ? null : { name, kind: kindOf(record, name) };
}
