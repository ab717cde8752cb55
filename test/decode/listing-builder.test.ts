import { describe, expect, it } from '@jest/globals';
import { KEEP } from '../../shared/decode/fields.ts';
import { Interner } from '../../shared/decode/intern.ts';
import { ListingBuilder, MOST_NAMED_ITEMS } from '../../shared/decode/listing-builder.ts';
import { defineListing, namedBy } from '../../shared/decode/listing-spec.ts';
import { objectOf, requireText } from '../../shared/decode/raw.ts';

interface Thing {
  readonly id: string;
  readonly tags: ReadonlyMap<string, bigint>;
}

const things = defineListing<Thing>({
  file: 'ec2/describe-things',
  command: 'aws ec2 describe-things',
  key: 'Things',
  effect: 'Things are not known.',
  fields: KEEP,
  nameOf: namedBy('Id'),
  keyOf: (thing) => thing.id,
  decode: (value, context) => {
    const raw = objectOf(value, 'the thing');
    if (raw['Partly'] === true) context.partial('a part is missing');
    if (raw['Damaged'] === true) context.damaged('a part is lost');
    if (raw['Bug'] === true) throw new TypeError('a bug');
    return { id: requireText(raw, 'Id'), tags: new Map([['n', BigInt(Number(raw['N'] ?? 0))]]) };
  },
});
const SOURCE = 'ec2/describe-things.json';

function build(raws: readonly unknown[], answered = true) {
  const builder = new ListingBuilder(things, new Interner());
  for (const [index, raw] of raws.entries()) builder.item(raw, SOURCE, index);
  if (answered) builder.answered(SOURCE);
  return builder.build(SOURCE, () => 5);
}
const ids = (listing: { items: readonly Thing[] }) => listing.items.map(({ id }) => id);

describe('a listing that is being built', () => {
  it('is complete when an answer was whole, be it empty', () => {
    expect(build([])).toEqual({ items: [], complete: true, gaps: [], readAt: 5, source: SOURCE });
    expect(build([{ Id: 'a' }])).toMatchObject({ complete: true, gaps: [] });
  });

  it('is missing when nothing was said of it', () => {
    const gap = { source: SOURCE, reason: 'missing', effect: 'Things are not known.' };
    expect(build([], false)).toMatchObject({ complete: false, gaps: [gap], readAt: null });
  });

  it('loses an item that cannot be read, names it, and keeps the others', () => {
    const listing = build([{ Id: 'a' }, { Id: 7 }, 'text', null, { Id: 'b' }]);
    expect(ids(listing)).toEqual(['a', 'b']);
    expect(listing.complete).toBe(false);
    expect(listing.gaps.map(({ item, reason, detail }) => [item, reason, detail])).toEqual([
      ['Things[1]', 'malformed', 'Id is number, not text'],
      ['Things[2]', 'malformed', 'the thing is string, not an object'],
      ['Things[3]', 'malformed', 'the thing is missing'],
    ]);
  });

  it('stays complete where the item says itself what is missing, and only there', () => {
    expect(build([{ Id: 'a', Partly: true }])).toMatchObject({
      complete: true,
      gaps: [{ item: 'a' }],
    });
    expect(build([{ Id: 'a', Damaged: true }])).toMatchObject({
      complete: false,
      gaps: [{ item: 'a' }],
    });
  });

  it('does not swallow a bug', () => {
    expect(() => build([{ Id: 'a', Bug: true }])).toThrow('a bug');
  });

  it('takes an item that comes twice for one', () => {
    const listing = build([{ Id: 'a', N: 1 }, { Id: 'b' }, { Id: 'a', N: 1 }]);
    expect(ids(listing)).toEqual(['a', 'b']);
    expect(listing.complete).toBe(true);
  });

  it('leaves out an item that comes with different contents, however often', () => {
    const listing = build([{ Id: 'a', N: 1 }, { Id: 'b' }, { Id: 'a', N: 2 }, { Id: 'a', N: 1 }]);
    expect(ids(listing)).toEqual(['b']);
    expect(listing.complete).toBe(false);
    expect(listing.gaps).toMatchObject([{ item: 'a', reason: 'contradiction' }]);
  });

  it('tells which items were left out', () => {
    const builder = new ListingBuilder(things, new Interner());
    for (const N of [1, 2, 1]) builder.item({ Id: 'a', N }, SOURCE, N);
    expect(builder.contradicted()).toHaveLength(3);
  });

  it('names so many lost items one by one, and counts the rest', () => {
    const { gaps } = build(Array.from({ length: MOST_NAMED_ITEMS + 20 }, () => 7));
    expect(gaps).toHaveLength(MOST_NAMED_ITEMS + 1);
    expect(gaps.at(-1)?.detail).toBe('20 more items could not be read.');
  });

  it('makes one listing of several answers, as old as the oldest', () => {
    const builder = new ListingBuilder(things, new Interner());
    builder.item({ Id: 'a' }, 'page 1', 0);
    builder.answered('page 1');
    builder.item({ Id: 'b' }, 'page 2', 0);
    builder.answered('page 2');
    const listing = builder.build(SOURCE, (answer) => (answer === 'page 1' ? 20 : 10));
    expect(listing).toMatchObject({ complete: true, readAt: 10, source: 'page 1, page 2' });
    expect(ids(listing)).toEqual(['a', 'b']);
  });

  it('writes untrusted text on one line, bounded, without control characters', () => {
    const { gaps } = build([{ Id: `a\u001b[2J\n${'x'.repeat(500)}`, Damaged: true }]);
    expect(gaps[0]?.item).toHaveLength(200);
    expect(gaps[0]?.item).toMatch(/^a \[2J x+…$/);
  });
});
