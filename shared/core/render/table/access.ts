import type { AccessReport, AccessRow, Collection } from '../document/index.ts';
import { grid } from './grid.ts';
import { type Ink, ink, line, type Screen } from './screen.ts';
import { counted } from './words.ts';

const VERDICT_INKS = {
  allowed: 'green',
  denied: 'red',
  absent: 'dim',
  throttled: 'yellow',
  unreachable: 'red',
  inconsistent: 'yellow',
} as const satisfies Record<AccessRow['verdict'], Ink>;

/** Every read with its verdict, then what grants those that are denied. */
export function* renderAccess({ reads }: AccessReport, screen: Screen): Generator<string> {
  yield* grid(
    screen,
    0,
    ['VERDICT', 'NEEDED', 'PERMISSION', 'FOR', 'WHY'],
    reads.map((read) => [
      ink(VERDICT_INKS[read.verdict], read.verdict),
      read.required ? 'yes' : ink('dim', 'helps'),
      read.permission,
      read.source,
      read.detail ?? '',
    ]),
  );
  yield '\n';
  const denied = reads.filter(({ grant }) => grant !== null);
  if (denied.length > 0) {
    yield line(screen, 0, ink('bold', 'TO GRANT'));
    for (const { grant } of denied) yield line(screen, 2, grant ?? '');
    yield '\n';
  }
  const allowed = reads.filter(({ verdict }) => verdict === 'allowed').length;
  yield line(screen, 0, ink('bold', `${allowed} of ${counted(reads.length, 'read')} allowed`));
}

/** What was collected, and what was not. */
export function* renderCollection(found: Collection, screen: Screen): Generator<string> {
  const { path, files, items, gaps } = found;
  yield line(
    screen,
    0,
    ink('bold', `${counted(items, 'item')} in ${counted(files, 'file')}`),
    ` in ${path}`,
  );
  if (gaps.length === 0) return;
  yield line(
    screen,
    0,
    `${counted(gaps.length, 'read')} failed; snapshot.json says so, and an audit will:`,
  );
  yield* grid(
    screen,
    2,
    ['FILE', 'REASON', 'WHY'],
    gaps.map(({ source, reason, detail }) => [source, ink('yellow', reason), detail]),
  );
}
