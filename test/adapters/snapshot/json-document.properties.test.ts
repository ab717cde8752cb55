import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readJson, type ReadJson } from './recorder.ts';

type Member = readonly [key: string, value: unknown];

const key = fc.oneof(
  fc.constantFrom('items', 'Vpcs', 'kind', '__proto__', '', 'a"},{"b'),
  fc.string(),
);
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('},{"a":', '\n        },\n        {', { a: '},\n{' }, {}, []),
  fc.record({ a: fc.jsonValue(), b: fc.constantFrom('},{"a":1', ']', 1.5e300) }),
);
const array = fc.array(fc.oneof(value, fc.record({ a: fc.integer() })), { maxLength: 12 });
const members: fc.Arbitrary<readonly Member[]> = fc.array(
  fc.tuple(key, fc.oneof({ weight: 2, arbitrary: array }, { weight: 1, arbitrary: value })),
  { maxLength: 5 },
);
const chunkBytes = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 61, max: 4000 }));

/** Ways to write a value, of which the last puts white space wherever JSON allows it. */
const style = fc.oneof(
  fc
    .constantFrom('', ' ', '    ', '\t')
    .map((indent) => (written: unknown) => JSON.stringify(written, null, indent)),
  fc.constant((written: unknown) =>
    JSON.stringify(written, null, 4).replaceAll('\n', '\n        '),
  ),
  fc.array(fc.constantFrom('', '', ' ', '\n', '\r\n  '), { minLength: 1 }).map((spaces) => {
    let next = 0;
    const space = (): string => spaces[next++ % spaces.length] ?? '';
    const write = (written: unknown): string => {
      const text = Array.isArray(written)
        ? `[${written.map(write).join(',')}${space()}]`
        : typeof written === 'object' && written !== null
          ? `{${Object.entries(written)
              .map(
                ([name, member]) => `${space()}${JSON.stringify(name)}${space()}:${write(member)}`,
              )
              .join(',')}${space()}}`
          : JSON.stringify(written);
      return `${space()}${text}${space()}`;
    };
    return write;
  }),
);

type Write = (value: unknown) => string;

function writeObject(pairs: readonly Member[], write: Write, separator: string): string {
  const texts = pairs.map(([name, member]) => `${JSON.stringify(name)}: ${write(member)}`);
  return `{${texts.join(`,${separator}`)}}`;
}

/** What a reader that holds the whole file would find. */
function expected(pairs: readonly Member[]): Pick<ReadJson, 'envelope'> & { items: unknown } {
  const envelope: Record<string, unknown> = Object.create(null);
  const items = new Map<string, unknown[]>();
  for (const [name, member] of pairs) {
    const plain: unknown = JSON.parse(JSON.stringify(member));
    if (!Array.isArray(plain)) envelope[name] = plain;
    else if (plain.length > 0) items.set(name, [...(items.get(name) ?? []), ...plain]);
  }
  return { envelope, items };
}

describe('any JSON object', () => {
  it('is read as JSON.parse reads it, however it is written and wherever it is cut', () => {
    fc.assert(
      fc.property(
        members,
        style,
        chunkBytes,
        fc.constantFrom('', ' ', '\n    '),
        (pairs, write, size, separator) => {
          const { recorder, envelope, fault } = readJson(
            writeObject(pairs, write, separator),
            size,
          );
          expect(fault).toBeNull();
          expect({ envelope, items: recorder.items }).toEqual(expected(pairs));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('any JSON array', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(array, style, chunkBytes, (elements, write, size) => {
        const text = write(elements);
        const { recorder, arrays } = readJson(text, size);
        expect(recorder.of('')).toEqual(JSON.parse(text));
        expect(arrays).toEqual({ '': elements.length });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('any damaged JSON', () => {
  const damage = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })),
    inserted: fc.oneof(
      fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', '1', '},{', '\n', '\u0000'),
      fc.string({ maxLength: 3 }),
    ),
  });

  it('is refused exactly when JSON.parse refuses it, after the same items for every cut', () => {
    fc.assert(
      fc.property(
        members,
        style,
        damage,
        chunkBytes,
        (pairs, write, { at, removed, inserted }, size) => {
          const whole = Buffer.from(writeObject(pairs, write, '\n'));
          const index = Math.floor(at * whole.length);
          const rest = whole.subarray(Math.min(whole.length, index + removed));
          const bytes = Buffer.concat([whole.subarray(0, index), Buffer.from(inserted), rest]);
          const read = readJson(bytes, size);
          expect(read.fault === null).toBe(isObjectOrArray(bytes.toString()));
          const slowly = readJson(bytes, 1);
          expect(read.fault).toEqual(slowly.fault);
          expect(read.recorder).toEqual(slowly.recorder);
          expect(read.envelope).toEqual(slowly.envelope);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('gives when cut off the items that are whole, and no others', () => {
    fc.assert(
      fc.property(
        members,
        style,
        chunkBytes,
        fc.double({ min: 0, max: 0.999 }),
        (pairs, write, size, at) => {
          const whole = Buffer.from(writeObject(pairs, write, '\n'));
          const cut = readJson(whole.subarray(0, Math.floor(at * whole.length)), size);
          expect(cut.fault).not.toBeNull();
          for (const [name, items] of cut.recorder.items) {
            expect(readJson(whole, size).recorder.of(name).slice(0, items.length)).toEqual(items);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function isObjectOrArray(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null;
  } catch {
    return false;
  }
}
