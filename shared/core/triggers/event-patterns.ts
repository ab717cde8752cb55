import {
  ELASTICACHE_CALLS,
  EKS_CALLS,
  GROUP_CALLS,
  INTERFACE_CALLS,
  NATIVE_EVENTS,
  PATH_CALLS,
  RDS_CALLS,
  TAG_CALLS,
  TRAIL_CALLS,
} from './call-table.ts';

/** An EventBridge pattern, as a rule holds it. */
export type EventPattern = Readonly<Record<string, unknown>>;

const succeeded = { errorCode: [{ exists: false }] };

const calls = (service: string, detail: Readonly<Record<string, unknown>>): EventPattern => ({
  source: [`aws.${service}`],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: [`${service}.amazonaws.com`], ...succeeded, ...detail },
});

const native = (service: string, prefix: string): EventPattern => ({
  source: [`aws.${service}`],
  'detail-type': [...NATIVE_EVENTS]
    .filter(([type, scope]) => type.startsWith(prefix) && scope !== 'quiet')
    .map(([type]) => type),
});

/**
 * The rules of the deployed auditor, by name: every event that {@link readEvent} wakes for, and little else. A rule tells
 * what costs nothing to tell apart; the rest is told by the reader. Each pattern stays below 2,000 characters.
 */
export const EVENT_PATTERNS: Readonly<Record<string, EventPattern>> = {
  SecurityGroupChanges: calls('ec2', { eventName: GROUP_CALLS }),
  InterfaceChanges: calls('ec2', {
    // Who makes interfaces all day is told by the reader; a branch is known by tags too, so descriptions do not decide.
    eventName: INTERFACE_CALLS,
  }),
  InstanceGroupChanges: calls('ec2', {
    eventName: ['ModifyInstanceAttribute'],
    requestParameters: { groupSet: { items: { groupId: [{ exists: true }] } } },
  }),
  InterfaceTagChanges: calls('ec2', {
    eventName: TAG_CALLS,
    requestParameters: { resourcesSet: { items: { resourceId: [{ prefix: 'eni-' }] } } },
  }),
  NetworkPathChanges: calls('ec2', { eventName: PATH_CALLS }),
  DatabaseChanges: calls('rds', { eventName: RDS_CALLS }),
  CacheChanges: calls('elasticache', { eventName: ELASTICACHE_CALLS }),
  ClusterChanges: calls('eks', { eventName: EKS_CALLS }),
  TrailChanges: calls('cloudtrail', { eventName: TRAIL_CALLS }),
  DatabaseEvents: native('rds', 'RDS '),
  AddonEvents: native('eks', 'EKS '),
};
