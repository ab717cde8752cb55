import {
  compareText,
  type DataStoreAccess,
  type DocumentPlace,
  type Suppression,
} from '../../core/model/index.ts';
import type { CheckNames, Placed, Reading } from '../../core/settings/index.ts';
import { readDataStoreAccess } from './data-store-access.ts';
import { type DocumentHead, readHead } from './document-head.ts';
import { readYaml } from './read-yaml.ts';
import { readSuppression } from './suppression.ts';

export const DOCUMENT_KINDS = ['DataStoreAccess', 'Suppression'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A file as it was given; its name is how faults and documents call it. */
export interface DocumentFile {
  readonly file: string;
  readonly text: string;
  /** Kinds that are wanted of it. Others may stand in it, and are passed over. */
  readonly kinds: ReadonlySet<DocumentKind>;
}

/** Something in a file that cannot be meant. Lines are counted from 1. */
export interface DocumentFault extends DocumentPlace {
  readonly message: string;
}

export interface Documents {
  /** By name; of two of a kind with one name the second is a fault. */
  readonly intents: readonly DataStoreAccess[];
  readonly suppressions: readonly Suppression[];
  /** Files that hold documents of a kind that is not wanted of them. */
  readonly passedOver: readonly { readonly file: string; readonly kind: DocumentKind }[];
  /** Every one, in the order of files and lines; empty: the documents are what was meant. */
  readonly faults: readonly DocumentFault[];
}

/** The documents of some files. Whatever is wrong is told at once, and the rest is read none the less. */
export function readDocuments(files: readonly DocumentFile[], checks: CheckNames): Documents {
  const faults: DocumentFault[] = [];
  const intents = new Map<string, DataStoreAccess>();
  const suppressions = new Map<string, Suppression>();
  const passedOver = new Map<string, Documents['passedOver'][number]>();
  for (const { file, text, kinds } of files) {
    const fault = (line: number, message: string): void =>
      void faults.push({ file, line, message });
    const reading: Reading = { path: '', checks, fault };
    const read = (document: Placed): void => {
      const head = readHead(document, file, DOCUMENT_KINDS, reading);
      if (head === null) return;
      if (!kinds.has(head.kind)) passedOver.set(`${head.kind} ${file}`, { file, kind: head.kind });
      if (!kinds.has(head.kind)) return;
      if (isIntent(head)) keep(intents, head, readDataStoreAccess(head, reading), fault);
      if (isSuppression(head)) keep(suppressions, head, readSuppression(head, reading), fault);
    };
    const yaml = readYaml(text);
    for (const { line, message } of yaml.faults) fault(line, message);
    for (const document of yaml.documents) read(document);
  }
  return {
    intents: byName(intents),
    suppressions: byName(suppressions),
    passedOver: [...passedOver.values()],
    faults: faults.toSorted(comparePlaces),
  };
}

const byName = <T extends Named>(documents: ReadonlyMap<string, T>): readonly T[] =>
  [...documents.values()].toSorted((a, b) => compareText(a.name, b.name));

const isIntent = (head: DocumentHead<DocumentKind>): head is DocumentHead<'DataStoreAccess'> =>
  head.kind === 'DataStoreAccess';

const isSuppression = (head: DocumentHead<DocumentKind>): head is DocumentHead<'Suppression'> =>
  head.kind === 'Suppression';

interface Named {
  readonly name: string;
  readonly place: DocumentPlace;
}

/** Keeps a document unless its name is taken: what it does is told by its name. */
function keep<T extends Named>(
  known: Map<string, T>,
  { isWell }: DocumentHead<DocumentKind>,
  one: T | null,
  fault: Reading['fault'],
): void {
  if (one === null || !isWell) return;
  const earlier = known.get(one.name);
  if (earlier === undefined) known.set(one.name, one);
  else {
    const { file, line } = earlier.place;
    fault(one.place.line, `metadata.name: ${one.name} is taken by the one at ${file}:${line}`);
  }
}

export const comparePlaces = (a: DocumentPlace, b: DocumentPlace): number =>
  compareText(a.file, b.file) || a.line - b.line;
