import { describe, expect, it } from '@jest/globals';

import { type Answer, explainFlow } from '../../../shared/core/reach/index.ts';
import { randomNetwork } from '../../support/random-network.ts';
import { askOracle, type OracleAnswer } from '../../support/reach-oracle.ts';

const PAIRS = 40_000;
const FIRST_SEED = 1;

const sorted = (values: Iterable<string>): string => [...new Set(values)].toSorted().join(' ');

/** The first thing that the oracle sees otherwise, or null. */
function disagreement(answer: Answer, oracle: OracleAnswer): string | null {
  if (answer.reach !== oracle.reach) return `reach ${answer.reach}, oracle ${oracle.reach}`;
  if (answer.opens !== oracle.opens) return `opens ${answer.opens}, oracle ${oracle.opens}`;
  if (sorted(answer.unknown) !== sorted(oracle.reasons)) return 'reasons';
  if (sorted(answer.egressRules) !== sorted(oracle.egressRules)) return 'egress rules';
  if (sorted(answer.ingressRules) !== sorted(oracle.ingressRules)) return 'ingress rules';
  if (answer.opens === 'yes' && !answer.returnPorts.equals(oracle.returnPorts))
    return 'return ports';
  const denying = answer.denials.filter(
    ({ code }) => code !== 'NO_PATH' || oracle.denying.size > 0,
  );
  if (
    answer.reach === 'blocked' &&
    sorted(denying.map(({ layer }) => layer)) !== sorted(oracle.denying)
  )
    return 'denying layers';
  return null;
}

/** Everything that one answer shows, for the count of what the random networks cover. */
const shownBy = (answer: Answer): readonly string[] => [
  `${answer.reach} ${answer.opens}`,
  ...answer.partialBecause,
  ...answer.unknown,
  ...answer.denials.flatMap(({ code, layer }) => [code, layer]),
];

describe('the explanation of a flow', () => {
  const seen = new Map<string, number>();

  it(`agrees with a packet to every single address, for ${PAIRS} random pairs`, () => {
    const faults: string[] = [];
    let pairs = 0;
    for (let seed = FIRST_SEED; pairs < PAIRS; seed += 1) {
      const { network, sources, targets } = randomNetwork(seed);
      for (const [which, target] of targets.entries()) {
        for (const [index, { source, addresses }] of sources.entries()) {
          // One address of each source: more networks say more than more addresses.
          if (index % 5 !== which % 5) continue;
          pairs += 1;
          const { answer } = explainFlow(network, source, addresses, target);
          const fault = disagreement(answer, askOracle(network, source, addresses, target));
          if (fault !== null) faults.push(`seed ${seed} source ${index} target ${which}: ${fault}`);
          for (const name of shownBy(answer)) seen.set(name, (seen.get(name) ?? 0) + 1);
        }
      }
    }
    expect(faults.slice(0, 5)).toEqual([]);
  }, 120_000);

  it.each([
    ['reachable yes', 1000],
    ['partial yes', 1000],
    ['blocked no', 1000],
    ['unknown unknown', 1000],
    ['unknown yes', 100],
    ['return-ports', 50],
    ['some-subnets', 100],
    ['ENI_SG_RULES_MISMATCH', 100],
    ['SG_HAS_NO_RULES', 100],
    ['SG_REFERENCES_NOT_PRESERVED', 10],
    ['SUBNET_ACL_RESTRICTION', 100],
    ['NO_ROUTE_TO_DESTINATION', 100],
    ['BAD_STATE_ROUTE', 100],
    ['DISCONNECTED_VPCS', 100],
    ['PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', 10],
    ['NO_PATH', 100],
    ['source-group', 100],
    ['route-out', 100],
    ['nacl-out', 100],
    ['nacl-in', 100],
    ['store-group', 100],
    ['nacl-return-out', 100],
    ['nacl-return-in', 100],
    ['route-back', 100],
    ['groups-unseen', 100],
    ['rules-unseen', 100],
    ['prefix-list-unreadable', 100],
    ['nacl-unseen', 100],
    ['routes-unseen', 100],
    ['store-address-unseen', 100],
    ['stores-unseen', 100],
    ['interfaces-unseen', 100],
    ['identity-unknown', 100],
    ['middlebox', 100],
    ['transit-gateway', 10],
    ['unsupported', 10],
  ])('was compared where an answer shows %s, at least %d times', (name, least) => {
    expect(seen.get(name) ?? 0).toBeGreaterThanOrEqual(least);
  });
});
