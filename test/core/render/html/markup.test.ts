import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseFragment } from 'parse5';
import { printable } from '../../../../shared/core/render/index.ts';
import { markup, markupText } from '../../../../shared/core/render/html/markup.ts';
import { hostileText } from '../../../support/arbitrary-report.ts';

const textOf = (value: Parameters<typeof markupText>[0]): string => markupText(value);

/** What a browser makes of it: the text of the one element, and its attribute. */
function asParsed(html: string): { readonly text: string; readonly attribute: string } {
  const [element, ...others] = parseFragment(html).childNodes;
  if (element === undefined || !('attrs' in element) || others.length > 0) {
    throw new Error(`not one element: ${html}`);
  }
  const texts = element.childNodes.map((node) => {
    if (!('value' in node)) throw new Error(`not text: ${node.nodeName}`);
    return node.value;
  });
  return { text: texts.join(''), attribute: element.attrs[0]?.value ?? '' };
}

describe('a template', () => {
  it('escapes what means something to HTML, in text and in attributes', () => {
    expect(textOf(markup`<b title="${`"><i>'`}">${'<script>&`'}</b>`)).toBe(
      '<b title="&quot;&gt;&lt;i&gt;&#39;">&lt;script&gt;&amp;&#96;</b>',
    );
  });

  it('takes markup of other templates as it is, and lists of anything', () => {
    const items = ['a', '<', 3].map((item) => markup`<li>${item}</li>`);
    expect(textOf(markup`<ul>${items}</ul>`)).toBe('<ul><li>a</li><li>&lt;</li><li>3</li></ul>');
  });

  it('writes nothing for what is not there, and a zero for a zero', () => {
    expect(textOf(markup`[${null}${undefined}${false}${[]}${''}${0}]`)).toBe('[0]');
  });

  it('leaves out the indentation of the code, and nothing of a value', () => {
    expect(
      textOf(markup`<p>
        ${'a  b'}
      </p>`),
    ).toBe('<p>\na  b\n</p>');
  });

  it('shows controls, invisible and turning characters as escapes', () => {
    expect(textOf(markup`${'\u202eevil\u200b\u0000\n'}`)).toBe('\\u202eevil\\u200b\\u0000\\u000a');
  });

  it('keeps accents, and stacks no more marks than a script has use for', () => {
    expect(textOf(markup`${'Z\u0301\u0302\u0303'}`)).toBe('Z\u0301\u0302\u0303');
    expect(textOf(markup`${`Z${'\u0301'.repeat(5)}`}`)).toBe(`Z${'\u0301'.repeat(3)}…`);
  });

  it('bounds every text', () => {
    const text = textOf(markup`${'<'.repeat(10_000)}`);
    expect(text.length).toBeLessThan(4096 * 4 + 100);
    expect(text).toContain('…(+5904)');
  });

  it('is read by a browser as one text and one value, whatever the text', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const { text: shown, attribute } = asParsed(textOf(markup`<b title="${text}">${text}</b>`));
        expect(shown).toBe(printable(text, 4096).replace(/(?<=\p{Mark}{3})\p{Mark}+/gu, '…'));
        expect(attribute).toBe(shown);
      }),
      { numRuns: 300 },
    );
  });
});
