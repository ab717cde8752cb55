import { describe, expect, it } from '@jest/globals';
import { isLabelKey, isLabelValue } from '../../../shared/core/policy/label-syntax.ts';

const ofLength = (length: number) => 'a'.repeat(length);

/** A DNS subdomain of that many characters, whose labels are 63 long. */
const subdomainOf = (length: number) =>
  Array.from({ length }, (_, index) => (index % 64 === 63 ? '.' : 'a')).join('');

describe('a label key', () => {
  it.each([
    ['one letter', 'a'],
    ['one digit', '7'],
    ['upper case', 'Role'],
    ['dots, dashes and underscores inside', 'a.b-c_d'],
    ['two dots in a row', 'a..b'],
    ['a name of 63 characters', ofLength(63)],
    ['a prefix', 'app.kubernetes.io/name'],
    ['a prefix of one label', 'x/y'],
    ['a prefix of 253 characters', `${subdomainOf(253)}/${ofLength(63)}`],
    ['a prefix whose labels are longer than 63', `${ofLength(64)}/name`],
    ['a property name of every object', 'constructor'],
  ])('may be %s', (_, key) => {
    expect(isLabelKey(key)).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['a name of 64 characters', ofLength(64)],
    ['a name that ends with a dash', 'role-'],
    ['a name that starts with a dot', '.role'],
    ['the name of a prototype', '__proto__'],
    ['a name with a space', 'my role'],
    ['a name with a trailing newline', 'role\n'],
    ['a name with a letter outside ASCII', 'rôle'],
    ['a name with a character of two units', 'role😀'],
    ['an empty prefix', '/name'],
    ['an empty name behind a prefix', 'example.com/'],
    ['only a slash', '/'],
    ['two slashes', 'a/b/c'],
    ['three slashes', 'a/b/c/d'],
    ['a prefix of 254 characters', `${subdomainOf(254)}/name`],
    ['a prefix in upper case', 'Example.com/name'],
    ['a prefix with an underscore', 'my_example.com/name'],
    ['a prefix with an empty label', 'example..com/name'],
    ['a prefix that ends with a dot', 'example.com./name'],
    ['a prefix with a trailing newline', 'example.com\n/name'],
  ])('may not be %s', (_, key) => {
    expect(isLabelKey(key)).toBe(false);
  });
});

describe('a label value', () => {
  it.each([
    ['empty', ''],
    ['one letter', 'x'],
    ['upper case', 'QA'],
    ['dots, dashes and underscores inside', '1.2-rc_3'],
    ['63 characters', ofLength(63)],
  ])('may be %s', (_, value) => {
    expect(isLabelValue(value)).toBe(true);
  });

  it.each([
    ['64 characters', ofLength(64)],
    ['a slash', 'a/b'],
    ['a trailing dash', 'qa-'],
    ['a leading underscore', '_qa'],
    ['a space', ' '],
    ['a newline', '\n'],
    ['a trailing newline', 'qa\n'],
    ['a letter outside ASCII', 'größe'],
    ['32 letters of two bytes each', 'ä'.repeat(32)],
    ['a lone surrogate', '\ud800'],
  ])('may not be %s', (_, value) => {
    expect(isLabelValue(value)).toBe(false);
  });

  it('is judged at once, however long it is', () => {
    expect(isLabelValue(ofLength(1_000_000))).toBe(false);
    expect(isLabelKey(`${'a.'.repeat(1_000_000)}/${ofLength(1_000_000)}`)).toBe(false);
  });
});
