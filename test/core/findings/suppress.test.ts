import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type Delta,
  findingsOf,
  publicationHash,
  reconcile,
  suppress,
} from '../../../shared/core/findings/index.ts';
import { indexSuppressions } from '../../../shared/core/findings/suppression-index.ts';
import { matchesSubject, parsePattern } from '../../../shared/core/findings/subject-pattern.ts';
import type { Judgement, Subject, Suppression } from '../../../shared/core/model/index.ts';
import {
  aCheckJudgement,
  aJudgement,
  aViolation,
  CLUSTER,
  commit,
  MINUTE,
  NOTHING_STORED,
  NOW,
  OTHER_CLUSTER,
  type Stored,
  summaryOf,
  workload,
} from './judgements.ts';

const DAY = 24 * 60 * MINUTE;
const CHECK = 'branch-eni-carries-declared-groups';

const aSuppression = (
  name: string,
  subject: Readonly<Record<string, string>>,
  overrides: Partial<Suppression> = {},
): Suppression => ({
  name,
  place: { file: 'suppressions.yaml', line: 1 },
  check: CHECK,
  subject: new Map(Object.entries(subject)),
  owner: 'team-catalog',
  reason: 'It is known.',
  expiresAt: NOW + 60 * DAY,
  ...overrides,
});

const EVERYTHING = aSuppression('everything', { cluster: '*' });

function audit(
  judgement: Judgement,
  suppressions: readonly Suppression[],
  stored: Stored = NOTHING_STORED,
  now = NOW,
) {
  const delta = reconcile({ judgement, ...stored, now });
  const said = suppress({ delta, judgement, suppressions, now });
  return { ...said, stored: commit(stored, said.delta) };
}

const suppressedIn = (delta: Delta): readonly (string | null)[] =>
  findingsOf(delta).map(({ suppressedBy }) => suppressedBy);

const violated = (...subjects: readonly Subject[]): Judgement =>
  aJudgement([
    aCheckJudgement(
      subjects.map((subject) => aViolation({ subject })),
      'compliant',
      { check: CHECK, cluster: CLUSTER },
    ),
  ]);
const CATALOG = workload('Deployment/catalog');
const CARTS = workload('Deployment/carts');

describe('a suppressed finding', () => {
  it('is marked by the first suppression in the order of names that matches and holds', () => {
    const { delta } = audit(violated(CATALOG, CARTS), [
      aSuppression('z-all', { namespace: 'catalog' }),
      aSuppression('a-gone', { namespace: 'catalog' }, { expiresAt: NOW }),
      aSuppression('b-other-check', { namespace: 'catalog' }, { check: 'other' }),
      aSuppression('c-catalog', { name: 'Deployment/catalog' }),
    ]);
    expect(
      delta.raised.map(({ violation, suppressedBy }) => [violation.subject, suppressedBy]),
    ).toEqual([
      [CARTS, 'z-all'],
      [CATALOG, 'c-catalog'],
    ]);
  });

  it('lives as one that is not: its states are the same', () => {
    const plain = audit(violated(CATALOG), []);
    const marked = audit(violated(CATALOG), [EVERYTHING]);
    expect(summaryOf(marked.delta)).toEqual(summaryOf(plain.delta));
    const later = audit(violated(CATALOG), [EVERYTHING], marked.stored, NOW + DAY);
    expect(later.delta.persisting.map(({ suppressedBy }) => suppressedBy)).toEqual(['everything']);
    const over = audit(violated(), [EVERYTHING], later.stored, NOW + 2 * DAY);
    expect(
      over.delta.resolved.map(({ suppressedBy, resolution }) => [suppressedBy, resolution]),
    ).toEqual([[null, 'compliant']]);
  });

  it('stays marked while it is held', () => {
    const first = audit(violated(CATALOG), [EVERYTHING]);
    const blind = aJudgement([aCheckJudgement([], 'unknown', { check: CHECK, cluster: CLUSTER })]);
    const { delta } = audit(blind, [EVERYTHING], first.stored, NOW + DAY);
    expect(delta.held.map(({ suppressedBy }) => suppressedBy)).toEqual(['everything']);
  });

  it('does not change its state when a suppression begins or ends, and is told again both times', () => {
    const open = audit(violated(CATALOG), []);
    const begun = audit(violated(CATALOG), [EVERYTHING], open.stored, NOW + DAY);
    const ended = audit(violated(CATALOG), [EVERYTHING], begun.stored, NOW + 60 * DAY);
    const hashes = [open, begun, ended].map(({ delta }) => findingsOf(delta).map(publicationHash));
    expect(begun.delta.persisting).toHaveLength(1);
    expect(ended.delta.persisting).toHaveLength(1);
    expect(suppressedIn(ended.delta)).toEqual([null]);
    expect(hashes[1]).not.toEqual(hashes[0]);
    expect(hashes[2]).toEqual(hashes[0]);
  });

  it('is suppressed until the first moment after the last day, and not then', () => {
    const expiresAt = Date.UTC(2026, 0, 16);
    const one = { ...EVERYTHING, expiresAt };
    expect(
      suppressedIn(audit(violated(CATALOG), [one], NOTHING_STORED, expiresAt - 1).delta),
    ).toEqual(['everything']);
    expect(suppressedIn(audit(violated(CATALOG), [one], NOTHING_STORED, expiresAt).delta)).toEqual([
      null,
    ]);
  });
});

