import { describe, expect, it } from '@jest/globals';
import type { Snapshot } from '../../shared/core/model/index.ts';
import { decodeSnapshot } from '../../shared/decode/index.ts';
import { type Documents, FILE_TIME, memorySource } from '../support/memory-source.ts';
import { eksCluster, RAW_ITEMS } from './raw-items.ts';
import { under, WHOLE, without } from './whole-snapshot.ts';

const decode = (documents: Documents): Promise<Snapshot> => decodeSnapshot(memorySource(documents));
const TAKEN_AT = Date.UTC(2026, 10, 20, 10);

describe('a whole snapshot', () => {
  it('is read without a gap, every listing complete', async () => {
    const snapshot = await decode(WHOLE);
    expect(snapshot.gaps).toEqual([]);
    expect(snapshot.inputs.every(({ complete }) => complete)).toBe(true);
    const listings = [...snapshot.scopes, ...snapshot.clusters].flatMap((part) =>
      Object.values(part),
    );
    for (const value of listings) {
      if (typeof value === 'object' && value !== null && 'complete' in value) {
        expect(value).toMatchObject({ complete: true, readAt: TAKEN_AT });
      }
    }
    expect(snapshot.scopes).toMatchObject([
      { accountId: '111122223333', region: 'us-west-2', includeManagedResources: true },
    ]);
    expect(snapshot.clusters).toMatchObject([
      {
        arn: 'arn:aws:eks:us-west-2:111122223333:cluster/lab',
        name: 'lab',
        accountId: '111122223333',
      },
    ]);
  });

  it('is the same whatever the order of its files', async () => {
    const backwards = Object.fromEntries(Object.entries(WHOLE).toReversed());
    expect(await decode(backwards)).toEqual(await decode(WHOLE));
  });

  it('has one input for each file, sorted, with its digest and number of items', async () => {
    const { inputs } = await decode(WHOLE);
    expect(inputs.map(({ source }) => source)).toEqual(Object.keys(WHOLE).toSorted());
    expect(inputs.find(({ source }) => source === 'k8s/pods.json')).toEqual({
      source: 'k8s/pods.json',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      readAt: TAKEN_AT,
      items: 2,
      complete: true,
    });
  });

  it.each(
    Object.keys(WHOLE).filter((path) => path !== 'snapshot.json' && !/for-vpc|aws-node/.test(path)),
  )('has a gap with its effect when %s is missing, and nothing else changes', async (path) => {
    const { gaps } = await decode(without(path));
    expect(gaps.length).toBeGreaterThan(0);
    for (const gap of gaps) {
      expect(gap).toMatchObject({ source: path, reason: 'missing' });
      expect(gap.effect).toMatch(/^[A-Z].{20,}\.$/);
    }
  });

  it.each(Object.keys(WHOLE).filter((path) => !path.includes('for-vpc')))(
    'does not take an empty or refused %s for an empty list',
    async (path) => {
      for (const text of [
        '',
        '\n',
        '{"kind":"Status","status":"Failure","reason":"Forbidden"}',
        'An error occurred (UnauthorizedOperation)',
      ]) {
        const { gaps, inputs } = await decode({ ...WHOLE, [path]: text });
        expect(gaps.some(({ source, reason }) => source === path && reason === 'denied')).toBe(
          true,
        );
        expect(inputs.find(({ source }) => source === path)?.complete).toBe(false);
      }
    },
  );
});

describe('the DaemonSet of the VPC CNI', () => {
  it('may come with all DaemonSets', async () => {
    const { gaps, clusters } = await decode(without('k8s/daemonset-aws-node.json'));
    expect(gaps).toEqual([]);
    expect(clusters[0]?.cniDaemonSet).toMatchObject({ complete: true, items: [{ generation: 4 }] });
  });

  it('is not known when neither file is there, or all DaemonSets are cut off', async () => {
    const neither = await decode(without('k8s/daemonset-aws-node.json', 'k8s/daemonsets.json'));
    expect(neither.clusters[0]?.cniDaemonSet).toMatchObject({ complete: false, items: [] });
    const cut = await decode({
      ...without('k8s/daemonset-aws-node.json'),
      'k8s/daemonsets.json': { kind: 'List', items: [], metadata: { continue: 'abc' } },
    });
    expect(cut.clusters[0]?.cniDaemonSet).toMatchObject({ complete: false, items: [] });
  });
});

