import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { findingsOf, reconcile } from '../../../shared/core/findings/index.ts';
import type { Judgement } from '../../../shared/core/model/index.ts';
import {
  CLUSTER,
  commit,
  MINUTE,
  NO_CHANGE,
  NOTHING_STORED,
  NOW,
  type Stored,
  summaryOf,
} from './judgements.ts';
import { aView, aWorld, FULL_VIEW, isSeen, judgeWorld, truthOf, WINDOW } from './world.ts';

/** A ledger with a past: two audits of other worlds, so that it holds open, resolved and settling rows. */
const aPast: fc.Arbitrary<Stored> = fc.tuple(aWorld, aWorld, aView).map(([before, then, view]) => {
  const first = reconcile({
    judgement: judgeWorld(before, FULL_VIEW),
    ...NOTHING_STORED,
    now: NOW - 2 * WINDOW,
  });
  const past = commit(NOTHING_STORED, first);
  const judgement = judgeWorld(then, view);
  return commit(past, reconcile({ judgement, ...past, now: NOW - WINDOW }));
});

describe('reconcile', () => {
  it('is idempotent: the same audit again raises, changes and resolves nothing', () => {
    fc.assert(
      fc.property(aPast, aWorld, aView, (past, world, view) => {
        const judgement = judgeWorld(world, view);
        const once = reconcile({ judgement, ...past, now: NOW });
        const after = commit(past, once);
        const twice = reconcile({ judgement, ...after, now: NOW });
        expect(summaryOf(twice)).toEqual({
          ...NO_CHANGE,
          persisting: once.raised.length + once.changed.length + once.persisting.length,
          held: once.held.length,
          settling: once.settling.length,
        });
        expect(twice.settling).toEqual(once.settling);
        expect(twice.sightings).toEqual({ record: [], forget: [] });
      }),
    );
  });

  it('resolves nothing that this audit did not see', () => {
    fc.assert(
      fc.property(aPast, aWorld, aView, (past, world, view) => {
        const delta = reconcile({ judgement: judgeWorld(world, view), ...past, now: NOW });
        for (const { violation, resolution } of delta.resolved) {
          const { check, subject } = violation;
          expect(isSeen(view, check, subject)).toBe(true);
          const truth = truthOf(world, check, subject);
          expect(resolution).toBe(truth === 'gone' ? 'subject-gone' : truth);
        }
      }),
    );
  });

  it('loses no open finding: in the clusters judged, each is in exactly one list', () => {
    fc.assert(
      fc.property(aPast, aWorld, aView, (past, world, view) => {
        const delta = reconcile({ judgement: judgeWorld(world, view), ...past, now: NOW });
        const listed = findingsOf(delta).map(({ id }) => id);
        expect(new Set(listed).size).toBe(listed.length);
        const mine = past.open.filter((one) =>
          view.clusters.includes(one.violation.subject.cluster),
        );
        const raised = new Set(delta.raised.map(({ id }) => id));
        expect(listed.filter((id) => !raised.has(id)).toSorted()).toEqual(
          mine.map(({ id }) => id).toSorted(),
        );
      }),
    );
  });

  it('keeps to its scope: what another cluster’s ledger holds changes nothing, nor is it changed', () => {
    fc.assert(
      fc.property(aPast, aWorld, (past, world) => {
        const judgement = judgeWorld(world, { ...FULL_VIEW, clusters: [CLUSTER] });
        const isMine = (subject: { cluster: string }) => subject.cluster === CLUSTER;
        const mine: Stored = {
          open: past.open.filter(({ violation }) => isMine(violation.subject)),
          resolved: past.resolved.filter(({ violation }) => isMine(violation.subject)),
          sightings: past.sightings.filter(({ subject }) => isMine(subject)),
        };
        const delta = reconcile({ judgement, ...past, now: NOW });
        expect(delta).toEqual(reconcile({ judgement, ...mine, now: NOW }));
        expect(findingsOf(delta).every(({ violation }) => isMine(violation.subject))).toBe(true);
      }),
    );
  });

  it('does not depend on any order', () => {
    const shuffled = <T>(items: readonly T[]) =>
      fc.shuffledSubarray([...items], { minLength: items.length });
    const reordered = (past: Stored, judgement: Judgement) =>
      fc.record({
        checks: shuffled(judgement.checks),
        clusters: shuffled(judgement.clusters),
        open: shuffled(past.open),
        resolved: shuffled(past.resolved),
        sightings: shuffled(past.sightings),
      });
    const input = fc
      .tuple(aPast, aWorld, aView)
      .map(([past, world, view]) => ({ past, judgement: judgeWorld(world, view) }))
      .chain(({ past, judgement }) =>
        fc.tuple(fc.constant({ past, judgement }), reordered(past, judgement)),
      );
    fc.assert(
      fc.property(input, ([{ past, judgement }, { checks, clusters, ...stored }]) => {
        const inOrder = reconcile({ judgement, ...past, now: NOW });
        const other = {
          ...judgement,
          clusters,
          checks: checks.map((one) => ({ ...one, violations: one.violations.toReversed() })),
        };
        expect(reconcile({ judgement: other, ...stored, now: NOW })).toEqual(inOrder);
      }),
    );
  });

  it('never resolves more for seeing less', () => {
    fc.assert(
      fc.property(aPast, aWorld, aView, (past, world, view) => {
        const whole = reconcile({ judgement: judgeWorld(world, FULL_VIEW), ...past, now: NOW });
        const part = reconcile({ judgement: judgeWorld(world, view), ...past, now: NOW + MINUTE });
        const closed = new Set(whole.resolved.map(({ id }) => id));
        expect(part.resolved.every(({ id }) => closed.has(id))).toBe(true);
      }),
    );
  });
});
