import { isJsonObject, pathText, randomPath, valueAt } from './json-path.ts';
import {
  documentIn,
  type Mutation,
  isManifest,
  listFiles,
  type ListFile,
  type Mutator,
  oneOf,
  withChange,
  withDocument,
  withFile,
  withoutFiles,
} from './mutation.ts';
import type { RawFiles } from './raw-snapshot.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A collector's own words about what is missing stay: without them nothing would tell. */
function reportsGaps(files: RawFiles, path: string): boolean {
  const gaps = isManifest(path) ? valueAt(documentIn(files, path), ['gaps']) : undefined;
  return Array.isArray(gaps) && gaps.length > 0;
}

const losable = (files: RawFiles): readonly string[] =>
  [...files.keys()].filter((path) => !reportsGaps(files, path));

const anyFile = (files: RawFiles, random: SeededRandom): string => random.pick(losable(files));

const deleteFile: Mutator = (files, random) => {
  const lost = new Set(random.some(losable(files), random.between(1, 3)));
  return {
    files: withoutFiles(files, (path) => lost.has(path)),
    description: `deleted ${[...lost].join(', ')}`,
  };
};

const deleteFolder: Mutator = (files, random) => {
  const path = anyFile(files, random);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (folder === '') return null;
  return {
    files: withoutFiles(files, (one) => one.startsWith(folder) && !reportsGaps(files, one)),
    description: `deleted the folder ${folder}`,
  };
};

const emptyFile: Mutator = (files, random) => {
  const path = anyFile(files, random);
  return {
    files: withFile(files, path, random.pick(['', '\n', ' \n\t'])),
    description: `emptied ${path}`,
  };
};

const truncateFile: Mutator = (files, random) => {
  const path = anyFile(files, random);
  const bytes = files.get(path);
  // The last byte may be a line feed, without which the document is whole.
  const length = bytes?.toString('utf8').trimEnd().length ?? 0;
  if (bytes === undefined || length < 2) return null;
  const end = random.between(1, length - 1);
  return {
    files: withFile(files, path, bytes.subarray(0, end)),
    description: `cut ${path} off at byte ${end}`,
  };
};

const REFUSALS = [
  '\nAn error occurred (AccessDenied) when calling the operation: not authorized\n',
  'An error occurred (RequestLimitExceeded) when calling the operation (reached max retries: 4)\n',
  'Error from server (Forbidden): pods is forbidden: User "x" cannot list resource\n',
  '{"Error": {"Code": "AccessDenied", "Message": "no"}}',
  '{"__type": "AccessDeniedException", "message": "no"}',
  '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"forbidden","reason":"Forbidden","code":403}',
  'null',
  '{}',
] as const;

const denyFile: Mutator = (files, random) => {
  const path = anyFile(files, random);
  const refusal = random.pick(REFUSALS);
  return {
    files: withFile(files, path, refusal),
    description: `put ${refusal.trim()} into ${path}`,
  };
};

function withoutSome({ items }: ListFile, random: SeededRandom): readonly unknown[] {
  const lost = new Set(random.some([...items.keys()], random.between(1, items.length)));
  return items.filter((_, index) => !lost.has(index));
}

const dropItemsAndSaySo: Mutator = (files, random) => {
  const lists = listFiles(files, 1);
  if (lists.length === 0) return null;
  const list = random.pick(lists);
  const document = documentIn(files, list.path);
  const kept = withoutSome(list, random);
  const announcement = list.path.includes('k8s/')
    ? { metadata: random.pick([{ continue: 'abc' }, { remainingItemCount: 7 }]) }
    : random.pick([{ NextToken: 'abc' }, { Marker: 'abc' }]);
  return {
    files: withDocument(files, list.path, {
      ...asObject(document),
      [list.key]: kept,
      ...announcement,
    }),
    description: `left ${kept.length} of ${list.items.length} items in ${list.path} and announced more`,
  };
};

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  isJsonObject(value) ? value : {};

const dropItemsAndReportIt: Mutator = (files, random) => {
  const lists = listFiles(files, 1);
  const manifests = [...files.keys()].filter(isManifest);
  if (lists.length === 0 || manifests.length === 0) return null;
  const list = random.pick(lists);
  const folder = (path: string): string => path.slice(0, -'snapshot.json'.length);
  const nearest = manifests
    .filter((path) => list.path.startsWith(folder(path)))
    .toSorted((a, b) => b.length - a.length)[0];
  if (nearest === undefined) return null;
  const kept = withoutSome(list, random);
  const gap = { source: list.path.slice(folder(nearest).length), reason: 'truncated' };
  const shorter = withChange(files, list.path, [list.key], () => kept);
  const manifest = asObject(documentIn(files, nearest));
  const gaps = Array.isArray(manifest['gaps']) ? (manifest['gaps'] as readonly unknown[]) : [];
  return {
    files: withDocument(shorter, nearest, { ...manifest, gaps: [...gaps, gap] }),
    description: `left ${kept.length} of ${list.items.length} items in ${list.path} and reported it`,
  };
};

