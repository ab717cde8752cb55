import type { Cell, DoorRow, ReachMatrix } from '../../document/index.ts';
import { LIMITS } from '../limits.ts';
import { classOfCell, classOfPair, PAIR_CLASSES, type PairClass } from './pair-class.ts';
import { emptyTally, type Tally } from './tally.ts';

/** One workload that has to do with some store. */
export interface Source {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  /** The class of the pair with each door, by the door's index. */
  readonly classes: readonly (PairClass | null)[];
  readonly tally: Tally;
}

export interface Door {
  readonly row: DoorRow;
  /** Workloads. */
  readonly tally: Tally;
  /** Cells to show, the most worrying first, and how many more there are. */
  readonly cells: readonly Cell[];
  readonly cellsLeftOut: number;
}

/** Who reaches what, small enough to draw from: one byte for each pair, and a bounded number of cells. */
export interface ReachOverview {
  readonly sources: readonly Source[];
  readonly doors: readonly Door[];
}

const doorKey = ({ store, port }: Pick<Cell, 'store' | 'port'>): string => `${port} ${store}`;
const sourceKey = (cell: Cell): string =>
  JSON.stringify([cell.cluster, cell.namespace, cell.workload ?? cell.pod]);

/** How many cells each door may keep. */
const shareOfDoor = (doors: number): number =>
  Math.min(
    LIMITS.rowsOfOneDoor,
    Math.max(4, Math.floor(LIMITS.doorRows.rows / Math.max(1, doors))),
  );

class DoorTally {
  readonly row: DoorRow;
  readonly tally = emptyTally();
  private readonly kept = new Map<PairClass, Cell[]>(PAIR_CLASSES.map((one) => [one, []]));
  private readonly most: number;
  private cells = 0;

  constructor(row: DoorRow, most: number) {
    this.row = row;
    this.most = most;
  }

  keep(cell: Cell): void {
    const found = classOfCell(cell);
    const cells = found === null ? undefined : this.kept.get(found);
    if (cells === undefined) return;
    this.cells += 1;
    if (cells.length < this.most) cells.push(cell);
  }

  finish(): Door {
    const cells = PAIR_CLASSES.flatMap((one) => this.kept.get(one) ?? []).slice(0, this.most);
    const { row, tally } = this;
    return { row, tally, cells, cellsLeftOut: this.cells - cells.length };
  }
}

class SourceTally {
  readonly first: Cell;
  readonly classes: (PairClass | null)[];
  readonly tally = emptyTally();

  constructor(first: Cell, doors: number) {
    this.first = first;
    this.classes = Array.from({ length: doors }, () => null);
  }

  finish(): Source {
    const { first, classes, tally } = this;
    const { cluster, namespace } = first;
    return { cluster, namespace, name: first.workload ?? first.pod, classes, tally };
  }
}

const isSamePair = (a: Cell, b: Cell): boolean =>
  a.store === b.store &&
  a.port === b.port &&
  a.namespace === b.namespace &&
  a.workload === b.workload &&
  a.pod === b.pod &&
  a.cluster === b.cluster;

/** Cells of one workload and one door follow each other; there may be millions in all. */
function* pairsOf(cells: Iterable<Cell>): Generator<readonly [Cell, ...Cell[]]> {
  let pair: [Cell, ...Cell[]] | null = null;
  for (const cell of cells) {
    if (pair !== null && isSamePair(pair[0], cell)) {
      pair.push(cell);
      continue;
    }
    if (pair !== null) yield pair;
    pair = [cell];
  }
  if (pair !== null) yield pair;
}

export function overviewOf(matrix: ReachMatrix): ReachOverview {
  const most = shareOfDoor(matrix.stores.length);
  const doors = matrix.stores.map((row) => new DoorTally(row, most));
  const indexes = new Map(matrix.stores.map((row, index) => [doorKey(row), index]));
  const sources = new Map<string, SourceTally>();
  for (const pair of pairsOf(matrix.cells)) {
    const [first] = pair;
    const index = indexes.get(doorKey(first));
    const door = doors[index ?? -1];
    if (index === undefined || door === undefined) {
      throw new Error(`a cell names ${doorKey(first)}, which the matrix does not list`);
    }
    for (const cell of pair) door.keep(cell);
    const found = classOfPair(pair);
    if (found === null) continue;
    const key = sourceKey(first);
    const source = sources.get(key) ?? new SourceTally(first, doors.length);
    sources.set(key, source);
    source.classes[index] = found;
    source.tally[found] += 1;
    door.tally[found] += 1;
  }
  return {
    sources: [...sources.values()].map((one) => one.finish()),
    doors: doors.map((one) => one.finish()),
  };
}
