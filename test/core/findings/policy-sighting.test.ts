import { describe, expect, it } from '@jest/globals';
import { seePolicies } from '../../../shared/core/findings/index.ts';
import type { Policy } from '../../../shared/core/model/index.ts';
import { MINUTE, NOW } from './judgements.ts';

const policy = (uid: string, generation: number | null): Policy => ({
  namespace: 'catalog',
  name: uid,
  uid,
  generation,
  createdAt: null,
  podSelector: null,
  serviceAccountSelector: null,
  groupIds: [],
  fieldOwners: [],
  lastAppliedMatchNames: false,
});
const listing = (items: Policy[], complete = true) => ({ items, complete, readAt: null });
const before = [
  { uid: 'a', generation: 2, seenAt: NOW },
  { uid: 'b', generation: 1, seenAt: NOW },
];
const LATER = NOW + MINUTE;

describe('the policies that an audit saw', () => {
  it('are known since the first audit that saw their generation', () => {
    expect(seePolicies(before, listing([policy('b', 2), policy('a', 2)]), LATER)).toEqual([
      { uid: 'a', generation: 2, seenAt: NOW },
      { uid: 'b', generation: 2, seenAt: LATER },
    ]);
  });

  it('are forgotten when a complete listing lacks them, and only then', () => {
    expect(seePolicies(before, listing([]), LATER)).toEqual([]);
    expect(seePolicies(before, listing([], false), LATER)).toEqual(before);
  });

  it('are seen when their listing was read, if that was later than the audit began', () => {
    const read = { ...listing([policy('c', 1)]), readAt: LATER };
    expect(seePolicies([], read, NOW)[0]!.seenAt).toBe(LATER);
  });

  it('prove nothing without UID or generation', () => {
    expect(seePolicies([], listing([policy('', 1), policy('c', null)]), NOW)).toEqual([]);
  });
});
