import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import {
  formatAddress,
  formatPrefix,
  parseAddress,
  parsePrefix,
  parsePrefixOrAddress,
  prefixContains,
  prefixOf,
} from '../../../shared/core/net/index.ts';
import { anAddress, aPrefix } from './arbitrary-addresses.ts';

const ALL_ONES = (1n << 128n) - 1n;

describe('parsePrefix', () => {
  it.each([
    ['0.0.0.0/0', '0.0.0.0/0', 0, 2 ** 32 - 1],
    ['255.255.255.255/0', '0.0.0.0/0', 0, 2 ** 32 - 1],
    ['127.0.0.1/1', '0.0.0.0/1', 0, 2 ** 31 - 1],
    ['128.0.0.0/1', '128.0.0.0/1', 2 ** 31, 2 ** 32 - 1],
    ['10.1.2.3/8', '10.0.0.0/8', 0x0a000000, 0x0affffff],
    ['10.0.0.3/31', '10.0.0.2/31', 0x0a000002, 0x0a000003],
    ['255.255.255.255/31', '255.255.255.254/31', 2 ** 32 - 2, 2 ** 32 - 1],
    ['0.0.0.0/32', '0.0.0.0/32', 0, 0],
    ['255.255.255.255/32', '255.255.255.255/32', 2 ** 32 - 1, 2 ** 32 - 1],
  ])('reads %s as the IPv4 prefix %s', (text, canonical, first, last) => {
    const prefix = parsePrefix(text);
    const length = Number(canonical.split('/')[1]);
    expect(prefix).toEqual({ family: 4, first, last, length });
    expect(formatPrefix(prefix!)).toBe(canonical);
  });

  it.each([
    ['::/0', '::/0', 0n, ALL_ONES],
    ['ffff::/0', '::/0', 0n, ALL_ONES],
    ['::1/1', '::/1', 0n, (1n << 127n) - 1n],
    ['FFFF::/1', '8000::/1', 1n << 127n, ALL_ONES],
    ['::3/127', '::2/127', 2n, 3n],
    ['::/128', '::/128', 0n, 0n],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128', null, ALL_ONES, ALL_ONES],
    ['::ffff:10.1.2.3/104', '::ffff:10.0.0.0/104', 0xffff_0a00_0000n, 0xffff_0aff_ffffn],
    ['::ffff:1.2.3.4/96', '::ffff:0.0.0.0/96', 0xffff_0000_0000n, 0xffff_ffff_ffffn],
    ['::ffff:1.2.3.4/32', '::/32', 0n, (1n << 96n) - 1n],
  ])('reads %s as the IPv6 prefix %s', (text, canonical, first, last) => {
    const prefix = parsePrefix(text);
    const length = Number(text.split('/')[1]);
    expect(prefix).toEqual({ family: 6, first, last, length });
    expect(formatPrefix(prefix!)).toBe(canonical ?? text);
  });

  it.each([
    ['nothing', ''],
    ['a missing length', '1.2.3.4'],
    ['a missing IPv6 length', '::'],
    ['an empty length', '1.2.3.4/'],
    ['an empty address', '/8'],
    ['a slash alone', '/'],
    ['a short address', '10.0.0/8'],
    ['a length beyond the family', '1.2.3.4/33'],
    ['a length beyond the other family', '::/129'],
    ['a length that wraps around', '1.2.3.4/256'],
    ['a length of four digits', '::/1280'],
    ['a length with a leading zero', '1.2.3.4/08'],
    ['a double zero', '0.0.0.0/00'],
    ['a plus sign', '1.2.3.4/+8'],
    ['a minus sign', '1.2.3.4/-1'],
    ['a minus zero', '0.0.0.0/-0'],
    ['a fraction', '1.2.3.4/8.0'],
    ['an exponent', '1.2.3.4/1e1'],
    ['hexadecimal', '1.2.3.4/0x8'],
    ['a netmask', '10.0.0.0/255.0.0.0'],
    ['two lengths', '1.2.3.4/8/8'],
    ['a double slash', '1.2.3.4//8'],
    ['a leading space', ' 1.2.3.4/8'],
    ['a space before the slash', '1.2.3.4 /8'],
    ['a space after the slash', '1.2.3.4/ 8'],
    ['a trailing space', '1.2.3.4/8 '],
    ['a trailing line feed', '1.2.3.4/8\n'],
    ['arabic digits', '1.2.3.4/٨'],
    ['full-width digits', '1.2.3.4/８'],
    ['a zone id', 'fe80::1%1/64'],
    ['a leading zero in the address', '010.0.0.0/8'],
    ['very long digits', `1.2.3.4/${'1'.repeat(1_000_000)}`],
    ['very many zeros', `1.2.3.4/${'0'.repeat(1_000_000)}`],
    ['very many slashes', '/'.repeat(1_000_000)],
  ])('refuses %s', (_, text) => {
    expect(parsePrefix(text)).toBeNull();
    if (parseAddress(text) === null) expect(parsePrefixOrAddress(text)).toBeNull();
  });

  it('reads back what formatPrefix writes', () => {
    fc.assert(
      fc.property(aPrefix, (prefix) => {
        expect(parsePrefix(formatPrefix(prefix))).toEqual(prefix);
        expect(parsePrefixOrAddress(formatPrefix(prefix))).toEqual(prefix);
      }),
    );
  });

  it('never throws', () => {
    const nearlyAPrefix = fc.string({ unit: fc.constantFrom(...'0123456789af:./ +-%'.split('')) });
    fc.assert(
      fc.property(fc.oneof(nearlyAPrefix, fc.string({ unit: 'binary' })), (text) => {
        const prefix = parsePrefix(text);
        expect(prefix === null || ipaddr.isValidCIDR(text)).toBe(true);
      }),
    );
  });
});

