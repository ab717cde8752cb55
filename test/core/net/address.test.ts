import { isIP } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import {
  compareAddresses,
  formatAddress,
  parseAddress,
  sameAddress,
} from '../../../shared/core/net/index.ts';
import { anAddress, anIpv6Value } from './arbitrary-addresses.ts';

const ALL_ONES = (1n << 128n) - 1n;

describe('parseAddress', () => {
  it.each([
    ['0.0.0.0', 0],
    ['0.0.0.1', 1],
    ['1.2.3.4', 0x01020304],
    ['127.255.255.255', 2 ** 31 - 1],
    ['128.0.0.0', 2 ** 31],
    ['255.255.255.255', 2 ** 32 - 1],
  ])('reads %s as an unsigned IPv4 number', (text, value) => {
    expect(parseAddress(text)).toEqual({ family: 4, value });
  });

  it.each([
    ['::', 0n],
    ['::1', 1n],
    ['1::', 1n << 112n],
    ['0:0:0:0:0:0:0:0', 0n],
    ['1:2:3:4:5:6:7:8', 0x0001_0002_0003_0004_0005_0006_0007_0008n],
    ['1:2:3:4:5:6:7::', 0x0001_0002_0003_0004_0005_0006_0007_0000n],
    ['::2:3:4:5:6:7:8', 0x0000_0002_0003_0004_0005_0006_0007_0008n],
    ['2001:DB8::aBcD', 0x2001_0db8_0000_0000_0000_0000_0000_abcdn],
    ['2001:0db8::00ff', 0x2001_0db8_0000_0000_0000_0000_0000_00ffn],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ALL_ONES],
    ['ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255', ALL_ONES],
    ['::ffff:10.0.0.1', 0xffff_0a00_0001n],
    ['::ffff:a00:1', 0xffff_0a00_0001n],
    ['::10.0.0.1', 0x0a00_0001n],
    ['64:ff9b::192.0.2.33', (0x64_ff9bn << 96n) | 0xc000_0221n],
    ['1::3:255.255.255.255', (1n << 112n) | (3n << 32n) | 0xffff_ffffn],
    ['1:2:3:4:5:6:7.8.9.10', 0x0001_0002_0003_0004_0005_0006_0708_090an],
  ])('reads %s as an IPv6 number', (text, value) => {
    expect(parseAddress(text)).toEqual({ family: 6, value });
  });

  it.each([
    ['nothing', ''],
    ['a space', ' '],
    ['a leading space', ' 1.2.3.4'],
    ['a trailing space', '1.2.3.4 '],
    ['a trailing line feed', '1.2.3.4\n'],
    ['a line feed before more', '1.2.3.4\n5.6.7.8'],
    ['a trailing NUL', '1.2.3.4\0'],
    ['three octets', '1.2.3'],
    ['one number', '16909060'],
    ['five octets', '1.2.3.4.5'],
    ['an empty octet', '1..3.4'],
    ['a trailing dot', '1.2.3.4.'],
    ['a leading dot', '.1.2.3.4'],
    ['an octet of 256', '1.2.3.256'],
    ['an octet of four digits', '1.2.3.1000'],
    ['leading zeros', '010.0.0.1'],
    ['a leading zero in the last octet', '1.2.3.04'],
    ['a double zero', '1.2.3.00'],
    ['hexadecimal octets', '0xa.0.0.1'],
    ['an exponent', '1e1.0.0.1'],
    ['a plus sign', '+1.2.3.4'],
    ['a plus sign inside', '1.2.3.+4'],
    ['a minus sign', '1.2.3.-4'],
    ['arabic digits', '١.٢.٣.٤'],
    ['full-width digits', '１.2.3.4'],
    ['a full-width dot', '1．2．3．4'],
    ['a port', '1.2.3.4:80'],
    ['a length', '1.2.3.4/32'],
    ['a name', 'localhost'],
    ['a single colon', ':'],
    ['three colons', ':::'],
    ['four colons', '::::'],
    ['seven pieces', '1:2:3:4:5:6:7'],
    ['nine pieces', '1:2:3:4:5:6:7:8:9'],
    ['a gap for no piece', '1:2:3:4::5:6:7:8'],
    ['a trailing gap for no piece', '1:2:3:4:5:6:7:8::'],
    ['two gaps', '1::2::3'],
    ['a leading colon', ':1:2:3:4:5:6:7'],
    ['a leading colon before a gap', ':1::2'],
    ['a trailing colon', '1::2:'],
    ['a piece of five digits', '::00001'],
    ['a piece that is not hexadecimal', '::g'],
    ['a plus sign in a piece', '::+1'],
    ['a hexadecimal mark in a piece', '::0x1'],
    ['a zone id', 'fe80::1%eth0'],
    ['brackets', '[::1]'],
    ['a trailing line feed after IPv6', '::1\n'],
    ['a dotted quad at the front', '1.2.3.4::'],
    ['a dotted quad in the middle', '::1.2.3.4:5'],
    ['two dotted quads', '::1.2.3.4:1.2.3.4'],
    ['a dotted quad with seven pieces', '1:2:3:4:5:6:7:1.2.3.4'],
    ['a dotted quad with leading zeros', '::ffff:010.0.0.1'],
    ['a short dotted quad', '::ffff:10.0.1'],
    ['a dotted quad after one colon', ':1.2.3.4'],
    ['full-width digits in a piece', '::１'],
    ['an object key', '__proto__'],
    ['very long digits', '1'.repeat(1_000_000)],
    ['very many dots', '1.'.repeat(500_000)],
    ['very many colons', ':'.repeat(1_000_000)],
    ['very many pieces', '1:'.repeat(500_000)],
    ['very many leading zeros', `::${'0'.repeat(1_000_000)}1`],
  ])('refuses %s', (_, text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it('agrees with Node on which mutations of an address are addresses', () => {
    const mutation = fc.record({
      at: fc.nat(45),
      remove: fc.nat(3),
      insert: fc.string({
        unit: fc.constantFrom(...'0123459af:.:.:/ %xG+'.split('')),
        maxLength: 3,
      }),
    });
    fc.assert(
      fc.property(anAddress, fc.array(mutation, { maxLength: 2 }), (address, mutations) => {
        const text = mutations.reduce(
          (mutated, { at, remove, insert }) =>
            mutated.slice(0, at) + insert + mutated.slice(at + remove),
          formatAddress(address),
        );
        // Node accepts zone ids.
        const family = text.includes('%') ? 0 : isIP(text);
        expect(parseAddress(text)?.family ?? 0).toBe(family);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads the same bytes as ipaddr.js', () => {
    fc.assert(
      fc.property(anAddress, (address) => {
        const text = formatAddress(address);
        const bytes = ipaddr.parse(text).toByteArray();
        const value = bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
        expect(bytes).toHaveLength(address.family === 4 ? 4 : 16);
        expect(BigInt(address.value)).toBe(value);
        expect(parseAddress(text)).toEqual(address);
      }),
    );
  });

  it('never throws and never accepts what Node refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseAddress(text) !== null && isIP(text) === 0).toBe(false);
      }),
    );
  });
});

