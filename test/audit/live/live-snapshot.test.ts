import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSnapshotArchive, openSnapshotFolder } from '../../../shared/adapters/output/index.ts';
import { openSnapshot } from '../../../shared/adapters/snapshot/index.ts';
import {
  copySnapshot,
  liveSnapshot,
  probeAccess,
  type SnapshotSource,
} from '../../../shared/audit/index.ts';
import { decodeSnapshot } from '../../../shared/decode/index.ts';
import { aCall, aReader, contentOf, denied } from '../../support/live.ts';

const ARN = 'arn:aws:eks:us-west-2:111122223333:cluster/shop';
const AT = '2026-11-20T10:30:00.000Z';

const VPC = {
  VpcId: 'vpc-0a',
  OwnerId: '111122223333',
  CidrBlock: '10.0.0.0/16',
  CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
  Tags: [{ Key: 'password', Value: 'hunter2' }],
};
const POD = {
  kind: 'Pod',
  metadata: { namespace: 'shop', name: 'web-1', uid: 'u1' },
  spec: {
    nodeName: 'node-1',
    containers: [{ name: 'web', env: [{ name: 'PASSWORD', value: 'hunter2' }] }],
  },
  status: { phase: 'Running', podIP: '10.0.1.5', startTime: '2026-11-20T10:00:00Z' },
};

const CLUSTER = { name: 'shop', arn: ARN, createdAt: new Date(AT), status: 'ACTIVE' };

const source = (): SnapshotSource =>
  liveSnapshot({
    place: { accountId: '111122223333', region: 'us-west-2', cluster: ARN },
    clock: () => new Date(AT),
    readers: [
      aReader(
        aCall('eks/describe-cluster', 'cluster', [[CLUSTER]], { form: 'object' }),
        aCall('k8s/pods', 'items', [[POD]]),
      ),
      aReader(
        aCall('ec2/describe-vpcs', 'Vpcs', [[VPC], [{ ...VPC, VpcId: 'vpc-0b' }]]),
        aCall('ec2/describe-subnets', 'Subnets', [], { fails: denied() }),
        aCall('ec2/describe-network-acls', 'NetworkAcls', [[{ NetworkAclId: 'acl-0a' }]], {
          fails: denied('the second page'),
        }),
        aCall('ec2/get-managed-prefix-list-entries', 'Entries', [[{ Cidr: '10.9.0.0/16' }]], {
          argument: 'pl-0a',
        }),
      ),
    ],
  });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podfence-live-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('A live snapshot', () => {
  it('reads like a folder that was collected, gaps included', async () => {
    const live = await decodeSnapshot(source());
    expect(live.takenAt).toBe(Date.parse(AT));
    const [scope] = live.scopes;
    expect(scope?.includeManagedResources).toBe(true);
    expect(scope?.vpcs).toMatchObject({
      complete: true,
      items: [{ id: 'vpc-0a' }, { id: 'vpc-0b' }],
    });
    expect(scope?.subnets).toMatchObject({ complete: false, items: [] });
    expect(scope?.nacls.complete).toBe(false);
    expect(live.clusters[0]).toMatchObject({ arn: ARN, pods: { items: [{ name: 'web-1' }] } });
  });

  it('names the permission that a denied read takes', async () => {
    const content = await contentOf(source());
    expect(content.get('ec2/describe-subnets.json')?.summary.problem).toMatchObject({
      kind: 'unreadable',
      message: 'UnauthorizedOperation: not authorised It takes test:Read.',
    });
  });

  it('gives projected items: no environment of a container, no tag that nobody reads', async () => {
    const content = await contentOf(source());
    expect(JSON.stringify([...content].map(([, { items }]) => items))).not.toContain('hunter2');
  });

  it('lets an error through that is not the API’s', async () => {
    const broken = aCall('ec2/describe-vpcs', 'Vpcs', []);
    const live = liveSnapshot({
      place: { accountId: '1', region: 'r', cluster: ARN },
      clock: () => new Date(AT),
      readers: [
        aReader({
          ...broken,
          async *pages() {
            yield [];
            throw new TypeError('a bug');
          },
        }),
      ],
    });
    await expect(decodeSnapshot(live)).rejects.toThrow('a bug');
  });
});