describe('what has become of a suppression', () => {
  const statusesOf = (judgement: Judgement, ...suppressions: readonly Suppression[]) =>
    audit(judgement, suppressions).uses.map(({ suppression, status, matched }) => [
      suppression.name,
      status,
      matched,
    ]);

  it('is told in the order of names, with how much it matches', () => {
    expect(
      statusesOf(
        violated(CATALOG, CARTS),
        aSuppression('e', { namespace: 'catalog' }, { expiresAt: NOW - 1 }),
        aSuppression('d', { namespace: 'orders' }, { expiresAt: NOW - 1 }),
        aSuppression('c', { namespace: 'orders' }),
        aSuppression('b', { namespace: 'catalog' }, { expiresAt: NOW + 14 * DAY }),
        aSuppression('a', { namespace: 'catalog' }, { expiresAt: NOW + 14 * DAY + 1 }),
      ),
    ).toEqual([
      ['a', 'active', 2],
      ['b', 'expires-soon', 2],
      ['c', 'matches-nothing', 0],
      ['d', 'expired', 0],
      ['e', 'expired', 2],
    ]);
  });

  it('counts one that another comes before', () => {
    expect(
      statusesOf(violated(CATALOG), EVERYTHING, aSuppression('more', { namespace: 'catalog' })),
    ).toEqual([
      ['everything', 'active', 1],
      ['more', 'active', 1],
    ]);
  });

  it('counts a violation that still settles', () => {
    const settling = { provenSince: null, windowMs: DAY };
    const judgement = aJudgement([aCheckJudgement([aViolation({ settling })])]);
    expect(statusesOf(judgement, EVERYTHING)).toEqual([['everything', 'active', 1]]);
  });

  it('is not that it matches nothing where this audit did not look', () => {
    const elsewhere = aSuppression('elsewhere', { cluster: OTHER_CLUSTER });
    const off = aSuppression('off', { namespace: 'catalog' }, { check: 'switched-off' });
    expect(statusesOf(violated(), elsewhere, off)).toEqual([
      ['elsewhere', 'not-judged', 0],
      ['off', 'not-judged', 0],
    ]);
  });

  it.each([
    ['arn:aws:elasticache:*', 'not-judged'],
    ['arn:aws:elasticache:us-west-2:111122223333:cluster:a', 'not-judged'],
    ['*:db:orders', 'not-judged'],
    ['arn:aws:*', 'not-judged'],
    ['arn:aws:rds:*', 'matches-nothing'],
    ['arn:aws:rds:us-west-2:111122223333:db:orders', 'matches-nothing'],
    ['orders', 'matches-nothing'],
  ])('is not that %s matches nothing where stores were left out: %s', (id, status) => {
    const judgement = violated();
    const delta = reconcile({ judgement, ...NOTHING_STORED, now: NOW });
    const suppressions = [aSuppression('one', { id })];
    const said = (storesLeftOut: readonly string[]) =>
      suppress({ delta, judgement, suppressions, storesLeftOut, now: NOW }).uses[0]?.status;
    expect(said(['elasticache'])).toBe(status);
    expect(said([])).toBe('matches-nothing');
  });

  it('is not that it matches nothing where something that it may match is unknown', () => {
    const unknown = (subject: Subject): Judgement =>
      aJudgement([
        {
          ...aCheckJudgement([], 'compliant', { check: CHECK, cluster: CLUSTER }),
          undecided: [{ check: CHECK, subject, reasons: ['pods-unseen'], missing: [] }],
        },
      ]);
    const one = aSuppression('one', { name: 'Deployment/catalog' });
    expect(statusesOf(unknown(CATALOG), one)).toEqual([['one', 'not-judged', 0]]);
    expect(statusesOf(unknown({ kind: 'cluster', cluster: CLUSTER }), one)).toEqual([
      ['one', 'not-judged', 0],
    ]);
    expect(statusesOf(unknown(CARTS), one)).toEqual([['one', 'matches-nothing', 0]]);
  });
});

