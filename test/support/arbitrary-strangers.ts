import * as fc from 'fast-check';
import type { NetworkInterface } from '../../shared/core/model/index.ts';
import { anInstanceEni, anInterface } from './network.ts';

/** The lab’s. */
const NODE = 'i-00000000000000001';

const GROUPS = ['sg-pods', 'sg-api', 'sg-db', 'sg-nodes', 'sg-x'] as const;

const MADE: Readonly<Record<string, (group: string) => NetworkInterface>> = {
  bastion: (group) => anInstanceEni({ id: `eni-bastion-${group}`, groups: [group] }),
  node: (group) =>
    anInstanceEni({ id: `eni-second-${group}`, instance: NODE, device: 1, groups: [group] }),
  spare: (group) => anInterface({ id: `eni-spare-${group}`, groups: [group], status: 'available' }),
  somebody: (group) => anInterface({ id: `eni-somebody-${group}`, groups: [group] }),
  lambda: (group) =>
    anInterface({ id: `eni-lambda-${group}`, groups: [group], interfaceType: 'lambda' }),
};

/** Interfaces of machines, services and nobody that wear groups of pods, stores and nodes; mostly none. */
export const arbitraryStrangers: fc.Arbitrary<readonly NetworkInterface[]> = fc
  .array(
    fc.record({
      made: fc.constantFrom(...Object.values(MADE)),
      group: fc.constantFrom(...GROUPS),
    }),
    { maxLength: 3 },
  )
  .map((plans) => {
    const all = plans.map(({ made, group }) => made(group));
    return [...new Map(all.map((eni) => [eni.id, eni])).values()];
  });
