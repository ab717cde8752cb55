import { isClosed } from '../../access/index.ts';
import { compareText, type DataStoreAccess, type Evidence } from '../../model/index.ts';
import { printable } from '../contract/message.ts';
import type { PairEntry } from '../contract/views.ts';
import { firstOf } from '../pods/evidence.ts';

/** What closes the door: whom to ask for leave. */
export const authorityOf = (open: readonly PairEntry[]): 'document' | 'policy' =>
  open.some(({ intent }) => isClosed(intent)) ? 'document' : 'policy';

/** Documents about the doors, those that are enforced first. */
function documentsOf(entries: readonly PairEntry[]): readonly DataStoreAccess[] {
  const all = new Set(entries.flatMap(({ intent }) => intent.documents.certain));
  return [...all].toSorted(
    (a, b) => compareText(a.mode, b.mode) || compareText(a.name, b.name) || comparePlaces(a, b),
  );
}

const comparePlaces = ({ place: a }: DataStoreAccess, { place: b }: DataStoreAccess): number =>
  compareText(a.file, b.file) || a.line - b.line;

export const documentNames = (entries: readonly PairEntry[]): readonly string[] =>
  documentsOf(entries).map(({ name }) => name);

export const documentEvidence = (entries: readonly PairEntry[]): readonly Evidence[] =>
  firstOf(
    'documents',
    documentsOf(entries).map(({ name, mode, place }): Evidence => ({
      kind: 'document',
      id: printable(name),
      mode,
      source: printable(`${place.file}:${place.line}`),
    })),
  );
