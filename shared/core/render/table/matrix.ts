import type { Cell, DoorRow, ReachMatrix } from '../document/index.ts';
import { grid, type Row } from './grid.ts';
import { type Ink, ink, line, type Screen, type Text } from './screen.ts';
import {
  clusterName,
  counted,
  coverageSpan,
  gapLines,
  headline,
  listed,
  shortArn,
} from './words.ts';

/** How much a cell wants to be read: access that nobody meant first, what is as it should be last. */
const CLASSES = [
  ['alarm', (cell: Cell) => cell.intended === false && isOpen(cell)],
  ['red', (cell: Cell) => cell.intended === true && cell.reach === 'blocked'],
  ['yellow', (cell: Cell) => cell.reach === 'unknown' || cell.intended === null],
  ['yellow', (cell: Cell) => cell.reach === 'partial'],
  ['green', isOpen],
  ['dim', () => true],
] as const satisfies readonly (readonly [Ink, (cell: Cell) => boolean])[];

function isOpen(cell: Cell): boolean {
  return cell.reach === 'reachable' || cell.reach === 'partial';
}

export const rank = (cell: Cell): number => CLASSES.findIndex(([, holds]) => holds(cell));

function reachText(cell: Cell): Text {
  const because = cell.partialBecause.length === 0 ? '' : ` (${cell.partialBecause.join(', ')})`;
  return ink(CLASSES[rank(cell)]?.[0] ?? 'plain', cell.reach + because);
}

function podsText({ pods }: Cell): string {
  if (pods === undefined) return '1';
  const parts = [
    [pods.reachable, 'reach'],
    [pods.blocked, 'blocked'],
    [pods.unknown, 'unknown'],
  ].filter(([count]) => count !== 0);
  return parts
    .map(([count, word]) => (parts.length === 1 ? `${count}` : `${count} ${word}`))
    .join(', ');
}

const INTENDED = new Map<boolean | null, Text>([
  [true, 'yes'],
  [false, 'no'],
  [null, ink('yellow', 'undecided')],
]);

function asText(cell: Cell): string {
  const way = cell.through === null ? '' : ` through ${shortArn(cell.through)}`;
  return `${cell.via}${cell.snat ? ' (translated by the node)' : ''}${way}`;
}

function becauseText(cell: Cell): string {
  if (cell.unknown.length > 0) return cell.unknown.join(', ');
  if (isOpen(cell)) return `${listed(cell.egressRules)} → ${listed(cell.ingressRules)}`;
  return cell.denials.map(({ code, component }) => `${code} ${component}`.trim()).join('; ');
}

export const cellRow = (cell: Cell, cluster: string | null): Row => [
  ...(cluster === null ? [] : [cluster]),
  cell.namespace,
  cell.workload ?? cell.pod,
  reachText(cell),
  podsText(cell),
  INTENDED.get(cell.intended) ?? '',
  asText(cell),
  becauseText(cell),
];

export const doorKey = (store: string, port: number): string => `${port} ${store}`;

/** Who reaches what: by store, the worst first. A store that nobody reaches is said so, not left out. */
export function* renderMatrix(matrix: ReachMatrix, screen: Screen): Generator<string> {
  const cells = Map.groupBy(matrix.cells, (cell) => doorKey(cell.store, cell.port));
  yield* headline(screen, 'Who reaches the stores', matrix);
  for (const door of matrix.stores) {
    yield '\n';
    yield* doorSection(matrix, door, cells.get(doorKey(door.store, door.port)) ?? [], screen);
  }
  yield* gapLines(screen, matrix.gaps);
  yield '\n';
  yield* summary(matrix, [...cells.values()].flat(), screen);
}

function* doorSection(
  matrix: ReachMatrix,
  door: DoorRow,
  cells: readonly Cell[],
  screen: Screen,
): Generator<string> {
  yield line(
    screen,
    0,
    ink('bold', `${door.name}:${door.port}`),
    ink('dim', `  ${door.engine}  ${door.store}`),
  );
  if (cells.length === 0) {
    yield line(
      screen,
      2,
      ink('dim', 'none of the pods that were looked at reaches it, or is meant to'),
    );
    return;
  }
  const several = matrix.clusters.length > 1;
  const ordered = cells
    .map((cell) => ({ cell, order: rank(cell) }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ cell }) => cell);
  yield* grid(
    screen,
    2,
    [...(several ? ['CLUSTER'] : []), 'NAMESPACE', ...headerOf(matrix)],
    ordered.map((cell) =>
      cellRow(cell, several ? clusterName(matrix.clusters, cell.cluster) : null),
    ),
  );
}

export const headerOf = ({ by }: ReachMatrix): readonly string[] => [
  by === 'pod' ? 'POD' : 'WORKLOAD',
  'REACH',
  'PODS',
  'INTENDED',
  'AS',
  'BECAUSE OF',
];

/** A workload that does so at several stores is one workload. */
const sourcesOf = (cells: readonly Cell[]): number =>
  new Set(cells.map((one) => JSON.stringify([one.cluster, one.namespace, one.workload ?? one.pod])))
    .size;

function* summary(matrix: ReachMatrix, cells: readonly Cell[], screen: Screen): Generator<string> {
  const unintended = sourcesOf(cells.filter((cell) => cell.intended === false && isOpen(cell)));
  const broken = sourcesOf(
    cells.filter((cell) => cell.intended === true && cell.reach === 'blocked'),
  );
  const unknown = cells.filter((cell) => cell.reach === 'unknown').length;
  const source = matrix.by === 'pod' ? 'pod' : 'workload';
  yield line(
    screen,
    0,
    ink('bold', counted(new Set(matrix.stores.map((door) => door.store)).size, 'store')),
    ': ',
    ink(unintended > 0 ? 'alarm' : 'dim', `${counted(unintended, source)} in that should not be`),
    ', ',
    ink(broken > 0 ? 'red' : 'dim', `${counted(broken, source)} out that should be in`),
    ', ',
    ink(unknown > 0 ? 'yellow' : 'dim', `${unknown} unknown`),
    '  ',
    coverageSpan(matrix.coverage),
  );
}
