import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Disposition, Judgement, Subject } from '../../../shared/core/model/index.ts';
import { subjectKey } from '../../../shared/core/model/index.ts';
import { arbitraryDamage, arbitraryLab, damaged } from '../../support/arbitrary-labs.ts';
import { LAB_SETTINGS } from '../../support/arbitrary-policies.ts';
import { type Judged, judgeSnapshot, MAIN } from '../../support/judged.ts';
import { storeSubjects } from '../../support/store-subjects.ts';

/** Coverage is about what is lost, so it changes with it. */
const COVERAGE = 'everything-is-evaluated';

/** Every subject that a snapshot has, of every kind. */
function subjectsOf({ estate, judgement }: Judged): readonly Subject[] {
  const [cluster] = estate.clusters;
  const workloads = cluster?.workloads ?? [];
  const told = judgement.checks.flatMap((one) => [...one.violations, ...one.undecided]);
  const all: Subject[] = [
    ...told.map(({ subject }) => subject),
    { kind: 'cluster', cluster: MAIN },
    ...(cluster?.nodes ?? []).map(
      ({ nodeGroup: name }) => ({ kind: 'node-group', cluster: MAIN, name }) as const,
    ),
    ...workloads.map(
      ({ namespace, name }) => ({ kind: 'workload', cluster: MAIN, namespace, name }) as const,
    ),
    ...(cluster?.policies ?? []).map(
      ({ policy: { namespace, name } }) =>
        ({ kind: 'policy', cluster: MAIN, namespace, name }) as const,
    ),
    ...estate.stores.flatMap(({ store }) =>
      workloads.map(
        ({ namespace, name }) =>
          ({ kind: 'workload-store', cluster: MAIN, namespace, name, id: store.arn }) as const,
      ),
    ),
    ...storeSubjects(estate, MAIN),
  ];
  return [...new Map(all.map((subject) => [subjectKey(subject), subject])).values()];
}

const dispositions = (judgement: Judgement, subject: Subject): ReadonlyMap<string, Disposition> =>
  new Map(
    judgement.checks
      .filter(({ check }) => check !== COVERAGE)
      .map((one) => [one.check, one.disposition(subject)]),
  );

/** Checks that leave to others what those tell already. */
const DEFERRING: ReadonlySet<string> = new Set([
  'only-intended-pods-reach-store',
  'store-admits-no-pod-addresses',
  'pods-and-stores-share-no-group',
  'only-declared-clients-reach-store',
]);

/**
 * Checks that say nothing of stores which are not kept for pods, and do not know any more that one is not: that nobody
 * gets in may be sure all the same.
 */
const SILENT: ReadonlySet<string> = new Set(['only-intended-pods-reach-store-by-proxy']);

/** What may follow when information is lost: the same, or that it is not known or not said. */
function mayBecome(before: Disposition, after: Disposition, check: string): boolean {
  if (before === after || after === 'unknown' || after === 'not-judged') return true;
  if (before === 'not-judged' && after === 'compliant' && SILENT.has(check)) return true;
  // Another check told it before and does not know any more; what this one says of its own is as sure as it was.
  const mayBe: readonly Disposition[] =
    before === 'not-judged' ? ['violation', 'compliant'] : ['violation'];
  const wasOpen = before === 'not-judged' || before === 'unknown';
  return wasOpen && mayBe.includes(after) && DEFERRING.has(check);
}

/** Interfaces whose owner was not seen are told under no owner, with the groups that they wear. */
const rowKey = (subject: Subject): string =>
  subjectKey(subject.kind === 'interfaces' ? { ...subject, name: '' } : subject);

describe('losing information', () => {
  it('leaves every verdict as it is or makes it unknown', () => {
    fc.assert(
      fc.property(
        arbitraryLab,
        fc.array(arbitraryDamage, { minLength: 1, maxLength: 2 }),
        (lab, damages) => {
          const full = judgeSnapshot(lab, { settings: LAB_SETTINGS });
          const less = judgeSnapshot(damages.reduce(damaged, lab), { settings: LAB_SETTINGS });
          const faults: string[] = [];
          for (const subject of [...subjectsOf(full), ...subjectsOf(less)]) {
            const before = dispositions(full.judgement, subject);
            for (const [check, after] of dispositions(less.judgement, subject)) {
              const was = before.get(check) ?? 'not-judged';
              if (!mayBecome(was, after, check))
                faults.push(`${check} ${subjectKey(subject)}: ${was} → ${after}`);
            }
          }
          expect(faults).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is told: whatever is unknown has a row that says so', () => {
    fc.assert(
      fc.property(arbitraryLab, arbitraryDamage, (lab, damage) => {
        const judged = judgeSnapshot(damaged(lab, damage), { settings: LAB_SETTINGS });
        for (const one of judged.judgement.checks) {
          const rows = new Set(one.undecided.map(({ subject }) => rowKey(subject)));
          const hasClusterRow = rows.has(subjectKey({ kind: 'cluster', cluster: MAIN }));
          for (const subject of subjectsOf(judged)) {
            if (one.disposition(subject) === 'unknown' && !hasClusterRow) {
              expect([one.check, ...rows]).toContain(rowKey(subject));
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
