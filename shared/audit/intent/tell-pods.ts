import type { PodView } from '../../core/estate/index.ts';
import { compareText, type Labels } from '../../core/model/index.ts';
import { isLabelKey, isLabelValue } from '../../core/policy/index.ts';
import { isLasting } from '../lasting-labels.ts';

/** Labels that name a workload, those that say most first. */
const NAMING = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/component',
  'app',
  'k8s-app',
  'name',
  'component',
  'run',
] as const;

/** Labels that change with every release, or that whole namespaces share. */
const WEAK: ReadonlySet<string> = new Set([
  'app.kubernetes.io/version',
  'app.kubernetes.io/managed-by',
  'app.kubernetes.io/part-of',
  'helm.sh/chart',
  'version',
  'chart',
  'release',
  'heritage',
]);

function rankOf(key: string): number {
  const naming = NAMING.findIndex((one) => one === key);
  if (naming >= 0) return naming;
  return WEAK.has(key) ? NAMING.length + 1 : NAMING.length;
}

/** One term of a selector: a pair, or with `value` null a key that must not be there. */
export interface Term {
  readonly key: string;
  readonly value: string | null;
}

const holds = ({ key, value }: Term, labels: Labels): boolean =>
  labels.get(key) === (value ?? undefined);

const compareTerms = (a: Term, b: Term): number =>
  rankOf(a.key) - rankOf(b.key) || compareText(a.key, b.key);

/** Pairs that all of the pods have. */
function commonPairs(own: readonly Labels[]): readonly Term[] {
  const [first, ...rest] = own;
  if (first === undefined) return [];
  return [...first]
    .filter(([key, value]) => isLasting(key) && isLabelKey(key) && isLabelValue(value))
    .filter(([key, value]) => rest.every((labels) => labels.get(key) === value))
    .map(([key, value]): Term => ({ key, value }))
    .toSorted(compareTerms);
}

/** Keys that none of the pods has, and some of the others have. */
function missingKeys(own: readonly Labels[], others: readonly Labels[]): readonly Term[] {
  const keys = new Set(others.flatMap((labels) => [...labels.keys()]));
  return [...keys]
    .filter((key) => isLasting(key) && isLabelKey(key) && own.every((labels) => !labels.has(key)))
    .map((key): Term => ({ key, value: null }))
    .toSorted(compareTerms);
}

/** Takes the term that leaves out most of the others, time and again, while any of them leaves out one more. */
function leaveOut(
  terms: readonly Term[],
  others: readonly Labels[],
): { readonly chosen: readonly Term[]; readonly left: readonly Labels[] } {
  const chosen: Term[] = [];
  let left = others;
  while (left.length > 0) {
    const remaining = left;
    const counted = terms.map((term) => ({
      term,
      kept: remaining.filter((labels) => holds(term, labels)),
    }));
    const best = counted.reduce<(typeof counted)[number] | null>(
      (a, b) => (b.kept.length < (a?.kept.length ?? remaining.length) ? b : a),
      null,
    );
    if (best === null) break;
    chosen.push(best.term);
    left = best.kept;
  }
  return { chosen, left };
}

const distinct = (pods: readonly PodView[]): readonly Labels[] => [
  ...new Set(pods.map(({ pod }) => pod.labels)),
];

export interface Told {
  /** All of them select the pods; sorted by how much they say. */
  readonly terms: readonly Term[];
  /** Others that no label of the pods tells from them. */
  readonly alsoSelected: readonly PodView[];
}

/**
 * Labels that select some pods of a namespace and no others there: the one that names them best, then what else it takes,
 * and keys that must not be there where pairs do not do. Labels that pass with a release are not looked at.
 */
export function tellPods(own: readonly PodView[], others: readonly PodView[]): Told {
  const ownLabels = distinct(own);
  const pairs = commonPairs(ownLabels);
  const name = pairs.slice(0, 1);
  const rest = distinct(others).filter((labels) => name.every((term) => holds(term, labels)));
  const more = leaveOut(pairs, rest);
  const without = leaveOut(missingKeys(ownLabels, more.left), more.left);
  const terms = [...name, ...more.chosen, ...without.chosen].toSorted(compareTerms);
  return {
    terms,
    alsoSelected: others.filter(({ pod }) => terms.every((term) => holds(term, pod.labels))),
  };
}
