import { toJson } from './json.ts';
import { printable } from './printable.ts';

/** What is written as YAML: mappings with their keys in order, lists, text, whole numbers and flags. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | YamlMapping;
export interface YamlMapping {
  readonly [key: string]: YamlValue;
}

/** Words that some YAML reader takes for something else than text. */
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/iu;
const PLAIN = /^[A-Za-z][\w./-]*$/u;

/** Text in double quotes as JSON has them, unless nobody could read it otherwise: names may be hostile. */
const scalar = (text: string): string =>
  PLAIN.test(text) && !RESERVED.test(text) ? text : toJson(text);

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);

/** A value that fits behind its key: text, a number, a flag, what is empty, and lists of these. Null for what needs lines. */
function inline(value: YamlValue): string | null {
  if (typeof value === 'string') return scalar(value);
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  if (!isList(value)) return Object.keys(value).length === 0 ? '{}' : null;
  const items = value.map((one) => (typeof one === 'object' ? null : inline(one)));
  return items.includes(null) ? null : `[${items.join(', ')}]`;
}

function* lines(value: YamlValue, indent: string): Generator<string> {
  const short = inline(value);
  if (short !== null) yield `${indent}${short}\n`;
  else if (isList(value)) for (const one of value) yield* item(one, indent);
  else if (typeof value === 'object') yield* entries(value, indent);
}

/** The dash stands in the place of the item's own indentation. */
function* item(value: YamlValue, indent: string): Generator<string> {
  let isFirst = true;
  for (const line of lines(value, `${indent}  `)) {
    yield isFirst ? `${indent}- ${line.slice(indent.length + 2)}` : line;
    isFirst = false;
  }
}

function* entries(mapping: YamlMapping, indent: string): Generator<string> {
  for (const [key, value] of Object.entries(mapping)) {
    const short = inline(value);
    if (short !== null) yield `${indent}${scalar(key)}: ${short}\n`;
    else {
      yield `${indent}${scalar(key)}:\n`;
      yield* lines(value, `${indent}  `);
    }
  }
}

export interface YamlDocument {
  /** Lines for people before it; text from the input is made safe. */
  readonly comments: readonly string[];
  readonly value: YamlMapping;
}

const comment = (text: string): string => `# ${printable(text)}\n`;

/** Documents of one file, each behind what is said about it. */
export function* renderYaml(
  heading: readonly string[],
  documents: readonly YamlDocument[],
): Generator<string> {
  for (const one of heading) yield comment(one);
  for (const { comments, value } of documents) {
    yield '---\n';
    for (const one of comments) yield comment(one);
    yield* lines(value, '');
  }
}
