import type { DataStoreAccess, Labels, PodSelector } from '../model/index.ts';
import type { AccountFact } from '../policy/index.ts';
import { asksForSomething, type Clause, compileClause, namedNamespaces } from './clause.ts';
import type { AllowEntry, Grants } from './grants.ts';
import { matchesWildcard } from './wildcard.ts';
import { compileNamespace, type NamespaceGrants } from './namespace-grants.ts';

export interface GrantIndex {
  grantsOf(namespace: string, labels: Labels, account: AccountFact): Grants;
  /** Whether the entry surely or perhaps selected any pod that was asked about. */
  hasSelected(selector: PodSelector): boolean;
}

/** Labels of a namespace; null when they were not seen. */
export type NamespaceLabels = (namespace: string) => Labels | null;

function entriesFor(
  intents: readonly DataStoreAccess[],
  clusterArn: string,
): readonly AllowEntry[] {
  const clauses = new Map<string, Clause>();
  const shared = (selector: PodSelector): Clause => {
    const key = selectorText(selector);
    const clause = clauses.get(key) ?? compileClause(selector);
    clauses.set(key, clause);
    return clause;
  };
  return intents
    .filter(({ cluster }) => matchesWildcard(cluster, clusterArn))
    .flatMap((document) =>
      document.allow.map((selector) => ({ document, selector, clause: shared(selector) })),
    )
    .filter(({ clause }) => asksForSomething(clause));
}

/** Many documents let the same pods in: equal selectors are compiled and asked once. */
const selectorText = (selector: PodSelector): string =>
  JSON.stringify(
    [selector.namespaceSelector, selector.podSelector, selector.serviceAccountSelector].map(
      (one) => one && [[...one.matchLabels], one.matchExpressions],
    ),
  );

/**
 * The grants of one cluster's pods. Entries that name their namespaces are found by these names, and inside a namespace
 * equal label values are decided once: the cost goes with entries and label sets, not with entries × pods.
 */
export function compileGrants(
  intents: readonly DataStoreAccess[],
  clusterArn: string,
  labelsOf: NamespaceLabels,
): GrantIndex {
  const byName = new Map<string, AllowEntry[]>();
  const anywhere: AllowEntry[] = [];
  for (const entry of entriesFor(intents, clusterArn)) {
    const names = namedNamespaces(entry.clause);
    if (names === null) anywhere.push(entry);
    for (const name of names ?? []) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [entry]);
      else list.push(entry);
    }
  }
  const selected = new Set<PodSelector>();
  const namespaces = new Map<string, NamespaceGrants>();
  const inNamespace = (name: string): NamespaceGrants => {
    const known = namespaces.get(name);
    if (known !== undefined) return known;
    const entries = [...(byName.get(name) ?? []), ...anywhere];
    const made = compileNamespace(entries, { name, labels: labelsOf(name) }, selected);
    namespaces.set(name, made);
    return made;
  };
  return {
    grantsOf: (namespace, labels, account) => inNamespace(namespace)(labels, account),
    hasSelected: (selector) => selected.has(selector),
  };
}
