import { describe, expect, it } from '@jest/globals';
import type { SnapshotSource } from '../../shared/audit/snapshot-source.ts';
import { type Listing, sortedUnique } from '../../shared/core/model/index.ts';
import { decodeSnapshot } from '../../shared/decode/index.ts';
import { type Documents, memorySource } from '../support/memory-source.ts';
import { under, WHOLE } from './whole-snapshot.ts';

const decode = (documents: Documents) => decodeSnapshot(memorySource(documents));
const withGaps = (gaps: unknown, more: object = {}): Documents => ({
  ...WHOLE,
  'snapshot.json': { ...(WHOLE['snapshot.json'] as object), ...more, gaps },
});
const isListing = (value: unknown): value is Listing<unknown> =>
  typeof value === 'object' && value !== null && 'complete' in value;
const incomplete = async (documents: Documents) => {
  const { scopes, clusters } = await decode(documents);
  return [...scopes, ...clusters]
    .flatMap((part) => Object.entries(part))
    .filter(([, value]) => isListing(value) && !value.complete)
    .map(([name]) => name);
};

describe('gaps that the collector reported', () => {
  it.each([
    ['ec2/describe-vpcs.json', ['vpcs']],
    ['ec2/describe-vpcs', ['vpcs']],
    ['ec2:DescribeVpcs', ['vpcs']],
    ['DescribeVpcs', ['vpcs']],
    ['rds:DescribeDBInstances', ['dbInstances']],
    ['k8s/pods', ['pods']],
    ['pods', ['pods']],
    ['k8s/jobs.json', ['jobs', 'templates']],
    ['k8s/webhookconfigurations', ['webhooks']],
    ['eks/describe-cluster.json', ['cluster']],
    ['eks/list-clusters', ['clusterNames']],
    ['ec2/get-managed-prefix-list-entries-pl-63a5400a', ['prefixListEntries']],
    ['rds/describe-db-proxy-targets-orders-proxy.json', ['dbProxyTargets']],
  ])('make the listing of %s incomplete', async (source, names) => {
    expect(await incomplete(withGaps([{ source, reason: 'throttled' }]))).toEqual(names);
  });

  it('are carried over with their item, reason and effect', async () => {
    const reported = [
      {
        source: 'k8s/pods',
        item: 'shop/web',
        reason: 'took too long',
        effect: 'One pod is not known.',
      },
      { source: 'ec2/describe-vpcs', reason: 'denied' },
    ];
    const { gaps } = await decode(withGaps(reported));
    expect(gaps).toEqual([
      {
        source: 'ec2/describe-vpcs.json',
        reason: 'denied',
        detail: 'snapshot.json reports it: denied',
        effect:
          'Whether a store lies inside the VPC, and so which address a pod shows it, is not known.',
      },
      {
        source: 'k8s/pods.json',
        item: 'shop/web',
        reason: 'reported',
        detail: 'snapshot.json reports it: took too long',
        effect: 'One pod is not known.',
      },
    ]);
  });

  it('that name nothing known are gaps without a listing', async () => {
    const { gaps } = await decode(withGaps([{ source: 'iam:GetRole', reason: 'denied' }]));
    expect(gaps).toMatchObject([{ source: 'iam:GetRole', reason: 'denied' }]);
    expect(await incomplete(withGaps([{ source: 'iam:GetRole', reason: 'denied' }]))).toEqual([]);
  });

  it('reach into the scopes of a nested snapshot, from the root and from the scope', async () => {
    const folder = 'accounts/111122223333/us-west-2/';
    for (const path of ['snapshot.json', `${folder}snapshot.json`]) {
      const nested = under(folder, WHOLE);
      const source =
        path === 'snapshot.json' ? `${folder}ec2/describe-vpcs.json` : 'ec2/describe-vpcs.json';
      const base = nested[path] ?? { schemaVersion: 1, takenAt: '2026-11-20T10:00:00Z' };
      const documents = { ...nested, [path]: { ...base, gaps: [{ source, reason: 'denied' }] } };
      expect(await incomplete(documents)).toEqual(['vpcs']);
    }
  });

  it('of Kubernetes are of every cluster where the scope holds none itself', async () => {
    const own = Object.entries(WHOLE).filter(([path]) => /^(k8s|eks.describe)/.test(path));
    const shared = Object.entries(WHOLE).filter(([path]) => !/^(k8s|eks.describe)/.test(path));
    const manifest = {
      ...(WHOLE['snapshot.json'] as object),
      gaps: [{ source: 'k8s/pods', reason: 'x' }],
    };
    const documents = {
      ...Object.fromEntries(shared),
      ...under('clusters/lab/', Object.fromEntries(own)),
      'snapshot.json': manifest,
    };
    const { clusters } = await decode(documents);
    expect(clusters.map(({ name, pods, nodes }) => [name, pods.complete, nodes.complete])).toEqual([
      ['lab', false, true],
    ]);
  });

  it.each([
    ['one that is unreadable', withGaps([{ source: 7, reason: 'x' }])],
    ['a list that is none', withGaps({ source: 'ec2/describe-vpcs' })],
    ['a file that is cut off', { ...WHOLE, 'snapshot.json': '{"schemaVersion":1,"gaps":[' }],
  ])('may be of any listing: %s', async (_, documents) => {
    const { scopes, clusters } = await decode(documents);
    const listings = [...scopes, ...clusters]
      .flatMap((part) => Object.values(part))
      .filter(isListing);
    expect(listings.every(({ complete }) => !complete)).toBe(true);
  });
});