describe('formatAddress', () => {
  it.each([
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['128.0.0.1', '128.0.0.1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['2001:0DB8::00AB', '2001:db8::ab'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0:0:1:0:0:0:0:0', '0:0:1::'],
    ['0:1:2:3:4:5:6:7', '0:1:2:3:4:5:6:7'],
    ['::ffff:a00:1', '::ffff:10.0.0.1'],
    ['::ffff:0:0', '::ffff:0.0.0.0'],
    ['::10.0.0.1', '::a00:1'],
    ['::1:ffff:a00:1', '::1:ffff:a00:1'],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('writes %s as %s', (text, canonical) => {
    expect(formatAddress(parseAddress(text)!)).toBe(canonical);
  });

  it('writes what ipaddr.js writes in RFC 5952 form', () => {
    fc.assert(
      fc.property(anIpv6Value, (value) => {
        const text = formatAddress({ family: 6, value });
        fc.pre(!text.includes('.'));
        const other = new ipaddr.IPv6(ipaddr.parse(text).toByteArray());
        expect(text).toBe(other.toRFC5952String());
      }),
    );
  });
});

describe('the order of addresses', () => {
  it('is by number, IPv4 before IPv6', () => {
    const sorted = ['0.0.0.0', '9.0.0.0', '10.0.0.0', '200.0.0.0', '::', '::9', '::10', 'ff::'];
    const shuffled = [5, 2, 7, 0, 3, 6, 1, 4].map((index) => parseAddress(sorted[index]!)!);
    expect(shuffled.toSorted(compareAddresses).map(formatAddress)).toEqual(sorted);
  });

  it('is total and agrees with sameAddress', () => {
    fc.assert(
      fc.property(anAddress, anAddress, (a, b) => {
        expect(Math.sign(compareAddresses(a, b)) + Math.sign(compareAddresses(b, a))).toBe(0);
        expect(sameAddress(a, b)).toBe(compareAddresses(a, b) === 0);
        expect(sameAddress(a, { ...a })).toBe(true);
      }),
    );
  });

  it('tells a mapped address from the IPv4 address it embeds', () => {
    const v4 = parseAddress('10.0.0.1')!;
    const mapped = parseAddress('::ffff:10.0.0.1')!;
    expect(sameAddress(v4, mapped)).toBe(false);
    expect(compareAddresses(v4, mapped)).toBeLessThan(0);
  });
});
