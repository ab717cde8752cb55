import { MAX_TEXT_LENGTH, printable } from '../printable.ts';

/** Markup that may be written as it is. Nothing makes one but the functions below. */
class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type { Markup as Html };

/** What may stand in a template: text is escaped, markup is not; null, undefined and false are nothing. */
export type HtmlValue = Markup | string | number | null | undefined | false | readonly HtmlValue[];

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
]);

/** More combining marks than any language stacks on one letter: they would paint over the lines around. */
const STACKED_MARKS = /(?<=\p{Mark}{3})\p{Mark}+/gu;

const escaped = (text: string): string =>
  printable(text, MAX_TEXT_LENGTH)
    .replace(STACKED_MARKS, '…')
    .replace(/[&<>"'`]/g, (character) => ENTITIES.get(character) ?? '');

function textOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return value.map(textOf).join('');
}

/** Templates are indented for who reads the code; who reads the page has no use of it. */
const dense = new WeakMap<TemplateStringsArray, readonly string[]>();

function partsOf(template: TemplateStringsArray): readonly string[] {
  const known = dense.get(template);
  if (known !== undefined) return known;
  const parts = template.map((part) => part.replace(/\n\s*/g, '\n'));
  dense.set(template, parts);
  return parts;
}

/**
 * The one way to markup. Every value is escaped, bounded and rid of what cannot be seen, in text and between the quotes of
 * an attribute alike: `markup\`<b title="${name}">${name}</b>\``.
 */
export function markup(template: TemplateStringsArray, ...values: readonly HtmlValue[]): Markup {
  const parts = partsOf(template);
  let text = parts[0] ?? '';
  for (const [index, value] of values.entries()) text += textOf(value) + (parts[index + 1] ?? '');
  return new Markup(text);
}

/** Our own constant text, for the style and the script: never anything of the input. */
export const constant = (text: string): Markup => new Markup(text);

/** The markup itself, for who writes it to a file. */
export const markupText = (value: HtmlValue): string => textOf(value);
