import type { DataStoreAccess, Labels, PodSelector, UnknownReason } from '../model/index.ts';
import type { AccountFact } from '../policy/index.ts';
import { type Clause, keysRead, selectsNamespace, selectsPod } from './clause.ts';
import { type AllowEntry, type Grants, NO_GRANTS } from './grants.ts';
import type { Certainty } from './store-selection.ts';

export type NamespaceGrants = (labels: Labels, account: AccountFact) => Grants;

export interface NamespaceFact {
  readonly name: string;
  /** Null: not seen. */
  readonly labels: Labels | null;
}

/** What is asked of a pod of the namespace, with everybody who asks it. */
interface Question {
  readonly clause: Clause;
  readonly isSure: boolean;
  readonly entries: readonly AllowEntry[];
}

function questionsIn(
  entries: readonly AllowEntry[],
  { name, labels }: NamespaceFact,
): readonly Question[] {
  return [...Map.groupBy(entries, ({ clause }) => clause)].flatMap(([clause, own]) => {
    const selects = selectsNamespace(clause, name, labels);
    return selects === 'no' ? [] : [{ clause, isSure: selects === 'yes', entries: own }];
  });
}

/** Writes the values of some labels as one text, without ambiguity. */
function readerOf(keys: readonly string[]): (labels: Labels) => string {
  const distinct = [...new Set(keys)];
  const texts = new WeakMap<Labels, string>();
  return (labels) => {
    const known = texts.get(labels);
    if (known !== undefined) return known;
    const text = JSON.stringify(distinct.map((key) => labels.get(key) ?? null));
    texts.set(labels, text);
    return text;
  };
}

/** The grants in one namespace, decided once for each set of label values that its selectors tell apart. */
export function compileNamespace(
  entries: readonly AllowEntry[],
  namespace: NamespaceFact,
  selected: Set<PodSelector>,
): NamespaceGrants {
  const questions = questionsIn(entries, namespace);
  if (questions.length === 0) return () => NO_GRANTS;
  const keys = questions.map(({ clause }) => keysRead(clause));
  const readPod = readerOf(keys.flatMap(({ pod }) => pod));
  const readAccount = readerOf(keys.flatMap(({ account }) => account));
  const answers = new Map<string, Grants>();
  const interned = new Interned();
  return (labels, account) => {
    const read = `${readPod(labels)}${account.kind === 'known' ? readAccount(account.labels) : ''}`;
    const known = answers.get(read);
    if (known !== undefined) return known;
    const drafted = ask(questions, labels, account);
    for (const { selector } of drafted.entries) selected.add(selector);
    const answer = interned.of(drafted);
    answers.set(read, answer);
    return answer;
  };
}

interface Draft {
  /** Every entry that surely or perhaps selects the pod. */
  readonly entries: readonly AllowEntry[];
  readonly certain: Set<DataStoreAccess>;
  readonly possible: Set<DataStoreAccess>;
  readonly reasons: Set<UnknownReason>;
}

function ask(questions: readonly Question[], labels: Labels, account: AccountFact): Draft {
  const entries: AllowEntry[] = [];
  const certain = new Set<DataStoreAccess>();
  const possible = new Set<DataStoreAccess>();
  const reasons = new Set<UnknownReason>();
  for (const { clause, isSure, entries: own } of questions) {
    const selects = selectsPod(clause, labels, account);
    if (selects === 'no') continue;
    entries.push(...own);
    for (const reason of reasonsFor(isSure, selects)) reasons.add(reason);
    const into = isSure && selects === 'yes' ? certain : possible;
    for (const { document } of own) into.add(document);
  }
  return { entries, certain, possible: possible.difference(certain), reasons };
}

/** The labels of its namespace are part of who a pod is. */
const reasonsFor = (isSure: boolean, selects: Certainty): readonly UnknownReason[] => [
  ...(isSure ? [] : (['identity-unknown'] as const)),
  ...(selects === 'maybe' ? (['service-accounts-unseen'] as const) : []),
];

/** One object for equal grants, so that pods which only differ in other labels stay together. */
class Interned {
  readonly #ids = new Map<DataStoreAccess, number>();
  readonly #known = new Map<string, Grants>();

  of({ certain, possible, reasons }: Draft): Grants {
    if (certain.size + possible.size === 0) return NO_GRANTS;
    const grants: Grants = {
      certain,
      possible,
      reasons: possible.size === 0 ? [] : [...reasons].toSorted(),
    };
    const key = [this.#text(certain), this.#text(possible), grants.reasons.join()].join('|');
    const known = this.#known.get(key) ?? grants;
    this.#known.set(key, known);
    return known;
  }

  #text(documents: ReadonlySet<DataStoreAccess>): string {
    return [...documents]
      .map((document) => {
        const id = this.#ids.get(document) ?? this.#ids.size;
        this.#ids.set(document, id);
        return id;
      })
      .toSorted((a, b) => a - b)
      .join();
  }
}
