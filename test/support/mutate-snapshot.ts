import { isJsonObject, pathText, randomPath, valueAt } from './json-path.ts';
import { loseInformation } from './lose-information.ts';
import {
  documentIn,
  listFiles,
  type Mutator,
  oneOf,
  withChange,
  withDocument,
  withFile,
} from './mutation.ts';
import type { SeededRandom } from './seeded-random.ts';

const onBytes =
  (what: string, change: (bytes: Buffer, at: number, random: SeededRandom) => Buffer): Mutator =>
  (files, random) => {
    const path = random.pick([...files.keys()]);
    let bytes = files.get(path) ?? Buffer.alloc(0);
    const times = random.weighted([3, 1], [1, 2], [1, 20]);
    const places = Array.from({ length: times }, () => random.below(bytes.length + 1));
    for (const at of places) bytes = change(bytes, Math.min(at, bytes.length), random);
    return {
      files: withFile(files, path, bytes),
      description: `${what} of ${path} at ${places.join(', ')}`,
    };
  };

const flipBytes = onBytes('flipped bytes', (bytes, at, random) => {
  const copy = Buffer.from(bytes);
  if (at < copy.length) copy[at] = random.below(256);
  return copy;
});

/** Bytes that mean something to a parser, or to a terminal. */
const PIECES = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '0',
  '-',
  'e9999',
  'null',
  '\0',
  '\u001b[2J',
  '\uFEFF',
  '\u202E',
  ' ',
] as const;

const insertBytes = onBytes('inserted bytes', (bytes, at, random) => {
  const piece = random.chance(0.5)
    ? Buffer.from(random.pick(PIECES))
    : Buffer.from([random.below(256)]);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
});

const deleteBytes = onBytes('deleted bytes', (bytes, at, random) => {
  const length = random.weighted([4, 1], [2, 2], [1, random.between(1, 400)]);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
});

const onMember =
  (what: string, change: (value: unknown, random: SeededRandom) => unknown): Mutator =>
  (files, random) => {
    const path = random.pick([...files.keys()]);
    const document = documentIn(files, path);
    const place = randomPath(document, random, { deeper: 0.9 });
    if (place.length === 0) return null;
    const changed = change(valueAt(document, place), random);
    return {
      files: withChange(files, path, place, () => changed),
      description: `${what} ${path}${pathText(place)}: ${describe(changed)}`,
    };
  };

const describe = (value: unknown): string => JSON.stringify(value)?.slice(0, 80) ?? 'gone';

const deleteMember = onMember('deleted', () => undefined);
const nullMember = onMember('nulled', () => null);
const retypeMember = onMember('retyped', (_, random) =>
  random.pick([0, 1, -1, true, false, '', 'text', '7', [], {}, [null], [[]], { a: {} }, 1.5]),
);

const LONG = 1_000_000;
const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  '\0',
  '\u001b]0;title\u0007\u001b[31m',
  '\u202Egnp.exe\u2066',
  '\uD800',
  'a\nb\r\n\tc',
  '<script>alert(1)</script>',
  "'; rm -rf / #",
  '$(id)`id`',
  '../../../../etc/passwd',
  'ａ'.repeat(300),
  '0.0.0.0/0',
  '::ffff:10.0.0.1',
  '10.0.0.0/33',
  '999.1.1.1',
  '1e400',
  'sg-0',
] as const;

const hostileText = onMember('made hostile', (_, random) =>
  random.chance(0.02)
    ? random.pick(['x', '\u001b', '\u{1F4A9}', '"']).repeat(LONG)
    : random.pick(HOSTILE),
);

const NUMBERS = [
  -1,
  65_536,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 63),
  1e308,
  -1e308,
  5e-324,
  0.1,
  -0,
  8.64e15,
  8.64e15 + 1,
] as const;
const hugeNumber = onMember('made huge', (_, random) => random.pick(NUMBERS));

const nested = (depth: number, isList: boolean): string =>
  isList ? '['.repeat(depth) + ']'.repeat(depth) : '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

/** As text, because JSON.stringify is not made for it. */
const nestDeeply: Mutator = (files, random) => {
  const path = random.pick([...files.keys()]);
  const document = documentIn(files, path);
  const place = randomPath(document, random, { deeper: 0.9 });
  if (place.length === 0) return null;
  const depth = random.pick([10, 100, 5_000]);
  const marked =
    withChange(files, path, place, () => '@deep@')
      .get(path)
      ?.toString('utf8') ?? '';
  const text = marked.replace('"@deep@"', () => nested(depth, random.chance(0.5)));
  return {
    files: withFile(files, path, text),
    description: `nested ${path}${pathText(place)} ${depth} deep`,
  };
};

