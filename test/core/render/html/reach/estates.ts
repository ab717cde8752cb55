import { compareText } from '../../../../../shared/core/model/index.ts';
import type { PairClass } from '../../../../../shared/core/render/html/reach/pair-class.ts';
import type { Cell, ReachMatrix } from '../../../../../shared/core/render/index.ts';
import { aBlockedCell, aCell, aDoor, aMatrix, anUnknownCell } from '../../../../support/matrix.ts';

export const STORES = 'arn:aws:rds:eu-west-1:111122223333:db:';

const CELLS = {
  unintended: () => aCell({ intended: false }),
  broken: () => aBlockedCell(),
  unknown: () => anUnknownCell(),
  partial: () => aCell({ reach: 'partial', partialBecause: ['some-pods'] }),
  intended: () => aCell(),
} as const satisfies Record<PairClass, () => Cell>;

/** `namespace/workload`, the store's name, and what the two come to. */
export type Line = readonly [source: string, store: string, found: PairClass];

/** A matrix in which exactly these pairs are something. Stores without a line are listed after those that have one. */
export function matrixOf(lines: readonly Line[], further: readonly string[] = []): ReachMatrix {
  const stores = [...new Set([...lines.map(([, store]) => store), ...further])];
  return aMatrix({
    stores: stores.map((name) => aDoor({ name, store: STORES + name })),
    // As a matrix has them: by workload, then by store.
    cells: lines
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([source, store, found]) => {
        const [namespace = '', name = ''] = source.split('/');
        return {
          ...CELLS[found](),
          namespace,
          workload: `Deployment/${name}`,
          store: STORES + store,
        } as Cell;
      }),
  });
}
