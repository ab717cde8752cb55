import type { PartSummary } from '../audit/snapshot-source.ts';
import type { Fault, ListingSink } from './listing-builder.ts';
import { faultsAt, type Outcome, type PartReader } from './part-reader.ts';
import { isObject } from './raw.ts';

/** What a file of kubectl output is expected to hold. */
export interface KubernetesFile {
  readonly kinds: readonly string[];
  /** Listings that the file gives, and that miss something when it is damaged. */
  readonly sinks: readonly ListingSink[];
  /** Listings that it gives too when it is whole. */
  readonly also: readonly ListingSink[];
  /** One named object is the whole answer. */
  readonly single: boolean;
}

/** The listings to which an object belongs, whatever file it comes in; null for a kind that podfence does not read. */
export type SinksOfKind = (kind: string, raw: unknown) => readonly ListingSink[] | null;

/** Members of one object that are arrays come as items; more of them than this is no object of ours. */
const MOST_LOOSE_VALUES = 10_000;

/**
 * The output of `kubectl get -o json`: a List, of one kind or several, or one object. Items are routed by their own kind,
 * so that a List of mixed kinds loses nothing; that a listing is complete is believed of the file's own kinds only.
 */
export class KubernetesPart implements PartReader {
  readonly #file: KubernetesFile;
  readonly #sinksOf: SinksOfKind;
  readonly #source: string;
  readonly #loose = new Map<string, unknown[]>();
  #looseValues = 0;
  #items = 0;
  #expected = 0;
  #lost = 0;
  #strange: { readonly kind: string; readonly item: string } | null = null;
  #held: { readonly value: unknown; readonly index: number } | null = null;

  constructor(file: KubernetesFile, sinksOf: SinksOfKind, source: string) {
    this.#file = file;
    this.#sinksOf = sinksOf;
    this.#source = source;
  }

  item(key: string, value: unknown, index: number): void {
    if (key === 'items' && isYaml(this.#source)) {
      this.#release();
      this.#held = { value, index };
    } else if (key === 'items' || key === '') {
      this.#route(value, index);
    } else if (this.#looseValues < MOST_LOOSE_VALUES) {
      this.#looseValues += 1;
      const values = this.#loose.get(key);
      if (values === undefined) this.#loose.set(key, [value]);
      else values.push(value);
    }
  }

  finish(summary: PartSummary, stoppedAt: string | null): Outcome {
    const isList = Object.hasOwn(summary.arrays, 'items');
    const isCut = isYaml(this.#source) && isList && summary.envelope['kind'] === undefined;
    if (!isCut) this.#release();
    const damage = [...faultsAt(summary, stoppedAt), ...(isCut ? [CUT_OFF] : [])];
    if (damage.length === 0 && !isList) this.#single(summary.envelope);
    const faults = damage.length > 0 ? damage : this.#doubts(isList);
    const whole = faults.length === 0 ? this.#file.also : [];
    for (const sink of whole) sink.answered(this.#source);
    for (const sink of this.#file.sinks) {
      if (isList || this.#items > 0) sink.answered(this.#source);
      for (const fault of faults) sink.incomplete(this.#source, fault);
    }
    return { items: this.#items, complete: faults.length === 0 && this.#lost === 0 };
  }

  /**
   * YAML that is cut off at the end of a line is YAML all the same. kubectl writes the kind of a List behind its items:
   * without it the last one is held back, for it may be half an item.
   */
  #release(): void {
    if (this.#held !== null) this.#route(this.#held.value, this.#held.index);
    this.#held = null;
  }

  /** Why what was read does not prove that it is all there is. */
  #doubts(isList: boolean): readonly Fault[] {
    if (this.#items === 0) return isList ? [] : [malformed('It is neither a List nor an object.')];
    if (this.#expected === 0) return [malformed(`It holds no ${this.#kinds}.`)];
    // A kind that podfence does not read may be a damaged one that it does.
    if (this.#strange !== null) {
      const { kind, item } = this.#strange;
      return [{ ...malformed(`It is of kind ${kind}, which is not expected in this file.`), item }];
    }
    if (isList || this.#file.single) return [];
    return [malformed('It holds single objects and no List, so there may be more.')];
  }

  get #kinds(): string {
    return this.#file.kinds.join(' or ');
  }

  #single(envelope: PartSummary['envelope']): void {
    if (typeof envelope['kind'] !== 'string') return;
    this.#route({ ...envelope, ...Object.fromEntries(this.#loose) }, 0);
  }

  #route(value: unknown, index: number, nested = false): void {
    const inner = nested ? null : itemsOfList(value);
    if (inner !== null) {
      for (const [place, item] of inner.entries()) this.#route(item, place, true);
      return;
    }
    this.#items += 1;
    const kind = this.#kindOf(value);
    if (this.#file.kinds.includes(kind)) this.#expected += 1;
    const sinks = this.#sinksOf(kind, value);
    if (sinks === null) this.#strange ??= { kind, item: `items[${index}]` };
    for (const sink of sinks ?? []) {
      if (!sink.item(value, this.#source, index)) this.#lost += 1;
    }
  }

  /** Items of a raw API response (`kubectl get --raw`) name no kind: the file does, if it is of one kind. */
  #kindOf(value: unknown): string {
    const kind = isObject(value) ? value['kind'] : undefined;
    if (typeof kind === 'string') return kind;
    const [only, ...others] = this.#file.kinds;
    return only === undefined || others.length > 0 ? 'unknown' : only;
  }
}

/** A List among other documents, or inside another List. */
function itemsOfList(value: unknown): readonly unknown[] | null {
  if (!isObject(value) || !Array.isArray(value['items'])) return null;
  return typeof value['kind'] === 'string' && value['kind'].endsWith('List')
    ? value['items']
    : null;
}

const isYaml = (source: string): boolean => /\.ya?ml$/i.test(source);

const malformed = (detail: string): Fault => ({ reason: 'malformed', detail });

const CUT_OFF: Fault = {
  reason: 'truncated',
  detail: 'Its kind, which kubectl writes behind the items, is missing: it may be cut off.',
};
