import type { DocumentRow, DocumentStatus } from '../document/index.ts';
import { grid } from './grid.ts';
import { type Ink, ink, line, type Screen } from './screen.ts';

const STATUS_INKS = {
  active: 'plain',
  'expires-soon': 'yellow',
  expired: 'alarm',
  'matches-nothing': 'yellow',
  'not-judged': 'dim',
} as const satisfies Record<DocumentStatus, Ink>;

/** What people wrote down, and whether it still does something. */
export function* documentLines(
  screen: Screen,
  documents: readonly DocumentRow[],
): Generator<string> {
  if (documents.length === 0) return;
  yield '\n';
  yield line(screen, 0, ink('bold', `DOCUMENTS (${documents.length})`));
  yield* grid(
    screen,
    2,
    ['DOCUMENT', 'STATUS', 'MATCHES', 'EXPIRES', 'MATCHES NOTHING', 'STANDS AT'],
    documents.map((one) => [
      `${one.kind} ${one.name}`,
      ink(STATUS_INKS[one.status], one.status),
      `${one.matched}`,
      one.expires ?? 'never',
      one.idle.join(', '),
      one.source,
    ]),
  );
}
