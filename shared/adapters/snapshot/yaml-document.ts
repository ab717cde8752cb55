import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml';
import type { PartSink } from '../../audit/snapshot-source.ts';
import { emptyRecord, type DocumentReader, type DocumentSummary, type Fault } from './document.ts';
import { describeError } from './feed.ts';
import type { SnapshotLimits } from './limits.ts';

/**
 * Reads a YAML file as kubectl prints it: whole, up to a bound, because YAML cannot be split into
 * items without parsing it.
 *
 * A file of one document is read as the same JSON would be. Of several documents each list (a
 * mapping with `items`) gives its items, and each other document is an item itself, with the
 * key `''`. After a syntax error there are the documents before the one that has it, and the whole
 * items before it of that document's lists, as far as they start at the left margin.
 */
export class YamlDocument implements DocumentReader {
  readonly #sink: PartSink;
  readonly #limits: SnapshotLimits;
  readonly #envelope = emptyRecord<unknown>();
  readonly #arrays = emptyRecord<number>();
  #chunks: Buffer[] = [];
  #bytes = 0;
  #fault: Fault | null = null;

  constructor(sink: PartSink, limits: SnapshotLimits) {
    this.#sink = sink;
    this.#limits = limits;
  }

  push(chunk: Uint8Array): void {
    if (this.#fault !== null) return;
    this.#bytes += chunk.length;
    if (this.#bytes <= this.#limits.yamlBytes) {
      this.#chunks.push(Buffer.from(chunk));
      return;
    }
    this.#chunks = [];
    const message = `a YAML file longer than ${this.#limits.yamlBytes} bytes: use JSON, which has no limit`;
    this.#fault = { kind: 'too-large', message, offset: this.#limits.yamlBytes };
  }

  finish(): DocumentSummary {
    if (this.#fault === null) this.#read(new TextDecoder().decode(Buffer.concat(this.#chunks)));
    return { envelope: this.#envelope, arrays: this.#arrays, fault: this.#fault };
  }

  #read(text: string): void {
    const whole = load(text);
    if (whole.fault === null) {
      this.#documents(whole.documents.filter((document) => document !== null));
      return;
    }
    this.#fault = whole.fault;
    const { before, partial } = salvage(text, whole.position);
    for (const document of before) this.#oneOfSeveral(document);
    if (isRecord(partial)) this.#arraysOf(partial);
  }

  #documents(documents: readonly unknown[]): void {
    const [first, ...others] = documents;
    if (others.length > 0) {
      for (const document of documents) this.#oneOfSeveral(document);
    } else if (isRecord(first)) {
      this.#arraysOf(first);
      this.#membersOf(first);
    } else if (Array.isArray(first)) {
      this.#deliver('', first);
    } else if (first === undefined) {
      this.#fault = { kind: 'empty', message: 'the file is empty', offset: this.#bytes };
    } else {
      const message = `expected a mapping or a sequence, found a ${typeof first}`;
      this.#fault = { kind: 'syntax', message, offset: 0 };
    }
  }

  #oneOfSeveral(document: unknown): void {
    if (isRecord(document) && Array.isArray(document['items'])) {
      this.#arraysOf(document);
      this.#membersOf(document);
    } else {
      this.#deliver('', [document]);
    }
  }

  #arraysOf(document: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(document)) {
      if (Array.isArray(value)) this.#deliver(key, value);
    }
  }

  #membersOf(document: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(document)) {
      if (!Array.isArray(value)) this.#envelope[key] = firstNotEmpty(this.#envelope[key], value);
    }
  }

  #deliver(key: string, items: readonly unknown[]): void {
    let index = this.#arrays[key] ?? 0;
    this.#arrays[key] = index + items.length;
    for (const item of items) this.#sink.item(key, item, index++);
  }
}

interface Loaded {
  readonly documents: readonly unknown[];
  readonly fault: Fault | null;
  /** Of the fault, in characters. */
  readonly position: number;
}

function load(text: string): Loaded {
  try {
    // Duplicate keys as in JSON; no aliases, which nothing that is exported has, and of which a
    // few lines expand to billions of nodes.
    const options = { schema: CORE_SCHEMA, json: true, maxAliases: 0, maxDepth: 1000 };
    return { documents: loadAll(text, options), fault: null, position: 0 };
  } catch (error) {
    const mark = error instanceof YAMLException ? error.mark : undefined;
    const reason = error instanceof YAMLException ? error.reason : describeError(error);
    const position = Math.min(mark?.position ?? 0, text.length);
    const offset = Buffer.byteLength(text.slice(0, position));
    const message = `${reason} at line ${(mark?.line ?? 0) + 1} (byte ${offset})`;
    return { documents: [], fault: { kind: 'syntax', message, offset }, position };
  }
}

/** What precedes a syntax error: whole documents, and the document with the error up to an item. */
function salvage(text: string, position: number): { before: readonly unknown[]; partial: unknown } {
  const start = lastLine(text, '---', position);
  const item = lastLine(text, '- ', position);
  const before = load(text.slice(0, start)).documents.filter((document) => document !== null);
  const partial = item > start ? load(text.slice(start, item)).documents.at(-1) : null;
  return { before, partial };
}

/** Where the last line before the position begins that starts with these characters, or 0. */
function lastLine(text: string, start: string, position: number): number {
  return text.lastIndexOf(`\n${start}`, position - 1) + 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Merges the members of one mapping; values other than mappings stay what they first were. */
function firstNotEmpty(first: unknown, second: unknown): unknown {
  if (!isRecord(first) || !isRecord(second)) return isEmpty(first) ? second : first;
  const merged = emptyRecord<unknown>();
  for (const [key, value] of [...Object.entries(second), ...Object.entries(first)]) {
    if (!isEmpty(value) || !(key in merged)) merged[key] = value;
  }
  return merged;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
