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
  readonly #names = new NameList();
  readonly #groups = new Map<string, readonly GroupId[]>();
  readonly #owners = new Map<string, OwnerReference>();

  text<T extends string>(value: T): T;
  text(value: string): string {
    if (value.length <= SHARED_BY_PARSER) return value;
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
    if (value === undefined || value === null) return NO_LABELS;
    if (!isObject(value)) throw new Malformed(`${what} is not an object`);
    const names = inOrder(Object.keys(value));
    if (names.length === 0) return NO_LABELS;
    let shape = this.#shapes;
    let values = '';
    // Objects of one kind repeat few sets of names, which the parser has made one string each.
    for (const name of names) {
      const text = textAt(value, name, what);
      if (text.includes(SEPARATOR)) return labelsOf(value, names, what);
      shape = shape.with(name);
      values += text + SEPARATOR;
    }
    const known = shape.labels.get(values);
    if (known !== undefined) return known;
    const labels = labelsOf(value, names, what);
    shape.labels.set(values, labels);
    return labels;
  }

  /** Tags of an AWS resource: `[{Key, Value}]`. Of a repeated key the last one counts. Hardly any two are alike. */
  tags(list: readonly RawObject[], what: string): Labels {
    const tags = new Map<string, string>();
    for (const tag of list) {
      const key = tag['Key'];
      if (typeof key !== 'string') throw new Malformed(`a tag in ${what} has no key`);
      tags.set(this.text(key), this.text(textAt(tag, 'Value', what)));
    }
    return tags.size === 0 ? NO_LABELS : tags;
  }

  /** Sorted, without duplicates; equal sets are the same array. */
  groups(ids: readonly GroupId[]): readonly GroupId[] {
    const sorted = ids.length > 1 ? sortedUnique(ids) : ids;
    const key = sorted.map(lengthFirst).join('');
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    this.#groups.set(key, sorted);
    return sorted;
  }

  /** What the names of an object stand for, computed once for each set of names. */
  names(
    value: RawObject,
    make: (names: readonly string[]) => readonly string[],
  ): readonly string[] {
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

const NO_LABELS: Labels = new Map();

const labelsOf = (raw: RawObject, names: readonly string[], what: string): Labels =>
  new Map(names.map((name) => [name, textAt(raw, name, what)]));

/** Kubernetes writes names in this order already; whoever else does not. */
function inOrder(names: readonly string[]): readonly string[] {
  for (let index = 1; index < names.length; index += 1) {
    if (compareText(names[index - 1] ?? '', names[index] ?? '') > 0)
      return names.toSorted(compareText);
  }
  return names;
}

/** V8's JSON parser keeps values up to this length once anyway. */
const SHARED_BY_PARSER = 10;

/** In no label value, unless somebody means harm: such labels are not shared. */
const SEPARATOR = '\u0000';

/** Length first: no text can imitate the end of another. */
const lengthFirst = (text: string): string => `${SEPARATOR}${text.length}:${text}`;

function textAt(raw: RawObject, name: string, what: string): string {
  const value = raw[name];
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  throw new Malformed(`the value of ${name} in ${what} is not text`);
}
