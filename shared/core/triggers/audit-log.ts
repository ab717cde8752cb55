import {
  type EventObject,
  fieldAt,
  isEventObject,
  listIn,
  objectIn,
  textIn,
  timeIn,
} from './event-field.ts';
import type { Actor, Origin, Trigger } from './trigger.ts';

const WRITES: ReadonlySet<string> = new Set([
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
]);

/** Objects that decide what pods should wear, or how: a change of any other wakes nobody. */
const DECIDING: readonly { readonly group: string; readonly resource: string }[] = [
  { group: 'vpcresources.k8s.aws', resource: 'securitygrouppolicies' },
  { group: 'vpcresources.k8s.aws', resource: 'cninodes' },
  { group: '', resource: 'pods' },
  { group: '', resource: 'serviceaccounts' },
  { group: '', resource: 'namespaces' },
  { group: '', resource: 'configmaps' },
  { group: 'apps', resource: 'daemonsets' },
  { group: 'crd.k8s.amazonaws.com', resource: 'eniconfigs' },
  { group: 'admissionregistration.k8s.io', resource: 'mutatingwebhookconfigurations' },
  { group: 'admissionregistration.k8s.io', resource: 'validatingwebhookconfigurations' },
];

/** The controller's own user (webhooks/core/annotation_validation_webhook.go). */
const CONTROLLER_USERS: ReadonlySet<string> = new Set([
  'eks:vpc-resource-controller',
  'system:serviceaccount:kube-system:vpc-resource-controller',
  'system:serviceaccount:kube-system:eks-vpc-resource-controller',
]);

/** `/aws/eks/<cluster>/cluster` */
const LOG_GROUP = /^\/aws\/eks\/([^/]+)\/cluster$/u;

function actorOf(record: EventObject): Actor | null {
  const user = objectIn(record, 'user');
  const username = textIn(user, 'username');
  const [arn] = listIn(user, 'extra', 'arn');
  const name = typeof arn === 'string' && arn !== '' ? arn : username;
  if (name === null) return null;
  const isController = username !== null && CONTROLLER_USERS.has(username);
  return { name, kind: isController ? 'controller' : 'other' };
}

function eventName(record: EventObject): string {
  const verb = textIn(record, 'verb') ?? 'an unnamed verb of';
  const resource = textIn(record, 'objectRef', 'resource') ?? 'an unnamed resource';
  const namespace = textIn(record, 'objectRef', 'namespace');
  // What is made under `generateName` has its name in the answer only.
  const name =
    textIn(record, 'objectRef', 'name') ?? textIn(record, 'responseObject', 'metadata', 'name');
  const path = [namespace, name].filter((one) => one !== null).join('/');
  return path === '' ? `${verb} ${resource}` : `${verb} ${resource} ${path}`;
}

function isRefused(record: EventObject): boolean {
  const code = fieldAt(objectIn(record, 'responseStatus'), 'code');
  return typeof code === 'number' && code >= 400;
}

const isDryRun = (record: EventObject): boolean =>
  /[?&]dryRun=All(?:&|$)/u.test(textIn(record, 'requestURI') ?? '');

const decides = (record: EventObject): boolean =>
  DECIDING.some(
    ({ group, resource }) =>
      resource === textIn(record, 'objectRef', 'resource') &&
      group === (textIn(record, 'objectRef', 'apiGroup') ?? ''),
  );

/** Scheduling and status are no declaration; the annotation and the labels of a pod are. */
const isSubresource = (record: EventObject): boolean =>
  textIn(record, 'objectRef', 'subresource') !== null;

interface LogPlace {
  readonly cluster: string | null;
  readonly account: string | null;
}

function readAuditRecord(record: EventObject, { cluster, account }: LogPlace): Trigger {
  const origin: Origin = {
    event: eventName(record),
    id: textIn(record, 'auditID'),
    at: timeIn(record, 'stageTimestamp') ?? timeIn(record, 'requestReceivedTimestamp'),
    account,
    region: null,
    actor: actorOf(record),
  };
  const verb = textIn(record, 'verb');
  if (verb === null)
    return { kind: 'unrecognised', detail: 'an audit record without a verb', origin };
  if (isDryRun(record)) return { kind: 'quiet', because: 'dry-run', origin };
  if (isRefused(record)) return { kind: 'quiet', because: 'failed', origin };
  if (!WRITES.has(verb)) return { kind: 'quiet', because: 'read-only', origin };
  if (isSubresource(record) || !decides(record)) {
    return { kind: 'quiet', because: 'changes-nothing', origin };
  }
  return {
    kind: 'wake',
    scope: 'full',
    concerned: cluster === null ? { kind: 'every-cluster' } : { kind: 'cluster', name: cluster },
    touched: [],
    origin,
  };
}

const noOrigin = (event: string, account: string | null): Origin => ({
  event,
  id: null,
  at: null,
  account,
  region: null,
  actor: null,
});

function parsed(message: unknown): EventObject | null {
  try {
    const value: unknown = typeof message === 'string' ? JSON.parse(message) : null;
    return isEventObject(value) ? value : null;
  } catch {
    // A record beyond the size of a log entry is cut.
    return null;
  }
}

/**
 * The records of one delivery of a log subscription, unpacked: `{messageType, owner, logGroup, logEvents}`. Each record
 * stands for itself; one that cannot be read is unrecognised, and the others go on.
 */
export function readAuditLog(payload: EventObject): readonly Trigger[] {
  const account = textIn(payload, 'owner');
  const type = textIn(payload, 'messageType');
  if (type === 'CONTROL_MESSAGE') {
    const origin = noOrigin('a control message of the log subscription', account);
    return [{ kind: 'quiet', because: 'control-message', origin }];
  }
  const cluster = LOG_GROUP.exec(textIn(payload, 'logGroup') ?? '')?.[1] ?? null;
  return listIn(payload, 'logEvents').map((entry) => {
    const record = parsed(fieldAt(entry, 'message'));
    if (record !== null) return readAuditRecord(record, { cluster, account });
    const origin = noOrigin('a log entry that is no audit record', account);
    return { kind: 'unrecognised', detail: 'it is no JSON object, or it was cut off', origin };
  });
}