describe('the account and region', () => {
  it('come from snapshot.json, else from the folder, else from the cluster', async () => {
    const [fromFolder] = (
      await decode(under('accounts/444455556666/eu-west-1/', without('snapshot.json')))
    ).scopes;
    expect(fromFolder).toMatchObject({ accountId: '444455556666', region: 'eu-west-1' });
    const [fromCluster] = (await decode(without('snapshot.json'))).scopes;
    expect(fromCluster).toMatchObject({ accountId: '111122223333', region: 'us-west-2' });
  });

  it('are those of snapshot.json when a folder is called otherwise, and a gap says so', async () => {
    const { scopes, clusters, gaps } = await decode(
      under('accounts/444455556666/eu-west-1/', WHOLE),
    );
    expect(scopes).toMatchObject([{ accountId: '111122223333', region: 'us-west-2' }]);
    expect(clusters).toMatchObject([{ accountId: '111122223333', region: 'us-west-2' }]);
    expect(gaps.filter(({ reason }) => reason === 'contradiction')).toHaveLength(2);
    expect(scopes[0]?.interfaces.items[0]?.ownerId).toBe('111122223333');
  });

  it('nest: each scope has its own listings, and names its own files in gaps', async () => {
    const root = { schemaVersion: 1, takenAt: '2026-11-20T12:00:00Z', scopes: [], gaps: [] };
    const second = { 'ec2/describe-vpcs.json': { Vpcs: RAW_ITEMS['ec2/describe-vpcs'] } };
    const snapshot = await decode({
      'snapshot.json': root,
      ...under('accounts/111122223333/us-west-2/', WHOLE),
      ...under('accounts/444455556666/eu-west-1/', second),
    });
    expect(snapshot.takenAt).toBe(Date.UTC(2026, 10, 20, 12));
    expect(snapshot.scopes.map(({ accountId, vpcs }) => [accountId, vpcs.complete])).toEqual([
      ['111122223333', true],
      ['444455556666', true],
    ]);
    expect(snapshot.clusters.map(({ name }) => name)).toEqual(['lab']);
    const sources = snapshot.gaps.map(({ source }) => source);
    expect(sources).toContain('accounts/444455556666/eu-west-1/rds/describe-db-instances.json');
    expect(sources.some((source) => source.startsWith('accounts/111122223333/'))).toBe(false);
  });

  it('are missed when the root announces them and nothing is there', async () => {
    const scopes = [{ accountId: '444455556666', region: 'eu-west-1', clusters: ['far'] }];
    const { 'snapshot.json': own, ...files } = WHOLE;
    const snapshot = await decode({
      'snapshot.json': { ...(own as object), scopes },
      ...files,
    });
    expect(snapshot.scopes).toHaveLength(2);
    expect(snapshot.clusters.map(({ arn, pods }) => [arn, pods.complete])).toEqual([
      ['arn:aws:eks:eu-west-1:444455556666:cluster/far', false],
      ['arn:aws:eks:us-west-2:111122223333:cluster/lab', true],
    ]);
  });
});

