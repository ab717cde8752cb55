import { describe, expect, it } from '@jest/globals';
import { compileStores } from '../../../shared/core/stores/index.ts';
import {
  aCache,
  anInterface,
  aReplicationGroup,
  arnOf,
  aScope,
  aServerlessCache,
  attached,
  groupIds,
  SUBNETS,
  VPC,
} from './aws-listings.ts';

type Items = Parameters<typeof aScope>[0];
const compile = (items: Items, incomplete: Parameters<typeof aScope>[1] = []) =>
  compileStores([aScope(items, incomplete)]);

describe('a cache cluster', () => {
  it('that stands alone is a store', () => {
    const { stores, gaps } = compile({
      cacheClusters: [aCache('sessions', { engine: 'memcached', port: 11211 })],
    });
    expect(stores).toEqual([
      {
        arn: arnOf('elasticache', 'cluster:sessions'),
        kind: 'elasticache',
        name: 'sessions',
        engine: 'memcached',
        accountId: '111122223333',
        region: 'us-west-2',
        vpcId: VPC,
        subnetIds: SUBNETS,
        families: [4],
        doors: [{ port: 11211, groups: ['sg-cache'], note: null }],
        publiclyAccessible: false,
        status: 'available',
        tags: new Map(),
        tagsSeen: false,
        candidateInterfaces: [],
      },
    ]);
    expect(gaps).toEqual([]);
  });

  it.each<[string | null, number[]]>([
    [null, [4]],
    ['ipv4', [4]],
    ['ipv6', [6]],
    ['dual_stack', [4, 6]],
  ])('of network type %s has the families %j', (networkType, families) => {
    const { stores } = compile({ cacheClusters: [aCache('c', { networkType })] });
    expect(stores[0]!.families).toEqual(families);
  });

  it.each([
    ['valkey', 6379],
    ['memcached', 11211],
  ])('of engine %s that reports no port is judged at %i, with a gap', (engine, port) => {
    const { stores, gaps } = compile({ cacheClusters: [aCache('c', { engine, port: null })] });
    expect(stores[0]!.doors.map((door) => door.port)).toEqual([port]);
    expect(gaps.map(({ aspect }) => aspect)).toEqual(['port']);
  });

  it('whose replication group is not listed is one store with its siblings, under the ARN of the group', () => {
    const { stores, gaps } = compile(
      {
        cacheClusters: ['rg-001', 'rg-002'].map((id) => aCache(id, { replicationGroupId: 'rg' })),
      },
      ['replicationGroups'],
    );
    expect(stores.map(({ name, arn }) => [name, arn])).toEqual([
      ['rg', arnOf('elasticache', 'replicationgroup:rg')],
    ]);
    expect(gaps.map(({ aspect }) => aspect)).toEqual(['cluster']);
  });

  it('whose subnet group is not listed has unknown subnets', () => {
    const { stores, gaps } = compile({ cacheClusters: [aCache('c')], cacheSubnetGroups: [] });
    expect([stores[0]!.subnetIds, gaps.map(({ aspect }) => aspect)]).toEqual([null, ['subnets']]);
  });
});

