import { describe, expect, it } from '@jest/globals';
import { type DbProxyTargets, toVpcId } from '../../../shared/core/model/index.ts';
import { compileStores } from '../../../shared/core/stores/index.ts';
import {
  aCluster,
  anInstance,
  anInterface,
  aProxy,
  aProxyEndpoint,
  arnOf,
  aScope,
  groupIds,
  SUBNETS,
  VPC,
} from './aws-listings.ts';

type Target = DbProxyTargets['targets'][number];
const target = (type: string, overrides: Partial<Target> = {}): Target => ({
  type,
  resourceId: null,
  arn: null,
  trackedClusterId: null,
  port: null,
  ...overrides,
});
const targetsOf = (proxyName: string, targets: Target[], complete = true): DbProxyTargets => ({
  proxyName,
  complete,
  targets,
});
const compileProxy = (
  items: Parameters<typeof aScope>[0],
  incomplete: 'dbProxyEndpoints'[] = [],
) => {
  const compiled = compileStores([aScope({ dbProxies: [aProxy('front')], ...items }, incomplete)]);
  return { ...compiled, path: compiled.proxies[0]! };
};

describe('the endpoints of an RDS Proxy', () => {
  it('are the default one, as the proxy says, and the further ones with groups and VPC of their own', () => {
    const { path, gaps } = compileProxy({
      dbProxyEndpoints: [
        aProxyEndpoint('default', 'front', { isDefault: true }),
        aProxyEndpoint('reader', 'front', { vpcId: toVpcId('vpc-app') }),
        aProxyEndpoint('other', 'another-proxy'),
      ],
      dbProxyTargets: [targetsOf('front', [])],
    });
    const shown = path.endpoints.map(({ name, vpcId, doors }) => [name, vpcId, doors[0]!.groups]);
    expect(shown).toEqual([
      ['front', VPC, ['sg-proxy']],
      ['reader', 'vpc-app', ['sg-endpoint']],
    ]);
    expect(path.source).toEqual({
      vpcId: VPC,
      subnetIds: SUBNETS,
      groups: ['sg-proxy'],
      interfaces: [],
    });
    expect(gaps).toEqual([]);
  });

  it.each([
    ['MYSQL', 3306],
    ['POSTGRESQL', 5432],
    ['SQLSERVER', 1433],
  ])('of engine family %s listen on %i, which is derived', (engineFamily, port) => {
    const { path } = compileProxy({ dbProxies: [aProxy('front', { engineFamily })] });
    expect(path.endpoints[0]!.doors).toEqual([
      { port, groups: ['sg-proxy'], note: expect.stringContaining('default port') },
    ]);
  });

  it('of a family that nobody knows have no door, and a gap', () => {
    const { path, gaps } = compileProxy({
      dbProxies: [aProxy('front', { engineFamily: '__proto__' })],
      dbProxyTargets: [targetsOf('front', [])],
    });
    expect([path.endpoints[0]!.doors, gaps.map(({ aspect }) => aspect)]).toEqual([[], ['port']]);
  });

  it('may be more when their listing is incomplete', () => {
    const { gaps } = compileProxy({ dbProxyTargets: [targetsOf('front', [])] }, [
      'dbProxyEndpoints',
    ]);
    expect(gaps.map(({ store, aspect }) => [store, aspect])).toEqual([
      [arnOf('rds', 'db-proxy:prx-front'), 'endpoints'],
    ]);
  });

  it('find the interfaces that name the proxy, wear their groups and lie in their subnets', () => {
    const description = 'Network interface for DBProxy front';
    const mine = { description, requesterId: null, groups: groupIds('sg-proxy') };
    const { path } = compileProxy({
      interfaces: [
        anInterface('eni-proxy', mine),
        anInterface('eni-reader', { ...mine, groups: groupIds('sg-endpoint') }),
        anInterface('eni-longer', { ...mine, description: `${description}-2` }),
        anInterface('eni-elsewhere', { ...mine, subnetId: null }),
      ],
      dbProxyEndpoints: [aProxyEndpoint('reader', 'front')],
    });
    expect(path.source.interfaces).toEqual(['eni-proxy']);
    expect(path.endpoints.map((endpoint) => endpoint.candidateInterfaces)).toEqual([
      ['eni-proxy'],
      ['eni-reader'],
    ]);
  });
});

describe('the targets of an RDS Proxy', () => {
  const database = arnOf('rds', 'db:db');
  const cluster = arnOf('rds', 'cluster:aurora');
  const items = {
    dbInstances: [anInstance('db'), anInstance('writer', { clusterId: 'aurora' })],
    dbClusters: [aCluster('aurora', { memberIds: ['writer', 'unseen-reader'] })],
  };
  const pathTo = (targets: Target[], complete = true) => {
    const listed = [targetsOf('front', targets, complete)];
    const { path } = compileProxy({ ...items, dbProxyTargets: listed });
    return { targets: path.targets, known: path.targetsKnown };
  };

  it.each<[string, Target]>([
    ['its id', target('RDS_INSTANCE', { resourceId: 'db' })],
    ['its ARN', target('RDS_INSTANCE', { resourceId: 'alias', arn: database })],
  ])('name an instance by %s', (_, one) => {
    expect(pathTo([{ ...one, port: 3306 }])).toEqual({
      targets: [{ store: database, port: 3306 }],
      known: true,
    });
  });

  it.each<[string, Target]>([
    ['a tracked cluster', target('TRACKED_CLUSTER', { resourceId: 'aurora' })],
    ['a tracked cluster id', target('TRACKED_CLUSTER', { trackedClusterId: 'aurora' })],
    ['a serverless endpoint', target('RDS_SERVERLESS_ENDPOINT', { resourceId: 'aurora' })],
    ['a member', target('RDS_INSTANCE', { resourceId: 'writer' })],
    ['a member that is not listed', target('RDS_INSTANCE', { resourceId: 'unseen-reader' })],
    ['the ARN of a member', target('RDS_INSTANCE', { arn: arnOf('rds', 'db:writer') })],
    ['a new member', target('RDS_INSTANCE', { resourceId: 'new', trackedClusterId: 'aurora' })],
  ])('lead to the cluster for %s', (_, one) => {
    expect(pathTo([one])).toEqual({ targets: [{ store: cluster, port: null }], known: true });
  });

  it('come once for a cluster that is listed with its instances', () => {
    const instance = { trackedClusterId: 'aurora', port: 3306 };
    expect(
      pathTo([
        target('TRACKED_CLUSTER', { resourceId: 'aurora', port: 0 }),
        target('RDS_INSTANCE', { resourceId: 'writer', ...instance }),
        target('RDS_INSTANCE', { resourceId: 'unseen-reader', ...instance }),
      ]),
    ).toEqual({ targets: [{ store: cluster, port: 3306 }], known: true });
  });

  it('are not known when a target is no store that was seen, or when the listing is cut off', () => {
    const ghost = target('RDS_INSTANCE', { resourceId: 'ghost' });
    const known = target('RDS_INSTANCE', { resourceId: 'db' });
    expect(pathTo([ghost])).toEqual({ targets: [], known: false });
    expect(pathTo([known], false)).toEqual({
      targets: [{ store: database, port: null }],
      known: false,
    });
  });

  it('are not known when nothing was read for the proxy', () => {
    const { path, gaps } = compileProxy({ ...items, dbProxyTargets: [targetsOf('other', [])] });
    expect([path.targetsKnown, gaps.map(({ aspect }) => aspect)]).toEqual([
      false,
      ['members', 'targets'],
    ]);
  });
});
