import { actorOf } from './actor.ts';
import {
  type EventObject,
  fieldAt,
  idsIn,
  listIn,
  objectIn,
  textIn,
  timeIn,
} from './event-field.ts';
import { QUIET_CALLS, SERVICE_CALLS, TAG_CALLS } from './call-table.ts';
import type { Actor, Concerned, Origin, QuietBecause, Scope, Trigger } from './trigger.ts';

const CLUSTER_TAG = 'kubernetes.io/cluster/';
/** Tags that say whose branch interface it is (amazon-vpc-resource-controller-k8s, pkg/config/type.go). */
const OWNER_TAG = 'eks:eni:owner';
const CONTROLLER_TAGS = 'vpcresources.k8s.aws/';
const BRANCH_DESCRIPTIONS: ReadonlySet<string> = new Set([
  'aws-k8s-branch-eni',
  'aws-k8s-trunk-eni',
]);

/** Interfaces that these services make and remove all day: the schedule sees them. */
const ROUTINE: ReadonlySet<Actor['kind']> = new Set(['cni', 'rds', 'load-balancer', 'lambda']);

/** The wrapped encoding puts the request below `<Api>Request`. */
function requestOf(record: EventObject, call: string): EventObject {
  const request = objectIn(record, 'requestParameters');
  const wrapped = fieldAt(request, `${call}Request`);
  return wrapped === undefined ? request : objectIn(request, `${call}Request`);
}

/** Keys of tags in the lists of either encoding. Their values may have become booleans, and decide nothing. */
function tagKeysOf(request: EventObject): readonly string[] {
  const specified = [
    ...listIn(request, 'tagSpecificationSet'),
    ...listIn(request, 'TagSpecification'),
  ].flatMap((one) => [...listIn(one, 'tags'), ...listIn(one, 'Tag')]);
  return [...specified, ...listIn(request, 'tagSet')].flatMap(
    (tag) => textIn(tag, 'key') ?? textIn(tag, 'Key') ?? [],
  );
}

function clusterByTag(keys: readonly string[]): Concerned | null {
  const names = keys
    .filter((key) => key.startsWith(CLUSTER_TAG))
    .map((key) => key.slice(CLUSTER_TAG.length));
  const [name, ...others] = new Set(names);
  return name === undefined || name === '' || others.length > 0 ? null : { kind: 'cluster', name };
}

const isControllersTag = (key: string): boolean =>
  key === OWNER_TAG || key.startsWith(CONTROLLER_TAGS) || key.startsWith(CLUSTER_TAG);

const EVERY_CLUSTER: Concerned = { kind: 'every-cluster' };

const isBranchCreation = (request: EventObject, tags: readonly string[]): boolean =>
  BRANCH_DESCRIPTIONS.has(textIn(request, 'description') ?? '') ||
  tags.some((key) => key === OWNER_TAG || key.startsWith(CONTROLLER_TAGS));

/** What a call of EC2 asks for; null where its name alone decides. */
function quietInEc2(call: string, request: EventObject, actor: Actor | null): QuietBecause | null {
  const tags = tagKeysOf(request);
  const isRoutine = actor !== null && ROUTINE.has(actor.kind);
  switch (call) {
    case 'CreateNetworkInterface':
      return isRoutine && !isBranchCreation(request, tags) ? 'routine-of-a-service' : null;
    case 'DeleteNetworkInterface':
    case 'AttachNetworkInterface':
    case 'DetachNetworkInterface':
    case 'CreateNetworkInterfacePermission':
      return isRoutine ? 'routine-of-a-service' : null;
    case 'ModifyNetworkInterfaceAttribute':
      // The CNI sets DeleteOnTermination of what it attaches; groups are another matter, whoever sets them.
      return isRoutine && listIn(request, 'groupSet').length === 0 ? 'routine-of-a-service' : null;
    case 'ModifyInstanceAttribute':
      return listIn(request, 'groupSet').length === 0 ? 'changes-nothing' : null;
    default:
      return TAG_CALLS.some((one) => one === call) && !touchesInterfaceTags(request, tags)
        ? 'changes-nothing'
        : null;
  }
}

/** Tags decide whose interface it is. Without a list of keys every tag is meant. */
function touchesInterfaceTags(request: EventObject, tags: readonly string[]): boolean {
  const ids = listIn(request, 'resourcesSet').map((one) => textIn(one, 'resourceId') ?? '');
  const isInterface = ids.some((id) => id.startsWith('eni-'));
  return isInterface && (tags.length === 0 || tags.some(isControllersTag));
}

function concernedBy(source: string, request: EventObject): Concerned {
  if (source !== 'eks') return clusterByTag(tagKeysOf(request)) ?? EVERY_CLUSTER;
  const name = textIn(request, 'clusterName') ?? textIn(request, 'name');
  return name === null ? EVERY_CLUSTER : { kind: 'cluster', name };
}

/** Failed and dry-run calls are records like any other; a success has no error code at all. */
function quietAsSuch(record: EventObject): QuietBecause | null {
  const error = textIn(record, 'errorCode');
  if (error !== null) return error.endsWith('DryRunOperation') ? 'dry-run' : 'failed';
  return fieldAt(record, 'readOnly') === true || fieldAt(record, 'readOnly') === 'true'
    ? 'read-only'
    : null;
}

export const originOf = (record: EventObject, event: string): Origin => ({
  event,
  id: textIn(record, 'eventID'),
  at: timeIn(record, 'eventTime'),
  account: textIn(record, 'recipientAccountId') ?? textIn(record, 'userIdentity', 'accountId'),
  region: textIn(record, 'awsRegion'),
  actor: actorOf(record),
});

function scopeOf(source: string, call: string): Scope | null {
  const service = SERVICE_CALLS.find((one) => one.source === source);
  return service !== undefined && service.calls.includes(call) ? service.scope : null;
}

/** One CloudTrail record: `detail` of an EventBridge event, or an entry of a log file. */
export function readCloudTrailRecord(record: EventObject): Trigger {
  const call = textIn(record, 'eventName');
  const source = textIn(record, 'eventSource')?.replace(/\.amazonaws\.com(?:\.cn)?$/u, '') ?? null;
  const origin = originOf(record, call ?? 'a record without a name');
  if (call === null || source === null) {
    return { kind: 'unrecognised', detail: 'it names no call or no service', origin };
  }
  const asSuch = quietAsSuch(record);
  if (asSuch !== null) return { kind: 'quiet', because: asSuch, origin };
  if (QUIET_CALLS.has(call)) return { kind: 'quiet', because: 'changes-nothing', origin };
  const scope = scopeOf(source, call);
  if (scope === null) {
    return { kind: 'unrecognised', detail: `${source}:${call} is no call that is known`, origin };
  }
  const request = requestOf(record, call);
  const because = source === 'ec2' ? quietInEc2(call, request, origin.actor) : null;
  if (because !== null) return { kind: 'quiet', because, origin };
  const touched = idsIn([request, fieldAt(record, 'responseElements')]);
  return { kind: 'wake', scope, concerned: concernedBy(source, request), touched, origin };
}
