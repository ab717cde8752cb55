import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dump } from 'js-yaml';
import { planEstate } from '../../bench/estate/plan-estate.ts';
import { writeEstate } from '../../bench/estate/write-estate.ts';
import type { EpochMs } from '../../shared/core/model/index.ts';
import { isJsonObject } from './json-path.ts';
import { parseFile, type RawFiles, readRawFiles, toBytes, withoutNoise } from './raw-snapshot.ts';

/** A snapshot to try things on. */
export interface World {
  readonly name: string;
  readonly files: RawFiles;
  /** ISO 8601; `now` is the same. */
  readonly takenAt: string;
  readonly now: EpochMs;
}

const WORKSHOP = resolve(import.meta.dirname, '../../examples/eks-workshop');

function world(name: string, files: RawFiles): World {
  const manifest = parseFile(files, 'snapshot.json');
  const takenAt = isJsonObject(manifest) ? manifest['takenAt'] : undefined;
  if (typeof takenAt !== 'string') throw new Error(`${name} does not say when it was taken`);
  return { name, files, takenAt, now: Date.parse(takenAt) };
}

export type Chapter = 'before' | 'after' | 'drifted';

/** A snapshot of the example as it is committed. */
export const workshop = (chapter: Chapter): World =>
  world(chapter, readRawFiles(join(WORKSHOP, chapter)));

/** The same with the members alone on which something rests: quicker, and more of it worth damaging. */
export const shortWorkshop = (chapter: Chapter): World =>
  world(`the workshop, ${chapter}`, withoutNoise(workshop(chapter).files));

export interface EstateSize {
  readonly pods: number;
  readonly stores: number;
  readonly groups: number;
}

/** A synthetic estate with faults of every kind. */
export function randomEstate(seed: number, size: EstateSize): World {
  const folder = mkdtempSync(join(tmpdir(), 'podfence-world-'));
  try {
    writeEstate(planEstate({ ...size, seed, form: 'collected' }), folder);
    return world(`estate ${seed}`, readRawFiles(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const moved = (files: RawFiles, to: (path: string) => string): RawFiles =>
  new Map([...files].map(([path, bytes]) => [to(path), bytes]));

/** AWS never gives an id twice. */
const withOtherIds = (files: RawFiles): RawFiles =>
  new Map(
    [...files].map(([path, bytes]) => [
      path.replaceAll(AWS_ID, (id) => otherId(id)),
      Buffer.from(bytes.toString('utf8').replaceAll(AWS_ID, (id) => otherId(id))),
    ]),
  );

const AWS_ID = /\b[a-z]{1,8}-0[0-9a-f]{16}\b/g;
const otherId = (id: string): string =>
  id.replace(/-0([0-9a-f]{15})([0-9a-f])$/, (_, rest: string, last: string) => `-0${last}${rest}`);

/** Every occurrence of some texts by others: another account, region or cluster with the same content. */
function renamed(files: RawFiles, names: Readonly<Record<string, string>>): RawFiles {
  return new Map(
    [...files].map(([path, bytes]) => {
      const text = Object.entries(names).reduce(
        (all, [from, to]) => all.replaceAll(from, to),
        bytes.toString('utf8'),
      );
      return [path, Buffer.from(text)];
    }),
  );
}

const OTHER_ACCOUNT = '444455556666';
const OTHER_REGION = 'eu-west-1';

/** Two accounts and regions, one cluster in each, below `accounts/`. */
export function twoAccounts(): World {
  const first = shortWorkshop('drifted');
  const second = renamed(withOtherIds(shortWorkshop('after').files), {
    '111122223333': OTHER_ACCOUNT,
    'us-west-2': OTHER_REGION,
  });
  const scopes = [
    { accountId: '111122223333', region: 'us-west-2', clusters: ['eks-workshop'] },
    { accountId: OTHER_ACCOUNT, region: OTHER_REGION, clusters: ['eks-workshop'] },
  ];
  const root = { schemaVersion: 1, takenAt: first.takenAt, scopes, gaps: [] };
  return world(
    'two accounts',
    new Map([
      ['snapshot.json', toBytes(root)],
      ...moved(first.files, (path) => `accounts/111122223333/us-west-2/${path}`),
      ...moved(second, (path) => `accounts/${OTHER_ACCOUNT}/${OTHER_REGION}/${path}`),
    ]),
  );
}

export const SECOND_CLUSTER = 'eks-second';

/** Two clusters beside each other in one account and region, with one network. */
export function twoClusters(): World {
  const { files, takenAt } = shortWorkshop('drifted');
  const second = renamed(shortWorkshop('after').files, { 'eks-workshop': SECOND_CLUSTER });
  const isOfCluster = (path: string): boolean => /^(eks|k8s)\//.test(path);
  const clusterFiles = (from: RawFiles, name: string): RawFiles =>
    new Map(
      [...from]
        .filter(([path]) => isOfCluster(path))
        .map(([path, bytes]) => [`clusters/${name}/${path}`, bytes]),
    );
  const scope = {
    accountId: '111122223333',
    region: 'us-west-2',
    clusters: ['eks-workshop', SECOND_CLUSTER],
  };
  const manifest = parseFile(files, 'snapshot.json');
  const { cluster: _cluster, read: _read, ...rest } = isJsonObject(manifest) ? manifest : {};
  return world(
    'two clusters',
    new Map([
      ['snapshot.json', toBytes({ ...rest, takenAt, scopes: [scope] })],
      ...[...files].filter(([path]) => /^(ec2|rds|elasticache)\//.test(path)),
      ...clusterFiles(files, 'eks-workshop'),
      ...clusterFiles(second, SECOND_CLUSTER),
    ]),
  );
}

/** Kubernetes files as `kubectl -o yaml` prints them. */
export function inYaml(): World {
  const { files } = shortWorkshop('drifted');
  const isYaml = /^k8s\/(securitygrouppolicies|namespaces|serviceaccounts|nodes)\.json$/;
  return world(
    'the workshop, partly in YAML',
    new Map(
      [...files].map(([path, bytes]) =>
        isYaml.test(path)
          ? [path.replace('.json', '.yaml'), Buffer.from(dump(parseFile(files, path)))]
          : [path, bytes],
      ),
    ),
  );
}
