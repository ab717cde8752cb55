import { PortSet } from '../net/index.ts';
import { compareText, sortedUnique, type UnknownReason } from '../model/index.ts';
import type { Answer, Denial, PartialBecause, Reach } from './flow.ts';
import { LAYERS } from './flow.ts';
import { ALL_CLIENT_PORTS, type Hop } from './hop.ts';

/** What of a hop the answer needs; the set engine makes these without walking every layer. */
export type Outcome = Pick<
  Hop,
  'opens' | 'egressRules' | 'ingressRules' | 'denials' | 'unknown' | 'returnPorts'
>;

type Summary = Pick<Answer, 'reach' | 'opens' | 'partialBecause'>;

/** All hops of one address family: every place where the store may answer, every part of it that rules tell apart. */
function summarise(outcomes: readonly Outcome[]): Summary {
  const open = outcomes.filter((one) => one.opens === 'yes');
  const opens =
    open.length > 0 ? 'yes' : outcomes.some((one) => one.opens === 'unknown') ? 'unknown' : 'no';
  if (outcomes.some((one) => one.opens === 'unknown'))
    return { reach: 'unknown', opens, partialBecause: [] };
  if (open.length === 0) return { reach: 'blocked', opens, partialBecause: [] };
  const because: PartialBecause[] = [];
  if (open.some((one) => !one.returnPorts.covers(ALL_CLIENT_PORTS))) because.push('return-ports');
  if (open.length < outcomes.length) because.push('some-subnets');
  return { reach: because.length > 0 ? 'partial' : 'reachable', opens, partialBecause: because };
}

const RANK: Readonly<Record<Reach, number>> = { blocked: 0, unknown: 1, partial: 2, reachable: 3 };

function denialsOf(outcomes: readonly Outcome[]): readonly Denial[] {
  const all = outcomes.flatMap((one) => one.denials);
  const key = (one: Denial): string => `${LAYERS.indexOf(one.layer)}|${one.code}|${one.component}`;
  return [...new Map(all.map((one) => [key(one), one])).entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, one]) => one);
}

/** Families are alternatives: the better one counts, and `unknown` beats `blocked` only. */
export function answerOf(families: readonly (readonly Outcome[])[]): Answer {
  const outcomes = families.flat();
  const summaries = families.filter((one) => one.length > 0).map(summarise);
  const best = summaries.reduce<Summary>(
    (a, b) => (RANK[b.reach] > RANK[a.reach] ? b : a),
    summaries[0] ?? { reach: 'blocked', opens: 'no', partialBecause: [] },
  );
  const open = outcomes.filter((one) => one.opens === 'yes');
  return {
    ...best,
    opens: summaries.some((one) => one.opens === 'yes')
      ? 'yes'
      : best.reach === 'unknown'
        ? 'unknown'
        : 'no',
    egressRules: sortedUnique(outcomes.flatMap((one) => one.egressRules)),
    ingressRules: sortedUnique(outcomes.flatMap((one) => one.ingressRules)),
    denials: best.reach === 'reachable' ? [] : denialsOf(outcomes),
    unknown: best.reach === 'unknown' ? sortedUnique(outcomes.flatMap((one) => one.unknown)) : [],
    returnPorts: open.reduce((ports, one) => ports.union(one.returnPorts), PortSet.empty),
  };
}

/** Nothing can pass, and no layer was asked: the families do not meet. */
export const noFamily = (component: string): Answer => ({
  reach: 'blocked',
  opens: 'no',
  partialBecause: [],
  egressRules: [],
  ingressRules: [],
  denials: [{ code: 'NO_PATH', direction: 'egress', layer: 'route-out', component }],
  unknown: [],
  returnPorts: PortSet.empty,
});

export const unknownAnswer = (...reasons: readonly UnknownReason[]): Answer => ({
  reach: 'unknown',
  opens: 'unknown',
  partialBecause: [],
  egressRules: [],
  ingressRules: [],
  denials: [],
  unknown: sortedUnique(reasons),
  returnPorts: PortSet.empty,
});
