import { isWatched } from '../../access/index.ts';
import type { Evidence, Rule, UnknownReason } from '../../model/index.ts';
import type { Pair, PairEntry } from '../contract/views.ts';
import { firstOf, podEvidence } from '../pods/evidence.ts';

/** The answers of a pair over one kind of path, by what they mean for "only intended pods". */
export interface Openness {
  /** Something passes that nothing intends. */
  readonly open: readonly PairEntry[];
  /** It passes, or may pass, and whether that is meant is not known; or the answer itself is not known. */
  readonly unclear: readonly PairEntry[];
  /** Something passes, or may pass, at a store that groups do not close for pods. */
  readonly unmanaged: readonly PairEntry[];
  /** Something passes that nothing forbids, and that a document would which only observes. */
  readonly watched: readonly PairEntry[];
}

export function opennessOf(pair: Pair, path: 'direct' | 'rds-proxy'): Openness {
  const open: PairEntry[] = [];
  const unclear: PairEntry[] = [];
  const unmanaged: PairEntry[] = [];
  const watched: PairEntry[] = [];
  for (const one of pair.entries) {
    const { answer, intended, observed, path: own } = one.entry;
    if (own !== path || answer.opens === 'no') continue;
    const isSure = answer.opens === 'yes';
    if (intended === true || one.isPodManaged === false) {
      if (intended !== true) unmanaged.push(one);
      if (isWatched(one.intent) && observed !== true)
        (isSure && observed === false ? watched : unclear).push(one);
    } else (isSure && intended === false && one.isPodManaged ? open : unclear).push(one);
  }
  return { open, unclear, unmanaged, watched };
}

export const reasonsFor = (unclear: readonly PairEntry[]): readonly UnknownReason[] =>
  unclear.flatMap(({ entry, isPodManaged }) => [
    ...entry.answer.unknown,
    ...entry.undecided,
    ...(isPodManaged === null ? (['rules-unseen'] as const) : []),
  ]);

/** The same rules everywhere: what an answer cites at the source, and at the store. */
export function ruleIds(
  entries: readonly PairEntry[],
  side: 'egressRules' | 'ingressRules',
): readonly string[] {
  return [...new Set(entries.flatMap(({ entry }) => entry.answer[side]))].toSorted();
}

export const egressEvidence = (entries: readonly PairEntry[]): readonly Evidence[] =>
  firstOf(
    'egress rules',
    ruleIds(entries, 'egressRules').map((id): Evidence => ({
      kind: 'rule',
      id,
      direction: 'egress',
    })),
  );

export const podsEvidence = (entries: readonly PairEntry[]): readonly Evidence[] =>
  firstOf('pods', [...new Set(entries.flatMap(({ entry }) => entry.pods))].map(podEvidence));

export const viasOf = (entries: readonly PairEntry[]): readonly string[] =>
  [...new Set(entries.map(({ entry }) => entry.cohort.via))].toSorted();

export const portsOf = (entries: readonly PairEntry[]): readonly string[] =>
  [...new Set(entries.map(({ port }) => port))].toSorted((a, b) => a - b).map(String);

export const uniqueRules = (rules: readonly Rule[]): readonly Rule[] => [...new Set(rules)];