describe('the clusters', () => {
  const inFolder = (name: string) =>
    Object.fromEntries(
      Object.entries(WHOLE)
        .filter(([path]) => path.startsWith('k8s/') || path.startsWith('eks/describe'))
        .map(([path, document]) => [
          `clusters/${name}/${path}`,
          path === 'eks/describe-cluster.json' ? described(name) : document,
        ]),
    );
  const described = (name: string) => ({
    cluster: { ...eksCluster, name, arn: `arn:aws:eks:us-west-2:111122223333:cluster/${name}` },
  });
  const shared = Object.fromEntries(
    Object.entries(WHOLE).filter(
      ([path]) => !path.startsWith('k8s/') && !path.startsWith('eks/describe'),
    ),
  );
  const manifest = {
    'snapshot.json': { ...(WHOLE['snapshot.json'] as object), cluster: undefined },
  };

  it('may be several beside shared AWS listings', async () => {
    const snapshot = await decode({ ...shared, ...manifest, ...inFolder('a'), ...inFolder('b') });
    expect(snapshot.gaps).toEqual([]);
    expect(snapshot.clusters.map(({ name, pods }) => [name, pods.items.length])).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
  });

  it('take their descriptions from the shared folder too', async () => {
    const { 'clusters/a/eks/describe-cluster.json': own, ...files } = inFolder('a');
    const snapshot = await decode({
      ...shared,
      ...manifest,
      ...files,
      'eks/describe-cluster-a.json': own,
    });
    expect(snapshot.gaps).toEqual([]);
    expect(snapshot.clusters).toMatchObject([{ name: 'a', cluster: { complete: true } }]);
  });

  it('that are described and have no files are there, and nothing of them was seen', async () => {
    const snapshot = await decode({ ...WHOLE, 'eks/describe-cluster-b.json': described('b') });
    expect(snapshot.clusters.map(({ name, pods }) => [name, pods.complete])).toEqual([
      ['b', false],
      ['lab', true],
    ]);
  });

  it.each([
    ['lab', 'us-west-2', 'arn:aws:eks:us-west-2:111122223333:cluster/lab'],
    ['lab', 'cn-north-1', 'arn:aws-cn:eks:cn-north-1:111122223333:cluster/lab'],
    ['lab', 'us-gov-west-1', 'arn:aws-us-gov:eks:us-gov-west-1:111122223333:cluster/lab'],
    [
      'arn:aws:eks:us-west-2:111122223333:cluster/lab',
      'us-west-2',
      'arn:aws:eks:us-west-2:111122223333:cluster/lab',
    ],
  ])(
    'are named by snapshot.json where DescribeCluster is missing: %s in %s',
    async (cluster, region, arn) => {
      const stated = { ...(WHOLE['snapshot.json'] as object), cluster, region };
      const snapshot = await decode({
        ...without('eks/describe-cluster.json'),
        'snapshot.json': stated,
      });
      expect(snapshot.clusters).toMatchObject([
        { arn, name: 'lab', region, cluster: { complete: false } },
      ]);
    },
  );

  it('have the name that DescribeCluster gives, whatever else is said, and a gap says so', async () => {
    const snapshot = await decode({ ...WHOLE, 'eks/describe-cluster.json': described('real') });
    expect(snapshot.clusters.map(({ name }) => name)).toEqual(['real']);
    expect(snapshot.gaps).toMatchObject([{ source: 'snapshot.json', reason: 'contradiction' }]);
  });

  it('are called unknown where nothing names them', async () => {
    const snapshot = await decode({ ...without('eks/describe-cluster.json'), ...manifest });
    expect(snapshot.clusters).toMatchObject([
      {
        name: 'unknown',
        arn: 'arn:aws:eks:us-west-2:111122223333:cluster/unknown',
        pods: { complete: true },
      },
    ]);
    expect(snapshot.gaps.map(({ source }) => source)).toEqual([
      'eks/describe-cluster.json',
      'snapshot.json',
    ]);
  });

  it('are one unknown cluster of which nothing was seen, in a snapshot of nothing', async () => {
    for (const documents of [{}, { 'ec2/describe-vpcs.json': { Vpcs: [] } }]) {
      const snapshot = await decode(documents);
      expect(snapshot.scopes).toHaveLength(1);
      expect(snapshot.clusters).toMatchObject([
        { name: 'unknown', pods: { complete: false, items: [] } },
      ]);
    }
  });

  it('are not invented in an account that only has stores', async () => {
    const snapshot = await decode({
      ...under('accounts/111122223333/us-west-2/', WHOLE),
      'accounts/444455556666/us-west-2/rds/describe-db-instances.json': { DBInstances: [] },
    });
    expect(snapshot.clusters.map(({ name }) => name)).toEqual(['lab']);
  });
});

describe('the time of a snapshot', () => {
  it('is the newest of the files where no snapshot.json tells, and a gap says so', async () => {
    const snapshot = await decode(without('snapshot.json'));
    expect(snapshot.takenAt).toBe(Date.parse(FILE_TIME));
    expect(snapshot.gaps.map(({ source, reason }) => [source, reason])).toEqual([
      ['snapshot.json', 'hidden'],
      ['snapshot.json', 'missing'],
    ]);
    expect(snapshot.clusters[0]?.pods.readAt).toBe(Date.parse(FILE_TIME));
  });

  it('is what the caller says where not even files have one', async () => {
    expect((await decodeSnapshot(memorySource({}), { now: 42 })).takenAt).toBe(42);
  });

  it.each(['k8s/pods.json', 'k8s/pods'])(
    'of one file is what snapshot.json says of %s',
    async (name) => {
      const stated = {
        ...(WHOLE['snapshot.json'] as object),
        read: { [name]: '2026-11-20T09:30:00Z' },
      };
      const [cluster] = (await decode({ ...WHOLE, 'snapshot.json': stated })).clusters;
      expect(cluster?.pods.readAt).toBe(Date.UTC(2026, 10, 20, 9, 30));
      expect(cluster?.nodes.readAt).toBe(TAKEN_AT);
    },
  );
});
