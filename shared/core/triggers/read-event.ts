import { NATIVE_EVENTS } from './call-table.ts';
import { readCloudTrailRecord } from './cloudtrail.ts';
import {
  type EventObject,
  fieldAt,
  idsIn,
  isEventObject,
  listIn,
  objectIn,
  textIn,
  timeIn,
} from './event-field.ts';
import type { Origin, Trigger } from './trigger.ts';

const CALL = 'AWS API Call via CloudTrail';
/** What a service does by itself is recorded in the same form. */
const SERVICE_CALL = 'AWS Service Event via CloudTrail';

const envelopeOrigin = (event: EventObject, name: string): Origin => ({
  event: name,
  id: textIn(event, 'id'),
  at: timeIn(event, 'time'),
  account: textIn(event, 'account'),
  region: textIn(event, 'region'),
  actor: null,
});

/** The account and region of the envelope are those of the origin, also for an event that another bus sent on. */
function placed(trigger: Trigger, event: EventObject): Trigger {
  const { origin } = trigger;
  const account = origin.account ?? textIn(event, 'account');
  const region = origin.region ?? textIn(event, 'region');
  return {
    ...trigger,
    origin: { ...origin, account, region, id: origin.id ?? textIn(event, 'id') },
  };
}

/** Backups happen every night and change nothing; of every other category the detail is not read. */
function isBackup(event: EventObject): boolean {
  const categories = listIn(event, 'detail', 'EventCategories');
  return categories.length > 0 && categories.every((one) => one === 'backup');
}

function readNative(event: EventObject, type: string): Trigger {
  const origin = envelopeOrigin(event, type);
  const scope = NATIVE_EVENTS.get(type);
  if (scope === undefined) {
    return { kind: 'unrecognised', detail: `${type} is no event that is known`, origin };
  }
  if (scope === 'quiet' || isBackup(event))
    return { kind: 'quiet', because: 'changes-nothing', origin };
  const touched = idsIn(fieldAt(event, 'resources'));
  return { kind: 'wake', scope, concerned: { kind: 'every-cluster' }, touched, origin };
}

/** One EventBridge event, however it came: a CloudTrail record, or what a service says by itself. */
export function readEvent(event: unknown): Trigger {
  if (!isEventObject(event)) {
    const origin = envelopeOrigin({}, 'a message that is no event');
    return { kind: 'unrecognised', detail: 'it is no JSON object', origin };
  }
  const type = textIn(event, 'detail-type');
  if (type === null) {
    const origin = envelopeOrigin(event, 'an event without a detail-type');
    return { kind: 'unrecognised', detail: 'it has no detail-type', origin };
  }
  if (type === CALL || type === SERVICE_CALL) {
    return placed(readCloudTrailRecord(objectIn(event, 'detail')), event);
  }
  return readNative(event, type);
}
