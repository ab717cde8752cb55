import type { Explanation, LeastChange, PathRow, SayingRow, StepRow } from '../document/index.ts';
import { grid, type Row } from './grid.ts';
import { type Ink, ink, labelled, line, type Screen, type Text } from './screen.ts';
import { gapLines, headline, shortArn } from './words.ts';

const REACH_INKS = {
  reachable: 'green',
  partial: 'yellow',
  blocked: 'red',
  unknown: 'yellow',
} as const satisfies Record<Explanation['reach'], Ink>;

const VERDICT_TEXTS = {
  pass: ink('green', '✓ pass'),
  deny: ink('red', '✗ deny'),
  unknown: ink('yellow', '? unknown'),
} as const satisfies Record<StepRow['verdict'], Text>;

export function stepRow(step: StepRow): Row {
  const because = [step.code, ...(step.rules ?? []), step.note].filter(
    (part) => part !== undefined,
  );
  return [
    step.layer,
    VERDICT_TEXTS[step.verdict],
    step.component === '' ? '–' : step.component,
    because.join('  '),
  ];
}

function wayText({ path, through }: Pick<PathRow, 'path' | 'through'>): string {
  return path === 'direct' ? 'directly' : `through ${shortArn(through ?? '')}`;
}

export function verdictText(one: PathRow): readonly Text[] {
  const because = one.partialBecause.length === 0 ? '' : ` (${one.partialBecause.join(', ')})`;
  const unknown = one.unknown.length === 0 ? '' : `: ${one.unknown.join(', ')}`;
  const as = `, as ${one.via}${one.snat ? ' (the node’s address replaces the pod’s)' : ''}`;
  return [ink(REACH_INKS[one.reach], one.reach + because + unknown), ` ${wayText(one)}${as}`];
}

/** One pair, layer by layer: the path, or what blocks it and the least that would open it. */
export function* renderExplanation(explanation: Explanation, screen: Screen): Generator<string> {
  const source = `${explanation.namespace}/${explanation.pod}`;
  const target = `${shortArn(explanation.store)} port ${explanation.port}`;
  yield* headline(screen, `${source} → ${target}`, explanation);
  yield line(screen, 0, ink('dim', `${explanation.workload}  ${explanation.store}`));
  for (const path of explanation.paths) {
    yield '\n';
    yield line(screen, 0, ...verdictText(path));
    yield* grid(screen, 2, ['LAYER', 'SAYS', 'WHO', 'BECAUSE OF'], path.steps.map(stepRow));
  }
  yield* sayingLines(explanation.documents, screen);
  yield* leastChangeLines(explanation.leastChange, screen);
  yield* gapLines(screen, explanation.gaps);
  yield '\n';
  yield* summary(explanation, screen);
}

const SAYINGS = {
  yes: ink('green', 'allows it'),
  no: ink('red', 'does not allow it'),
  maybe: ink('yellow', 'may allow it'),
} as const satisfies Record<SayingRow['allows'], Text>;

function* sayingLines(documents: readonly SayingRow[], screen: Screen): Generator<string> {
  if (documents.length === 0) return;
  yield '\n';
  const rows = documents.map((one): Row => [
    one.name,
    SAYINGS[one.allows],
    one.inForce ? one.mode : `${one.mode}, expired`,
    one.source,
  ]);
  yield* grid(screen, 0, ['DOCUMENT', 'SAYS', 'MODE', 'STANDS AT'], rows);
}

function* leastChangeLines(change: LeastChange | null, screen: Screen): Generator<string> {
  if (change === null) return;
  yield '\n';
  yield line(
    screen,
    0,
    ink('bold', 'The least change that would open it'),
    ink('dim', '  (not applied)'),
  );
  yield labelled(screen, 2, '', change.summary);
  // Not wrapped: a command is there to be copied.
  for (const command of change.commands)
    yield line(screen, 2, ink('dim', '$ '), ink('cyan', command));
}

function* summary(explanation: Explanation, screen: Screen): Generator<string> {
  const intended =
    explanation.intended === null
      ? 'undecided'
      : explanation.intended
        ? 'intended'
        : 'not intended';
  yield line(
    screen,
    0,
    ink('bold', `${explanation.namespace}/${explanation.pod}`),
    ': ',
    ink(REACH_INKS[explanation.reach], explanation.reach),
    `, ${intended}`,
  );
}
