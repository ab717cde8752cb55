import type { FieldOwner, Labels, OwnerReference } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import type { Interner } from '../intern.ts';
import {
  flagAt,
  isObject,
  objectAt,
  objectsOrEmpty,
  parseTime,
  type RawObject,
  requireText,
  textOrNull,
} from '../raw.ts';

export const OWNER_REFERENCE_FIELDS = [
  { apiVersion: KEEP, kind: KEEP, name: KEEP, uid: KEEP, controller: KEEP },
] as const;

/** Who owns labels and the spec; what else a manager owns is dropped. */
export const MANAGED_FIELDS_FIELDS = [
  {
    manager: KEEP,
    operation: KEEP,
    time: KEEP,
    fieldsV1: { 'f:metadata': { 'f:labels': KEEP }, 'f:spec': {} },
  },
] as const;

export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

/** `metadata` of an object that lives in a namespace. */
export function namespacedName(metadata: RawObject, intern: Interner): ObjectName {
  return {
    namespace: intern.text(requireText(metadata, 'namespace')),
    name: requireText(metadata, 'name'),
  };
}

/** A UID; without one the name stands for it, which is as unique within one snapshot. */
export const uidOf = (metadata: RawObject, namespace: string, name: string): string =>
  textOrNull(metadata, 'uid') ?? `${namespace}/${name}`;

export const labelsOf = (metadata: RawObject, intern: Interner): Labels =>
  intern.labels(metadata['labels'], 'labels');

/** An annotation by name, own members only; null when absent. */
export function annotationOf(metadata: RawObject, name: string): string | null {
  const annotations = objectAt(metadata, 'annotations');
  return Object.hasOwn(annotations, name) ? textOrNull(annotations, name) : null;
}

/** The owner that calls itself the controller, else the first. Objects with the same owner share one reference. */
export function ownerOf(metadata: RawObject, intern: Interner): OwnerReference | null {
  const references = objectsOrEmpty(metadata, 'ownerReferences');
  const raw = references.find((reference) => flagAt(reference, 'controller')) ?? references[0];
  if (raw === undefined) return null;
  return intern.owner({
    apiVersion: requireText(raw, 'apiVersion'),
    kind: requireText(raw, 'kind'),
    name: requireText(raw, 'name'),
    uid: textOrNull(raw, 'uid') ?? '',
  });
}

/**
 * False when the object carries no managedFields at all (kubectl hides them unless asked), or some that cannot be read:
 * that nobody else changed a label is proved only by all of them.
 */
export const hasManagedFields = (metadata: RawObject): boolean =>
  managedEntries(metadata).length > 0;

/** Entries of managedFields in their order. */
export const fieldOwnersOf = (metadata: RawObject, intern: Interner): readonly FieldOwner[] =>
  managedEntries(metadata).map((entry) => decodeFieldOwner(entry, intern));

/** Those that own labels. */
export const labelOwnersOf = (metadata: RawObject, intern: Interner): readonly FieldOwner[] =>
  managedEntries(metadata)
    .filter((entry) => memberOf(memberOf(entry.fieldsV1, 'f:metadata'), 'f:labels') !== undefined)
    .map((entry) => decodeFieldOwner(entry, intern))
    .filter((owner) => owner.labels.length > 0);

interface ManagedEntry {
  readonly manager: string;
  readonly operation: string;
  readonly time?: string | null;
  readonly fieldsV1?: RawObject | null;
}

/** All entries, or none when one of them is unreadable. */
function managedEntries(metadata: RawObject): readonly ManagedEntry[] {
  const entries: unknown = metadata['managedFields'];
  return Array.isArray(entries) && entries.every(isManagedEntry) ? entries : NO_ENTRIES;
}

const NO_ENTRIES: readonly ManagedEntry[] = [];

function isManagedEntry(value: unknown): value is ManagedEntry {
  if (!isObject(value)) return false;
  const { manager, operation, time, fieldsV1 } = value;
  const metadata = memberOf(fieldsV1, 'f:metadata');
  return (
    typeof manager === 'string' &&
    typeof operation === 'string' &&
    (time === undefined || time === null || typeof time === 'string') &&
    [fieldsV1, metadata, memberOf(metadata, 'f:labels')].every(isObjectOrAbsent)
  );
}

const isObjectOrAbsent = (value: unknown): boolean =>
  value === undefined || value === null || isObject(value);

const memberOf = (value: unknown, key: string): unknown =>
  isObject(value) ? value[key] : undefined;

function decodeFieldOwner(
  { manager, operation, time, fieldsV1 }: ManagedEntry,
  intern: Interner,
): FieldOwner {
  const labels = memberOf(memberOf(fieldsV1, 'f:metadata'), 'f:labels');
  return {
    manager: intern.text(manager),
    operation: intern.text(operation),
    at: typeof time === 'string' ? parseTime(time) : null,
    labels: isObject(labels) ? intern.names(labels, ownedLabels) : NO_LABELS,
    ownsSpec: isObject(fieldsV1) && Object.hasOwn(fieldsV1, 'f:spec'),
  };
}

const NO_LABELS: readonly string[] = [];

/** `f:metadata.f:labels` holds `f:<name>` for each label, and `.` for the map itself. */
const ownedLabels = (names: readonly string[]): readonly string[] =>
  names.filter((name) => name.startsWith('f:')).map((name) => name.slice(2));

/** Names Kubernetes items that could not be decoded: `namespace/name`, or the name alone. */
export function kubernetesName(raw: unknown): string | null {
  const metadata = isObject(raw) ? raw['metadata'] : null;
  if (!isObject(metadata) || typeof metadata['name'] !== 'string') return null;
  const namespace = metadata['namespace'];
  return typeof namespace === 'string' ? `${namespace}/${metadata['name']}` : metadata['name'];
}

export const metadataOf = (raw: RawObject): RawObject => objectAt(raw, 'metadata');
