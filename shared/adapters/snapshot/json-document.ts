import type { PartSink } from '../../audit/snapshot-source.ts';
import { ByteWindow } from './byte-window.ts';
import {
  describePlace,
  emptyRecord,
  type DocumentReader,
  type DocumentSummary,
  type Fault,
} from './document.ts';
import { ItemBatcher } from './item-batch.ts';
import { BYTE, scanValue, skipSpace } from './json-scan.ts';
import type { SnapshotLimits } from './limits.ts';

/** What the grammar expects next at the two outer levels of the file. */
type Step =
  | 'top'
  | 'first-member'
  | 'member'
  | 'colon'
  | 'member-value'
  | 'next-member'
  | 'first-item'
  | 'item'
  | 'next-item'
  | 'end';

const UTF8_BOM = [0xef, 0xbb, 0xbf] as const;

/**
 * Reads a JSON file of any size: the elements of its top-level arrays go to the sink as they come,
 * the other members into the envelope. Only the two outer levels are followed here; each item and
 * member value is found by {@link ItemBatcher} or {@link scanValue} and parsed by `JSON.parse`.
 */
export class JsonDocument implements DocumentReader {
  readonly #window = new ByteWindow();
  readonly #sink: PartSink;
  readonly #limits: SnapshotLimits;
  readonly #envelope = emptyRecord<unknown>();
  readonly #arrays = emptyRecord<number>();
  #batcher: ItemBatcher;
  #step: Step = 'top';
  #key = '';
  #inObject = false;
  #memberBytes = 0;
  #fault: Fault | null = null;
  /** With fewer bytes in view than this it is not worth while to look again. */
  #wanted = 0;
  #atEnd = false;

  constructor(sink: PartSink, limits: SnapshotLimits) {
    this.#sink = sink;
    this.#limits = limits;
    this.#batcher = new ItemBatcher(limits.itemBytes);
  }

  push(chunk: Uint8Array): void {
    if (this.#fault !== null) return;
    this.#window.append(chunk);
    this.#advance();
  }

  finish(): DocumentSummary {
    this.#atEnd = true;
    if (this.#fault === null) this.#advance();
    if (this.#fault === null && this.#step !== 'end') this.#cutOff();
    return { envelope: this.#envelope, arrays: this.#arrays, fault: this.#fault };
  }

  #advance(): void {
    const window = this.#window;
    if (!this.#atEnd && window.available < this.#wanted) return;
    this.#wanted = 0;
    while (this.#fault === null && (this.#atEnd || window.available >= this.#wanted)) {
      window.at = skipSpace(window.bytes, window.at, window.end);
      if (window.available === 0 || !this.#take(window.bytes[window.at] ?? 0)) return;
    }
  }

  /** Consumes what starts with this byte; false when it is not wholly in view yet. */
  #take(byte: number): boolean {
    switch (this.#step) {
      case 'top':
        return this.#top(byte);
      case 'first-member':
        return byte === BYTE.closeObject ? this.#pass('end') : this.#member(byte);
      case 'member':
        return this.#member(byte);
      case 'colon':
        return byte === BYTE.colon ? this.#pass('member-value') : this.#invalid();
      case 'member-value':
        return byte === BYTE.openArray ? this.#openArray(this.#key) : this.#memberValue();
      case 'next-member':
        if (byte === BYTE.comma) return this.#pass('member');
        return byte === BYTE.closeObject ? this.#pass('end') : this.#invalid();
      case 'first-item':
        return byte === BYTE.closeArray ? this.#closeArray() : this.#items();
      case 'item':
        return this.#items();
      case 'next-item':
        if (byte === BYTE.comma) return this.#pass('item');
        return byte === BYTE.closeArray ? this.#closeArray() : this.#invalid();
      case 'end':
        return this.#syntax(this.#window.at, 'after the end of the document');
    }
  }

  #pass(next: Step): true {
    this.#window.at += 1;
    this.#step = next;
    return true;
  }

  #top(byte: number): boolean {
    if (byte === UTF8_BOM[0] && this.#window.offsetOf(this.#window.at) === 0)
      return this.#skipBom();
    if (byte === BYTE.openArray) return this.#openArray('');
    this.#inObject = byte === BYTE.openObject;
    if (this.#inObject) return this.#pass('first-member');
    return this.#syntax(this.#window.at, 'where { or [ was expected');
  }

  #skipBom(): boolean {
    const { bytes, at, available } = this.#window;
    const seen = bytes.subarray(at, at + Math.min(available, UTF8_BOM.length));
    if (!seen.every((byte, index) => byte === UTF8_BOM[index])) return this.#invalid();
    if (seen.length < UTF8_BOM.length) return false;
    this.#window.at += UTF8_BOM.length;
    return true;
  }

  #member(byte: number): boolean {
    if (byte !== BYTE.quote) return this.#invalid();
    const from = this.#window.at;
    const key = this.#value();
    if (key === undefined) return false;
    this.#key = typeof key === 'string' ? key : '';
    this.#step = 'colon';
    return this.#countMember(this.#window.at - from);
  }

  #memberValue(): boolean {
    const from = this.#window.at;
    const value = this.#value();
    if (value === undefined) return false;
    this.#envelope[this.#key] = value;
    this.#step = 'next-member';
    return this.#countMember(this.#window.at - from);
  }

  /** Members are kept, so that all of them together must stay within the bound of one item. */
  #countMember(bytes: number): boolean {
    this.#memberBytes += bytes;
    if (this.#memberBytes <= this.#limits.itemBytes) return true;
    return this.#tooLarge('the members outside arrays are');
  }

  #openArray(key: string): boolean {
    this.#key = key;
    this.#arrays[key] ??= 0;
    this.#batcher = new ItemBatcher(this.#limits.itemBytes);
    return this.#pass('first-item');
  }

