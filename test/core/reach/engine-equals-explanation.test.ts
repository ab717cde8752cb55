import { describe, expect, it } from '@jest/globals';

import type { IpAddress } from '../../../shared/core/net/index.ts';
import {
  type Answer,
  explainFlow,
  type FlowTarget,
  ReachEngine,
  type SourceClass,
} from '../../../shared/core/reach/index.ts';
import { randomNetwork } from '../../support/random-network.ts';
import { difference } from './same-answer.ts';

const PAIRS = 200_000;
const FIRST_SEED = 1_000_000;

interface Member {
  readonly one: SourceClass;
  readonly address: IpAddress;
}

/** What the set engine does with a target, as its users ask it: candidates first, one answer for a uniform class. */
class Listing {
  private readonly engine: ReachEngine;
  private readonly flow: FlowTarget;
  private readonly candidates: ReadonlySet<SourceClass>;
  private readonly shared = new Map<SourceClass, Answer>();

  constructor(engine: ReachEngine, flow: FlowTarget) {
    this.engine = engine;
    this.flow = flow;
    this.candidates = new Set(engine.candidates(flow));
  }

  /** The fault of this member, or null. */
  check({ one, address }: Member): string | null {
    if (address.family !== this.flow.family) return null;
    const answer = this.engine.answer(one, address, this.flow);
    if (!this.candidates.has(one))
      return answer.reach === 'blocked' ? null : 'not a candidate, and not blocked';
    if (!this.engine.isUniform(one, this.flow)) return null;
    const first = this.shared.get(one) ?? answer;
    this.shared.set(one, first);
    const field = difference(first, answer);
    return field === null ? null : `${field} differs inside a uniform class`;
  }
}

describe('the set engine', () => {
  it(`answers ${PAIRS} random pairs as the step-by-step explanation does`, () => {
    const faults: string[] = [];
    const met = { candidates: 0, uniform: 0 };
    let pairs = 0;
    for (let seed = FIRST_SEED; pairs < PAIRS; seed += 1) {
      const { network, sources, targets } = randomNetwork(seed);
      const engine = new ReachEngine(network);
      const members = sources.map(({ source, addresses }) =>
        [addresses.v4, addresses.v6]
          .filter((address) => address !== null)
          .map((address) => ({ one: engine.register(source, address), address })),
      );
      for (const [which, target] of targets.entries()) {
        const listings = engine.flowTargets(target).map((flow) => new Listing(engine, flow));
        for (const flow of engine.flowTargets(target)) {
          const candidates = [...engine.candidates(flow)];
          met.candidates += candidates.length;
          met.uniform += candidates.filter((one) => engine.isUniform(one, flow)).length;
        }
        for (const [index, { source, addresses }] of sources.entries()) {
          pairs += 1;
          const explained = explainFlow(network, source, addresses, target).answer;
          const field = difference(explained, engine.answerPair(source, addresses, target));
          if (field !== null) faults.push(`seed ${seed} source ${index} target ${which}: ${field}`);
          for (const member of members[index] ?? []) {
            for (const listing of listings) {
              const fault = listing.check(member);
              if (fault !== null)
                faults.push(`seed ${seed} source ${index} target ${which}: ${fault}`);
            }
          }
        }
      }
    }
    expect(faults.slice(0, 5)).toEqual([]);
    expect(met.uniform).toBeGreaterThan(1000);
    expect(met.candidates - met.uniform).toBeGreaterThan(1000);
  }, 120_000);
});
