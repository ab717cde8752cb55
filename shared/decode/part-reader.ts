import type { PartSummary } from '../audit/snapshot-source.ts';
import { faultsOf } from './answer.ts';
import type { Fault, ListingSink } from './listing-builder.ts';
import { isObject } from './raw.ts';

/** What was made of one file: a row of the report's inputs. */
export interface Outcome {
  readonly items: number;
  /** The file was read whole, and so was every item in it. */
  readonly complete: boolean;
}

/** Takes the items of one file while it is read, and then what stood beside them. */
export interface PartReader {
  item(key: string, value: unknown, index: number): void;
  /** `stoppedAt` names the item at which reading had to stop. */
  finish(summary: PartSummary, stoppedAt: string | null): Outcome;
}

/** Faults of the file with the item at which they begin, where one is known. */
export function faultsAt(summary: PartSummary, stoppedAt: string | null): readonly Fault[] {
  const faults = faultsOf(summary);
  if (stoppedAt === null) return faults;
  return faults.map((fault) =>
    fault.reason === 'malformed' ? { ...fault, item: stoppedAt } : fault,
  );
}

/** An output of the AWS CLI: one top-level array of items. */
export class ListPart implements PartReader {
  readonly #sink: ListingSink;
  readonly #source: string;
  #items = 0;
  #lost = 0;

  constructor(sink: ListingSink, source: string) {
    this.#sink = sink;
    this.#source = source;
  }

  /** A bare array (`--query`) shows what is there; that it is all is not known. */
  item(key: string, value: unknown, index: number): void {
    if (key !== this.#sink.spec.key && key !== '') return;
    this.#items += 1;
    if (!this.#sink.item(value, this.#source, index)) this.#lost += 1;
  }

  finish(summary: PartSummary, stoppedAt: string | null): Outcome {
    const faults = [...faultsAt(summary, stoppedAt)];
    const { key } = this.#sink.spec;
    if (Object.hasOwn(summary.arrays, key)) this.#sink.answered(this.#source);
    else if (faults.length === 0) faults.push(withoutMember(key, 'array'));
    for (const fault of faults) this.#sink.incomplete(this.#source, fault);
    return { items: this.#items, complete: faults.length === 0 && this.#lost === 0 };
  }
}

/** An output of the AWS CLI that describes one thing. */
export class ObjectPart implements PartReader {
  readonly #sink: ListingSink;
  readonly #source: string;

  constructor(sink: ListingSink, source: string) {
    this.#sink = sink;
    this.#source = source;
  }

  item(): void {}

  finish(summary: PartSummary): Outcome {
    const faults = [...faultsOf(summary)];
    const { key } = this.#sink.spec;
    const value = summary.envelope[key];
    const found = isObject(value);
    if (!found && faults.length === 0) faults.push(withoutMember(key, 'object'));
    for (const fault of faults) this.#sink.incomplete(this.#source, fault);
    if (!found) return { items: 0, complete: false };
    this.#sink.answered(this.#source);
    const kept = this.#sink.item(value, this.#source, 0);
    return { items: 1, complete: kept && faults.length === 0 };
  }
}

/** A file that is recognised and not needed: that it is there is recorded, and whether it is whole. */
export class UnmodelledPart implements PartReader {
  #items = 0;

  item(): void {
    this.#items += 1;
  }

  finish(summary: PartSummary): Outcome {
    return { items: this.#items, complete: faultsOf(summary).length === 0 };
  }
}

const withoutMember = (key: string, form: string): Fault => ({
  reason: 'malformed',
  detail: `It has no ${form} ${key}, so it is not the output that was expected.`,
});
