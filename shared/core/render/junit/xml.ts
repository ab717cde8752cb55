import { MAX_TEXT_LENGTH, printable } from '../printable.ts';

/** Attributes in the order in which they are written; values may come from the input. */
export type Attributes = Readonly<Record<string, string | number>>;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? character);

/** One line. What XML 1.0 forbids (controls, lone surrogates, U+FFFE) is written as `\u0000`: there is no entity for it. */
export const xmlText = (text: string): string => escaped(printable(text, MAX_TEXT_LENGTH));

export const xmlLines = (lines: readonly string[]): string => lines.map(xmlText).join('\n');

const openTag = (name: string, attributes: Attributes): string =>
  Object.entries(attributes).reduce(
    (tag, [key, value]) => `${tag} ${key}="${xmlText(String(value))}"`,
    `<${name}`,
  );

/** An element on one line; `content` is XML already. */
export const element = (name: string, attributes: Attributes, content = ''): string =>
  content === ''
    ? `${openTag(name, attributes)}/>`
    : `${openTag(name, attributes)}>${content}</${name}>`;

/** An element around others, indented. */
export function* around(
  name: string,
  attributes: Attributes,
  inside: Iterable<string>,
): Generator<string> {
  yield `${openTag(name, attributes)}>`;
  for (const line of inside) yield `  ${line}`;
  yield `</${name}>`;
}
