import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type HtmlReport, renderHtml } from '../../../../shared/core/render/index.ts';
import { aMatrix } from '../../../support/matrix.ts';
import { aReport } from '../../../support/report.ts';
import { arbitraryInput } from './arbitrary-input.ts';
import { type Element, parsePage, textOf } from './html-tree.ts';

const page = (input: HtmlReport): string => [...renderHtml(input)].join('');

const plain: HtmlReport = {
  report: aReport(),
  matrix: aMatrix(),
  catalogue: [],
  now: Date.parse(aReport().takenAt),
  narrowedTo: [],
};

const TAGS = new Set(
  (
    'html head meta link title style body script a header nav main section article footer div p span b small code pre ' +
    'br wbr ul li dl dt dd h1 h2 h3 h4 h5 table thead tbody tr th td details summary form label input select option ' +
    'button progress svg g path text circle rect desc'
  ).split(' '),
);

const ATTRIBUTES = new Set(
  (
    'lang charset http-equiv content name rel href id class title role tabindex scope colspan open hidden type value max ' +
    'autocomplete spellcheck placeholder d x y cx cy r rx width height viewBox stroke-width text-anchor'
  ).split(' '),
);

const isKnown = (name: string): boolean =>
  ATTRIBUTES.has(name) || name.startsWith('data-') || name.startsWith('aria-');

/** Within the page, the icon that it carries itself, or documentation to read. */
const isHarmless = (href: string): boolean =>
  href.startsWith('#') || href.startsWith('data:image/svg+xml,') || href.startsWith('https://');

const idsOf = (elements: readonly Element[]): readonly string[] =>
  elements.flatMap(({ attributes }) => attributes.get('id') ?? []);

describe('a page', () => {
  it('is HTML without a fault, of known elements and attributes, whatever the names are', () => {
    fc.assert(
      fc.property(arbitraryInput(), (input) => {
        const { elements, faults } = parsePage(page(input));
        expect(faults).toEqual([]);
        const attributes = elements.flatMap((one) => [...one.attributes.keys()]);
        expect(elements.map(({ tag }) => tag).filter((tag) => !TAGS.has(tag))).toEqual([]);
        expect(attributes.filter((name) => !isKnown(name))).toEqual([]);
        const targets = elements.flatMap((one) => one.attributes.get('href') ?? []);
        expect(targets.filter((href) => !isHarmless(href))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('has one script and one style, the same for every input', () => {
    fc.assert(
      fc.property(arbitraryInput(), (input) => {
        const own = (html: string): readonly string[] =>
          parsePage(html)
            .elements.filter(({ tag }) => tag === 'script' || tag === 'style')
            .map(textOf);
        expect(own(page(input))).toEqual(own(page(plain)));
      }),
      { numRuns: 10 },
    );
  });

  it('is the same bytes for the same input', () => {
    fc.assert(
      fc.property(arbitraryInput(), (input) => {
        expect(page(structuredClone(input))).toBe(page(input));
      }),
      { numRuns: 10 },
    );
  });

  it('allows in its policy exactly the style and the script that it carries, and nothing from elsewhere', () => {
    const { elements } = parsePage(page(plain));
    const policy = elements
      .find(({ attributes }) => attributes.get('http-equiv') === 'Content-Security-Policy')
      ?.attributes.get('content');
    const digest = (tag: string): string => {
      const text = elements.filter((one) => one.tag === tag).map(textOf);
      expect(text.length).toBe(1);
      return createHash('sha256').update(text.join('')).digest('base64');
    };
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${digest('style')}'`,
      `script-src 'sha256-${digest('script')}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]);
  });

  it('states its policy before anything that it is about', () => {
    const tags = parsePage(page(plain)).elements.map(({ tag, attributes }) =>
      attributes.has('http-equiv') ? 'policy' : tag,
    );
    for (const tag of ['style', 'script', 'link']) {
      expect(tags.indexOf('policy')).toBeLessThan(tags.indexOf(tag));
    }
  });

  it('gives an id once, and links and labels to ids that are there', () => {
    fc.assert(
      fc.property(arbitraryInput(), ({ report, ...input }) => {
        // Ids of findings are ours: they end in a digest, and no two are the same.
        const findings = report.findings.map((one, index) => ({
          ...one,
          id: `podfence/a-check/${index.toString(16).padStart(32, '0')}`,
        }));
        // Counts that agree with them: a count of nothing leads nowhere.
        const summary = aReport().summary;
        const { elements } = parsePage(
          page({ ...input, report: { ...report, findings, summary } }),
        );
        const ids = idsOf(elements);
        expect(ids.length).toBe(new Set(ids).size);
        const targets = elements.flatMap(({ attributes }) => [
          ...(attributes.get('href')?.startsWith('#') ? [attributes.get('href')?.slice(1)] : []),
          ...(attributes.get('aria-labelledby')?.split(' ') ?? []),
        ]);
        expect(targets.filter((target) => !ids.includes(target ?? ''))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