describe('snapshot.json', () => {
  it.each([
    [{ includeManagedResources: undefined }, 'hidden'],
    [{ includeManagedResources: 'true' }, 'hidden'],
    [{ schemaVersion: 2 }, 'unsupported'],
    [{ takenAt: 'yesterday' }, 'malformed'],
  ])('with %j is a gap', async (change, reason) => {
    const { gaps } = await decode(withGaps([], change));
    expect(gaps).toMatchObject([{ source: 'snapshot.json', reason }]);
  });
});

describe('what a source could not hand out', () => {
  const withUnlisted = (path: string): SnapshotSource => ({
    parts: async function* parts() {
      yield* memorySource(WHOLE).parts();
      yield {
        path,
        modifiedAt: null,
        read: () =>
          Promise.resolve({
            envelope: {},
            arrays: {},
            bytes: 0,
            sha256: '',
            problem: { kind: 'unreadable', message: 'permission denied', offset: 0, head: '' },
          }),
      };
    },
  });
  const touched = async (path: string) => {
    const { scopes, clusters, gaps } = await decodeSnapshot(withUnlisted(path));
    const listings = [...scopes, ...clusters]
      .flatMap((part) => Object.values(part))
      .filter(isListing);
    const names = listings
      .filter(({ complete }) => !complete)
      .map(({ source }) => source.slice(0, source.indexOf('/')));
    return { services: sortedUnique(names), gaps };
  };

  it.each([
    ['', ['ec2', 'eks', 'elasticache', 'k8s', 'rds']],
    ['accounts', ['ec2', 'eks', 'elasticache', 'k8s', 'rds']],
    ['accounts/444455556666', ['ec2', 'eks', 'elasticache', 'k8s', 'rds']],
    ['clusters', ['ec2', 'eks', 'elasticache', 'k8s', 'rds']],
    ['rds', ['rds']],
    ['k8s', ['k8s']],
    ['reports', []],
  ])('of the folder %j may have been part of these listings: %j', async (path, services) => {
    const found = await touched(path);
    expect(found.services).toEqual(services);
    expect(found.gaps.length > 0).toBe(services.length > 0);
  });

  it('is a whole cluster, or a whole account and region', async () => {
    const cluster = await decodeSnapshot(withUnlisted('clusters/far'));
    expect(cluster.clusters.map(({ name, pods }) => [name, pods.complete])).toEqual([
      ['far', false],
      ['lab', true],
    ]);
    const scope = await decodeSnapshot(withUnlisted('accounts/444455556666/eu-west-1'));
    expect(scope.scopes.map(({ accountId, vpcs }) => [accountId, vpcs.complete])).toEqual([
      ['111122223333', true],
      ['444455556666', false],
    ]);
  });
});