describe('Collecting', () => {
  it.each(['folder', 'archive'])('into a %s keeps what the live read gave', async (form) => {
    const target = join(folder, form === 'folder' ? 'out' : 'out.tar.gz');
    if (form === 'folder') await copySnapshot(source(), await openSnapshotFolder(target), 'test');
    else {
      const archive = await openSnapshotArchive(target);
      await copySnapshot(source(), archive.writer, 'test');
      await archive.finish();
      expect(await readdir(folder)).toEqual(['out.tar.gz']);
    }
    const live = await decodeSnapshot(source());
    const kept = await decodeSnapshot(await openSnapshot(target));
    expect(kept.takenAt).toBe(live.takenAt);
    expect(kept.clusters[0]?.pods.items).toEqual(live.clusters[0]?.pods.items);
    expect(kept.scopes[0]?.vpcs.items).toEqual(live.scopes[0]?.vpcs.items);
    expect(kept.scopes[0]?.prefixListEntries.items).toEqual(
      live.scopes[0]?.prefixListEntries.items,
    );
    for (const listing of ['subnets', 'nacls'] as const) {
      expect(kept.scopes[0]?.[listing].complete).toBe(false);
      expect(kept.scopes[0]?.[listing].items).toEqual(live.scopes[0]?.[listing].items);
    }
  });

  it('writes the bytes that the live inputs were named by', async () => {
    const target = join(folder, 'out');
    await copySnapshot(source(), await openSnapshotFolder(target), 'test');
    const { inputs } = await decodeSnapshot(source());
    const files = inputs.filter(
      ({ source: path }) => path !== 'snapshot.json' && !path.includes('subnets'),
    );
    for (const { source: path, sha256 } of files) {
      const bytes = await readFile(join(target, path));
      expect([path, createHash('sha256').update(bytes).digest('hex')]).toEqual([path, sha256]);
    }
    expect(files).toHaveLength(5);
  });

  it('reports what was denied, leaves no empty file behind, and counts', async () => {
    const target = join(folder, 'out');
    const result = await copySnapshot(source(), await openSnapshotFolder(target), 'test');
    expect(result).toMatchObject({
      files: 5,
      items: 6,
      gaps: [
        { source: 'ec2/describe-subnets.json', reason: 'denied' },
        { source: 'ec2/describe-network-acls.json', reason: 'truncated' },
      ],
    });
    expect((await readdir(join(target, 'ec2'))).toSorted()).toEqual([
      'describe-network-acls.json',
      'describe-vpcs.json',
      'get-managed-prefix-list-entries-pl-0a.json',
    ]);
  });

  it('refuses a folder that is not empty, and a name that leads out of it', async () => {
    await expect(openSnapshotFolder(tmpdir())).rejects.toThrow('is not empty');
    const writer = await openSnapshotFolder(join(folder, 'out'));
    await expect(writer.file('../outside.json')).rejects.toThrow('is no name for a file');
    await expect(writer.file('ec2//x.json')).rejects.toThrow('is no name for a file');
  });

  it('gives equal archives for equal snapshots', async () => {
    const pack = async (name: string): Promise<Buffer> => {
      const archive = await openSnapshotArchive(join(folder, name));
      await copySnapshot(source(), archive.writer, 'test');
      await archive.finish();
      return readFile(join(folder, name));
    };
    expect((await pack('a.tar.gz')).equals(await pack('b.tar.gz'))).toBe(true);
  });
});

describe('Asking what may be read', () => {
  it('tells each read, what it is for and what grants it', async () => {
    const readers = [
      aReader(
        aCall('ec2/describe-vpcs', 'Vpcs', [[VPC]], { permission: 'ec2:DescribeVpcs' }),
        aCall('k8s/pods', 'items', [], { fails: denied('pods is forbidden'), grant: 'rule' }),
      ),
    ];
    const { reads, coverage } = await probeAccess(readers, new Date(AT));
    expect(reads).toEqual([
      {
        source: 'ec2/describe-vpcs.json',
        permission: 'ec2:DescribeVpcs',
        required: false,
        verdict: 'allowed',
        detail: null,
        grant: null,
      },
      {
        source: 'k8s/pods.json',
        permission: 'test:Read',
        required: true,
        verdict: 'denied',
        detail: 'UnauthorizedOperation: pods is forbidden',
        grant: 'rule',
      },
    ]);
    expect(coverage).toMatchObject({ judged: 1, unknown: 1, percent: 50 });
  });
});
