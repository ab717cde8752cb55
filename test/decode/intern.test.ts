import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { GroupId } from '../../shared/core/model/index.ts';
import { Interner } from '../../shared/decode/intern.ts';

const labels = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', '10', '9', '__proto__'),
  fc.constantFrom('', 'x', 'y', '\0', 'x\0'),
);
const entries = (map: ReadonlyMap<string, string>) =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

describe('interning', () => {
  it('never gives two label sets that differ the same map, and keeps every label', () => {
    fc.assert(
      fc.property(fc.array(labels, { maxLength: 30 }), (sets) => {
        const intern = new Interner();
        const maps = sets.map((set) => intern.labels(set, 'labels'));
        for (const [index, map] of maps.entries()) {
          expect(entries(map)).toEqual(entries(new Map(Object.entries(sets[index] ?? {}))));
        }
      }),
    );
  });

  it('gives equal label sets one map, whatever their order', () => {
    const intern = new Interner();
    const map = intern.labels({ b: '2', a: '1' }, 'labels');
    expect(intern.labels({ a: '1', b: '2' }, 'labels')).toBe(map);
    expect(intern.labels({}, 'labels')).toBe(intern.labels(undefined, 'labels'));
  });

  it('gives equal sets of groups one sorted array', () => {
    const intern = new Interner();
    const groups = (...ids: readonly string[]) => intern.groups(ids as readonly GroupId[]);
    expect(groups('b', 'a', 'b')).toEqual(['a', 'b']);
    expect(groups('a', 'b')).toBe(groups('b', 'a'));
    expect(groups('a')).toBe(groups('a', 'a'));
    expect(groups()).toBe(groups());
    expect(groups('', 'a')).not.toEqual(groups('a'));
    expect(groups('')).not.toEqual(groups());
  });

  it('keeps owners apart that claim one UID', () => {
    const intern = new Interner();
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: '1' };
    expect(intern.owner({ ...owner })).toBe(intern.owner({ ...owner }));
    expect(intern.owner({ ...owner, name: 'other' }).name).toBe('other');
  });
});
