import { describe, expect, it } from '@jest/globals';
import { readJson } from './recorder.ts';

const LIST = `{
    "apiVersion": "v1",
    "items": [
        {
            "kind": "Pod",
            "metadata": { "name": "web-0" }
        },
        {
            "kind": "Pod",
            "metadata": { "name": "web-1" }
        },
        {
            "kind": "Pod",
            "metadata": { "name": "web-2" }
        }
    ],
    "kind": "List",
    "metadata": {
        "resourceVersion": ""
    }
}
`;

/** Where the item of this index of LIST ends. */
function endOf(index: number): number {
  return LIST.indexOf(`"web-${index}" }`) + 19;
}

function messageOf(text: string): string {
  return String(readJson(text).fault?.message);
}

function longMember(index: number): string {
  return `"m${index}":"${'x'.repeat(40)}"`;
}

describe('a JSON file', () => {
  it('delivers the elements of an array and keeps the members around it', () => {
    const { recorder, envelope, arrays, fault } = readJson(LIST);
    expect(recorder.of('items')).toEqual(JSON.parse(LIST).items);
    expect(envelope).toEqual({ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' } });
    expect(arrays).toEqual({ items: 3 });
    expect(fault).toBeNull();
  });

  it('delivers every array at the top, each under its key', () => {
    const { recorder, arrays } = readJson(
      '{"Vpcs":[{"VpcId":"vpc-1"}],"Ids":["a",1,null],"Empty":[]}',
    );
    expect(recorder.of('Vpcs')).toEqual([{ VpcId: 'vpc-1' }]);
    expect(recorder.of('Ids')).toEqual(['a', 1, null]);
    expect(arrays).toEqual({ Vpcs: 1, Ids: 3, Empty: 0 });
  });

  it('delivers the elements of a top-level array without a key', () => {
    const { recorder, arrays, envelope } = readJson('[[1],{"a":2},"x",true]');
    expect(recorder.of('')).toEqual([[1], { a: 2 }, 'x', true]);
    expect(arrays).toEqual({ '': 4 });
    expect(envelope).toEqual({});
  });

  it('keeps the last of a repeated member, and delivers the items of every repetition', () => {
    const text = '{"a":1,"items":[1,2],"a":{"b":2},"items":[3],"c":[],"c":5}';
    const { recorder, envelope, arrays } = readJson(text);
    expect(envelope).toEqual({ a: { b: 2 }, c: 5 });
    expect(recorder.of('items')).toEqual([1, 2, 3]);
    expect(arrays).toEqual({ items: 3, c: 0 });
  });

  it('treats __proto__ as a key like any other', () => {
    const text = '{"__proto__":{"polluted":true},"constructor":1,"toString":[{"__proto__":2}]}';
    const { recorder, envelope, arrays } = readJson(text);
    expect(Object.keys(envelope)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(envelope)).toBeNull();
    expect(arrays['toString']).toBe(1);
    expect(Object.hasOwn(Object(recorder.of('toString')[0]), '__proto__')).toBe(true);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(readJson('{"__proto__":[1,2]}').arrays).toHaveProperty(['__proto__'], 2);
  });

  it.each([
    ['a byte order mark', `\u{feff}${LIST}`],
    ['carriage returns', LIST.replaceAll('\n', '\r\n')],
    ['no white space', JSON.stringify(JSON.parse(LIST))],
    ['tabs', JSON.stringify(JSON.parse(LIST), null, '\t')],
    ['an item per line', `{"items":[\n{"a":1},\n{"b":[2]},\n{"c":"}"},\n{}\n]}`],
    ['spaces before the commas', '{"items":[{"a":1} , {"a":2} , {"a":3}\n,\n{"a":4}]}'],
  ])('is read with %s in chunks of any size', (_, text) => {
    const expected = JSON.parse(text.replace('\u{feff}', '')).items;
    for (let chunkBytes = 1; chunkBytes <= text.length; chunkBytes += 1) {
      const { recorder, fault } = readJson(text, chunkBytes);
      expect(fault).toBeNull();
      expect(recorder.of('items')).toEqual(expected);
    }
  });

  it('takes text between items that looks like their separator for what it is', () => {
    const items = [{ a: 1 }, { a: 2, b: '},{"a":' }, { c: [{ a: 3 }, { a: 4 }] }, { a: '},\n{' }];
    for (const text of [JSON.stringify({ items }), JSON.stringify({ items }, null, 0)]) {
      expect(readJson(text, 7).recorder.of('items')).toEqual(items);
      expect(readJson(text, 1000).recorder.of('items')).toEqual(items);
    }
    const crooked = '{"items":[\n{"a":1},\n{"b":[{"c":2\n},\n{"d":3}]},\n{"e":4},\n{"f":5}]}';
    for (let chunkBytes = 1; chunkBytes < 80; chunkBytes += 1) {
      expect(readJson(crooked, chunkBytes).recorder.of('items')).toEqual(JSON.parse(crooked).items);
    }
  });

  it('replaces bytes that are not UTF-8', () => {
    const text = Buffer.from(
      '{"items":[{"a":"x?y"},{"a":"?"}],"?":1}'.replaceAll('?', '\u00ff'),
      'latin1',
    );
    const { recorder, envelope, fault } = readJson(text, 5);
    expect(fault).toBeNull();
    expect(recorder.of('items')).toEqual([{ a: 'x\u{fffd}y' }, { a: '\u{fffd}' }]);
    expect(envelope).toEqual({ '\u{fffd}': 1 });
  });
});

describe('a damaged JSON file', () => {
  it.each(['', ' \n\t ', '\u{feff}', '\u{feff}\n'])(
    'is empty when it holds nothing: %j',
    (text) => {
      expect(readJson(text, 1).fault?.kind).toBe('empty');
    },
  );

  it.each([
    ['An error occurred (AccessDenied) when calling the DescribeVpcs operation', 0],
    ['"text"', 0],
    ['12', 0],
    ['{"a":1}x', 7],
    ['{"a":1}{"a":2}', 7],
    ['[1,2],', 5],
    ['[1,]', 3],
    ['[,1]', 1],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{"a":1,}', 7],
    ['{a:1}', 1],
    ['{"a":tru}', 8],
    ['{"a":01}', 6],
    ['{"a":1.}', 7],
    ['{"a":-}', 6],
    ['{"a":1e+}', 8],
    ['{"a":"\\x"}', 7],
    ['{"a":"\\u12g4"}', 10],
    ['{"a":"\u0001"}', 6],
    ['{"a":"line\nbreak"}', 10],
    ['[{"a":[1}]', 8],
    ['[}', 1],
    ['\u00a0{}', 0],
    ['{"a":1}\u0000', 7],
  ])('has a syntax error in %j at byte %i', (text, offset) => {
    for (const chunkBytes of [1, 3, 100]) {
      expect(readJson(text, chunkBytes).fault).toMatchObject({ kind: 'syntax', offset });
    }
  });

  it('delivers the items before the error, and names the item that has it', () => {
    const text = LIST.replace('"web-2" }', '"web-2" ]');
    const offset = text.indexOf(']');
    for (const chunkBytes of [1, 50, 5000]) {
      const { recorder, fault, arrays } = readJson(text, chunkBytes);
      expect(recorder.of('items')).toHaveLength(2);
      expect(arrays).toEqual({ items: 2 });
      const message = `unexpected ] at byte ${offset} (items[2])`;
      expect(fault).toEqual({ kind: 'syntax', message, offset });
      expect(recorder.malformedItems).toEqual([`items[2]: ${message}`]);
    }
  });

  it('delivers the items that are whole before it is cut off, wherever that is', () => {
    for (let length = 1; length < LIST.trimEnd().length; length += 1) {
      for (const chunkBytes of [3, 200, 1000]) {
        const { recorder, fault } = readJson(LIST.slice(0, length), chunkBytes);
        expect(fault).toMatchObject({ kind: 'syntax', offset: length });
        const whole = [0, 1, 2].filter((index) => endOf(index) <= length);
        expect(recorder.of('items')).toEqual(JSON.parse(LIST).items.slice(0, whole.length));
      }
    }
  });

  it('says in which item or member it is cut off', () => {
    expect(messageOf('{"items":[{"a":1},{"a"')).toBe('cut off at byte 22 (items[1])');
    expect(messageOf('{"items":[{"a":1}')).toBe('cut off at byte 17 (after items[0])');
    expect(messageOf('{"metadata":{')).toBe('cut off at byte 13 (member "metadata")');
    expect(messageOf('[1')).toBe('cut off at byte 2 ([0])');
    expect(messageOf('{"a\\nb":[')).toBe('cut off at byte 9 ("a\\nb"[0])');
  });

  it('does not take the digits before a cut for a number', () => {
    expect(readJson('{"items":[12,3').recorder.of('items')).toEqual([12]);
  });
});

describe('the bounds of a JSON file', () => {
  const small = { itemBytes: 100, nesting: 5 };

  it('refuses an item that is too large, after those before it', () => {
    const text = JSON.stringify({ items: [{ a: 1 }, { a: 2 }, { a: 'x'.repeat(200) }, { a: 3 }] });
    for (const chunkBytes of [1, 64, 1000]) {
      const { recorder, fault } = readJson(text, chunkBytes, small);
      expect(recorder.of('items')).toEqual([{ a: 1 }, { a: 2 }]);
      expect(fault).toMatchObject({
        kind: 'too-large',
        message: 'items[2] is longer than 100 bytes',
      });
      expect(recorder.malformedItems).toHaveLength(1);
    }
  });

  it('takes any number of items that are small', () => {
    const items = Array.from({ length: 500 }, (_, index) => ({ name: `pod-${index}` }));
    const text = JSON.stringify({ items });
    for (const chunkBytes of [50, 1000, 100_000]) {
      expect(readJson(text, chunkBytes, small).recorder.of('items')).toEqual(items);
    }
  });

  it('refuses members that are too large together', () => {
    expect(readJson(`{${longMember(1)},${longMember(2)}}`, 10, small).fault).toBeNull();
    const fault = readJson(`{${longMember(1)},${longMember(2)},${longMember(3)}}`, 10, small).fault;
    expect(fault?.kind).toBe('too-large');
  });

  it('refuses an item that nests too deep', () => {
    expect(readJson('[[[[[[1]]]]]]', 4, small).fault).toBeNull();
    expect(readJson('[[[[[[[1]]]]]]]', 4, small).fault).toMatchObject({
      kind: 'too-large',
      offset: 6,
    });
  });

  it('reads an item that is much longer than a chunk', () => {
    const items = [{ a: 1 }, { text: 'é'.repeat(50_000) }, { b: Array(10_000).fill(7) }, { c: 1 }];
    const { recorder, fault } = readJson(JSON.stringify({ items }, null, 4), 100);
    expect(fault).toBeNull();
    expect(recorder.of('items')).toEqual(items);
  });
});
