import { toJson } from './json.ts';
import { printable } from './printable.ts';

/** What is written as YAML: mappings with their keys in order, and text. */
export type YamlValue = string | YamlMapping;
export interface YamlMapping {
  readonly [key: string]: YamlValue;
}

/** Words that some YAML reader takes for something else than text. */
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/iu;
const PLAIN = /^[A-Za-z][\w./-]*$/u;

/** Text in double quotes as JSON has them, unless nobody could read it otherwise: names may be hostile. */
const scalar = (text: string): string =>
  PLAIN.test(text) && !RESERVED.test(text) ? text : toJson(text);

function* lines(mapping: YamlMapping, indent: string): Generator<string> {
  for (const [key, value] of Object.entries(mapping)) {
    if (typeof value === 'string') yield `${indent}${scalar(key)}: ${scalar(value)}\n`;
    else {
      yield `${indent}${scalar(key)}:\n`;
      yield* lines(value, `${indent}  `);
    }
  }
}

export interface YamlDocument {
  /** Lines for people before it; text from the input is made safe. */
  readonly comments: readonly string[];
  /** No mapping in it is empty. */
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
