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

/** An annotation by name, own members only; null when absent or not text. */
export function annotationOf(metadata: RawObject, name: string): string | null {
  const annotations = metadata['annotations'];
  if (!isObject(annotations) || !Object.hasOwn(annotations, name)) return null;
  const value = annotations[name];
  return typeof value === 'string' ? value : null;
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

/** False when the object carries no managedFields at all: kubectl hides them unless asked. */
export const hasManagedFields = (metadata: RawObject): boolean =>
  Array.isArray(metadata['managedFields']) && metadata['managedFields'].length > 0;

/** Entries of managedFields in their order. An entry that cannot be read owns nothing that could be evidence. */
export const fieldOwnersOf = (metadata: RawObject, intern: Interner): readonly FieldOwner[] =>
  managedEntries(metadata).map((entry) => decodeFieldOwner(entry, intern));

/** Those that own labels. */
export const labelOwnersOf = (metadata: RawObject, intern: Interner): readonly FieldOwner[] =>
  managedEntries(metadata)
    .filter((entry) => labelFields(entry) !== null)
    .map((entry) => decodeFieldOwner(entry, intern))
    .filter((owner) => owner.labels.length > 0);

function managedEntries(metadata: RawObject): readonly RawObject[] {
  const entries = metadata['managedFields'];
  return Array.isArray(entries) ? entries.filter(isObject) : [];
}

function decodeFieldOwner(entry: RawObject, intern: Interner): FieldOwner {
  const { manager, operation, time, fieldsV1 } = entry;
  return {
    manager: typeof manager === 'string' ? intern.text(manager) : '',
    operation: typeof operation === 'string' ? intern.text(operation) : '',
    at: typeof time === 'string' ? parseTime(time) : null,
    labels: intern.names(labelFields(entry) ?? {}, ownedLabels),
    ownsSpec: isObject(fieldsV1) && Object.hasOwn(fieldsV1, 'f:spec'),
  };
}

/** `f:metadata.f:labels` holds `f:<name>` for each label, and `.` for the map itself. */
const ownedLabels = (names: readonly string[]): readonly string[] =>
  names.filter((name) => name.startsWith('f:')).map((name) => name.slice(2));

function labelFields({ fieldsV1 }: RawObject): RawObject | null {
  const metadata = isObject(fieldsV1) ? fieldsV1['f:metadata'] : null;
  const labels = isObject(metadata) ? metadata['f:labels'] : null;
  return isObject(labels) ? labels : null;
}

/** Names Kubernetes items that could not be decoded: `namespace/name`, or the name alone. */
export function kubernetesName(raw: unknown): string | null {
  const metadata = isObject(raw) ? raw['metadata'] : null;
  if (!isObject(metadata) || typeof metadata['name'] !== 'string') return null;
  const namespace = metadata['namespace'];
  return typeof namespace === 'string' ? `${namespace}/${metadata['name']}` : metadata['name'];
}

export const metadataOf = (raw: RawObject): RawObject => objectAt(raw, 'metadata');