const spoilItem: Mutator = (files, random) => {
  const lists = listFiles(files, 1);
  if (lists.length === 0) return null;
  const { path, key, items } = random.pick(lists);
  const index = random.below(items.length);
  const value = random.pick([null, 7, 'text', [], {}, true]);
  return {
    files: withChange(files, path, [key, index], () => value),
    description: `made ${path} ${key}[${index}] ${JSON.stringify(value)}`,
  };
};

/** A value of a JSON type that cannot be meant: it says nothing of what stood there. */
function wrongType(value: unknown, random: SeededRandom): unknown {
  if (Array.isArray(value)) return random.pick([{ a: 1 }, 'text', 7, true]);
  if (typeof value === 'object') return random.pick(['text', 7, [1], true]);
  if (typeof value === 'string') return random.pick([{ a: 1 }, [1]]);
  return random.pick([{ a: 1 }, [1], 'text!']);
}

const spoilMember: Mutator = (files, random) => {
  const path = random.pick([...files.keys()]);
  const document = documentIn(files, path);
  const place = randomPath(document, random, { deeper: 0.9 });
  const value = valueAt(document, place);
  if (place.length === 0 || value === null || value === undefined || isManifest(path)) return null;
  const wrong = wrongType(value, random);
  return {
    files: withChange(files, path, place, () => wrong),
    description: `made ${path}${pathText(place)} ${JSON.stringify(wrong)} (was ${JSON.stringify(value).slice(0, 80)})`,
  };
};

/** What kubectl leaves out unless it is asked for. */
const hideManagedFields: Mutator = (files, random) => {
  const paths = [...files.keys()].filter((one) => one.includes('k8s/'));
  if (paths.length === 0) return null;
  const path = random.pick(paths);
  const text = JSON.stringify(documentIn(files, path)) ?? '';
  if (!text.includes('managedFields')) return null;
  const hidden: unknown = JSON.parse(text, (key, value: unknown) =>
    key === 'managedFields' ? undefined : value,
  );
  return {
    files: withDocument(files, path, hidden),
    description: `hid the managedFields of ${path}`,
  };
};

const forgetManagedResources: Mutator = (files, random) => {
  const manifests = [...files.keys()].filter(isManifest);
  if (manifests.length === 0) return null;
  const path = random.pick(manifests);
  if (valueAt(documentIn(files, path), ['includeManagedResources']) !== true) return null;
  return {
    files: withChange(files, path, ['includeManagedResources'], () => undefined),
    description: `no longer says that managed interfaces were asked for (${path})`,
  };
};

/**
 * Takes information away and says so, as a collector, a permission, a full disk or a broken pipe would: whatever is left
 * proves that something is missing.
 */
export const loseInformation = oneOf([
  deleteFile,
  deleteFolder,
  emptyFile,
  truncateFile,
  truncateFile,
  denyFile,
  denyFile,
  dropItemsAndSaySo,
  dropItemsAndSaySo,
  dropItemsAndSaySo,
  dropItemsAndReportIt,
  spoilItem,
  spoilItem,
  spoilMember,
  spoilMember,
  spoilMember,
  spoilMember,
  hideManagedFields,
  forgetManagedResources,
]);

export type Loss =
  | 'a file'
  | 'the second half of a file'
  | 'the answer to a call'
  | 'an item, with a word about it'
  | 'an item that cannot be read';

/** Takes each thing of one kind away, one at a time. */
export function* everyLoss(files: RawFiles, what: Loss): Generator<Mutation> {
  if (what.includes('item')) yield* everyItem(files, what);
  else for (const path of files.keys()) yield fileLoss(files, path, what);
}

function fileLoss(files: RawFiles, path: string, what: Loss): Mutation {
  const bytes = files.get(path) ?? Buffer.alloc(0);
  const description = `${what}: ${path}`;
  if (what === 'a file') {
    return { files: withoutFiles(files, (one) => one === path), description };
  }
  const half = bytes.subarray(0, bytes.length / 2);
  const left = what === 'the second half of a file' ? half : REFUSALS[0];
  return { files: withFile(files, path, left), description };
}

function* everyItem(files: RawFiles, what: Loss): Generator<Mutation> {
  for (const { path, key, items } of listFiles(files, 1)) {
    const document = asObject(documentIn(files, path));
    for (const index of items.keys()) {
      const lost =
        what === 'an item that cannot be read'
          ? { [key]: items.with(index, null) }
          : { [key]: items.toSpliced(index, 1), NextToken: 'more' };
      yield {
        files: withDocument(files, path, { ...document, ...lost }),
        description: `${what}: ${path} ${key}[${index}]`,
      };
    }
  }
}
