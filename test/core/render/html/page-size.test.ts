import { describe, expect, it } from '@jest/globals';
import { renderHtml } from '../../../../shared/core/render/index.ts';
import { aCell, aDoor, aMatrix } from '../../../support/matrix.ts';
import {
  aFindingRow,
  aGap,
  anInput,
  anUnknownRow,
  aReport,
  aSettlingRow,
} from '../../../support/report.ts';

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const MEGABYTE = 1024 * 1024;

function pageOf(input: Partial<Parameters<typeof renderHtml>[0]>): string {
  return [
    ...renderHtml({
      report: aReport(),
      matrix: aMatrix(),
      catalogue: [],
      now: 0,
      narrowedTo: [],
      ...input,
    }),
  ].join('');
}

/** How often a text stands there: what a parser would say takes it seconds for so much. */
const countOf = (page: string, text: string): number => page.split(text).length - 1;

describe('the page of a large estate', () => {
  const doors = many(100, (index) => aDoor({ store: `arn:${index}`, name: `store-${index}` }));
  const cells = many(1000, (workload) =>
    doors.map(({ store, port }, index) =>
      aCell({
        namespace: `team-${workload % 60}`,
        workload: `Deployment/w-${workload}`,
        store,
        port,
        intended: (workload + index) % 3 === 0,
      }),
    ),
  ).flat();

  it('shows 1,000 workloads and 100 stores in less than 2 MB, each store with its worst', () => {
    const page = pageOf({ matrix: aMatrix({ stores: doors, cells }) });
    expect(page.length).toBeLessThan(2 * MEGABYTE);
    expect(countOf(page, 'data-group="door"')).toBe(100);
    expect(page).toContain('and 988 rows more');
    expect(page).toContain('1,000 workloads, all by namespace');
  });

  it('lists the stores that get no section of their own, the less worrying ones', () => {
    const stores = many(2000, (index) => aDoor({ store: `arn:${index}`, name: `s-${index}` }));
    const [first] = stores;
    const cell = aCell({ ...first, store: 'arn:1999', intended: false });
    const page = pageOf({ matrix: aMatrix({ stores, cells: [cell] }) });
    expect(page).toContain('Further stores (1880)');
    expect(page).toContain('and 880 stores more in the JSON');
    expect(page.indexOf('s-1999:5432')).toBeLessThan(page.indexOf('s-0:5432'));
  });
});

describe('the page of many findings', () => {
  const findings = many(5000, (index) =>
    aFindingRow({
      id: `podfence/a-check/${index.toString(16).padStart(32, '0')}`,
      severity: index === 4999 ? 'critical' : 'medium',
    }),
  );

  it('has the worst in full, others in a line, and counts the rest', () => {
    const page = pageOf({ report: aReport({ findings }) });
    expect(page.length).toBeLessThan(4 * MEGABYTE);
    expect(countOf(page, '<article')).toBe(300);
    expect(/<article class="finding (\w+)"/u.exec(page)?.[1]).toBe('critical');
    expect(countOf(page, 'data-row="finding"')).toBe(2300);
    expect(page).toContain('and 2,700 findings more in the JSON');
  });

  it('stays small whatever stands in them', () => {
    const long = '<&"\u202e'.repeat(5_000);
    const lists = many(100, () => long);
    const hostile = findings.map((one) => ({
      ...one,
      message: long,
      expected: lists,
      observed: lists,
      evidence: many(500, () => ({ kind: 'note' as const, id: long, detail: lists })),
      fix: { summary: long, commands: lists },
      suppressedBy: null,
    }));
    const subjects = many(600, (index) => ({
      kind: 'workload' as const,
      cluster: long,
      namespace: `${index}${long}`,
      name: long,
    }));
    const stores = many(300, (index) => aDoor({ store: `${index}${long}`, name: long }));
    const input = {
      report: aReport({
        findings: hostile.slice(0, 600).map((one, index) => ({
          ...one,
          subject: subjects[index] ?? one.subject,
        })),
        unknowns: subjects.map((subject) => anUnknownRow({ subject, missing: lists })),
        settling: subjects.map((subject) => aSettlingRow({ subject })),
        gaps: many(5000, () => aGap({ source: long, detail: long, effect: long })),
        inputs: many(5000, () => anInput({ source: long })),
      }),
      matrix: aMatrix({
        stores,
        cells: stores.map(({ store }) => aCell({ store, namespace: long, ingressRules: lists })),
      }),
      narrowedTo: [long],
    };
    const page = pageOf(input);
    expect(page.length).toBeLessThan(12 * MEGABYTE);
  });
});
