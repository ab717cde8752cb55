import type { Random } from './random.ts';

const SUBDOMAIN_253 = Array.from({ length: 253 }, (_, i) => (i % 64 === 63 ? '.' : 'a')).join('');

const COMMON_KEYS = ['app', 'role', 'environment', 'team', 'example.com/tier'] as const;
const STRANGE_KEYS = [
  '',
  'bad-',
  '-bad',
  '__proto__',
  'constructor',
  'a/b/c',
  'a/b/',
  '/x',
  'x/',
  '/',
  'Role',
  'a..b',
  'role\n',
  '\nrole',
  'rôle',
  'role😀',
  'x_y/z',
  'Example.com/x',
  'example..com/x',
  'example.com./x',
  'example.com\n/x',
  '1/1',
  'A',
  'k'.repeat(63),
  'k'.repeat(64),
  'ä'.repeat(32),
  `${SUBDOMAIN_253}/k`,
  `${SUBDOMAIN_253}a/k`,
  `${'k'.repeat(64)}/k`,
] as const;

const COMMON_VALUES = ['db', 'web', 'qa', 'prod', ''] as const;
const STRANGE_VALUES = [
  'DB',
  '1',
  'true',
  'x-',
  '-x',
  '.',
  '_x',
  'x_',
  'a b',
  ' db',
  'db ',
  'a/b',
  'db\n',
  '\n',
  'ä',
  'größe',
  '😀',
  '\u0000',
  'v'.repeat(63),
  'v'.repeat(64),
  'ä'.repeat(32),
  'a.b-c_d',
  'a--b',
  '__proto__',
  'null',
] as const;

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;
const STRANGE_OPERATORS = [
  'in',
  'IN',
  'notin',
  'exists',
  'Exists ',
  'Doesnotexist',
  'Gt',
  'Lt',
  '=',
  '==',
  '!=',
  '!',
  'gt',
  '',
  'Equals',
] as const;

const GROUPS = ['sg-1', 'sg-2', 'sg-3', 'sg-0123456789abcdef0'] as const;
const STRANGE_GROUPS = [
  '',
  ' sg-1',
  'SG-1',
  'sg-1\n',
  'sg-1,sg-2',
  ',',
  'default',
  'sg-ä',
] as const;

const LETTERS = [
  'a',
  'z',
  'A',
  'Z',
  '0',
  '9',
  '-',
  '_',
  '.',
  '/',
  'a',
  'b',
  'c',
  ' ',
  '\n',
  'é',
  '😀',
] as const;

/** Mostly what people write, sometimes what they should not; the rest is noise around the limits of a label. */
function textOf(
  random: Random,
  common: readonly [string, ...string[]],
  strange: readonly [string, ...string[]],
  strangeness: number,
): string {
  if (!random.chance(strangeness)) return random.pick(common);
  return random.chance(0.8) ? random.pick(strange) : noise(random);
}

const noise = (random: Random): string =>
  random.some(random.pick([3, 8, 70]), () => random.pick(LETTERS)).join('');

export const randomKey = (random: Random, strangeness: number): string =>
  textOf(random, COMMON_KEYS, STRANGE_KEYS, strangeness);

export const randomValue = (random: Random, strangeness: number): string =>
  textOf(random, COMMON_VALUES, STRANGE_VALUES, strangeness);

export const randomOperator = (random: Random, strangeness: number): string =>
  textOf(random, OPERATORS, STRANGE_OPERATORS, strangeness);

export const randomGroup = (random: Random): string => textOf(random, GROUPS, STRANGE_GROUPS, 0.05);
