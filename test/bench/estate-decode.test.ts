import { afterAll, describe, expect, it } from '@jest/globals';
import { openSnapshot } from '../../shared/adapters/snapshot/index.ts';
import { decodeSnapshot } from '../../shared/decode/index.ts';
import { makeEstate, removeEstates } from './estate-files.ts';

afterAll(removeEstates);

const SIZE = { pods: 600, stores: 30, groups: 120, seed: 4 };

describe('podfence, reading a synthetic estate', () => {
  it.each(['raw', 'collected'] as const)('finds nothing missing in the %s form', async (form) => {
    const snapshot = await decodeSnapshot(await openSnapshot(makeEstate(SIZE, form).folder));
    expect(snapshot.gaps).toEqual([]);
    expect(snapshot.inputs.filter((input) => !input.complete)).toEqual([]);
    expect(snapshot.clusters.map(({ pods }) => pods.items.length)).toEqual([600]);
  });

  it('learns the same from both forms', async () => {
    const raw = await decodeSnapshot(await openSnapshot(makeEstate(SIZE, 'raw').folder));
    const collected = await decodeSnapshot(
      await openSnapshot(makeEstate(SIZE, 'collected').folder),
    );
    expect(collected.scopes).toEqual(raw.scopes);
    expect(collected.clusters).toEqual(raw.clusters);
    expect(collected.takenAt).toBe(raw.takenAt);
  });
});