  #closeArray(): boolean {
    return this.#pass(this.#inObject ? 'next-member' : 'end');
  }

  #items(): boolean {
    const batch = this.#batcher.take(this.#window);
    if (batch === null) {
      const item = this.#value();
      if (item === undefined) return false;
      this.#deliver(item);
    } else {
      for (const item of batch) this.#deliver(item);
      if (this.#batcher.sawEnd) this.#wanted = this.#window.available + 1;
    }
    this.#step = 'next-item';
    return true;
  }

  #deliver(item: unknown): void {
    const index = this.#arrays[this.#key] ?? 0;
    this.#arrays[this.#key] = index + 1;
    this.#sink.item(this.#key, item, index);
  }

  /** The value at the reading position, which moves behind it; undefined when there is none yet. */
  #value(): unknown {
    const { bytes, at, end, available } = this.#window;
    const scan = scanValue(bytes, at, end, this.#limits.nesting);
    const length = scan.state === 'complete' ? scan.end - at : available;
    if (scan.state === 'invalid') {
      this.#invalid(scan.at);
    } else if (scan.state === 'too-deep') {
      this.#fail('too-large', scan.at, `nested deeper than ${this.#limits.nesting} levels`);
    } else if (length > this.#limits.itemBytes) {
      this.#tooLarge(`${this.#place()} is`);
    } else if (scan.state === 'complete') {
      this.#window.at = scan.end;
      return JSON.parse(bytes.toString('utf8', at, scan.end));
    } else {
      // Looking again only when twice as much is in view keeps a long item linear in its length.
      this.#wanted = available * 2;
    }
    return undefined;
  }

  #tooLarge(subject: string): false {
    const text = `${subject} longer than ${this.#limits.itemBytes} bytes`;
    return this.#fail('too-large', this.#window.at, text);
  }

  #invalid(index = this.#window.at): false {
    return this.#syntax(index, this.#place());
  }

  #syntax(index: number, where: string): false {
    const found = describeByte(this.#window.bytes[index] ?? 0);
    const offset = this.#window.offsetOf(index);
    return this.#fail('syntax', index, `unexpected ${found} at byte ${offset} (${where})`);
  }

  #cutOff(): void {
    const { at, end } = this.#window;
    const offset = this.#window.offsetOf(end);
    if (this.#step === 'top' && at === end) this.#fail('empty', end, 'the file is empty');
    else this.#fail('syntax', end, `cut off at byte ${offset} (${this.#place()})`);
  }

  #fail(kind: Fault['kind'], index: number, message: string): false {
    this.#fault = { kind, message, offset: this.#window.offsetOf(index) };
    const inItem = this.#step === 'item' || this.#step === 'first-item';
    if (inItem && this.#window.available > 0) {
      this.#sink.malformed?.(this.#key, this.#arrays[this.#key] ?? 0, message);
    }
    return false;
  }

  /** Names the part of the document that is being read. */
  #place(): string {
    switch (this.#step) {
      case 'top':
      case 'end':
        return 'top level';
      case 'first-member':
      case 'member':
        return 'name of a member';
      case 'colon':
      case 'member-value':
        return describePlace(this.#key);
      case 'next-member':
        return `after ${describePlace(this.#key)}`;
      case 'first-item':
      case 'item':
        return describePlace(this.#key, this.#arrays[this.#key]);
      case 'next-item':
        return `after ${describePlace(this.#key, (this.#arrays[this.#key] ?? 0) - 1)}`;
    }
  }
}

function describeByte(byte: number): string {
  const shown =
    byte > 0x20 && byte < 0x7f
      ? String.fromCharCode(byte)
      : `byte 0x${byte.toString(16).padStart(2, '0')}`;
  return byte === 0 || byte >= 0xfe ? `${shown}, which is not UTF-8 text,` : shown;
}
