import { describe, expect, it } from '@jest/globals';

import { computeAccess, type Entry } from '../../../shared/core/access/index.ts';
import { compileEstate } from '../../../shared/core/estate/index.ts';
import {
  completeListing,
  type NetworkInterface,
  type Snapshot,
} from '../../../shared/core/model/index.ts';
import { proxyArn } from '../../support/identifiers.ts';
import { aPod, cniEnvironment } from '../../support/kubernetes.ts';
import { aLab } from '../../support/lab.ts';
import { anIngress, aPrimaryEni } from '../../support/network.ts';
import { anEksCluster, lost } from '../../support/snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';
import { aServerlessCache } from '../stores/aws-listings.ts';

/** `shop Deployment/web direct unknown interfaces-unseen` for every entry of every door. */
function entriesOf(snapshot: Snapshot): readonly string[] {
  const text = ({ cohort, path, answer, pods }: Entry): string =>
    [cohort.workload.name, pods.length, path, answer.reach, ...answer.unknown].join(' ');
  return computeAccess(compileEstate(snapshot, { now: NOW }))
    .doors.flatMap(({ entries }) => entries)
    .map(text);
}

const IPV6 = completeListing([anEksCluster('main', { ipFamily: 'ipv6' })], '');
/** No policy is for it: it is not meant to come in. */
const v6Pod = aPod({
  ips: ['2001:db8:0:1::77'],
  workload: 'Deployment/six',
  labels: { app: 'six' },
});
const noInterfaces = { interfaces: lost<NetworkInterface>('ec2/describe-network-interfaces.json') };

describe('nobody is left out of access', () => {
  it('because IPv4 addresses of the nodes that speak for IPv6 pods were not seen', () => {
    const lab = aLab({
      branchPods: [],
      pods: [v6Pod],
      scope: noInterfaces,
      cluster: { cluster: IPV6, pods: completeListing([v6Pod], '') },
    });
    expect(entriesOf(lab)).toEqual(['Deployment/six 1 direct unknown interfaces-unseen']);
  });

  it('because it has no way to what was seen of a store, of which more may exist', () => {
    const cni = cniEnvironment({ ENABLE_POD_ENI: 'true', ENABLE_V4_EGRESS: 'false' });
    const primary = aPrimaryEni({ ips: ['10.0.1.10'], prefixes: ['2001:db8:0:1::/80'] });
    const parts = {
      branchPods: [],
      pods: [v6Pod],
      cni,
      cluster: { cluster: IPV6 },
      interfaces: [primary],
    };
    expect(entriesOf(aLab(parts))).toEqual([]);
    const unseen = aDatabase({ groups: [] });
    const entries = entriesOf(aLab({ ...parts, databases: [unseen] }));
    expect(entries.filter((text) => text.includes('six'))).toEqual([
      'Deployment/six 1 direct unknown groups-unseen',
    ]);
  });

  it('because a proxy leads to a store whose VPC was not seen', () => {
    const lab = aLab({
      groups: ['sg-proxy'],
      rules: [anIngress('sg-db', 'sg-proxy'), anIngress('sg-proxy', 'sg-pods')],
      databases: [aDatabase({ subnetGroup: null })],
      scope: {
        dbProxies: completeListing([aDbProxy('front')], ''),
        dbProxyTargets: completeListing([proxyTargets('front', 'orders')], ''),
      },
    });
    expect(entriesOf(lab).filter((text) => text.includes('web'))).toEqual([
      'Deployment/web 1 direct unknown store-address-unseen',
      'Deployment/web 1 rds-proxy unknown store-address-unseen',
    ]);
  });
});

describe('a proxy whose targets were not seen', () => {
  const scope = { dbProxies: completeListing([aDbProxy('front')], '') };
  it('may stand before a database of its VPC', () => {
    const estate = compileEstate(aLab({ scope, groups: ['sg-proxy'] }), { now: NOW });
    const access = computeAccess(estate);
    expect(access.doors.map((door) => access.waysTo(door).map(({ through }) => through))).toEqual([
      [null, proxyArn('front')],
    ]);
  });
  it('stands before no cache', () => {
    const caches = [aServerlessCache('sessions')];
    const lab = aLab({
      databases: [],
      scope: { ...scope, serverlessCaches: completeListing(caches, '') },
    });
    const access = computeAccess(compileEstate(lab, { now: NOW }));
    expect(access.doors.flatMap((door) => access.waysTo(door)).map(({ path }) => path)).toEqual([
      'direct',
      'direct',
    ]);
  });
});