describe('prefixOf and parsePrefixOrAddress', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1/32'],
    ['255.255.255.255', '255.255.255.255/32'],
    ['::', '::/128'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1/128'],
  ])('take %s for the prefix %s', (text, expected) => {
    expect(formatPrefix(parsePrefixOrAddress(text)!)).toBe(expected);
    expect(formatPrefix(prefixOf(parseAddress(text)!))).toBe(expected);
  });

  it('make a prefix that contains its one address', () => {
    fc.assert(
      fc.property(anAddress, (address) => {
        const prefix = prefixOf(address);
        expect(prefixContains(prefix, address)).toBe(true);
        expect(prefix.first).toBe(prefix.last);
      }),
    );
  });
});

describe('prefixContains', () => {
  it.each([
    ['0.0.0.0/0', '255.255.255.255', true],
    ['128.0.0.0/1', '127.255.255.255', false],
    ['128.0.0.0/1', '128.0.0.0', true],
    ['10.0.0.2/31', '10.0.0.1', false],
    ['10.0.0.2/31', '10.0.0.3', true],
    ['10.0.0.2/31', '10.0.0.4', false],
    ['::/0', 'ffff::', true],
    ['::2/127', '::4', false],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '0.0.0.1', false],
    ['10.0.0.0/8', '::ffff:10.0.0.1', false],
    ['::ffff:0.0.0.0/96', '10.0.0.1', false],
    ['::ffff:0.0.0.0/96', '::ffff:10.0.0.1', true],
  ])('answers whether %s contains %s', (prefix, address, expected) => {
    expect(prefixContains(parsePrefix(prefix)!, parseAddress(address)!)).toBe(expected);
  });

  it('agrees with ipaddr.js', () => {
    fc.assert(
      fc.property(aPrefix, anAddress, fc.boolean(), (prefix, other, inside) => {
        // Random addresses hardly ever fall into a prefix, so that half of them start inside.
        const address = inside ? parseAddress(formatPrefix(prefix).split('/')[0]!)! : other;
        const theirs = ipaddr.parse(formatAddress(address));
        const [base, length] = ipaddr.parseCIDR(formatPrefix(prefix));
        const expected = base.kind() === theirs.kind() && theirs.match(base, length);
        expect(prefixContains(prefix, address)).toBe(expected);
      }),
    );
  });
});
