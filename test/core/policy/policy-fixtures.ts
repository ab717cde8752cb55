import {
  type GroupId,
  type Labels,
  type LabelSelector,
  type Policy,
  toGroupId,
} from '../../../shared/core/model/index.ts';
import type { AccountFact } from '../../../shared/core/policy/index.ts';

export const labelsOf = (labels: Readonly<Record<string, string>>): Labels =>
  new Map(Object.entries(labels));

type Term = readonly [key: string, operator: string, values?: readonly string[]];

/** A selector from pairs and terms: `aSelector({ role: 'db' }, ['tier', 'In', ['a', 'b']])`. */
export const aSelector = (
  matchLabels: Readonly<Record<string, string | null>> = {},
  ...terms: readonly Term[]
): LabelSelector => ({
  matchLabels: new Map(Object.entries(matchLabels)),
  matchExpressions: terms.map(([key, operator, values = []]) => ({ key, operator, values })),
});

export function groupsOf(...ids: readonly string[]): readonly GroupId[] {
  return ids.map(toGroupId).filter((id) => id !== null);
}

/** A policy that declares one group for every pod of the namespace `shop`. */
export function aPolicy(overrides: Partial<Policy> = {}): Policy {
  return {
    namespace: 'shop',
    name: 'policy',
    uid: 'uid-policy',
    generation: 1,
    createdAt: 0,
    podSelector: aSelector(),
    serviceAccountSelector: null,
    groupIds: groupsOf('sg-1'),
    fieldOwners: [],
    lastAppliedMatchNames: false,
    ...overrides,
  };
}

export const anAccount = (labels: Readonly<Record<string, string>> = {}): AccountFact => ({
  kind: 'known',
  labels: labelsOf(labels),
});
