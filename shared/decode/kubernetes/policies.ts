import { type GroupId, type Policy, toGroupId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, type ItemContext } from '../listing-spec.ts';
import {
  idOf,
  isObject,
  listOrEmpty,
  Malformed,
  numberOrNull,
  objectAt,
  objectOf,
  type RawObject,
  timeOrNull,
} from '../raw.ts';
import { decodeSelector, SELECTOR_FIELDS } from './label-selector.ts';
import {
  annotationOf,
  fieldOwnersOf,
  kubernetesName,
  MANAGED_FIELDS_FIELDS,
  metadataOf,
  namespacedName,
  uidOf,
} from './metadata.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const LONGEST_ANNOTATION = 256 * 1024;

export const policies = defineListing<Policy>({
  file: 'k8s/securitygrouppolicies',
  command:
    'kubectl get securitygrouppolicies.vpcresources.k8s.aws -A -o json --show-managed-fields',
  key: 'items',
  required: true,
  effect: 'Which groups pods should wear is not known.',
  fields: {
    kind: KEEP,
    metadata: {
      uid: KEEP,
      namespace: KEEP,
      name: KEEP,
      generation: KEEP,
      creationTimestamp: KEEP,
      annotations: { [LAST_APPLIED]: KEEP },
      managedFields: MANAGED_FIELDS_FIELDS,
    },
    spec: {
      podSelector: SELECTOR_FIELDS,
      serviceAccountSelector: SELECTOR_FIELDS,
      securityGroups: { groupIds: KEEP },
    },
  },
  nameOf: kubernetesName,
  keyOf: (policy) => `${policy.namespace}/${policy.name}`,
  decode: decodePolicy,
});

function decodePolicy(value: unknown, context: ItemContext): Policy {
  const raw = objectOf(value, 'the policy');
  const metadata = metadataOf(raw);
  const names = namespacedName(metadata, context.intern);
  const spec = objectAt(raw, 'spec');
  return {
    ...names,
    uid: uidOf(metadata, names.namespace, names.name),
    generation: numberOrNull(metadata, 'generation'),
    createdAt: timeOrNull(metadata, 'creationTimestamp'),
    podSelector: selectorAt(spec, 'podSelector', context),
    serviceAccountSelector: selectorAt(spec, 'serviceAccountSelector', context),
    groupIds: groupIdsOf(spec),
    fieldOwners: fieldOwnersOf(metadata, context.intern),
    lastAppliedMatchNames: hadMatchNames(annotationOf(metadata, LAST_APPLIED)),
  };
}

/**
 * The API server stores no selector of a wrong type, so one that has it is damage of the snapshot and not the author's:
 * the policy stays, and the listing no longer proves what pods should wear.
 */
function selectorAt(spec: RawObject, key: string, context: ItemContext): Policy['podSelector'] {
  try {
    return decodeSelector(spec, key);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    context.damaged(`${key}: ${error.message}`);
    return 'malformed';
  }
}

/** Verbatim: EC2 gets them neither trimmed, split nor case-folded. */
const groupIdsOf = (spec: RawObject): readonly GroupId[] =>
  listOrEmpty(objectAt(spec, 'securityGroups'), 'groupIds').map((id) =>
    idOf(id, 'a group id', toGroupId),
  );

/**
 * Whether the author wrote `serviceAccountSelector.matchNames`, a field of the first versions of the CRD: the API server
 * prunes it today, and what is left selects every service account. Null without an annotation that can be read.
 */
function hadMatchNames(lastApplied: string | null): boolean | null {
  if (lastApplied === null || lastApplied.length > LONGEST_ANNOTATION) return null;
  const applied = parsed(lastApplied);
  if (!isObject(applied)) return null;
  const selector = memberOf(memberOf(applied, 'spec'), 'serviceAccountSelector');
  return memberOf(selector, 'matchNames') !== undefined;
}

const memberOf = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
