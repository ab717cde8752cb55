import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import { type YamlValue, yamlLines } from '../../../../shared/core/render/policy-report/yaml.ts';
import { hostileText } from '../../../support/arbitrary-report.ts';

const textOf = (value: YamlValue): string => [...yamlLines(value)].join('\n');

const { value: anyValue } = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostileText().map((text) => text.toWellFormed()),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc
        .oneof(
          fc.constantFrom('no', 'on', 'a: b', '- a', '#', '1', '', 'app.kubernetes.io/name'),
          fc.string({ maxLength: 4 }),
        )
        .filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
}));

describe('YAML', () => {
  it('is in block style, with strings as JSON has them', () => {
    const value = { a: 1, b: ['no', { c: true, d: [] }], e: {}, f: undefined };
    expect(textOf(value)).toBe('a: 1\nb:\n  - "no"\n  - c: true\n    d: []\ne: {}');
  });

  it('reads back as what was written', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(load(textOf(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