describe('a replication group', () => {
  const members = ['rg-001', 'rg-002'];
  const group = aReplicationGroup('rg', { memberClusterIds: members, ports: [6390, 6390] });

  it('is one store with the groups of its members', () => {
    const { stores, gaps } = compile({
      replicationGroups: [group],
      cacheClusters: [
        aCache('rg-001', { replicationGroupId: 'rg', port: 6390 }),
        aCache('rg-002', { replicationGroupId: null, port: null, groups: attached('sg-b') }),
      ],
    });
    expect(stores.map(({ arn, doors }) => [arn, doors])).toEqual([
      [group.arn, [{ port: 6390, groups: ['sg-b', 'sg-cache'], note: null }]],
    ]);
    expect(gaps).toEqual([]);
  });

  it('whose members were not all seen may admit more, and has no known interface', () => {
    const { stores, gaps } = compile(
      {
        replicationGroups: [group],
        cacheClusters: [aCache('rg-001', { replicationGroupId: 'rg' })],
        interfaces: [
          anInterface('eni-1', { description: 'ElastiCache rg-001', groups: groupIds('sg-cache') }),
        ],
      },
      ['cacheClusters'],
    );
    expect([stores[0]!.candidateInterfaces, gaps.map(({ aspect }) => aspect)]).toEqual([
      [],
      ['groups'],
    ]);
  });

  it('takes engine and network type of its members where it has none', () => {
    const { stores } = compile({
      replicationGroups: [aReplicationGroup('rg', { engine: '', ports: [] })],
      cacheClusters: [
        aCache('rg-001', {
          replicationGroupId: 'rg',
          engine: 'valkey',
          port: null,
          networkType: 'dual_stack',
        }),
      ],
    });
    expect(stores.map(({ engine, families, doors }) => [engine, families, doors[0]!.port])).toEqual(
      [['valkey', [4, 6], 6379]],
    );
  });
});

const named = (id: string, description: string, groups = groupIds('sg-cache')) =>
  anInterface(id, { description, groups, requesterId: 'amazon-elasticache' });

const candidates = (interfaces: NonNullable<Items>['interfaces'] & object, ids: string[]) =>
  compile({
    interfaces,
    replicationGroups: [aReplicationGroup('rg', { memberClusterIds: ids })],
    cacheClusters: ids.map((id) => aCache(id, { replicationGroupId: 'rg' })),
  }).stores[0]!.candidateInterfaces;

describe('the interfaces of a cache', () => {
  it('name the nodes in either form', () => {
    const interfaces = [
      named('eni-2', 'ElastiCache+rg-002'),
      named('eni-1', 'ElastiCache rg-001'),
      named('eni-3', 'ElastiCache rg-0011'),
    ];
    expect(candidates(interfaces, ['rg-001', 'rg-002'])).toEqual(['eni-1', 'eni-2']);
  });

  it('may name the replication group instead', () => {
    expect(candidates([named('eni-1', 'ElastiCache rg')], ['rg-001'])).toEqual(['eni-1']);
  });

  it('are none when one node has none, because it may answer anywhere', () => {
    const interfaces = [named('eni-1', 'ElastiCache rg-001')];
    expect(candidates(interfaces, ['rg-001', 'rg-002'])).toEqual([]);
  });

  it('are not those that wear other groups', () => {
    const interfaces = [named('eni-1', 'ElastiCache rg-001', groupIds('sg-forged'))];
    expect(candidates(interfaces, ['rg-001'])).toEqual([]);
  });
});

const doorsOf = (overrides: Parameters<typeof aServerlessCache>[1]) =>
  compile({ serverlessCaches: [aServerlessCache('s', overrides)] }).stores[0]!.doors;

describe('a serverless cache', () => {
  it('has a door for writes and one for reads', () => {
    expect(doorsOf({ readerPort: 6390 })).toEqual([
      { port: 6379, groups: ['sg-cache'], note: null },
      { port: 6390, groups: ['sg-cache'], note: null },
    ]);
  });

  it.each([
    ['redis', 6379, 6380],
    ['memcached', 11211, 11212],
  ])(
    'of engine %s that reports no reader is assumed to read on the next port',
    (engine, port, reader) => {
      expect(doorsOf({ engine, port, readerPort: null })).toEqual([
        { port, groups: ['sg-cache'], note: null },
        { port: reader, groups: ['sg-cache'], note: expect.stringContaining('documented') },
      ]);
    },
  );

  it('without subnets or groups has gaps', () => {
    const { gaps } = compile({
      serverlessCaches: [aServerlessCache('s', { subnetIds: [], groupIds: [] })],
    });
    expect(gaps.map(({ aspect }) => aspect)).toEqual(['groups', 'subnets']);
  });
});
