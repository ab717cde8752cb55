import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  escapeGlob,
  literalOf,
  matchesGlob,
  matchesSubject,
  parseGlob,
  parsePattern,
} from '../../../shared/core/findings/subject-pattern.ts';
import { CLUSTER, workload } from './judgements.ts';

const matches = (pattern: string, text: string): boolean => matchesGlob(parseGlob(pattern), text);

/** The plain form: every way to share out the text. */
function matchesPlainly(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*')) {
    return Array.from({ length: text.length + 1 }).some((_, at) =>
      matchesPlainly(pattern.slice(1), text.slice(at)),
    );
  }
  const isEscape = /^\\[\\*]/u.test(pattern);
  const wanted = isEscape ? pattern.charAt(1) : pattern.charAt(0);
  return text.startsWith(wanted) && matchesPlainly(pattern.slice(isEscape ? 2 : 1), text.slice(1));
}

const aText = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\'), maxLength: 8 });

describe('a pattern', () => {
  it.each([
    ['catalog', 'catalog', true],
    ['catalog', 'catalogue', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['Deployment/*', 'Deployment/catalog', true],
    ['*/catalog', 'Deployment/catalog', true],
    ['Deployment/*', 'StatefulSet/Deployment/x', false],
    ['arn:aws:rds:*:db:orders', 'arn:aws:rds:us-west-2:111122223333:db:orders', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*b*b*', 'ab', false],
    [String.raw`\*`, '*', true],
    [String.raw`\*`, 'a', false],
    [String.raw`a\b`, String.raw`a\b`, true],
    [String.raw`a\\*`, String.raw`a\b`, true],
    ['𝒳*', '𝒳a', true],
    ['(a|b)+.?[x]^$', '(a|b)+.?[x]^$', true],
  ])('%s and the text %s: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('matches what the plain form matches', () => {
    fc.assert(
      fc.property(aText, aText, (pattern, text) => {
        expect(matches(pattern, text)).toBe(matchesPlainly(pattern, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('made of a text matches that text alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
        expect(matches(escapeGlob(text), text)).toBe(true);
        expect(matches(escapeGlob(text), other)).toBe(text === other);
        expect(literalOf(parseGlob(escapeGlob(text)))).toBe(text);
      }),
    );
  });

  it('takes no longer for stars upon stars', () => {
    const started = performance.now();
    expect(matches(`${'*a'.repeat(2000)}b`, 'a'.repeat(8000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('a pattern of a subject', () => {
  const said = (fields: Readonly<Record<string, string>>): boolean =>
    matchesSubject(parsePattern(new Map(Object.entries(fields))), workload());

  it('wants every field that it names', () => {
    expect(said({ namespace: 'catalog' })).toBe(true);
    expect(said({ namespace: 'catalog', name: 'Deployment/*', kind: 'workload' })).toBe(true);
    expect(said({ namespace: 'catalog', name: 'StatefulSet/*' })).toBe(false);
    expect(said({ cluster: CLUSTER })).toBe(true);
    expect(said({ cluster: '*:cluster/other' })).toBe(false);
  });

  it('matches no subject that lacks a field', () => {
    expect(said({ namespace: 'catalog', id: '*' })).toBe(false);
    expect(said({ constructor: '*' })).toBe(false);
  });
});
