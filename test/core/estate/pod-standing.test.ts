import { describe, expect, it } from '@jest/globals';

import { completeListing } from '../../../shared/core/model/index.ts';
import { aNode, aPod, podEni, podEniEntry, type PodOverrides } from '../../support/kubernetes.ts';
import { aBranchPod, type LabParts } from '../../support/lab.ts';
import { aBranchEni, anInterface, aPrimaryEni } from '../../support/network.ts';
import { anEksCluster, truncated } from '../../support/snapshot.ts';
import { minutesAgo, NOW } from '../../support/times.ts';
import { clusterOf, viewOf, wornText } from './estate-fixtures.ts';

const IP = '10.0.1.77';

function worn(pod: PodOverrides, parts: LabParts = {}): string {
  return wornText(viewOf(aPod({ ips: [IP], ...pod }), parts));
}

const branch = aBranchEni({ id: 'eni-branch', ips: [IP] });
const attached = (instance: string, deviceIndex: number, id = 'eni-secondary') =>
  anInterface({
    id,
    ips: ['10.0.1.70', IP],
    attachment: aPrimaryEni({ instance }).attachment && {
      ...aPrimaryEni({ instance }).attachment!,
      deviceIndex,
    },
  });
const NODE = 'i-00000000000000001';
const OTHER_NODE = 'i-00000000000000002';
const FARGATE = { 'eks.amazonaws.com/fargate-profile': 'default' };
const AUTO = { name: 'node-1', labels: { 'eks.amazonaws.com/compute-type': 'auto' } };

describe('what a pod stands on', () => {
  it.each<[string, PodOverrides, LabParts, string]>([
    [
      'its branch interface',
      { podEni: podEni('eni-branch', IP) },
      { interfaces: [branch] },
      `branch eni-branch ${IP}`,
    ],
    [
      'a branch interface that it does not claim',
      {},
      { interfaces: [branch] },
      `branch eni-branch ${IP}`,
    ],
    [
      'an address of the node’s primary interface',
      {},
      { interfaces: [attached(NODE, 0)] },
      `node-primary eni-secondary ${IP}`,
    ],
    [
      'an address of another interface of the node',
      {},
      { interfaces: [attached(NODE, 1)] },
      `node-secondary eni-secondary ${IP}`,
    ],
    [
      'the node’s address although it claims a branch interface',
      { podEni: podEni('eni-branch', '10.0.1.78') },
      { interfaces: [aBranchEni({ id: 'eni-branch', ips: ['10.0.1.78'] }), attached(NODE, 1)] },
      `node-secondary eni-secondary ${IP}`,
    ],
    [
      'a prefix of the node’s primary interface',
      { ips: ['10.0.1.20'] },
      {},
      'node-primary eni-primary-1 10.0.1.20',
    ],
    [
      'its own Fargate interface',
      { labels: FARGATE, nodeName: 'fargate-1' },
      {
        interfaces: [anInterface({ id: 'eni-fargate', ips: [IP] })],
        nodes: [aNode(), aNode({ name: 'fargate-1', instanceId: null })],
      },
      `fargate eni-fargate ${IP}`,
    ],
    [
      'its own Fargate interface though its label is gone',
      { nodeName: 'fargate-1' },
      {
        interfaces: [anInterface({ id: 'eni-fargate', ips: [IP] })],
        nodes: [
          aNode({
            name: 'fargate-1',
            instanceId: null,
            labels: { 'eks.amazonaws.com/compute-type': 'fargate' },
          }),
        ],
      },
      `fargate eni-fargate ${IP}`,
    ],
    [
      'the interface of an EC2 node although its label says Fargate',
      { labels: FARGATE },
      { interfaces: [attached(NODE, 1)] },
      `node-secondary eni-secondary ${IP}`,
    ],
    [
      'an interface of an Auto Mode node',
      {},
      { interfaces: [attached(NODE, 1)], nodes: [aNode(AUTO)] },
      `auto eni-secondary ${IP}`,
    ],
    [
      'a branch interface of an Auto Mode node',
      {},
      {
        interfaces: [aBranchEni({ id: 'eni-branch', ips: [IP], description: '' })],
        nodes: [aNode(AUTO)],
      },
      `branch eni-branch ${IP}`,
    ],
    [
      'nobody knows what: another node’s interface',
      {},
      { interfaces: [attached(OTHER_NODE, 1)] },
      'unknown identity-unknown',
    ],
    ['nobody knows what: an address that no interface has', {}, {}, 'unknown identity-unknown'],
    [
      'nobody knows what: interfaces were not all seen',
      {},
      { scope: { interfaces: truncated([aPrimaryEni()], 'ec2/describe-network-interfaces.json') } },
      'unknown interfaces-unseen',
    ],
    [
      'nobody knows what: managed interfaces are hidden',
      {},
      { nodes: [aNode(AUTO)], scope: { includeManagedResources: false } },
      'unknown managed-interfaces-hidden',
    ],
    [
      'nobody knows what: two interfaces in use claim the address',
      {},
      { interfaces: [anInterface({ ips: [IP] }), anInterface({ ips: [IP] })] },
      'unknown identity-unknown',
    ],
    [
      'the one of two that it claims',
      { podEni: podEni('eni-branch', IP) },
      { interfaces: [anInterface({ ips: [IP] }), branch] },
      `branch eni-branch ${IP}`,
    ],
    [
      'the one of two that is in use',
      {},
      { interfaces: [aBranchEni({ ips: [IP], status: 'available' }), branch] },
      `branch eni-branch ${IP}`,
    ],
    [
      'not an interface of another VPC with its address',
      {},
      { interfaces: [anInterface({ vpc: 'vpc-other', ips: [IP] })] },
      'unknown identity-unknown',
    ],
    ['nothing while it has no address', { ips: [] }, {}, 'none'],
    [
      'nothing any more: it succeeded',
      { phase: 'Succeeded', podEni: podEni('eni-branch', IP) },
      { interfaces: [branch] },
      'none',
    ],
    ['nothing any more: it was evicted', { phase: 'Failed' }, { interfaces: [branch] }, 'none'],
    ['nothing yet: it is pending', { phase: 'Pending' }, { interfaces: [branch] }, 'none'],
    [
      'its interface while it terminates',
      { deletedAt: minutesAgo(1) },
      { interfaces: [branch] },
      `branch eni-branch ${IP}`,
    ],
  ])('is %s', (_what, pod, parts, expected) => {
    expect(worn(pod, parts)).toBe(expected);
  });

  it('is decided by the first of its addresses', () => {
    const pod = { ips: ['2001:db8::77', IP] };
    const interfaces = [aBranchEni({ id: 'eni-6', ips: ['2001:db8::77'] }), attached(NODE, 1)];
    expect(worn(pod, { interfaces })).toBe(`branch eni-6 2001:db8::77 ${IP}`);
  });

  it('may be hidden in a cluster of Auto Mode whose nodes were not seen', () => {
    const cluster = completeListing([anEksCluster('main', { autoMode: true })], '');
    const parts: LabParts = {
      nodes: [],
      cluster: { cluster },
      scope: { includeManagedResources: false },
    };
    expect(worn({}, parts)).toBe('unknown managed-interfaces-hidden');
  });
});

