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

const SHOWN = 10;

/** In force, and as it should be: there may be one for each finding of a large estate. */
const isWell = ({ status, idle }: DocumentRow): boolean => status === 'active' && idle.length === 0;

/** What people wrote down, and whether it still does something: what wants a hand is always listed. */
export function* documentLines(
  screen: Screen,
  documents: readonly DocumentRow[],
): Generator<string> {
  if (documents.length === 0) return;
  const well = documents.filter(isWell);
  const listed = new Set([...documents.filter((one) => !isWell(one)), ...well.slice(0, SHOWN)]);
  yield '\n';
  yield line(screen, 0, ink('bold', `DOCUMENTS (${documents.length})`));
  yield* grid(
    screen,
    2,
    ['DOCUMENT', 'STATUS', 'MATCHES', 'EXPIRES', 'MATCHES NOTHING', 'STANDS AT'],
    documents
      .filter((one) => listed.has(one))
      .map((one) => [
        `${one.kind} ${one.name}`,
        ink(STATUS_INKS[one.status], one.status),
        `${one.matched}`,
        one.expires ?? 'never',
        one.idle.join(', '),
        one.source,
      ]),
  );
  const rest = documents.length - listed.size;
  if (rest > 0)
    yield line(
      screen,
      2,
      ink('dim', `and ${rest.toLocaleString('en-US')} more that are active; --json lists them all`),
    );
}
