import type {
  Cell,
  CheckCatalogue,
  Explanation,
  PathRow,
  PodList,
  PodRow,
  ReachMatrix,
} from '../document/index.ts';
import { ENVELOPE_COLUMNS, gapRows, headRows } from './envelope-rows.ts';
import { type CsvRow, csvTable } from './table.ts';

const POD_COLUMNS = [
  'record',
  'cluster',
  'namespace',
  'name',
  'workload',
  'verdict',
  'causes',
  'reasons',
  'settlingUntil',
  'policies',
  'declaredGroups',
  'wornGroups',
  'interfaces',
  'addresses',
  'serviceAccount',
  'node',
  'class',
  'phase',
  'status',
  'groups',
  'pods',
  'kind',
  ...ENVELOPE_COLUMNS,
] as const;

const podCells = ({ interfaces, ...pod }: PodRow): CsvRow<(typeof POD_COLUMNS)[number]> => ({
  record: 'pod',
  ...pod,
  wornGroups: [...new Set(interfaces.flatMap(({ groups }) => groups))],
  interfaces: interfaces.map(({ kind, id }) => `${kind} ${id}`),
  addresses: interfaces.flatMap(({ addresses }) => addresses),
});

function* podRows(list: PodList): Generator<CsvRow<(typeof POD_COLUMNS)[number]>> {
  yield* headRows(list);
  for (const pod of list.pods) yield podCells(pod);
  for (const policy of list.policies) yield { record: 'policy', ...policy };
  yield* gapRows(list);
}

export const renderPodsCsv = (list: PodList): Iterable<string> =>
  csvTable(POD_COLUMNS, podRows(list));

const MATRIX_COLUMNS = [
  'record',
  'cluster',
  'namespace',
  'workload',
  'pod',
  'store',
  'port',
  'reach',
  'intended',
  'partialBecause',
  'unknownBecause',
  'podsReachable',
  'podsBlocked',
  'podsUnknown',
  'path',
  'through',
  'via',
  'snat',
  'egressRules',
  'ingressRules',
  'blockedBy',
  'denials',
  'engine',
  'podManaged',
  'name',
  'kind',
  ...ENVELOPE_COLUMNS,
] as const;

const cellCells = ({
  pods,
  denials,
  unknown,
  ...cell
}: Cell): CsvRow<(typeof MATRIX_COLUMNS)[number]> => ({
  record: 'cell',
  ...cell,
  unknownBecause: unknown,
  podsReachable: pods?.reachable ?? null,
  podsBlocked: pods?.blocked ?? null,
  podsUnknown: pods?.unknown ?? null,
  denials: denials.map(({ code, direction, component }) => `${code} ${direction} ${component}`),
});

function* matrixRows(matrix: ReachMatrix): Generator<CsvRow<(typeof MATRIX_COLUMNS)[number]>> {
  yield* headRows(matrix);
  for (const door of matrix.stores) yield { record: 'store', ...door };
  for (const cell of matrix.cells) yield cellCells(cell);
  yield* gapRows(matrix);
}

export const renderMatrixCsv = (matrix: ReachMatrix): Iterable<string> =>
  csvTable(MATRIX_COLUMNS, matrixRows(matrix));

const EXPLANATION_COLUMNS = [
  'record',
  'cluster',
  'namespace',
  'pod',
  'workload',
  'store',
  'port',
  'reach',
  'intended',
  'partialBecause',
  'unknownBecause',
  'path',
  'through',
  'via',
  'snat',
  'layer',
  'component',
  'verdict',
  'code',
  'rules',
  'note',
  'summary',
  'commands',
  'name',
  'kind',
  ...ENVELOPE_COLUMNS,
] as const;

type ExplanationCells = CsvRow<(typeof EXPLANATION_COLUMNS)[number]>;

/** The way itself, then each layer of it. */
function* pathRows({ unknown, steps, ...path }: PathRow): Generator<ExplanationCells> {
  yield { record: 'path', ...path, unknownBecause: unknown };
  for (const step of steps)
    yield { record: 'step', path: path.path, through: path.through, ...step };
}

function* explanationRows(explanation: Explanation): Generator<ExplanationCells> {
  const { cluster, namespace, pod, workload, store, port, reach, intended, leastChange } =
    explanation;
  yield* headRows(explanation);
  yield { record: 'pair', cluster, namespace, pod, workload, store, port, reach, intended };
  for (const path of explanation.paths) yield* pathRows(path);
  if (leastChange !== null) yield { record: 'least-change', ...leastChange };
  yield* gapRows(explanation);
}

export const renderExplanationCsv = (explanation: Explanation): Iterable<string> =>
  csvTable(EXPLANATION_COLUMNS, explanationRows(explanation));

const CHECK_COLUMNS = [
  'reference',
  'id',
  'group',
  'severity',
  'subject',
  'title',
  'needs',
  'status',
  'reportsUnder',
] as const;

/** The catalogue rests on no snapshot: its rows are checks and nothing else. */
export const renderChecksCsv = ({ checks }: CheckCatalogue): Iterable<string> =>
  csvTable(CHECK_COLUMNS, checks);
