import { describe, expect, it } from '@jest/globals';
import { renderJson, toIso } from '../../../shared/core/render/index.ts';

describe('JSON', () => {
  it('is written item by item, one line for each row', () => {
    function* rows(): Generator<object> {
      yield { name: 'a' };
      yield { name: 'b\u0085' };
    }
    const text = [
      ...renderJson({ schemaVersion: 1, rows: rows(), none: [], left: undefined }),
    ].join('');
    expect(text).toBe(
      '{\n  "schemaVersion": 1,\n  "rows": [\n    {"name":"a"},\n    {"name":"b\\u0085"}\n  ],\n  "none": []\n}\n',
    );
  });

  it('comes in chunks, so that a long listing is never one string', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ index, name: 'x'.repeat(20) }));
    const chunks = [...renderJson({ rows })];
    expect(chunks.length).toBeGreaterThan(5);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(70_000);
    expect(JSON.parse(chunks.join(''))).toEqual({ rows });
  });
});

describe('a time in a document', () => {
  it.each([
    [Date.UTC(2026, 10, 22, 12), '2026-11-22T12:00:00.000Z'],
    [Number.MAX_SAFE_INTEGER, '9999-12-31T23:59:59.999Z'],
    [-Number.MAX_SAFE_INTEGER, '1000-01-01T00:00:00.000Z'],
    [Number.NaN, '1970-01-01T00:00:00.000Z'],
  ])('%d is %s: four digits for the year, whatever the input says', (at, text) => {
    expect(toIso(at)).toBe(text);
  });
});
