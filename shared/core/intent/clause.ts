import type { Labels, PodSelector } from '../model/index.ts';
import {
  type AccountFact,
  type CompiledSelector,
  compileSelector,
  type Requirement,
  selectorMatches,
} from '../policy/index.ts';
import type { Certainty } from './store-selection.ts';

/** The label that the API server itself gives every namespace: its name (kubernetes/api core/v1 `LabelMetadataName`). */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** An entry of `allow`, compiled. A selector that is absent asks for nothing. */
export interface Clause {
  readonly namespace: CompiledSelector;
  readonly pod: CompiledSelector;
  readonly account: CompiledSelector;
}

export const compileClause = (selector: PodSelector): Clause => ({
  namespace: compileSelector(selector.namespaceSelector),
  pod: compileSelector(selector.podSelector),
  account: compileSelector(selector.serviceAccountSelector),
});

/** An entry in which nothing is given is no entry: it selects nobody. */
export const asksForSomething = ({ namespace, pod, account }: Clause): boolean =>
  [namespace, pod, account].some(({ kind }) => kind !== 'absent');

/** Names of the only namespaces that the clause can select; null when its selector does not tell. */
export function namedNamespaces({ namespace }: Clause): ReadonlySet<string> | null {
  if (namespace.kind !== 'requirements') return null;
  const named = namespace.requirements.find(
    ({ key, operator }) => key === NAMESPACE_NAME && operator === 'In',
  );
  return named?.values ?? null;
}

/** `labels` null: they were not seen. The namespace's name is a label of its own, whatever was seen. */
export function selectsNamespace(
  { namespace: selector }: Clause,
  name: string,
  labels: Labels | null,
): Certainty {
  if (selector.kind === 'absent' || selector.kind === 'everything') return 'yes';
  if (selector.kind === 'invalid') return 'no';
  const byName = new Map([[NAMESPACE_NAME, name]]);
  const holds = (requirement: Requirement, known: Labels): boolean =>
    selectorMatches({ kind: 'requirements', requirements: [requirement] }, known);
  let found: Certainty = 'yes';
  for (const requirement of selector.requirements) {
    const known = requirement.key === NAMESPACE_NAME ? byName : labels;
    if (known === null) found = 'maybe';
    else if (!holds(requirement, known)) return 'no';
  }
  return found;
}

/** Labels of pod and ServiceAccount, as a SecurityGroupPolicy reads them: an account that is not known decides nothing. */
export function selectsPod(
  { pod, account: selector }: Clause,
  labels: Labels,
  account: AccountFact,
): Certainty {
  if (pod.kind !== 'absent' && !selectorMatches(pod, labels)) return 'no';
  if (selector.kind === 'absent') return 'yes';
  if (selector.kind === 'invalid') return 'no';
  if (account.kind !== 'known') return 'maybe';
  return selectorMatches(selector, account.labels) ? 'yes' : 'no';
}

/** The label keys that decide, of pods and of accounts. */
export const keysRead = (
  clause: Clause,
): { readonly pod: readonly string[]; readonly account: readonly string[] } => ({
  pod: keysOf(clause.pod),
  account: keysOf(clause.account),
});

const keysOf = (selector: CompiledSelector): readonly string[] =>
  selector.kind === 'requirements' ? selector.requirements.map(({ key }) => key) : [];
