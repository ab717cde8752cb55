import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { matchesWildcard } from '../../../shared/core/intent/index.ts';

/** The same, by a regular expression. */
const expected = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('[\\s\\S]*')}$`,
  ).test(text);

describe('a wildcard', () => {
  it.each([
    ['arn:aws:rds:*:*:db:orders', 'arn:aws:rds:us-west-2:111122223333:db:orders', true],
    ['arn:aws:rds:*:db:orders', 'arn:aws:rds:us-west-2:111122223333:db:orders-2', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a', 'a', true],
    ['a', 'aa', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*db*', 'my-db-1', true],
    ['a.c', 'abc', false],
    ['**', 'anything\nat all', true],
  ])('%s over %s is %s', (pattern, text, matches) => {
    expect(matchesWildcard(pattern, text)).toBe(matches);
  });

  it('reads patterns as a regular expression would', () => {
    const letters = (max: number) =>
      fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: max });
    fc.assert(
      fc.property(letters(8), letters(10), (pattern, text) => {
        expect(matchesWildcard(pattern, text)).toBe(expected(pattern, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no longer for a pattern that is made to be slow', () => {
    const pattern = '*a'.repeat(200) + '*b';
    const text = 'a'.repeat(20_000);
    const start = performance.now();
    expect(matchesWildcard(pattern, text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
