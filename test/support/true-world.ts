import { isJsonObject, valueAt } from './json-path.ts';
import { documentIn, isManifest, listFiles, withDocument } from './mutation.ts';
import type { RawFiles } from './raw-snapshot.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What was done to one item of a listing since the world began. */
type Fate = { readonly kind: 'gone' } | { readonly kind: 'other'; readonly item: unknown };

/** A world that really changes: things go, come back and become others. What it shows is whole at any time. */
export interface TrueWorld {
  readonly files: RawFiles;
  /** Changes one thing, and says which. */
  change(): string;
  at(takenAt: string): RawFiles;
}

/** Listings of which a world always has all: without its cluster or its nodes it would be another. */
const LASTING =
  /describe-cluster|list-clusters|describe-addon|controllerrevisions|daemonset-aws-node/;

export function trueWorld(files: RawFiles, random: SeededRandom): TrueWorld {
  const lists = listFiles(files, 1).filter(({ path }) => !LASTING.test(path));
  const fates = new Map<string, Map<number, Fate>>();
  const groups = groupsIn(files);
  return {
    files,
    change() {
      const list = random.pick(lists);
      const index = random.below(list.items.length);
      const known = fates.get(list.path) ?? new Map<number, Fate>();
      fates.set(list.path, known);
      const what = `${list.path}[${index}]`;
      if (known.has(index) && random.chance(0.7)) {
        known.delete(index);
        return `${what} is as it was`;
      }
      const other = changedItem(list.items[index], groups, random);
      if (other === null || random.chance(0.4)) {
        known.set(index, { kind: 'gone' });
        return `${what} is gone`;
      }
      known.set(index, { kind: 'other', item: other });
      return `${what} is another`;
    },
    at: (takenAt) => {
      let now = files;
      for (const { path, key, items } of lists) {
        const known = fates.get(path);
        if (known === undefined || known.size === 0) continue;
        const left = items.flatMap((item, index) => lived(item, known.get(index)));
        now = withDocument(now, path, { ...objectIn(now, path), [key]: left });
      }
      return taken(now, takenAt);
    },
  };
}

const lived = (item: unknown, fate: Fate | undefined): readonly unknown[] => {
  if (fate === undefined) return [item];
  return fate.kind === 'gone' ? [] : [fate.item];
};

const objectIn = (files: RawFiles, path: string): Readonly<Record<string, unknown>> => {
  const document = documentIn(files, path);
  return isJsonObject(document) ? document : {};
};

/** The same files, collected at another time. */
export function taken(files: RawFiles, takenAt: string): RawFiles {
  const manifests = [...files.keys()].filter(isManifest);
  return manifests.reduce(
    (all, path) => withDocument(all, path, { ...objectIn(all, path), takenAt, read: {} }),
    files,
  );
}

/** Ids of groups that some interface wears. */
function groupsIn(files: RawFiles): readonly string[] {
  const ids = listFiles(files, 1)
    .filter(({ path }) => path.endsWith('describe-network-interfaces.json'))
    .flatMap(({ items }) => items.flatMap((one) => groupIdsOf(one)));
  return [...new Set(ids)];
}

function groupIdsOf(item: unknown): readonly string[] {
  const list = isJsonObject(item) ? item['Groups'] : undefined;
  return Array.isArray(list)
    ? list.flatMap((one) =>
        isJsonObject(one) && typeof one['GroupId'] === 'string' ? [one['GroupId']] : [],
      )
    : [];
}

/** What people and controllers do to one thing; null for what is only made and deleted. */
function changedItem(
  item: unknown,
  groups: readonly string[],
  random: SeededRandom,
): Readonly<Record<string, unknown>> | null {
  if (!isJsonObject(item)) return null;
  if (Array.isArray(item['Groups']) && typeof item['NetworkInterfaceId'] === 'string') {
    const worn = random.some(groups, random.between(1, 3));
    return { ...item, Groups: worn.map((GroupId) => ({ GroupId, GroupName: GroupId })) };
  }
  const metadata = item['metadata'];
  const labels = valueAt(metadata, ['labels']);
  if (isJsonObject(metadata) && isJsonObject(labels)) {
    const kept = random.some(Object.entries(labels), Object.keys(labels).length - 1);
    return { ...item, metadata: { ...metadata, labels: Object.fromEntries(kept) } };
  }
  if (typeof item['FromPort'] === 'number' && typeof item['ToPort'] === 'number') {
    return { ...item, FromPort: 0, ToPort: random.pick([22, 65_535]) };
  }
  return null;
}
