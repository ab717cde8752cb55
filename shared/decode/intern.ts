import {
  compareText,
  type GroupId,
  type Labels,
  type OwnerReference,
  sortedUnique,
} from '../core/model/index.ts';
import { isObject, Malformed, type RawObject } from './raw.ts';

/** Keeps one copy of what many objects repeat: label sets, group sets, names. One for each snapshot. */
export class Interner {
  readonly #texts = new Map<string, string>();
  readonly #labels = new Map<string, Labels>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #owners = new Map<string, OwnerReference>();

  text<T extends string>(value: T): T {
    const known = this.#texts.get(value);
    if (isSame(known, value)) return known;
    this.#texts.set(value, value);
    return value;
  }

  textOrNull<T extends string>(value: T | null): T | null {
    return value === null ? null : this.text(value);
  }

  /** Labels of a Kubernetes object: text to text. A null value is empty text, as Go reads it. */
  labels(value: unknown, what: string): Labels {
    if (value === undefined || value === null) return this.#shared('', []);
    if (!isObject(value)) throw new Malformed(`${what} is not an object`);
    let writing = '';
    const names = Object.keys(value);
    for (const name of names) writing += textKey(name) + textKey(labelValue(value, name, what));
    return (
      this.#labels.get(writing) ??
      this.#shared(
        writing,
        names.map((name) => [name, labelValue(value, name, what)]),
      )
    );
  }

  /** Tags of an AWS resource: `[{Key, Value}]`. Of a repeated key the last one counts. */
  tags(list: readonly RawObject[], what: string): Labels {
    const entries = list.map((tag): [string, string] => {
      const key = tag['Key'];
      if (typeof key !== 'string') throw new Malformed(`a tag in ${what} has no key`);
      return [key, labelValue(tag, 'Value', what)];
    });
    return this.#shared(
      entries.map(([key, value]) => textKey(key) + textKey(value)).join(''),
      entries,
    );
  }

  /** Sorted, without duplicates; equal sets are the same array. */
  groups(ids: readonly GroupId[]): readonly GroupId[] {
    return this.list(sortedUnique(ids));
  }

  /** Equal lists are the same array. */
  list<T extends string>(values: readonly T[]): readonly T[] {
    const key = values.map(textKey).join('');
    const known = this.#lists.get(key);
    if (isSameList(known, values)) return known;
    this.#lists.set(key, values);
    return values;
  }

  /** Equal references are the same object. */
  owner(owner: OwnerReference): OwnerReference {
    const { apiVersion, kind, name, uid } = owner;
    const key = textKey(apiVersion) + textKey(kind) + textKey(name) + textKey(uid);
    const known = this.#owners.get(key);
    if (known !== undefined) return known;
    this.#owners.set(key, owner);
    return owner;
  }

  /** Labels written in another order are the same labels. */
  #shared(writing: string, entries: readonly (readonly [string, string])[]): Labels {
    const written = this.#labels.get(writing);
    if (written !== undefined) return written;
    const sorted = [...new Map(entries)].toSorted(([a], [b]) => compareText(a, b));
    const canonical = sorted.map(([name, value]) => textKey(name) + textKey(value)).join('');
    const labels =
      this.#labels.get(canonical) ??
      new Map(sorted.map(([name, value]) => [this.text(name), this.text(value)]));
    this.#labels.set(canonical, labels);
    this.#labels.set(writing, labels);
    return labels;
  }
}

/** Length first: no text can imitate the end of another. */
const textKey = (text: string): string => `${text.length}:${text}`;

function labelValue(raw: RawObject, name: string, what: string): string {
  const value = raw[name];
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  throw new Malformed(`the value of ${name} in ${what} is not text`);
}

const isSame = <T extends string>(known: string | undefined, value: T): known is T =>
  known === value;

const isSameList = <T extends string>(
  known: readonly string[] | undefined,
  values: readonly T[],
): known is readonly T[] => known?.every((value, index) => value === values[index]) ?? false;
