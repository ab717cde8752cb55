import type { Verdict } from '../../model/index.ts';
import type {
  CheckCatalogue,
  Explanation,
  PodList,
  PodRow,
  ReachMatrix,
} from '../document/index.ts';
import { stepRow, verdictText } from '../table/explain.ts';
import { cellRow, doorKey, headerOf, rank } from '../table/matrix.ts';
import { interfacesText, podRow, policyRow, why, wornBy } from '../table/pods.ts';
import { clusterName, counted, shortArn } from '../table/words.ts';
import type { Row } from '../table/index.ts';
import { folded, table } from './block.ts';
import { aboutText, blocks, gapBlocks } from './listing.ts';
import { code, fenced, prose } from './text.ts';

/** The characters of a table. What is worth reading comes first: the rest of a long listing is counted. */
const ROOM = 16_000;
const MAX_COMMAND_LENGTH = 4096;

const lower = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.toLowerCase());

const POD_SECTIONS = [
  ['violation', 'wear the wrong groups'],
  ['unknown', 'not decided'],
  ['compliant', 'wear what their policies declare'],
  ['not-applicable', 'not under a policy'],
] as const satisfies readonly (readonly [Verdict, string])[];

const WRONG = ['pod', 'workload', 'declared', 'wears', 'on', 'because'];
const RIGHT = ['pod', 'workload', 'wears', 'on', 'is'];

const wrongRow = (pod: PodRow): Row => [
  `${pod.namespace}/${pod.name}`,
  pod.workload,
  pod.declaredGroups.join(', '),
  wornBy(pod).join(', '),
  interfacesText(pod),
  why(pod),
];

/** Pods of several clusters say whose they are. */
const inCluster =
  (list: PodList) =>
  (row: Row, { cluster }: { readonly cluster: string }): Row =>
    list.clusters.length > 1 ? [clusterName(list.clusters, cluster), ...row] : row;

function* podParts(list: PodList): Generator<string> {
  const pods = [...list.pods];
  const placed = inCluster(list);
  const names = (own: readonly string[]): readonly string[] =>
    list.clusters.length > 1 ? ['cluster', ...own] : own;
  yield `## Pods and their security groups`;
  yield aboutText(list);
  for (const [verdict, title] of POD_SECTIONS) {
    const ours = pods.filter((pod) => pod.verdict === verdict);
    if (ours.length === 0) continue;
    const isWell = verdict === 'compliant' || verdict === 'not-applicable';
    const rows = ours.map((pod) => placed(isWell ? podRow(pod) : wrongRow(pod), pod));
    const body = table(names(isWell ? RIGHT : WRONG), rows, isWell ? ROOM / 2 : ROOM);
    const head = `${counted(ours.length, 'pod')} ${title}`;
    if (isWell) yield folded(head, body);
    else yield* [`### ${head}`, body];
  }
  if (list.policies.length > 0) {
    const rows = list.policies.map((policy) => placed(policyRow(policy), policy));
    yield folded(
      counted(list.policies.length, 'policy', 'policies'),
      table(names(['policy', 'status', 'pods', 'groups']), rows, ROOM / 4),
    );
  }
  yield* gapBlocks(list.gaps);
}

export const renderPodsMarkdown = (list: PodList): Iterable<string> => blocks(podParts(list));

function* matrixParts(matrix: ReachMatrix): Generator<string> {
  const cells = Map.groupBy(matrix.cells, (cell) => doorKey(cell.store, cell.port));
  const several = matrix.clusters.length > 1;
  const names = [...(several ? ['cluster'] : []), 'namespace', ...lower(headerOf(matrix))];
  const room = Math.floor((3 * ROOM) / Math.max(1, matrix.stores.length));
  yield '## Who reaches the stores';
  yield aboutText(matrix);
  for (const { store, port, name, engine } of matrix.stores) {
    const ours = cells.get(doorKey(store, port)) ?? [];
    const rows = ours
      .toSorted((a, b) => rank(a) - rank(b))
      .map((cell) => cellRow(cell, several ? clusterName(matrix.clusters, cell.cluster) : null));
    yield `### ${code(`${name}:${port}`)} ${prose(`${engine} ${store}`)}`;
    yield rows.length === 0
      ? 'None of the pods that were looked at reaches it, or is meant to.'
      : table(names, rows, room);
  }
  yield* gapBlocks(matrix.gaps);
}

export const renderMatrixMarkdown = (matrix: ReachMatrix): Iterable<string> =>
  blocks(matrixParts(matrix));

const INTENDED = new Map<boolean | null, string>([
  [true, 'intended'],
  [false, 'not intended'],
  [null, 'undecided whether intended'],
]);

function* explanationParts(explanation: Explanation): Generator<string> {
  const { namespace, pod, workload, store, port, paths, leastChange, reach, intended } =
    explanation;
  yield `## ${code(`${namespace}/${pod}`)} → ${code(`${shortArn(store)} port ${port}`)}: ${reach}, ${INTENDED.get(intended)}`;
  yield `${prose(`${workload} to ${store}.`)} ${aboutText(explanation)}`;
  for (const path of paths) {
    const said = verdictText(path).map((part) => (typeof part === 'string' ? part : part.text));
    yield `### ${prose(said.join(''))}`;
    yield table(['layer', 'says', 'who', 'because of'], path.steps.map(stepRow), ROOM);
  }
  if (leastChange !== null) {
    yield '### The least change that would open it (not applied)';
    yield prose(leastChange.summary);
    if (leastChange.commands.length > 0) yield fenced(leastChange.commands, MAX_COMMAND_LENGTH);
  }
  yield* gapBlocks(explanation.gaps);
}

export const renderExplanationMarkdown = (explanation: Explanation): Iterable<string> =>
  blocks(explanationParts(explanation));

function* checkParts({ checks }: CheckCatalogue): Generator<string> {
  const rows = checks.map((check) => [
    check.reference,
    check.severity,
    check.subject,
    check.status === 'planned' ? `${check.id} (planned)` : check.id,
    check.title,
  ]);
  yield `## ${counted(checks.length, 'check')}`;
  yield table(['reference', 'severity', 'subject', 'check', 'true when compliant'], rows, 3 * ROOM);
}

export const renderChecksMarkdown = (catalogue: CheckCatalogue): Iterable<string> =>
  blocks(checkParts(catalogue));
