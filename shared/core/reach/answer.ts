import { PortSet } from '../net/index.ts';
import { compareText, sortedUnique, type UnknownReason } from '../model/index.ts';
import type { Answer, Denial, PartialBecause, Reach, Target } from './flow.ts';
import { LAYERS } from './flow.ts';
import { ALL_CLIENT_PORTS, type Hop } from './hop.ts';

/** What of a hop the answer needs; the set engine makes these without walking every layer. */
export type Outcome = Omit<Hop, 'layers'>;

const RANK: Readonly<Record<Reach, number>> = { blocked: 0, unknown: 1, partial: 2, reachable: 3 };
const OPENS = { no: 0, unknown: 1, yes: 2 } as const;

const mostOpen = (answers: readonly Pick<Answer, 'opens'>[]): Answer['opens'] =>
  answers.reduce<Answer['opens']>((a, b) => (OPENS[b.opens] > OPENS[a] ? b.opens : a), 'no');

const denialKey = (one: Denial): string =>
  `${LAYERS.indexOf(one.layer)}|${one.code}|${one.component}`;

/** Each denial once, in the order of the packet's way. */
function mergeDenials(all: readonly Denial[]): readonly Denial[] {
  if (all.length < 2) return all;
  const byKey = new Map(all.map((one) => [denialKey(one), one]));
  return [...byKey.entries()].toSorted(([a], [b]) => compareText(a, b)).map(([, one]) => one);
}

/** All the ways of one family: every place where the store may answer, and every part of it that rules tell apart. */
function summarise(
  outcomes: readonly Outcome[],
): Pick<Answer, 'reach' | 'opens' | 'partialBecause'> {
  const opens = mostOpen(outcomes);
  if (outcomes.some((one) => one.opens === 'unknown'))
    return { reach: 'unknown', opens, partialBecause: [] };
  const open = outcomes.filter((one) => one.opens === 'yes');
  if (open.length === 0) return { reach: 'blocked', opens, partialBecause: [] };
  const because: PartialBecause[] = [];
  if (open.some((one) => !one.returnPorts.covers(ALL_CLIENT_PORTS))) because.push('return-ports');
  if (open.length < outcomes.length) because.push('some-subnets');
  return { reach: because.length > 0 ? 'partial' : 'reachable', opens, partialBecause: because };
}

/** A denial by a target of which not everything was seen is not sure. */
export function temper(answer: Answer, { uncertain }: Pick<Target, 'uncertain'>): Answer {
  if (uncertain.length === 0 || answer.reach !== 'blocked') return answer;
  return { ...answer, reach: 'unknown', opens: 'unknown', unknown: sortedUnique(uncertain) };
}

/** The answer in one address family. */
export function familyAnswer(
  outcomes: readonly Outcome[],
  target: Pick<Target, 'uncertain'>,
): Answer {
  const summary = summarise(outcomes);
  const answer: Answer = {
    ...summary,
    egressRules: sortedUnique(outcomes.flatMap((one) => one.egressRules)),
    ingressRules: sortedUnique(outcomes.flatMap((one) => one.ingressRules)),
    denials: mergeDenials(outcomes.flatMap((one) => one.denials)),
    // What a way that is surely shut could not tell would settle nothing.
    unknown: sortedUnique(outcomes.flatMap((one) => (one.opens === 'unknown' ? one.unknown : []))),
    returnPorts: portsInAll(outcomes),
  };
  return temper(answer, target);
}

/** Client ports that work on every way that is open: a client does not choose which of them its packet takes. */
function portsInAll(ways: readonly Pick<Answer, 'opens' | 'returnPorts'>[]): PortSet {
  const open = ways.filter((one) => one.opens === 'yes');
  if (open.length === 0) return PortSet.empty;
  return open.reduce((ports, one) => ports.intersect(one.returnPorts), ALL_CLIENT_PORTS);
}

