import { describe, expect, it } from '@jest/globals';
import {
  numberOrNull,
  parseTime,
  portOrNull,
  presentTimeOrNull,
  timeOrNull,
} from '../../shared/decode/raw.ts';

describe('times', () => {
  it.each([
    '2026-11-20T09:00:00Z',
    '2024-02-29T23:59:59Z',
    '2000-02-29T00:00:00Z',
    '2026-11-20T09:00:00.123Z',
    '2026-11-20T09:00:00.123456+00:00',
    '2026-11-20T11:00:00+02:00',
    '2026-11-20T11:00:00-0230',
  ])('reads %s as Date does', (text) => {
    expect(parseTime(text)).toBe(Date.parse(text));
  });

  it.each([
    '',
    'yesterday',
    '20 Nov 2026',
    '2026-11-20',
    '2026-11-20T09:00:00',
    '2026-11-20 09:00:00Z',
    '2026-02-30T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-11-00T00:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T09:60:00Z',
    '2026-1a-20T09:00:00Z',
    '2026-11-20T09-00-00Z',
    `2026-11-20T09:00:00.${'0'.repeat(40)}Z`,
  ])('does not guess what %s means', (text) => {
    expect(parseTime(text)).toBeNull();
  });

  it('reads epoch seconds and the dates of an SDK', () => {
    expect(timeOrNull({ at: 1_763_629_200.5 }, 'at')).toBe(1_763_629_200_500);
    expect(timeOrNull({ at: new Date(7) }, 'at')).toBe(7);
    for (const at of [Number.NaN, Infinity, 1e300, new Date(Number.NaN), {}, null]) {
      expect(timeOrNull({ at }, 'at')).toBeNull();
    }
  });

  it('does not take an unreadable time for an absent one where that decides', () => {
    expect(presentTimeOrNull({}, 'at')).toBeNull();
    expect(() => presentTimeOrNull({ at: 'soon' }, 'at')).toThrow('at is not a time');
  });
});

describe('numbers', () => {
  it.each([
    [7, 7],
    ['7', 7],
    ['-1', -1],
    [undefined, null],
    [null, null],
  ])('reads %j as %j', (value, expected) => {
    expect(numberOrNull({ n: value }, 'n')).toBe(expected);
  });

  it.each([7.5, '7.5', '', '0x7', ' 7', {}, true, 2 ** 60])('refuses %j', (value) => {
    expect(() => numberOrNull({ n: value }, 'n')).toThrow('not a whole number');
  });

  it('takes port 0 for none', () => {
    expect([portOrNull({ p: 0 }, 'p'), portOrNull({ p: '443' }, 'p')]).toEqual([null, 443]);
    expect(() => portOrNull({ p: -1 }, 'p')).toThrow('p is -1, not a port');
  });
});