describe('a host-network pod', () => {
  const host: PodOverrides = { hostNetwork: true, ips: ['10.0.1.10'] };
  it('stands on its node’s primary interface, with its first IPv4 and its IPv6 addresses', () => {
    const ips = ['10.0.1.10', '10.0.1.15', '2001:db8::10'];
    const node = aNode({
      instanceId: aPrimaryEni({ instance: OTHER_NODE }).attachment!.instanceId,
      name: 'node-2',
    });
    const interfaces = [aPrimaryEni({ id: 'eni-primary-2', ips, instance: OTHER_NODE })];
    expect(worn({ ...host, nodeName: 'node-2' }, { nodes: [aNode(), node], interfaces })).toBe(
      'host eni-primary-2 10.0.1.10 2001:db8::10',
    );
  });
  it('is found by its address while its node was not seen', () => {
    expect(worn(host, { nodes: [] })).toBe('host eni-primary-1 10.0.1.10');
  });
  it('is unknown where neither was seen', () => {
    expect(worn({ ...host, ips: ['10.0.9.9'] }, { nodes: [] })).toBe('unknown identity-unknown');
  });
});

describe('the claim of a pod', () => {
  it('is entry 0 of its annotation, with the interface if any listing shows it', () => {
    const pod = aPod({
      ips: [IP],
      podEni: {
        state: 'present',
        entries: [podEniEntry('eni-branch', IP), podEniEntry('eni-more', null)],
      },
    });
    expect(viewOf(pod, { interfaces: [branch] }).claim).toMatchObject({
      interface: { id: 'eni-branch' },
    });
    expect(viewOf(pod).claim).toMatchObject({ entry: { eniId: 'eni-branch' }, interface: null });
  });
  it('is none without an annotation that can be read', () => {
    const pod = aPod({ podEni: { state: 'malformed', detail: 'not JSON' } });
    expect(viewOf(pod).claim).toBeNull();
  });
});

describe('a cluster whose VPC is not reported', () => {
  it('is in the VPC of its nodes', () => {
    const cluster = completeListing([anEksCluster('main', { vpcId: null })], '', NOW);
    const lab: LabParts = { branchPods: [aBranchPod()], cluster: { cluster } };
    expect(clusterOf(lab).vpcId).toBe('vpc-main');
  });
  it('is in none that is known when its nodes stand in several', () => {
    const cluster = completeListing([anEksCluster('main', { vpcId: null })], '', NOW);
    const node = aNode({
      name: 'node-2',
      instanceId: aPrimaryEni({ instance: OTHER_NODE }).attachment!.instanceId,
    });
    const interfaces = [aPrimaryEni({ id: 'eni-2', instance: OTHER_NODE, vpc: 'vpc-other' })];
    expect(
      clusterOf({ nodes: [aNode(), node], interfaces, cluster: { cluster } }).vpcId,
    ).toBeNull();
  });
});
