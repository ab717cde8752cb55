import type { Family, IpAddress } from '../net/index.ts';
import { IpSet } from '../net/index.ts';
import { bestOf, NO_WAY, temper, unknownAnswer } from './answer.ts';
import { cellOf, type Cuts, targetCuts } from './cuts.ts';
import { explainFlow } from './explain.ts';
import type { Answer, Network, Place, Source, SourceAddresses, Target } from './flow.ts';
import { LayerMemo } from './layer-memo.ts';
import { type SourceClass, SourceClasses } from './source-class.ts';

/** The answer for every address of a class, or null where addresses are told apart; for the bounds that it had then. */
interface SharedAnswer {
  readonly first: number | bigint;
  readonly last: number | bigint;
  readonly answer: Answer | null;
}

/** A target in one family, with everything that is memoised about it. */
export interface FlowTarget {
  readonly target: Target;
  readonly family: Family;
  readonly cuts: Cuts;
  readonly memo: LayerMemo;
  readonly answers: Map<number, Answer>;
  readonly shared: Map<SourceClass, SharedAnswer>;
}

const addressAt = (value: number | bigint): IpAddress =>
  typeof value === 'bigint' ? { family: 6, value } : { family: 4, value };

/** One part for each run of addresses: an interface's address beside another's is judged by itself. */
function parts(place: Place, family: Family): readonly Place[] {
  if (place.addresses === null) return [place];
  const ranges =
    family === 4
      ? place.addresses.v4Intervals().map(([first, last]) => ({ family, first, last }))
      : place.addresses.v6Intervals().map(([first, last]) => ({ family, first, last }));
  return ranges.map((range) => ({ ...place, addresses: IpSet.fromRanges([range]) }));
}

/**
 * The set form: classes of sources, compiled layers, answers by content. Its cost goes with rules, classes and answers,
 * never with pods × stores. It says exactly what `explainFlow` says of every pair.
 */
export class ReachEngine {
  private readonly network: Network;
  private readonly classes = new SourceClasses();
  private readonly targets = new Map<Target, readonly FlowTarget[]>();

  constructor(network: Network) {
    this.network = network;
  }

  /** The class of a source, with this address among its members. Register every source before asking about targets. */
  register(source: Source, address: IpAddress): SourceClass {
    return this.classes.register(source, address);
  }

  /** The families in which a target answers, each compiled once. Empty when not even the store's VPC was seen. */
  flowTargets(target: Target): readonly FlowTarget[] {
    const known = this.targets.get(target);
    if (known !== undefined) return known;
    const compiled = target.families.flatMap((family) => {
      const places = (target.places ?? []).flatMap((place) => parts(place, family));
      return places.length === 0
        ? []
        : [this.compile({ ...target, families: [family], places }, places, family)];
    });
    this.targets.set(target, compiled);
    return compiled;
  }

  private compile(target: Target, places: readonly Place[], family: Family): FlowTarget {
    return {
      target,
      family,
      cuts: targetCuts(this.network, target, places, family),
      memo: new LayerMemo(this.network, target, places, family),
      answers: new Map(),
      shared: new Map(),
    };
  }

  /** Classes that the store's groups may admit: every other class is denied by the store's groups. */
  candidates({ family, memo }: FlowTarget): Iterable<SourceClass> {
    const { admitted, groups, isOpenEnded } = memo.admission;
    return isOpenEnded ? this.classes.everyone() : this.classes.among(groups, admitted, family);
  }

  /** One answer holds for every address of the class. */
  isUniform(one: SourceClass, { family, cuts }: FlowTarget): boolean {
    const range = family === 4 ? one.v4 : one.v6;
    return range === null || cellOf(cuts, range.first) === cellOf(cuts, range.last);
  }

  /** One answer for every address of the class in the family of the target, or null where some are told apart. */
  sharedAnswer(one: SourceClass, flow: FlowTarget): Answer | null {
    const range = flow.family === 4 ? one.v4 : one.v6;
    if (range === null) return null;
    const { first, last } = range;
    const known = flow.shared.get(one);
    if (known !== undefined && known.first === first && known.last === last) return known.answer;
    const answer = this.isUniform(one, flow) ? this.answer(one, addressAt(first), flow) : null;
    flow.shared.set(one, { first, last, answer });
    return answer;
  }

  /** The answer for one address of the class (any of them where the class is uniform). */
  answer(one: SourceClass, address: IpAddress, flow: FlowTarget): Answer {
    const cell = cellOf(flow.cuts, address.value);
    const key = one.id * (flow.cuts.length + 1) + cell;
    const known = flow.answers.get(key);
    if (known !== undefined) return known;
    const answer = this.evaluate(one, address, cell, flow);
    flow.answers.set(key, answer);
    return answer;
  }

  private evaluate(one: SourceClass, address: IpAddress, cell: number, flow: FlowTarget): Answer {
    const answer = flow.memo.answerOf(one, address, cell);
    if (answer !== null) return answer;
    // Some rule, NACL entry or route divides a place where the store may answer: take the plain form.
    const addresses = address.family === 4 ? { v4: address, v6: null } : { v4: null, v6: address };
    return explainFlow(this.network, one.source, addresses, flow.target).answer;
  }

  /** One pair in all its families, by the set form: what `explainFlow` answers. */
  answerPair(source: Source, addresses: SourceAddresses, target: Target): Answer {
    if (target.places === null) return unknownAnswer('store-address-unseen');
    const answers = this.flowTargets(target).flatMap((flow) => {
      const address = flow.family === 4 ? addresses.v4 : addresses.v6;
      return address === null ? [] : [this.answer(this.register(source, address), address, flow)];
    });
    return answers.length === 0 ? temper(NO_WAY, target) : bestOf(answers);
  }
}

export type { SourceClass } from './source-class.ts';
