import { describe, expect, it } from '@jest/globals';
import { findingId, findingsOf, reconcile } from '../../../shared/core/findings/index.ts';
import type { Disposition, Violation } from '../../../shared/core/model/index.ts';
import {
  aCheckJudgement,
  aJudgement,
  aViolation,
  CLUSTER,
  commit,
  MINUTE,
  NO_CHANGE,
  NOTHING_STORED,
  NOW,
  OTHER_CLUSTER,
  summaryOf,
  workload,
} from './judgements.ts';

const LATER = NOW + 10 * MINUTE;
const violation = aViolation();
const first = reconcile({
  judgement: aJudgement([aCheckJudgement([violation])]),
  ...NOTHING_STORED,
  now: NOW,
});
const stored = commit(NOTHING_STORED, first);
const next = (violations: Violation[], otherwise?: Exclude<Disposition, 'violation'>) =>
  reconcile({
    judgement: aJudgement([aCheckJudgement(violations, otherwise)]),
    ...stored,
    now: LATER,
  });

describe('a violation', () => {
  it('that was not known is raised', () => {
    expect(first).toEqual({
      raised: [
        {
          id: findingId(violation.check, violation.subject),
          violation,
          state: 'raised',
          resolution: null,
          firstSeen: NOW,
          lastSeen: NOW,
          attribution: null,
          suppressedBy: null,
        },
      ],
      changed: [],
      persisting: [],
      resolved: [],
      held: [],
      settling: [],
      sightings: { record: [], forget: [] },
    });
  });

  it('that is still there persists, with its first sight and its newest evidence', () => {
    const rolled = aViolation({ message: 'eni-2 lacks sg-catalog.' });
    const delta = next([rolled]);
    expect(summaryOf(delta)).toEqual({ ...NO_CHANGE, persisting: 1 });
    expect(delta.persisting[0]).toMatchObject({
      violation: rolled,
      state: 'persisting',
      firstSeen: NOW,
      lastSeen: LATER,
    });
  });

  it('of other content has changed', () => {
    const worse = aViolation({ severity: 'critical' });
    const delta = next([worse]);
    expect(summaryOf(delta)).toEqual({ ...NO_CHANGE, changed: 1 });
    expect(delta.changed[0]).toMatchObject({ violation: worse, state: 'changed', firstSeen: NOW });
  });

  it('given twice for one subject counts once, the worse of both', () => {
    const low = aViolation({ severity: 'low' });
    for (const order of [
      [low, violation],
      [violation, low],
    ]) {
      const judgement = aJudgement([aCheckJudgement(order)]);
      const delta = reconcile({ judgement, ...NOTHING_STORED, now: NOW });
      expect(delta.raised.map((finding) => finding.violation.severity)).toEqual(['high']);
    }
  });
});

describe('a finding without violation', () => {
  it.each<[Exclude<Disposition, 'violation'>, string]>([
    ['compliant', 'compliant'],
    ['gone', 'subject-gone'],
    ['not-applicable', 'not-applicable'],
  ])('is resolved when its subject is %s', (disposition, resolution) => {
    const delta = next([], disposition);
    expect(summaryOf(delta)).toEqual({ ...NO_CHANGE, resolved: [resolution] });
    expect(delta.resolved[0]).toMatchObject({
      violation,
      state: 'resolved',
      firstSeen: NOW,
      lastSeen: NOW,
    });
  });

  it.each<Exclude<Disposition, 'violation'>>(['unknown', 'not-judged'])(
    'is held with its last verdict when its subject is %s',
    (disposition) => {
      const delta = next([], disposition);
      expect(summaryOf(delta)).toEqual({ ...NO_CHANGE, held: 1 });
      expect(delta.held[0]).toMatchObject({ violation, state: 'held', lastSeen: NOW });
    },
  );

  it('is held when its check did not run', () => {
    const judgement = aJudgement([], { clusters: [CLUSTER] });
    expect(summaryOf(reconcile({ judgement, ...stored, now: LATER }))).toEqual({
      ...NO_CHANGE,
      held: 1,
    });
  });

  it('is held when two judgements of one check disagree', () => {
    const judgement = aJudgement([aCheckJudgement([]), aCheckJudgement([], 'unknown')]);
    expect(reconcile({ judgement, ...stored, now: LATER }).held).toHaveLength(1);
  });

  it('that was held persists when its violation is seen again', () => {
    const held = commit(stored, next([], 'unknown'));
    const judgement = aJudgement([aCheckJudgement([violation])]);
    const delta = reconcile({ judgement, ...held, now: LATER });
    expect(summaryOf(delta)).toEqual({ ...NO_CHANGE, persisting: 1 });
  });

  it('of another cluster is not touched, not even listed', () => {
    const judgement = aJudgement([aCheckJudgement([], 'compliant', { cluster: OTHER_CLUSTER })]);
    const delta = reconcile({ judgement, ...stored, now: LATER });
    expect(summaryOf(delta)).toEqual(NO_CHANGE);
  });
});

