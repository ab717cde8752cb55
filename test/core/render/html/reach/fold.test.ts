import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fold } from '../../../../../shared/core/render/html/reach/fold.ts';
import type { Folded } from '../../../../../shared/core/render/html/reach/folded.ts';
import { overviewOf } from '../../../../../shared/core/render/html/reach/overview.ts';
import { PAIR_CLASSES } from '../../../../../shared/core/render/html/reach/pair-class.ts';
import { sumTallies } from '../../../../../shared/core/render/html/reach/tally.ts';
import { type Line, matrixOf } from './estates.ts';

const folded = (lines: readonly Line[], maxRows = 6, maxColumns = 4, isBundled = false): Folded =>
  fold(overviewOf(matrixOf(lines)), {
    maxRows,
    maxColumns,
    isBundled,
    placeOf: ({ namespace }) => namespace,
  });

const rowsOf = ({ rows }: Folded): readonly string[] =>
  rows.map(({ kind, label, detail }) => `${kind} ${label}: ${detail}`);
const columnsOf = ({ columns }: Folded): readonly string[] => columns.map(({ label }) => label);

const count = <T>(length: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length }, (_, index) => make(index));

describe('the left side', () => {
  it('shows every workload where there is room, the most worrying first', () => {
    expect(
      rowsOf(
        folded([
          ['a/fine', 's', 'intended'],
          ['b/out', 's', 'broken'],
          ['c/in', 's', 'unintended'],
        ]),
      ),
    ).toEqual([
      'workload Deployment/in: c',
      'workload Deployment/out: b',
      'workload Deployment/fine: a',
    ]);
  });

  it('names those with a fault and folds the others by namespace, where there is less', () => {
    const fine = count(20, (index): Line => [`n${index % 2}/w${index}`, 's', 'intended']);
    expect(rowsOf(folded([['bad/in', 's', 'unintended'], ...fine]))).toEqual([
      'workload Deployment/in: bad',
      'namespace n0: 10 workloads',
      'namespace n1: 10 workloads',
    ]);
  });

  it('folds all by namespace where faults are many, and the last namespaces into one', () => {
    const bad = count(30, (index): Line => [`n${index % 9}/w${index}`, 's', 'unintended']);
    expect(rowsOf(folded(bad))).toEqual([
      'namespace n0: 4 workloads',
      'namespace n1: 4 workloads',
      'namespace n2: 4 workloads',
      'namespace n3: 3 workloads',
      'namespace n4: 3 workloads',
      'rest 4 other namespaces: 12 workloads',
    ]);
  });
});

describe('the right side', () => {
  it('puts the most worrying stores first, and the others in one place', () => {
    const stores = count(6, (index): Line => ['a/w', `s${index}`, 'intended']);
    expect(columnsOf(folded([...stores, ['a/w', 'worst', 'unintended']]))).toEqual([
      'worst:5432',
      's0:5432',
      's1:5432',
      '4 other stores',
    ]);
  });
});

describe('folding', () => {
  const lines = fc
    .uniqueArray(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 20 }), fc.nat({ max: 11 })), {
      maxLength: 250,
      selector: (parts) => parts.join(),
    })
    .chain((pairs) =>
      fc
        .array(fc.constantFrom(...PAIR_CLASSES), {
          minLength: pairs.length,
          maxLength: pairs.length,
        })
        .map((found) =>
          pairs.map(([namespace, name, store], index): Line => [
            `n${namespace}/w${name}`,
            `s${store}`,
            found[index] ?? 'intended',
          ]),
        ),
    );

  it('keeps within its room and loses no pair', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (all, isBundled) => {
        const { rows, columns, links } = folded(all, 8, 5, isBundled);
        // One place more on each side for what most say.
        expect(rows.length).toBeLessThanOrEqual(9);
        expect(columns.length).toBeLessThanOrEqual(6);
        for (const row of links) expect(row.length).toBe(columns.length);
        const total = sumTallies(links.flat());
        for (const found of PAIR_CLASSES) {
          expect(total[found]).toBe(all.filter(([, , one]) => one === found).length);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a crowded picture', () => {
  const everybody = count(50, (index): Line => [`n${index}/w`, 'open', 'unintended']);
  const others = count(50, (index): Line => [`n${index}/w`, `s${index % 30}`, 'intended']);

  it('draws one line for most workloads to the store that they all reach', () => {
    const { rows, links } = folded([...everybody, ...others], 60, 40, true);
    expect(rows[0]).toMatchObject({
      kind: 'bundle',
      label: 'Most workloads',
      detail: 'up to 50 of 50',
    });
    expect(links[0]?.[0]).toMatchObject({ unintended: 50 });
    // What they say of other stores is still their own.
    expect(links.slice(1).flatMap((row) => row.map(({ unintended }) => unintended))).not.toContain(
      1,
    );
    expect(sumTallies(links.slice(1).flat()).intended).toBe(50);
  });

  const everything = count(6, (row) =>
    count(30, (index): Line => [`n${row}/w`, `s${index}`, 'unintended']),
  ).flat();

  it('draws one line for a workload that reaches nearly every store, and keeps the stores', () => {
    const some = count(20, (index): Line => [`m${index}/w`, `s${index}`, 'intended']);
    const { rows, columns, links } = folded([...everything, ...some], 60, 40, true);
    expect(columns[0]).toMatchObject({ kind: 'bundle', label: 'Most stores' });
    expect(columns.length).toBe(31);
    const worst = rows.findIndex(({ detail }) => detail === 'n0');
    expect(links[worst]?.map(({ unintended }) => unintended)).toEqual([30, ...count(30, () => 0)]);
  });

  it('draws one line to each store where everything is the same', () => {
    const same = count(40, (row) =>
      count(10, (index): Line => [`n${row}/w`, `s${index}`, 'unknown']),
    ).flat();
    const { rows, columns, links } = folded(same, 60, 40, true);
    expect(rows.map(({ label }) => label)).toEqual(['Most workloads']);
    expect(columns.map(({ kind }) => kind)).toEqual(count(10, () => 'door'));
    expect(links[0]?.map(({ unknown }) => unknown)).toEqual(count(10, () => 40));
  });

  it('leaves a picture alone that can be followed', () => {
    const few = [...everybody.slice(0, 12), ...others.slice(0, 12)];
    expect(folded(few, 60, 40, true).rows.map(({ kind }) => kind)).not.toContain('bundle');
  });
});
