import { describe, expect, it } from '@jest/globals';

import { type Answer, explainFlow, type Network } from '../../../shared/core/reach/index.ts';
import { withAnotherRule, withoutSomething } from '../../support/network-changes.ts';
import { randomNetwork, type RandomNetwork } from '../../support/random-network.ts';

const NETWORKS = 60;

interface Pair {
  readonly before: Answer;
  readonly after: Answer;
  readonly isInOneVpc: boolean;
  readonly name: string;
}

function* pairsOf(world: RandomNetwork, after: Network): Generator<Pair> {
  for (const [which, target] of world.targets.entries()) {
    for (const [index, { source, addresses }] of world.sources.entries()) {
      if (index % 5 !== which % 5) continue;
      yield {
        before: explainFlow(world.network, source, addresses, target).answer,
        after: explainFlow(after, source, addresses, target).answer,
        isInOneVpc: target.places?.every(({ vpcId }) => vpcId === source.vpcId) ?? false,
        name: `source ${index} target ${which}`,
      };
    }
  }
}

/** What each answer may become when something more is allowed. */
const MAY_BECOME: Readonly<Record<Answer['reach'], readonly Answer['reach'][]>> = {
  blocked: ['blocked', 'unknown', 'partial', 'reachable'],
  unknown: ['unknown', 'partial', 'reachable'],
  partial: ['partial', 'reachable'],
  reachable: ['reachable'],
};

describe('a rule more', () => {
  it('opens and never shuts', () => {
    const faults: string[] = [];
    let opened = 0;
    for (let seed = 0; seed < NETWORKS; seed += 1) {
      const world = randomNetwork(2_000_000 + seed);
      for (const { before, after, name } of pairsOf(world, withAnotherRule(world))) {
        const isLegal =
          MAY_BECOME[before.reach].includes(after.reach) &&
          (before.opens !== 'yes' || after.opens === 'yes');
        if (!isLegal) faults.push(`seed ${seed} ${name}: ${before.reach} → ${after.reach}`);
        if (before.reach !== after.reach) opened += 1;
      }
    }
    expect(faults.slice(0, 5)).toEqual([]);
    expect(opened).toBeGreaterThan(20);
  });
});

/** Inside one VPC the route is local unless a known route says otherwise, so such a route may be forgotten. */
const restsOnRoute = ({ before, isInOneVpc }: Pair): boolean =>
  isInOneVpc &&
  (before.unknown.includes('middlebox') ||
    before.denials.some(({ layer }) => layer.startsWith('route')));

/** What is left of several families may be the one that serves only partly: it says that more may be open. */
const isLegalLoss = (before: Answer, after: Answer): boolean =>
  (after.reach === before.reach ||
    after.reach === 'unknown' ||
    (after.reach === 'partial' && after.unknown.length > 0)) &&
  (after.opens === before.opens || after.opens === 'unknown');

describe('a fact less', () => {
  it('leaves an answer or makes it unknown', () => {
    const faults: string[] = [];
    const blurred = new Map<string, number>();
    for (let seed = 0; seed < NETWORKS / 4; seed += 1) {
      const world = randomNetwork(3_000_000 + seed);
      for (const { what, after: network } of withoutSomething(world)) {
        for (const pair of pairsOf(world, network)) {
          const { before, after, name } = pair;
          if (after.reach !== before.reach) blurred.set(what, (blurred.get(what) ?? 0) + 1);
          if (isLegalLoss(before, after) || restsOnRoute(pair)) continue;
          const change = `${before.reach}/${before.opens} → ${after.reach}/${after.opens}`;
          faults.push(`seed ${seed} without ${what}, ${name}: ${change}`);
        }
      }
    }
    expect(faults.slice(0, 5)).toEqual([]);
    // What may be lost without any effect is a VPC's blocks: the peering names them too.
    expect([...blurred.keys()].toSorted()).toEqual([
      'a NACL',
      'a group',
      'a peering',
      'a prefix list',
      'a route table',
      'a subnet',
      'entries of a NACL',
      'entries of a prefix list',
      'routes of a table',
      'rules of a group',
    ]);
  });
});