/** An object gets a member that it should not have. */
const addMember: Mutator = (files, random) => {
  const path = random.pick([...files.keys()]);
  const document = documentIn(files, path);
  const place = randomPath(document, random);
  const target = valueAt(document, place);
  if (!isJsonObject(target)) return null;
  const key = random.pick([...HOSTILE, 'items', 'kind', 'metadata', 'Error', 'name']);
  const other = valueAt(document, randomPath(document, random));
  const marked = withChange(files, path, place, () => ({ ...target, '@key@': other }));
  const text = (marked.get(path)?.toString('utf8') ?? '').replace('"@key@"', () =>
    JSON.stringify(key),
  );
  return {
    files: withFile(files, path, text),
    description: `added ${JSON.stringify(key)} to ${path}${pathText(place)}`,
  };
};

const duplicateItems: Mutator = (files, random) => {
  const lists = listFiles(files, 1);
  if (lists.length === 0) return null;
  const { path, key, items } = random.pick(lists);
  const item = random.pick(items);
  // A true copy, or one that differs somewhere.
  const place = randomPath(item, random, { deeper: 0.9 });
  const copy = random.chance(0.5) || place.length === 0 ? item : changedCopy(item, place, random);
  return {
    files: withChange(files, path, [key], () => random.shuffled([...items, copy])),
    description: `doubled an item of ${path}${copy === item ? '' : `, changed at ${pathText(place)}`}`,
  };
};

function changedCopy(
  item: unknown,
  place: readonly (string | number)[],
  random: SeededRandom,
): unknown {
  const text = JSON.stringify(random.pick([null, 'other', 1, {}, []]));
  const copy: unknown = JSON.parse(JSON.stringify(item));
  const owner = valueAt(copy, place.slice(0, -1));
  const step = place.at(-1);
  const other: unknown = JSON.parse(text);
  if (Array.isArray(owner) && typeof step === 'number') owner[step] = other;
  else if (isJsonObject(owner) && step !== undefined) Object.assign(owner, { [step]: other });
  return copy;
}

const moveItem: Mutator = (files, random) => {
  const [from, to] = random.some(listFiles(files, 1), 2);
  if (from === undefined || to === undefined) return null;
  const item = random.pick(from.items);
  const without = withChange(files, from.path, [from.key], () =>
    from.items.filter((one) => one !== item),
  );
  return {
    files: withChange(without, to.path, [to.key], () => [...to.items, item]),
    description: `moved an item from ${from.path} to ${to.path}`,
  };
};

const swapFiles: Mutator = (files, random) => {
  const [one, other] = random.some([...files.keys()], 2);
  const [first, second] = [files.get(one ?? ''), files.get(other ?? '')];
  if (one === undefined || other === undefined || first === undefined || second === undefined)
    return null;
  return {
    files: withFile(withFile(files, one, second), other, first),
    description: `swapped ${one} and ${other}`,
  };
};

const renameFile: Mutator = (files, random) => {
  const path = random.pick([...files.keys()]);
  const to = random.pick([
    path.toUpperCase(),
    path.replace('.json', '.yaml'),
    path.replace('/', '/__proto__/'),
    `accounts/111122223333/us-west-2/${path}`,
    `clusters/__proto__/${path}`,
    `clusters/eks-workshop/${path}`,
    'k8s/\u001b[2J.json',
    `${path}.json`,
  ]);
  const bytes = files.get(path);
  if (bytes === undefined || to === path) return null;
  const keeps = random.chance(0.3);
  const others = [...files].filter(([one]) => keeps || one !== path);
  return {
    files: new Map([...others, [to, bytes]]),
    description: `${keeps ? 'copied' : 'moved'} ${path} to ${JSON.stringify(to)}`,
  };
};

/** Two values of one document, or of two, change places. */
const exchangeValues: Mutator = (files, random) => {
  const [one, other] = [random.pick([...files.keys()]), random.pick([...files.keys()])];
  const [first, second] = [documentIn(files, one), documentIn(files, other)];
  const place = randomPath(first, random, { deeper: 0.9 });
  const source = randomPath(second, random, { deeper: 0.9 });
  if (place.length === 0 || source.length === 0) return null;
  const value = valueAt(second, source);
  return {
    files: withChange(files, one, place, () => value),
    description: `put ${other}${pathText(source)} in the place of ${one}${pathText(place)}`,
  };
};

const emptyList: Mutator = (files, random) => {
  const lists = listFiles(files, 1);
  if (lists.length === 0) return null;
  const { path, key } = random.pick(lists);
  return {
    files: withDocument(files, path, { [key]: [] }),
    description: `left no item in ${path}`,
  };
};

/** Does anything at all to a snapshot. */
export const mutateSnapshot = oneOf([
  loseInformation,
  loseInformation,
  loseInformation,
  loseInformation,
  flipBytes,
  flipBytes,
  insertBytes,
  insertBytes,
  deleteBytes,
  deleteBytes,
  deleteMember,
  deleteMember,
  nullMember,
  nullMember,
  retypeMember,
  retypeMember,
  hostileText,
  hostileText,
  hugeNumber,
  hugeNumber,
  nestDeeply,
  addMember,
  duplicateItems,
  duplicateItems,
  moveItem,
  swapFiles,
  renameFile,
  exchangeValues,
  exchangeValues,
  emptyList,
]);
