import type { EpochMs, FieldOwner, Labels } from '../../model/index.ts';

/** Whether some labels of an object are as they were: `changed` rests on evidence, `unchanged` on proof. */
export type LabelHistory = 'unchanged' | 'changed' | 'unknown';

export interface LabelledObject {
  readonly labels: Labels;
  readonly labelOwners: readonly FieldOwner[];
  readonly managedFieldsSeen: boolean;
}

/** managedFields and creationTimestamp are cut to seconds, each by itself. */
const CLOCK_GRAIN_MS = 1000;

const isBy = (owner: FieldOwner, time: EpochMs): boolean =>
  owner.at !== null && owner.at <= time + CLOCK_GRAIN_MS;

/** An entry's time moves with every change of the fields that it owns, and a new value changes the owner. */
const changedAfter = (object: LabelledObject, keys: readonly string[], time: EpochMs): boolean =>
  object.labelOwners.some(
    (owner) =>
      owner.at !== null && !isBy(owner, time) && owner.labels.some((key) => keys.includes(key)),
  );

/** A key that is not there has no owner: its removal leaves no trace in managedFields. */
const isOwnedBy = (object: LabelledObject, key: string, time: EpochMs): boolean =>
  object.labelOwners.some((owner) => owner.labels.includes(key) && isBy(owner, time));

/** Every entry that owns labels is of one manager, and from the creation: nobody has written a label since. */
function hasOneEarlyOwner(object: LabelledObject, time: EpochMs): boolean {
  const managers = new Set(object.labelOwners.map((owner) => owner.manager));
  return (
    object.managedFieldsSeen &&
    managers.size === 1 &&
    object.labelOwners.every((owner) => isBy(owner, time))
  );
}

/**
 * The labels under `keys` between the pod's creation and now. A ReplicaSet's or Job's template cannot change while its
 * pods live, so it shows what the pod was created with, except for what admission webhooks added.
 */
export function podLabelHistory(
  pod: LabelledObject,
  keys: readonly string[],
  createdAt: EpochMs,
  template: Labels | null,
): LabelHistory {
  const differing =
    template === null ? null : keys.filter((key) => pod.labels.get(key) !== template.get(key));
  if (differing?.length === 0 || keys.length === 0) return 'unchanged';
  const suspects = differing ?? keys;
  if (changedAfter(pod, suspects, createdAt)) return 'changed';
  if (differing?.some((key) => !pod.labels.has(key))) return 'changed';
  const allOwned = suspects.every((key) => isOwnedBy(pod, key, createdAt));
  return allOwned && hasOneEarlyOwner(pod, createdAt) ? 'unchanged' : 'unknown';
}

/** The labels of a ServiceAccount under `keys` since a pod was created, usually long after the account. */
export function accountLabelHistory(
  account: (LabelledObject & { readonly createdAt: EpochMs | null }) | null,
  keys: readonly string[],
  since: EpochMs,
): LabelHistory {
  if (keys.length === 0) return 'unchanged';
  if (account === null || account.createdAt === null || account.createdAt > since) return 'unknown';
  if (changedAfter(account, keys, since)) return 'changed';
  const allOwned = keys.every((key) => isOwnedBy(account, key, since));
  return allOwned && account.labelOwners.every((owner) => isBy(owner, since))
    ? 'unchanged'
    : 'unknown';
}

/** One that changed is enough; to say unchanged takes all. */
export function joinHistories(...histories: readonly LabelHistory[]): LabelHistory {
  if (histories.includes('changed')) return 'changed';
  return histories.includes('unknown') ? 'unknown' : 'unchanged';
}