describe('suppressions', () => {
  const aValue = fc.constantFrom(
    'catalog',
    'Deployment/a',
    'Deployment/*',
    '*',
    'workload',
    CLUSTER,
  );
  const aField = fc.constantFrom('kind', 'cluster', 'namespace', 'name', 'id');
  const many = fc
    .array(
      fc.record({
        check: fc.constantFrom(CHECK, 'other'),
        fields: fc.oneof(
          fc.dictionary(aField, aValue, { minKeys: 1 }),
          fc.constantFrom('Deployment/a', 'Deployment/b').map((name) => ({
            ...workload(name),
          })),
        ),
      }),
      { maxLength: 8 },
    )
    .map((list) =>
      list.map(({ check, fields }, index) => aSuppression(`s-${index}`, fields, { check })),
    );
  const aSubject = fc.constantFrom<Subject>(
    workload('Deployment/a'),
    workload('Deployment/b', OTHER_CLUSTER),
    { kind: 'policy', cluster: CLUSTER, namespace: 'catalog', name: 'Deployment/a' },
    { kind: 'cluster', cluster: CLUSTER },
  );

  it('are found by the index as they are one by one', () => {
    fc.assert(
      fc.property(many, aSubject, fc.constantFrom(CHECK, 'other'), (list, subject, check) => {
        const plainly = list.filter(
          (one) => one.check === check && matchesSubject(parsePattern(one.subject), subject),
        );
        expect(indexSuppressions(list)({ check, subject })).toEqual(plainly);
      }),
    );
  });

  it('do not depend on their order', () => {
    fc.assert(
      fc.property(many, (list) => {
        const judgement = violated(workload('Deployment/a'), CATALOG);
        const { delta, uses } = audit(judgement, list);
        const reversed = audit(judgement, list.toReversed());
        expect(reversed.delta).toEqual(delta);
        expect(reversed.uses).toEqual(uses);
      }),
    );
  });

  it('are quick where a large estate was accepted as it stands', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `Deployment/${index}`);
    const list = names.map((name, index) => aSuppression(`s-${index}`, { ...workload(name) }));
    const judgement = violated(...names.map((name) => workload(name)));
    const delta = reconcile({ judgement, ...NOTHING_STORED, now: NOW });
    const started = performance.now();
    const { delta: marked } = suppress({ delta, judgement, suppressions: list, now: NOW });
    expect(marked.raised.every(({ suppressedBy }) => suppressedBy !== null)).toBe(true);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
