import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  formatProtocol,
  parseProtocol,
  type Protocol,
  protocolHasPorts,
  TCP,
  UDP,
} from '../../../shared/core/net/index.ts';

describe('parseProtocol', () => {
  it.each<[string | number, Protocol]>([
    ['tcp', TCP],
    ['TCP', TCP],
    ['Tcp', TCP],
    ['6', 6],
    [6, 6],
    ['udp', UDP],
    ['17', 17],
    ['icmp', 1],
    ['ICMP', 1],
    ['icmpv6', 58],
    ['ICMPv6', 58],
    ['58', 58],
    ['0', 0],
    [0, 0],
    [-0, 0],
    ['132', 132],
    ['255', 255],
    [255, 255],
    ['-1', 'all'],
    [-1, 'all'],
    ['all', 'all'],
  ])('reads %p as %p', (text, expected) => {
    expect(parseProtocol(text)).toBe(expected);
  });

  it.each<string | number>([
    '',
    ' tcp',
    'tcp ',
    'tcp\n',
    'sctp',
    'icmp6',
    'any',
    '06',
    '+6',
    '-0',
    '-2',
    '256',
    '6.0',
    '6e0',
    '0x6',
    '٦',
    '６',
    'ｔｃｐ',
    '__proto__',
    'constructor',
    'toString',
    '9'.repeat(1_000_000),
    256,
    -2,
    6.5,
    Number.NaN,
    Infinity,
    2 ** 53,
  ])('refuses %p', (text) => {
    expect(parseProtocol(text)).toBeNull();
  });

  it('reads every number as itself and reads back what formatProtocol writes', () => {
    for (let number = 0; number <= 255; number += 1) {
      expect(parseProtocol(number)).toBe(number);
      expect(parseProtocol(`${number}`)).toBe(number);
      expect(parseProtocol(formatProtocol(number))).toBe(number);
    }
    expect(parseProtocol(formatProtocol('all'))).toBe('all');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.double()), (text) => {
        const protocol = parseProtocol(text);
        expect(protocol === null || protocol === 'all' || Number.isInteger(protocol)).toBe(true);
      }),
    );
  });
});

describe('formatProtocol', () => {
  it.each<[Protocol, string]>([
    ['all', 'all'],
    [1, 'icmp'],
    [6, 'tcp'],
    [17, 'udp'],
    [58, 'icmpv6'],
    [0, '0'],
    [132, '132'],
  ])('writes %p as %s', (protocol, expected) => {
    expect(formatProtocol(protocol)).toBe(expected);
  });
});

describe('protocolHasPorts', () => {
  it('is true of TCP and UDP only', () => {
    const numbers = Array.from({ length: 256 }, (_, number) => number);
    expect(numbers.filter(protocolHasPorts)).toEqual([TCP, UDP]);
    expect(protocolHasPorts('all')).toBe(false);
  });
});
