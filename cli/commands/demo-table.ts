import { SEVERITIES } from '../../shared/core/model/index.ts';
import {
  type Cell,
  type FindingRow,
  grid,
  ink,
  labelled,
  line,
  type ReachMatrix,
  type Row,
  type Screen,
  SEVERITY_INKS,
  spoken,
  subjectText,
  type Text,
} from '../../shared/core/render/index.ts';
import type { Chapter } from './demo.ts';

/** What a newcomer sees: chapter by chapter who reaches the database, and what the audit says of it. */
export function* renderDemo(
  { chapters }: { readonly chapters: readonly Chapter[] },
  screen: Screen,
  closer: LookCloser,
): Generator<string> {
  yield line(
    screen,
    0,
    ink('bold', 'The EKS workshop “Security Groups for Pods”, audited four times with one ledger'),
  );
  for (const [index, chapter] of chapters.entries()) {
    yield '\n';
    yield line(
      screen,
      0,
      ink('bold', `${index + 1}. ${chapter.title}`),
      ink('dim', `  ${spoken(chapter.at)}`),
    );
    yield labelled(screen, 3, '', chapter.story);
    yield* storeLines(chapter.matrix, screen);
    yield* findingLines(chapter, screen);
    yield* waitingLines(chapter, screen);
  }
  yield '\n';
  yield* farewell(screen, closer);
}

const SHOWN = 6;

const isOpen = ({ reach }: Cell): boolean => reach === 'reachable' || reach === 'partial';
const isWrong = (cell: Cell): boolean => isOpen(cell) !== (cell.intended === true);

/** Who is in; the intended first, then as many of the others as a glance can hold. */
function* storeLines(matrix: ReachMatrix, screen: Screen): Generator<string> {
  for (const door of matrix.stores) {
    const cells = [...matrix.cells].filter(
      (cell) => cell.store === door.store && cell.port === door.port,
    );
    yield '\n';
    yield line(screen, 3, 'Who reaches ', ink('bold', `${door.name}:${door.port}`));
    if (cells.length === 0) yield line(screen, 5, ink('dim', 'nobody'));
    const ordered = cells.toSorted((a, b) => Number(isWrong(a)) - Number(isWrong(b)));
    yield* grid(screen, 5, ['', '', '', ''], ordered.slice(0, SHOWN).map(cellRow)).drop(1);
    const rest = cells.length - SHOWN;
    if (rest > 0) yield line(screen, 5, ink('alarm', `and ${rest} other workloads`));
  }
}

const cellRow = (cell: Cell): Row => [
  cell.namespace,
  cell.workload ?? '',
  ink(isWrong(cell) ? 'alarm' : 'green', cell.reach),
  ink(isWrong(cell) ? 'alarm' : 'dim', cell.intended === true ? 'as intended' : 'not intended'),
];

const STATES = {
  raised: ink('alarm', 'raised'),
  changed: ink('yellow', 'changed'),
  persisting: ink('yellow', 'persisting'),
  held: ink('yellow', 'held'),
  resolved: ink('green', 'resolved'),
} as const satisfies Record<FindingRow['state'], Text>;

/** Worst first; what is resolved last. */
const order = (finding: FindingRow): number =>
  finding.state === 'resolved' ? 1 : -SEVERITIES.indexOf(finding.severity);

function* findingLines({ audit }: Chapter, screen: Screen): Generator<string> {
  const references = new Map(audit.checks.map(({ id, reference }) => [id, reference]));
  yield '\n';
  yield line(screen, 3, audit.findings.length === 0 ? 'Findings: none' : 'Findings');
  for (const finding of audit.findings.toSorted((a, b) => order(a) - order(b))) {
    const isResolved = finding.state === 'resolved';
    yield line(
      screen,
      5,
      STATES[finding.state],
      '  ',
      isResolved ? '' : ink(SEVERITY_INKS[finding.severity], `${finding.severity}  `),
      ink('bold', subjectText(finding.subject, audit)),
      ink('dim', `  ${references.get(finding.check) ?? ''} ${finding.check}`),
    );
    if (!isResolved) yield labelled(screen, 7, '', finding.message);
  }
}

function* waitingLines({ audit }: Chapter, screen: Screen): Generator<string> {
  for (const one of audit.settling) {
    yield line(
      screen,
      5,
      ink('cyan', 'settling  '),
      `${subjectText(one.subject, audit)}  `,
      ink('dim', `${one.check}, a finding if it is still there at ${spoken(one.until)}`),
    );
  }
}

/** How the command is called here, and where the example is. */
export interface LookCloser {
  readonly command: string;
  readonly example: string;
}

function* farewell(screen: Screen, { command, example }: LookCloser): Generator<string> {
  yield line(screen, 0, 'Look closer:');
  const drifted = ['audit', 'pods', 'matrix'].map(
    (question) => `${question} --snapshot ${example}/drifted`,
  );
  const blocked =
    `explain --snapshot ${example}/before ` +
    '--pod catalog/catalog-wgsvq2f9nl-bftsp --store eks-workshop-catalog';
  for (const question of [...drifted, blocked]) {
    yield line(screen, 2, ink('cyan', `${command} ${question}`));
  }
}