describe('a finding that returns', () => {
  it('is raised again with its old first sight', () => {
    const closed = commit(stored, next([]));
    const judgement = aJudgement([aCheckJudgement([violation])]);
    const delta = reconcile({ judgement, ...closed, now: LATER + MINUTE });
    expect(delta.raised).toEqual([
      expect.objectContaining({
        state: 'raised',
        resolution: null,
        firstSeen: NOW,
        lastSeen: LATER + MINUTE,
      }),
    ]);
  });
});

describe('the lists of a delta', () => {
  it('are sorted by check, then by subject', () => {
    const of = (check: string, name: string, cluster = CLUSTER) =>
      aViolation({ check, subject: workload(name, cluster) });
    const delta = reconcile({
      judgement: aJudgement([
        aCheckJudgement([of('b', 'Deployment/a')]),
        aCheckJudgement([of('a', 'Deployment/a', OTHER_CLUSTER)]),
        aCheckJudgement([of('a', 'Deployment/b'), of('a', 'Deployment/a')]),
      ]),
      ...NOTHING_STORED,
      now: NOW,
    });
    const shown = findingsOf(delta).map(({ violation: { check, subject } }) => [
      check,
      subject.cluster === CLUSTER,
      subject.kind === 'workload' && subject.name,
    ]);
    expect(shown).toEqual([
      ['a', true, 'Deployment/a'],
      ['a', true, 'Deployment/b'],
      ['a', false, 'Deployment/a'],
      ['b', true, 'Deployment/a'],
    ]);
  });
});

/** What aws-samples/securityhub-k8s-policy-integration gets wrong. */
describe('the mistakes of another tool', () => {
  it('are not repeated: an error while reading archives nothing', () => {
    const delta = next([], 'unknown');
    expect([delta.resolved, delta.held.length]).toEqual([[], 1]);
  });

  it('are not repeated: auditing cluster B archives nothing of cluster A, even under one name', () => {
    const other = aViolation({ subject: workload('Deployment/catalog', OTHER_CLUSTER) });
    const delta = reconcile({
      judgement: aJudgement([aCheckJudgement([other])]),
      ...stored,
      now: LATER,
    });
    expect(summaryOf(delta)).toEqual({ ...NO_CHANGE, raised: 1 });
    expect(commit(stored, delta).open).toHaveLength(2);
  });

  it('are not repeated: three violations of one subject are three findings', () => {
    const three = ['a', 'b', 'c'].map((check) => aViolation({ check }));
    const judgement = aJudgement(three.map((one) => aCheckJudgement([one])));
    const delta = reconcile({ judgement, ...NOTHING_STORED, now: NOW });
    expect(new Set(delta.raised.map(({ id }) => id)).size).toBe(3);
  });

  it('are not repeated: what passes is no finding', () => {
    const judgement = aJudgement([aCheckJudgement([])]);
    const delta = reconcile({ judgement, ...NOTHING_STORED, now: NOW });
    expect(findingsOf(delta)).toEqual([]);
  });
});
