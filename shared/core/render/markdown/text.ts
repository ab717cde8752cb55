import { escapeCharacter, printable } from '../printable.ts';

/** The longest text of a cell or sentence: what is shared in a pull request is read there, the JSON has all of it. */
const MAX_LENGTH = 600;

const BACKTICK_OR_PIPE = /[`|]/g;

/** Nothing in a span is markup; a backtick would end it and a pipe would end the cell around it. */
function span(shown: string): string {
  const text = shown.replace(BACKTICK_OR_PIPE, escapeCharacter).trim();
  return text === '' ? '–' : `\`${text}\``;
}

export const code = (text: string, maxLength: number = MAX_LENGTH): string =>
  span(printable(text, maxLength));

/**
 * What Markdown, or GitHub on top of it, makes something of: emphasis, links, HTML, entities, mathematics, footnotes,
 * mentions, references to issues, emoji.
 */
const MARKUP = /[\\`*_{}[\]<>|~$&@#^]|:\/\/|www\.|\bgh-\d|:[\w+-]+:/iu;

/** What begins a list or a rule at the start of a line. */
const BEGINNING = /^(?:[-+=]+|\d+[.)])$/u;

function word(text: string, index: number): string {
  const isPlain = !MARKUP.test(text) && !(index === 0 && BEGINNING.test(text));
  if (isPlain) return text;
  const [, body = text, end = ''] = /^(.*?)([.,;:]*)$/su.exec(text) ?? [];
  return body === '' ? span(text) : span(body) + end;
}

/** A sentence in which words that could be markup stand as code: it reads as it was written, and does nothing else. */
export const prose = (text: string, maxLength: number = MAX_LENGTH): string =>
  printable(text, maxLength)
    .split(/\s+/u)
    .filter((part) => part !== '')
    .map(word)
    .join(' ');

/** Lines to be copied, in a fence that none of them can close. */
export function fenced(lines: readonly string[], maxLength: number): string {
  const shown = lines.map((line) => printable(line, maxLength));
  const runs = shown.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return [`${fence}sh`, ...shown, fence].join('\n');
}
