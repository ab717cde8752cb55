import { describe, expect, it } from '@jest/globals';
import { parsePax, parseTarHeader } from '../../../shared/adapters/snapshot/tar-header.ts';

/** A header block with these fields at their offsets, and a checksum that fits. */
function aBlock(fields: Readonly<Record<number, string | Uint8Array>>): Buffer {
  const block = Buffer.alloc(512);
  for (const [offset, field] of Object.entries(fields))
    block.set(Buffer.from(field), Number(offset));
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

describe('a tar header', () => {
  it('is read with octal numbers', () => {
    const block = aBlock({ 0: 'ec2/a.json', 124: '00000000017\0', 136: '14000000000 ', 156: '0' });
    expect(parseTarHeader(block)).toEqual({
      name: 'ec2/a.json',
      type: '0',
      size: 15,
      modifiedAtMs: 0o14000000000 * 1000,
    });
  });

  it('is read with a binary size, as GNU tar writes that of large files', () => {
    const size = Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1]);
    expect(parseTarHeader(aBlock({ 124: size }))?.size).toBe(3 * 2 ** 32 + 1);
    expect(parseTarHeader(aBlock({ 124: Buffer.alloc(12, 0xff) }))).toBeNull();
  });

  it('joins a name of two fields in POSIX form only', () => {
    const name = 'a.json'.padEnd(100, 'x');
    const posix = aBlock({ 0: name, 257: 'ustar\u000000', 345: 'ec2/folder' });
    expect(parseTarHeader(posix)?.name).toBe(`ec2/folder/${name}`);
    const gnu = aBlock({ 0: 'a.json', 257: 'ustar  \u0000', 345: '14000000000' });
    expect(parseTarHeader(gnu)?.name).toBe('a.json');
  });

  it('takes a missing type for a file', () => {
    expect(parseTarHeader(aBlock({ 0: 'a' }))?.type).toBe('0');
  });

  it.each([
    ['a checksum that does not fit', (block: Buffer) => block.fill(0x41, 3, 4)],
    ['no checksum', (block: Buffer) => block.fill(0x20, 148, 156)],
    ['a checksum of other characters', (block: Buffer) => block.write('12x456', 148)],
  ])('is none with %s', (_, spoil) => {
    const block = aBlock({ 0: 'ec2/a.json', 124: '17' });
    spoil(block);
    expect(parseTarHeader(block)).toBeNull();
  });

  it('is none with a size that is no number', () => {
    expect(parseTarHeader(aBlock({ 0: 'a', 124: '19' }))).toBeNull();
  });
});

describe('the records of a pax header', () => {
  it('are read by their lengths in bytes', () => {
    const records = parsePax(Buffer.from('15 path=ec2/é\n16 comment=a\n=b\n15 __proto__=1\n'));
    expect([...records]).toEqual([
      ['path', 'ec2/é'],
      ['comment', 'a\n=b'],
      ['__proto__', '1'],
    ]);
  });

  it.each(['', 'x', '5', '0 a=b\n', '-3 a=b\n', '999999999999 a', '1 =\n'])(
    'end at what is none: %j',
    (text) => {
      expect(parsePax(Buffer.from(text)).size).toBeLessThanOrEqual(1);
    },
  );
});
