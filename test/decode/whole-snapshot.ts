import type { Documents } from '../support/memory-source.ts';
import { CALLS } from '../../shared/decode/index.ts';
import { RAW_ITEMS } from './raw-items.ts';

const ARGUMENTS: Readonly<Record<string, string>> = {
  'ec2/get-security-groups-for-vpc': 'vpc-0a1b2c3d4e5f60718',
  'ec2/get-managed-prefix-list-entries': 'pl-0123456789abcdef0',
  'rds/describe-db-proxy-targets': 'orders-proxy',
};

function documentOf(file: string, key: string, form: string): unknown {
  const items = RAW_ITEMS[file] ?? [];
  if (!file.startsWith('k8s/')) return { [key]: form === 'object' ? items[0] : items };
  return form === 'object'
    ? items[0]
    : { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
}

/** One file for each call, all sound. */
export const WHOLE: Documents = {
  'snapshot.json': {
    schemaVersion: 1,
    takenAt: '2026-11-20T10:00:00Z',
    accountId: '111122223333',
    region: 'us-west-2',
    cluster: 'lab',
    includeManagedResources: true,
    gaps: [],
  },
  ...Object.fromEntries(
    CALLS.map(({ file, key, form }) => {
      const argument = ARGUMENTS[file];
      const path = argument === undefined ? file : `${file}-${argument}`;
      return [`${path}.json`, documentOf(file, key, form)];
    }),
  ),
  // What a route leads to through a gateway endpoint.
  'ec2/get-managed-prefix-list-entries-pl-63a5400a.json': { Entries: [{ Cidr: '52.92.0.0/17' }] },
};

export const without = (...paths: readonly string[]): Documents =>
  Object.fromEntries(Object.entries(WHOLE).filter(([path]) => !paths.includes(path)));

/** The same files in a folder; `folder` ends in `/`. */
export const under = (folder: string, documents: Documents): Documents =>
  Object.fromEntries(
    Object.entries(documents).map(([path, document]) => [`${folder}${path}`, document]),
  );
