import { describe, expect, it } from '@jest/globals';
import { clusterNames, cniAddon, eksClusters } from '../../../shared/decode/eks/index.ts';
import { faultOf, itemOf, listingOf } from '../listing-of.ts';
import { eksCluster, RAW_ITEMS } from '../raw-items.ts';

describe('EKS', () => {
  it('reads a cluster', () => {
    expect(itemOf(eksClusters, eksCluster)).toEqual({
      arn: 'arn:aws:eks:us-west-2:111122223333:cluster/lab',
      name: 'lab',
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      clusterGroupId: 'sg-0ccccccccccccccc3',
      additionalGroupIds: ['sg-0ddddddddddddddd4'],
      ipFamily: 'ipv4',
      version: '1.33',
      platformVersion: 'eks.18',
      roleArn: 'arn:aws:iam::111122223333:role/lab-cluster',
      autoMode: true,
      remoteNetworks: true,
    });
  });

  it('reads an old cluster, without Auto Mode, remote networks or a cluster group', () => {
    const old = { name: 'lab', arn: 'arn:aws:eks:us-west-2:111122223333:cluster/lab' };
    expect(itemOf(eksClusters, old)).toMatchObject({
      vpcId: null,
      clusterGroupId: null,
      ipFamily: null,
      autoMode: false,
      remoteNetworks: false,
    });
  });

  it('does not take an unreadable flag for false', () => {
    expect(faultOf(eksClusters, { ...eksCluster, computeConfig: { enabled: 'yes' } })).toBe(
      'malformed lab: enabled is string, not true or false',
    );
  });

  it('reads the add-on with what was set of it', () => {
    expect(itemOf(cniAddon, RAW_ITEMS['eks/describe-addon-vpc-cni']?.[0])).toEqual({
      status: 'ACTIVE',
      version: 'v1.20.4-eksbuild.1',
      configuration: {
        state: 'read',
        node: new Map([['ENABLE_POD_ENI', 'true']]),
        init: new Map(),
      },
    });
  });

  it.each<[string | undefined, readonly [object, object] | string]>([
    [undefined, 'none'],
    ['', 'none'],
    [' \n', 'none'],
    ['null', 'none'],
    ['{}', [{}, {}]],
    ['{"env": null}', [{}, {}]],
    ['{"env":{"A":"1"},"init":{"env":{"B":"2"}}}', [{ A: '1' }, { B: '2' }]],
    [
      'env:\n  A: "true"\n  B: true\n  C: 60\n  D:\n',
      [{ A: 'true', B: 'true', C: '60', D: '' }, {}],
    ],
    ['env: {__proto__: x}', [JSON.parse('{"__proto__":"x"}') as object, {}]],
    ['env: [1]', 'malformed'],
    ['env: {A: {}}', 'malformed'],
    ['init: 7', 'malformed'],
    ['init: {env: text}', 'malformed'],
    ['a: b: c', 'malformed'],
    ['text', 'malformed'],
    ['[]', 'malformed'],
    ['a: &x [1]\nb: *x', 'malformed'],
  ])('reads the configuration %j', (configurationValues, expected) => {
    const { configuration } = itemOf(cniAddon, { addonName: 'vpc-cni', configurationValues });
    const shown =
      configuration.state === 'read'
        ? [Object.fromEntries(configuration.node), Object.fromEntries(configuration.init)]
        : configuration.state;
    expect(shown).toEqual(expected);
  });

  it('reads the names of clusters', () => {
    const { items, complete, gaps } = listingOf(clusterNames, ['lab', 7, 'other']);
    expect(items).toEqual(['lab', 'other']);
    expect(complete).toBe(false);
    expect(gaps).toMatchObject([{ item: 'clusters[1]' }]);
  });
});
