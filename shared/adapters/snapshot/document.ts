import type { PartProblem } from '../../audit/snapshot-source.ts';

/** A problem before the beginning of the text is put beside it. */
export type Fault = Omit<PartProblem, 'head'>;

/** What a document held beside its items, which have been delivered. */
export interface DocumentSummary {
  readonly envelope: Readonly<Record<string, unknown>>;
  readonly arrays: Readonly<Record<string, number>>;
  readonly fault: Fault | null;
}

/** Reads one file of a format; chunks may be cut anywhere. */
export interface DocumentReader {
  /** The chunk may be overwritten after the call. Ignored after a fault. */
  push(chunk: Uint8Array): void;
  finish(): DocumentSummary;
}

/** A dictionary in which `__proto__` is a key like any other. */
export function emptyRecord<Value>(): Record<string, Value> {
  const record: Record<string, Value> = Object.create(null);
  return record;
}

/** Names an item or a member in a message: `items[12]`, `"metadata"`, `[3]` of a top-level array. */
export function describePlace(key: string, index?: number): string {
  const plain = /^[\w.-]{0,80}$/.test(key);
  const name = plain ? key : JSON.stringify(key.slice(0, 80));
  return index === undefined ? `member ${plain ? `"${key}"` : name}` : `${name}[${index}]`;
}
