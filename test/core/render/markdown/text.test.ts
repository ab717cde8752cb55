import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { code, fenced, prose } from '../../../../shared/core/render/markdown/text.ts';
import { printable } from '../../../../shared/core/render/index.ts';
import { hostileText } from '../../../support/arbitrary-report.ts';
import { readMarkdown } from './markdown.ts';

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');
/** Backticks and pipes are shown as escapes wherever they stand in code. */
const escaped = (text: string): string =>
  text.replaceAll('`', String.raw`\u0060`).replaceAll('|', String.raw`\u007c`);

const HARMLESS = new Set(['paragraph p', 'inline', 'text', 'code_inline code']);

/** What GitHub makes something of outside of code. */
const ALIVE = /[@<>|~$&*_[\]#^]|:\/\/|www\.|\bgh-\d|:(?!\d\d:)[\w+-]+:/iu;

describe('a sentence in Markdown', () => {
  it.each([
    [
      'sg-0a1 admits 11 workloads (16 pods), on port 3306.',
      'sg-0a1 admits 11 workloads (16 pods), on port 3306.',
    ],
    ['cause LABEL_DRIFT, then', 'cause `LABEL_DRIFT`, then'],
    ['a  b\tc', String.raw`a ` + '`b\\u0009c`'],
    ['ask @everyone.', 'ask `@everyone`.'],
    ['see #12; or GH-12', 'see `#12`; or `GH-12`'],
    ['a|b', '`a\\u007cb`'],
    ['a`b', '`a\\u0060b`'],
    ['https://example.com/x.', '`https://example.com/x`.'],
    ['www.example.com', '`www.example.com`'],
    ['<b>x</b>', '`<b>x</b>`'],
    ['&lt;', '`&lt`;'],
    ['[x](y)', '`[x](y)`'],
    ['arn:aws:rds:x', '`arn:aws:rds:x`'],
    ['- item', '`-` item'],
    ['1. item', '`1`. item'],
    ['--- ===', '`---` ==='],
    ['', ''],
    ['   ', ''],
    ['@', '`@`'],
    ['*,', '`*`,'],
  ])('%j is %j', (text, markdown) => {
    expect(prose(text)).toBe(markdown);
  });

  it('is cut, and says by how much', () => {
    expect(prose('x'.repeat(700))).toBe(`${'x'.repeat(600)}…(+100)`);
  });

  it('is text and code and nothing else, and reads as it was written', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const read = readMarkdown(prose(text));
        expect([...read.kinds].filter((kind) => !HARMLESS.has(kind))).toEqual([]);
        expect(read.text).not.toMatch(ALIVE);
        expect(squeezed(read.shown)).toBe(squeezed(escaped(printable(text, 600))));
      }),
    );
  });
});

describe('a code span', () => {
  it('is one span, whatever it holds', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const read = readMarkdown(`- ${code(text)} end`);
        const kinds = [...read.kinds].filter(
          (kind) =>
            !HARMLESS.has(kind) && !kind.startsWith('list_item') && !kind.startsWith('bullet'),
        );
        expect(kinds).toEqual([]);
        const shown = printable(text, 600).trim();
        expect(squeezed(read.shown)).toBe(squeezed(`${shown === '' ? '–' : escaped(shown)}end`));
      }),
    );
  });
});

describe('a fence', () => {
  it('is longer than any in it', () => {
    expect(fenced(['echo ```` | x'], 100)).toBe('`````sh\necho ```` | x\n`````');
    expect(fenced(['a'], 100)).toBe('```sh\na\n```');
  });

  it('holds its lines and nothing leaves it', () => {
    fc.assert(
      fc.property(fc.array(hostileText(), { minLength: 1, maxLength: 4 }), (lines) => {
        const read = readMarkdown(`${fenced(lines, 600)}\n\nend`);
        expect(read.fences).toEqual([`${lines.map((line) => printable(line, 600)).join('\n')}\n`]);
        expect([...read.kinds].toSorted()).toEqual(['fence code', 'inline', 'paragraph p', 'text']);
      }),
    );
  });
});
