import { describe, expect, it } from '@jest/globals';
import type { DbInstance, OptionGroup } from '../../../shared/core/model/index.ts';
import { toSubnetId, toVpcId } from '../../../shared/core/model/index.ts';
import { compileStores } from '../../../shared/core/stores/index.ts';
import {
  anInstance,
  aScope,
  aSubnetGroup,
  attached,
  groupIds,
  SUBNETS,
  VPC,
} from './aws-listings.ts';

const compileOne = (overrides: Partial<DbInstance>, items: Parameters<typeof aScope>[0] = {}) => {
  const compiled = compileStores([
    aScope({ dbInstances: [anInstance('db', overrides)], ...items }),
  ]);
  return { store: compiled.stores[0]!, aspects: compiled.gaps.map((gap) => gap.aspect) };
};

describe('an RDS instance', () => {
  it('is a store with its groups, port and subnets', () => {
    const { store, aspects } = compileOne({ tags: new Map([['team', 'data']]) });
    expect(store).toEqual({
      arn: 'arn:aws:rds:us-west-2:111122223333:db:db',
      kind: 'rds-instance',
      name: 'db',
      engine: 'mysql',
      accountId: '111122223333',
      region: 'us-west-2',
      vpcId: VPC,
      subnetIds: SUBNETS,
      families: [4],
      doors: [{ port: 3306, groups: ['sg-db'], note: null }],
      publiclyAccessible: false,
      status: 'available',
      tags: new Map([['team', 'data']]),
      tagsSeen: true,
      candidateInterfaces: [],
    });
    expect(aspects).toEqual([]);
  });

  it.each([
    ['neptune', 'neptune'],
    ['docdb', 'docdb'],
    ['sqlserver-ee', 'rds-instance'],
  ])('of engine %s is a %s', (engine, kind) => {
    expect(compileOne({ engine }).store.kind).toBe(kind);
  });

  it.each<[string | null, number[]]>([
    [null, [4]],
    ['IPV4', [4]],
    ['DUAL', [4, 6]],
    ['IPV6', [6]],
  ])('of network type %s has the families %j', (networkType, families) => {
    const { store, aspects } = compileOne({ networkType });
    expect([store.families, aspects]).toEqual([families, []]);
  });

  it('of a network type that nobody knows is assumed to have both families, and says so', () => {
    const { store, aspects } = compileOne({ networkType: 'constructor' });
    expect([store.families, aspects]).toEqual([[4, 6], ['families']]);
  });

  it('keeps every group whose status is not removed', () => {
    const groups = [
      ...attached('sg-2', 'sg-1'),
      ...['adding', 'removing', 'whatever', null].map((status, index) => ({
        id: groupIds(`sg-x${index}`)[0]!,
        status,
      })),
      { id: groupIds('sg-gone')[0]!, status: 'removed' },
    ];
    expect(compileOne({ groups }).store.doors[0]!.groups).toEqual([
      'sg-1',
      'sg-2',
      'sg-x0',
      'sg-x1',
      'sg-x2',
      'sg-x3',
    ]);
  });

  it('without any group has a gap, because RDS gives every database one', () => {
    expect(compileOne({ groups: [] }).aspects).toEqual(['groups']);
  });

  it.each([
    ['mariadb', 3306],
    ['aurora-postgresql', 5432],
    ['custom-oracle-ee', 1521],
    ['sqlserver-web', 1433],
    ['db2-se', 50000],
    ['neptune', 8182],
    ['docdb', 27017],
  ])('of engine %s that reports no port is judged at %i, with a note and a gap', (engine, port) => {
    const { store, aspects } = compileOne({ engine, port: null, status: 'creating' });
    expect(store.doors).toEqual([{ port, groups: ['sg-db'], note: expect.any(String) }]);
    expect(aspects).toEqual(['port']);
  });

  it('without port and of an engine that nobody knows has no door and a gap', () => {
    const { store, aspects } = compileOne({ engine: 'future-db', port: 0 });
    expect([store.doors, aspects]).toEqual([[], ['port']]);
  });

  it('has a second door for the second listener of SQL Server', () => {
    const { store } = compileOne({ engine: 'sqlserver-ee', port: 1433, listenerPort: 1500 });
    expect(store.doors.map(({ port, groups }) => [port, groups])).toEqual([
      [1433, ['sg-db']],
      [1500, ['sg-db']],
    ]);
  });

  it('has one door when both listeners have the same port', () => {
    const { store } = compileOne({ engine: 'sqlserver-ee', port: 1433, listenerPort: 1433 });
    expect(store.doors.map(({ port }) => port)).toEqual([1433]);
  });

  it('takes the subnets that the service lists for its subnet group before those in the instance', () => {
    const listed = aSubnetGroup({ subnetIds: [toSubnetId('subnet-new')!] });
    expect(compileOne({}, { dbSubnetGroups: [listed] }).store.subnetIds).toEqual(['subnet-new']);
    expect(compileOne({}, { dbSubnetGroups: [] }).store.subnetIds).toEqual(SUBNETS);
  });

  it('without subnet group has unknown subnets and a gap', () => {
    const { store, aspects } = compileOne({ subnetGroup: null });
    expect([store.subnetIds, store.vpcId, aspects]).toEqual([null, null, ['subnets']]);
  });

  it('finds its VPC by a subnet when the subnet group names none', () => {
    const subnet = {
      id: SUBNETS[1]!,
      vpcId: toVpcId('vpc-found')!,
      ownerId: null,
      cidrs: [],
      availabilityZone: null,
      availabilityZoneId: null,
      mapsPublicIp: false,
      tags: new Map<string, string>(),
    };
    const items = { dbSubnetGroups: [], subnets: [subnet] };
    const { store } = compileOne({ subnetGroup: aSubnetGroup({ vpcId: null }) }, items);
    expect(store.vpcId).toBe('vpc-found');
  });
});

const withOptions = (options: OptionGroup['options'], instance: Partial<DbInstance> = {}) =>
  compileOne(
    { engine: 'oracle-ee', port: 1521, optionGroups: ['oem'], ...instance },
    { optionGroups: [{ name: 'oem', options }] },
  );

describe('an option group', () => {
  it('opens a further door with the groups of the option, after the listener', () => {
    const { store, aspects } = withOptions([
      { name: 'OEM', port: 1158, groups: attached('sg-oem') },
      { name: 'SSL', port: null, groups: attached('sg-none') },
    ]);
    expect(store.doors).toEqual([
      { port: 1521, groups: ['sg-db'], note: null },
      { port: 1158, groups: ['sg-oem'], note: expect.stringContaining('option') },
    ]);
    expect(aspects).toEqual([]);
  });

  it('opens it with the groups of the instance when the option names none that is left', () => {
    const groups = [{ id: groupIds('sg-old')[0]!, status: 'removed' }];
    const { store } = withOptions([{ name: 'OEM', port: 1158, groups }]);
    expect(store.doors[1]!.groups).toEqual(['sg-db']);
  });

  it('on the port of the listener admits whom either admits', () => {
    const { store } = withOptions([{ name: 'X', port: 1521, groups: attached('sg-oem') }]);
    expect(store.doors.map(({ port, groups }) => [port, groups])).toEqual([
      [1521, ['sg-db', 'sg-oem']],
    ]);
  });

  it('that was not seen is a gap, but a default one holds no options', () => {
    const unseen = compileOne({ optionGroups: ['custom'] });
    const standard = compileOne({ optionGroups: ['default:mysql-8-0'] });
    expect([unseen.aspects, standard.aspects]).toEqual([['options'], []]);
  });
});
