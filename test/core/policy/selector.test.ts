import { describe, expect, it } from '@jest/globals';
import { compileSelector, selectorMatches } from '../../../shared/core/policy/index.ts';
import { aSelector, labelsOf } from './policy-fixtures.ts';

const database = labelsOf({ role: 'db', environment: 'qa', marked: '' });

const matches = (...given: Parameters<typeof aSelector>) =>
  selectorMatches(compileSelector(aSelector(...given)), database);

describe('a selector', () => {
  it('that is absent matches nothing', () => {
    expect(compileSelector(null)).toEqual({ kind: 'absent' });
    expect(selectorMatches({ kind: 'absent' }, database)).toBe(false);
  });

  it('that is present and empty matches everything', () => {
    expect(compileSelector(aSelector())).toEqual({ kind: 'everything' });
    expect(matches()).toBe(true);
    expect(selectorMatches({ kind: 'everything' }, new Map())).toBe(true);
  });

  it('reads pairs as requirements with one value', () => {
    expect(compileSelector(aSelector({ role: 'db' }))).toEqual({
      kind: 'requirements',
      requirements: [{ key: 'role', operator: 'In', values: new Set(['db']) }],
    });
  });

  it('keeps keys that every object inherits apart from labels', () => {
    expect(matches({ constructor: 'x' })).toBe(false);
    expect(matches({}, ['toString', 'Exists'])).toBe(false);
    expect(
      selectorMatches(
        compileSelector(aSelector({ constructor: 'x' })),
        labelsOf({ constructor: 'x' }),
      ),
    ).toBe(true);
  });
});

describe('a requirement', () => {
  it.each([
    ['a pair that the object has', matches({ role: 'db' }), true],
    ['a pair with another value', matches({ role: 'web' }), false],
    ['a pair with another case', matches({ role: 'DB' }), false],
    ['a pair with another case of the key', matches({ Role: 'db' }), false],
    ['a pair with an empty value, as the object has', matches({ marked: '' }), true],
    ['a pair with an empty value, without the label', matches({ unmarked: '' }), false],
    ['In, one of the values', matches({}, ['environment', 'In', ['qa', 'production']]), true],
    ['In, none of the values', matches({}, ['environment', 'In', ['dev']]), false],
    ['In, without the label', matches({}, ['zone', 'In', ['a']]), false],
    ['In, the same value twice', matches({}, ['role', 'In', ['db', 'db']]), true],
    ['NotIn, one of the values', matches({}, ['environment', 'NotIn', ['qa']]), false],
    ['NotIn, none of the values', matches({}, ['environment', 'NotIn', ['dev']]), true],
    ['NotIn, without the label', matches({}, ['zone', 'NotIn', ['a']]), true],
    ['Exists', matches({}, ['role', 'Exists']), true],
    ['Exists, with an empty value', matches({}, ['marked', 'Exists']), true],
    ['Exists, without the label', matches({}, ['zone', 'Exists']), false],
    ['DoesNotExist', matches({}, ['zone', 'DoesNotExist']), true],
    ['DoesNotExist, with the label', matches({}, ['role', 'DoesNotExist']), false],
    ['DoesNotExist, with an empty value', matches({}, ['marked', 'DoesNotExist']), false],
    [
      'a pair and an expression that both hold',
      matches({ role: 'db' }, ['zone', 'DoesNotExist']),
      true,
    ],
    [
      'a pair that holds, an expression that does not',
      matches({ role: 'db' }, ['role', 'NotIn', ['db']]),
      false,
    ],
    [
      'an expression that holds, a pair that does not',
      matches({ role: 'web' }, ['role', 'Exists']),
      false,
    ],
    [
      'two expressions on one key',
      matches({}, ['role', 'Exists'], ['role', 'NotIn', ['web']]),
      true,
    ],
  ])('decides %s', (_, answer, expected) => {
    expect(answer).toBe(expected);
  });
});

describe('a selector that does not convert', () => {
  it.each([
    ['is of the wrong type', 'malformed' as const, 'it is not a label selector'],
    [
      'has an operator in another case',
      aSelector({}, ['role', 'in', ['db']]),
      'key "role" has operator "in", which is none of In, NotIn, Exists and DoesNotExist',
    ],
    [
      'has an operator of node affinity',
      aSelector({}, ['cpus', 'Gt', ['4']]),
      'key "cpus" has operator "Gt", which is none of In, NotIn, Exists and DoesNotExist',
    ],
    [
      'has no operator',
      aSelector({}, ['role', '', ['db']]),
      'key "role" has operator "", which is none of In, NotIn, Exists and DoesNotExist',
    ],
    [
      'has In without values',
      aSelector({}, ['role', 'In']),
      'key "role" has operator In without values',
    ],
    [
      'has NotIn without values',
      aSelector({}, ['role', 'NotIn']),
      'key "role" has operator NotIn without values',
    ],
    [
      'has Exists with values',
      aSelector({}, ['role', 'Exists', ['']]),
      'key "role" has operator Exists with values',
    ],
    [
      'has DoesNotExist with values',
      aSelector({}, ['role', 'DoesNotExist', ['db']]),
      'key "role" has operator DoesNotExist with values',
    ],
    ['has an empty key', aSelector({ '': 'db' }), '"" is not a label key'],
    [
      'has a key of 64 characters',
      aSelector({ ['k'.repeat(64)]: 'v' }),
      `"${'k'.repeat(64)}" is not a label key`,
    ],
    [
      'has a key with two slashes',
      aSelector({}, ['a/b/c', 'Exists']),
      '"a/b/c" is not a label key',
    ],
    [
      'has a value with a trailing dash',
      aSelector({ role: 'db-' }),
      'key "role" has "db-", which is no label value',
    ],
    [
      'has one wrong value among good ones',
      aSelector({}, ['role', 'In', ['db', 'd b']]),
      'key "role" has "d b", which is no label value',
    ],
    [
      'has a pair whose value is no text',
      aSelector({ role: null }),
      'key "role" has a value that is not a text',
    ],
    [
      'has one bad requirement behind one that fails',
      aSelector({ role: 'web' }, ['zone', 'exists']),
      'key "zone" has operator "exists", which is none of In, NotIn, Exists and DoesNotExist',
    ],
  ])('matches nothing when it %s', (_, selector, reason) => {
    const compiled = compileSelector(selector);
    expect(compiled).toEqual({ kind: 'invalid', reason });
    expect(selectorMatches(compiled, database)).toBe(false);
    expect(selectorMatches(compiled, new Map())).toBe(false);
  });

  it('has a reason that is short and escaped', () => {
    const compiled = compileSelector(aSelector({ [`\n${'x'.repeat(100_000)}`]: 'v' }));
    expect(compiled).toEqual({
      kind: 'invalid',
      reason: `"\\n${'x'.repeat(79)}"… is not a label key`,
    });
  });

  it.each([[['a-', 'b-']], [['b-', 'a-']]])('names its first fault by key, given %j', (keys) => {
    const pairs = Object.fromEntries(keys.map((key) => [key, 'v']));
    expect(compileSelector(aSelector(pairs))).toEqual({
      kind: 'invalid',
      reason: '"a-" is not a label key',
    });
  });
});