/** Parts that the source or the store may be at, each with its answer: whole only if all parts are. */
export function summariseParts(answers: readonly Answer[]): Answer {
  const merged = bestOf(answers);
  const isMixed = answers.some((one) => one.reach !== merged.reach);
  const isUnknown = answers.some((one) => one.reach === 'unknown');
  if (!isMixed && merged.reach !== 'partial') return merged;
  if (isUnknown)
    return {
      ...merged,
      reach: 'unknown',
      partialBecause: [],
      unknown: sortedUnique(answers.flatMap((one) => one.unknown)),
      returnPorts: portsInAll(answers),
    };
  const because = answers.flatMap((one) => one.partialBecause);
  const isBlockedSomewhere = answers.some((one) => one.reach === 'blocked');
  return {
    ...merged,
    reach: 'partial',
    partialBecause: sortedUnique<PartialBecause>(
      isBlockedSomewhere ? [...because, 'some-subnets'] : because,
    ),
    denials: mergeDenials(answers.flatMap((one) => one.denials)),
    returnPorts: portsInAll(answers),
  };
}

/** Families, or endpoints, are alternatives of the client: the better one counts, and `unknown` beats `blocked` only. */
export function bestOf(answers: readonly Answer[]): Answer {
  const [first, ...rest] = answers;
  if (first === undefined) return NO_WAY;
  if (rest.length === 0) return first;
  const best = rest.reduce((a, b) => (RANK[b.reach] > RANK[a.reach] ? b : a), first);
  return {
    reach: best.reach,
    opens: mostOpen(answers),
    partialBecause: best.partialBecause,
    egressRules: sortedUnique(answers.flatMap((one) => one.egressRules)),
    ingressRules: sortedUnique(answers.flatMap((one) => one.ingressRules)),
    denials: best.reach === 'reachable' ? [] : mergeDenials(answers.flatMap((one) => one.denials)),
    // Another family or endpoint that could not be told may serve where this one does only partly.
    unknown: best.reach === 'reachable' ? [] : sortedUnique(answers.flatMap((one) => one.unknown)),
    returnPorts: best.opens === 'yes' ? best.returnPorts : portsInAll(answers),
  };
}

/** One of these holds, and which one is not known: the answer is unknown where they differ. */
export function eitherOf(answers: readonly Answer[], why: UnknownReason): Answer {
  const [first, ...rest] = answers;
  if (first === undefined) return NO_WAY;
  const isSame = (one: Answer): boolean =>
    one.reach === first.reach && one.partialBecause.join() === first.partialBecause.join();
  // Only what holds for each of them is sure.
  const opens = rest.every((one) => one.opens === first.opens) ? first.opens : 'unknown';
  const merged = { ...bestOf(answers), opens, returnPorts: portsInAll(answers) };
  if (rest.every(isSame)) return merged;
  return {
    ...merged,
    reach: 'unknown',
    partialBecause: [],
    unknown: sortedUnique([why, ...answers.flatMap((one) => one.unknown)]),
  };
}

/** Two connections, one after the other: pod → proxy, proxy → store. The rules of both are listed in order. */
export function inSeries(first: Answer, second: Answer): Answer {
  const both = [first, second];
  const worst = RANK[second.reach] < RANK[first.reach] ? second : first;
  const opens = OPENS[second.opens] < OPENS[first.opens] ? second.opens : first.opens;
  return {
    reach: worst.reach,
    opens,
    partialBecause: sortedUnique(
      worst.reach === 'partial' ? both.flatMap((one) => one.partialBecause) : [],
    ),
    egressRules: [...new Set([...first.egressRules, ...second.egressRules])],
    ingressRules: [...new Set([...first.ingressRules, ...second.ingressRules])],
    // A connection that is partly open does not block: where one of the two is shut, its denials say why.
    denials: both
      .filter((one) => worst.reach !== 'blocked' || one.reach === 'blocked')
      .flatMap((one) => one.denials),
    unknown: sortedUnique(
      worst.reach === 'unknown' || worst.reach === 'partial'
        ? both.flatMap((one) => one.unknown)
        : [],
    ),
    returnPorts: first.returnPorts.intersect(second.returnPorts),
  };
}

const NOTHING: Omit<Answer, 'reach' | 'opens' | 'unknown' | 'denials'> = {
  partialBecause: [],
  egressRules: [],
  ingressRules: [],
  returnPorts: PortSet.empty,
};

/** The source has no address in any family that the store answers in. */
export const NO_WAY: Answer = {
  ...NOTHING,
  reach: 'blocked',
  opens: 'no',
  denials: [{ code: 'NO_PATH', direction: 'egress', layer: 'route-out', component: '' }],
  unknown: [],
};

export const unknownAnswer = (...reasons: readonly UnknownReason[]): Answer => ({
  ...NOTHING,
  reach: 'unknown',
  opens: 'unknown',
  denials: [],
  unknown: sortedUnique(reasons),
});
