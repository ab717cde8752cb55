import { describe, expect, it } from '@jest/globals';
import { catalogue, CHECKS, PLANNED } from '../../../shared/core/checks/index.ts';

const references = (group: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => `${group}-${`${index + 1}`.padStart(2, '0')}`);

describe('the catalogue', () => {
  it('knows every reference of its groups once, in order', () => {
    expect(catalogue().map(({ reference }) => reference)).toEqual([
      ...references('A', 12),
      ...references('B', 13),
      ...references('C', 15),
      ...references('D', 6),
      ...references('P', 3),
      ...references('R', 20),
    ]);
  });

  it('gives every check an id of its own, in the form of a slug', () => {
    const ids = catalogue().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('has titles that say what is true, on one line', () => {
    for (const { title } of catalogue()) {
      expect(title.length).toBeLessThanOrEqual(100);
      expect(title).not.toMatch(/^Ensure|\.$/);
    }
  });

  it('tells planned checks under checks that exist', () => {
    const ids = new Set(CHECKS.map(({ id }) => id));
    for (const { reportsUnder } of PLANNED) {
      if (reportsUnder !== undefined) expect([...ids]).toContain(reportsUnder);
    }
  });

  it('has every severity that a check may use among those of its messages', () => {
    for (const { severity, messages } of CHECKS) {
      expect(Object.values(messages).map((message) => message.severity)).toContain(severity);
    }
  });

  it('registers a check behind all whose judgements it looks at', () => {
    const seen = new Set<string>();
    for (const { id, after } of CHECKS) {
      for (const earlier of after) expect([...seen]).toContain(earlier);
      seen.add(id);
    }
  });
});
