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
  readonly #shapes = new LabelShape();
  readonly #sorted = new Map<string, Labels>();
  readonly #names = new NameList();
  readonly #groups = new Map<string, readonly GroupId[]>();
  readonly #owners = new Map<string, OwnerReference>();

  text<T extends string>(value: T): T;
  text(value: string): string {
    const known = this.#texts.get(value);
    if (known !== undefined) return known;
    this.#texts.set(value, value);
    return value;
  }

  textOrNull<T extends string>(value: T | null): T | null {
    return value === null ? null : this.text(value);
  }

  /** Labels of a Kubernetes object: text to text. A null value is empty text, as Go reads it. */
  labels(value: unknown, what: string): Labels {
    if (value === undefined || value === null) return this.#share([]);
    if (!isObject(value)) throw new Malformed(`${what} is not an object`);
    let shape = this.#shapes;
    let written = '';
    // Objects of one kind repeat few sets of names, which the parser has made one string each.
    for (const name of Object.keys(value)) {
      const text = textAt(value, name, what);
      if (text.includes(SEPARATOR)) return this.#share(entriesOf(value, what));
      shape = shape.with(name);
      written += text + SEPARATOR;
    }
    return shape.labels.get(written) ?? this.#addLabels(shape.labels, written, value, what);
  }

  /** Tags of an AWS resource: `[{Key, Value}]`. Of a repeated key the last one counts. Hardly any two are alike. */
  tags(list: readonly RawObject[], what: string): Labels {
    const tags = new Map<string, string>();
    for (const tag of list) {
      const key = tag['Key'];
      if (typeof key !== 'string') throw new Malformed(`a tag in ${what} has no key`);
      tags.set(this.text(key), this.text(textAt(tag, 'Value', what)));
    }
    return tags.size === 0 ? this.#share([]) : tags;
  }

  /** Sorted, without duplicates; equal sets are the same array. */
  groups(ids: readonly GroupId[]): readonly GroupId[] {
    const [first] = ids;
    const sorted = ids.length > 1 ? sortedUnique(ids) : ids;
    const key = sorted.length === 1 && first !== undefined ? first : sorted.map(lengthFirst).join('');
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    this.#groups.set(key, sorted);
    return sorted;
  }

  /** What the names of an object stand for, computed once for each set of names. */
  names(value: RawObject, make: (names: readonly string[]) => readonly string[]): readonly string[] {
    const names = Object.keys(value);
    let list = this.#names;
    for (const name of names) list = list.with(name);
    list.meaning ??= make(names).map((name) => this.text(name));
    return list.meaning;
  }

  /** References to one owner are the same object. */
  owner(owner: OwnerReference): OwnerReference {
    const known = this.#owners.get(owner.uid);
    if (known === undefined) this.#owners.set(owner.uid, owner);
    return known !== undefined && sameOwner(known, owner) ? known : owner;
  }

  #addLabels(known: Map<string, Labels>, written: string, raw: RawObject, what: string): Labels {
    const labels = this.#share(entriesOf(raw, what));
    known.set(written, labels);
    return labels;
  }

  /** Labels written in another order are the same labels. */
  #share(entries: readonly (readonly [string, string])[]): Labels {
    const sorted = entries.toSorted(([a], [b]) => compareText(a, b));
    const key = sorted.map(([name, value]) => lengthFirst(name) + lengthFirst(value)).join('');
    const known = this.#sorted.get(key);
    if (known !== undefined) return known;
    const labels = new Map(sorted.map(([name, value]) => [this.text(name), this.text(value)]));
    this.#sorted.set(key, labels);
    return labels;
  }
}

/** A path of names, and the label sets that have just these names, by their values. */
class LabelShape {
  readonly labels = new Map<string, Labels>();
  readonly #longer = new Map<string, LabelShape>();

  with(name: string): LabelShape {
    const known = this.#longer.get(name);
    if (known !== undefined) return known;
    const made = new LabelShape();
    this.#longer.set(name, made);
    return made;
  }
}

/** A path of names, and what it stands for. */
class NameList {
  meaning: readonly string[] | null = null;
  readonly #longer = new Map<string, NameList>();

  with(name: string): NameList {
    const known = this.#longer.get(name);
    if (known !== undefined) return known;
    const made = new NameList();
    this.#longer.set(name, made);
    return made;
  }
}

const sameOwner = (a: OwnerReference, b: OwnerReference): boolean =>
  a.name === b.name && a.kind === b.kind && a.apiVersion === b.apiVersion && a.uid === b.uid;

const entriesOf = (raw: RawObject, what: string): readonly (readonly [string, string])[] =>
  Object.keys(raw).map((name) => [name, textAt(raw, name, what)]);

/** In no label value, unless somebody means harm. */
const SEPARATOR = '\u0000';

/** Length first: no text can imitate the end of another. */
const lengthFirst = (text: string): string => `${SEPARATOR}${text.length}:${text}`;

function textAt(raw: RawObject, name: string, what: string): string {
  const value = raw[name];
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  throw new Malformed(`the value of ${name} in ${what} is not text`);
}
