import type { IpAddress } from '../net/index.ts';
import { bestOf, familyAnswer, NO_WAY, temper, unknownAnswer } from './answer.ts';
import { placeAtoms } from './atoms.ts';
import type { Answer, Network, Place, Source, SourceAddresses, Spot, Target } from './flow.ts';
import { evaluateHop, type Hop } from './hop.ts';

/** One way that was tried: between two addresses, with every layer's word. */
export interface TracedHop {
  readonly place: Place;
  readonly from: IpAddress;
  readonly to: Spot;
  readonly hop: Hop;
}

export interface FlowExplanation {
  readonly answer: Answer;
  readonly hops: readonly TracedHop[];
}

function hopsFrom(
  network: Network,
  source: Source,
  from: IpAddress,
  target: Target,
): readonly TracedHop[] {
  return (target.places ?? []).flatMap((place) =>
    placeAtoms(network, source, target, place, from.family).map((to) => ({
      place,
      from,
      to,
      hop: evaluateHop(network, source, from, target, place, to),
    })),
  );
}

/**
 * The step-by-step form: one source with its addresses, one target. Every place where the store may answer is tried, and
 * every part of it that something tells apart. Slow and plain; the set engine must say the same.
 */
export function explainFlow(
  network: Network,
  source: Source,
  addresses: SourceAddresses,
  target: Target,
): FlowExplanation {
  if (target.places === null) return { answer: unknownAnswer('store-address-unseen'), hops: [] };
  const families = target.families
    .map((family) => (family === 4 ? addresses.v4 : addresses.v6))
    .filter((from) => from !== null)
    .map((from) => hopsFrom(network, source, from, target))
    .filter((hops) => hops.length > 0);
  const answers = families.map((hops) =>
    familyAnswer(
      hops.map(({ hop }) => hop),
      target,
    ),
  );
  const answer = answers.length === 0 ? temper(NO_WAY, target) : bestOf(answers);
  return { answer, hops: families.flat() };
}
