import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type Asking,
  decideIntent,
  enforced,
  type SelectingDocuments,
} from '../../../shared/core/intent/index.ts';
import type { DataStoreAccess } from '../../../shared/core/model/index.ts';
import { anIntent, endOfDayIn } from '../../support/intents.ts';
import { NOW } from '../../support/times.ts';

const A = anIntent({ name: 'a' });
const B = anIntent({ name: 'b' });

const asking = (
  certain: readonly DataStoreAccess[],
  possible: readonly DataStoreAccess[] = [],
  path: Asking['path'] = 'direct',
): Asking => ({
  grants: { certain: new Set(certain), possible: new Set(possible), reasons: [] },
  path,
  now: NOW,
});

const at = (
  certain: readonly DataStoreAccess[],
  possible: readonly DataStoreAccess[] = [],
): SelectingDocuments => ({ certain, possible });

describe('a door', () => {
  it('without documents is judged by what policies intend', () => {
    for (const inferred of [true, false, null])
      expect(decideIntent(at([]), asking([A]), inferred)).toBe(inferred);
  });

  it('that a document selects is closed: policies have no say', () => {
    for (const inferred of [true, false, null]) {
      expect(decideIntent(at([A]), asking([]), inferred)).toBe(false);
      expect(decideIntent(at([A]), asking([A]), inferred)).toBe(true);
      expect(decideIntent(at([A]), asking([], [A]), inferred)).toBeNull();
    }
  });

  it('is open to whom any of its documents lets in', () => {
    expect(decideIntent(at([A, B]), asking([B]), null)).toBe(true);
    expect(decideIntent(at([A, B]), asking([B], [A]), null)).toBe(true);
    expect(decideIntent(at([A]), asking([B]), null)).toBe(false);
  });

  it('stays closed after its documents have expired, and lets nobody in', () => {
    const ended = anIntent({ expiresAt: endOfDayIn(-1) });
    const lastDay = anIntent({ expiresAt: endOfDayIn(0) });
    expect(decideIntent(at([ended]), asking([ended]), true)).toBe(false);
    expect(decideIntent(at([ended]), asking([], [ended]), true)).toBe(false);
    expect(decideIntent(at([ended, lastDay]), asking([ended, lastDay]), false)).toBe(true);
  });

  it('lets in by the kinds of paths that are meant, and is closed on the others too', () => {
    const proxied = anIntent({ via: ['rds-proxy'] });
    expect(decideIntent(at([proxied]), asking([proxied]), true)).toBe(false);
    expect(decideIntent(at([proxied]), asking([proxied], [], 'rds-proxy'), false)).toBe(true);
  });

  it('that only may be closed is decided where it makes no difference', () => {
    const maybe = at([], [A]);
    expect(decideIntent(maybe, asking([A]), true)).toBe(true);
    expect(decideIntent(maybe, asking([]), false)).toBe(false);
    expect(decideIntent(maybe, asking([]), true)).toBeNull();
    expect(decideIntent(maybe, asking([A]), false)).toBeNull();
    expect(decideIntent(maybe, asking([], [A]), true)).toBeNull();
    expect(decideIntent(maybe, asking([A]), null)).toBeNull();
  });

  it('that is surely closed may be open to more than is sure', () => {
    expect(decideIntent(at([A], [B]), asking([B]), false)).toBeNull();
    expect(decideIntent(at([A], [B]), asking([A]), false)).toBe(true);
    expect(decideIntent(at([A], [B]), asking([]), true)).toBe(false);
  });

  it('is closed by enforced documents only', () => {
    const watching = anIntent({ mode: 'observe' });
    expect(enforced(at([watching, A], [watching, B]))).toEqual(at([A], [B]));
  });
});

describe('knowing less of documents and pods', () => {
  const documents = [A, B, anIntent({ name: 'c', via: ['rds-proxy'] })];
  type Known = 'yes' | 'no';
  const facts = fc.tuple(
    ...documents.map(() =>
      fc.record({
        selects: fc.constantFrom<Known>('yes', 'no'),
        grants: fc.constantFrom<Known>('yes', 'no'),
        storeLost: fc.boolean(),
        podLost: fc.boolean(),
      }),
    ),
  );

  it('leaves what was decided, or makes it undecided', () => {
    fc.assert(
      fc.property(
        facts,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom<Asking['path']>('direct', 'rds-proxy'),
        (all, inferred, isInferredLost, path) => {
          const where = (holds: (one: (typeof all)[number]) => boolean) =>
            documents.filter((_, index) => holds(all[index]!));
          const before = decideIntent(
            at(where((one) => one.selects === 'yes')),
            asking(
              where((one) => one.grants === 'yes'),
              [],
              path,
            ),
            inferred,
          );
          const after = decideIntent(
            at(
              where((one) => one.selects === 'yes' && !one.storeLost),
              where((one) => one.storeLost),
            ),
            asking(
              where((one) => one.grants === 'yes' && !one.podLost),
              where((one) => one.podLost),
              path,
            ),
            isInferredLost ? null : inferred,
          );
          expect([before, null]).toContain(after);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
