import { describe, expect, it } from '@jest/globals';
import { completeListing, type NetworkInterface } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { address, clusterArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import { aNode, podEni, type PodOverrides } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import {
  aBranchEni,
  aPrimaryEni,
  aSubnet,
  aTrunkEni,
  type InterfaceOverrides,
} from '../../support/network.ts';
import { aClusterSnapshot, lost, truncated } from '../../support/snapshot.ts';
import { minutesAgo, NOW } from '../../support/times.ts';

const ID = 'annotation-agrees-with-ec2';
const WEB = workload('Deployment/web');
const IP = '10.0.1.101';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);

type Entry = NonNullable<Parameters<typeof podEni>[2]>;

/** One pod on `eni-1`, with an annotation and an interface that may say something else. */
const web = (entry: Entry = {}, eni: InterfaceOverrides = {}, pod: PodOverrides = {}) =>
  aBranchPod(
    { name: 'web-1', ips: [IP], podEni: podEni('eni-1', IP, entry), ...pod },
    { id: 'eni-1', tags: { 'vpcresources.k8s.aws/vlan-id': '1' }, ...eni },
  );

const judgeWeb = (...about: Parameters<typeof web>) => judgeParts({ branchPods: [web(...about)] });

const differencesOf = (...about: Parameters<typeof web>) => {
  const [violation] = judgeWeb(...about).violations;
  return violation === undefined ? null : [violation.expected, violation.observed];
};

const tagged = (name: string, value: string): InterfaceOverrides => ({
  tags: { 'vpcresources.k8s.aws/vlan-id': '1', [name]: value },
});

const withoutTags = (eni: NetworkInterface, ...names: readonly string[]): NetworkInterface => ({
  ...eni,
  tags: new Map([...eni.tags].filter(([name]) => !names.includes(name))),
});

describe('the annotation of a pod says what EC2 says of its branch ENI', () => {
  it('is compliant when interface, address, VLAN, subnet, trunk, node, owner and cluster agree', () => {
    const judgement = judgeWeb(
      {},
      tagged('node.k8s.amazonaws.com/instance_id', 'i-00000000000000001'),
    );
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(WEB)).toBe('compliant');
  });

  it('is violated in its example, and waits until the pod has run for a while', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['workload shop Deployment/web high UNKNOWN']);
    expect(violations[0]?.message).toBe(
      'Annotation, node and eni-0web1 of pod shop/web-1 do not agree: annotated VLAN 1 instead of 7.',
    );
    expect(violations[0]?.settling).toEqual({
      provenSince: NOW - 24 * 3_600_000 + 5000,
      windowMs: 180_000,
    });
    expect(violations[0]?.fix.summary).toContain('audit log');
  });

  it.each([
    [
      'another interface type',
      {},
      { interfaceType: 'interface' },
      'interface type',
      'branch',
      'interface',
    ],
    [
      'another MAC address',
      { mac: '0a:00:00:00:00:02' },
      {},
      'annotated MAC address',
      '02:00:00:00:00:01',
      '0a:00:00:00:00:02',
    ],
    ['another VLAN', { vlanId: 2 }, {}, 'annotated VLAN', '1', '2'],
    [
      'a VLAN tag that is no number',
      {},
      tagged('vpcresources.k8s.aws/vlan-id', 'one'),
      'annotated VLAN',
      'one',
      '1',
    ],
    [
      'a wider subnet',
      { subnetCidr: '10.0.0.0/16' },
      {},
      'annotated subnet',
      '10.0.1.0/24',
      '10.0.0.0/16',
    ],
    [
      'a subnet that cannot be read',
      { subnetCidr: 'here' },
      {},
      'annotated subnet',
      '10.0.1.0/24',
      'here',
    ],
    [
      'another trunk',
      {},
      tagged('vpcresources.k8s.aws/trunk-eni-id', 'eni-2'),
      'tagged trunk',
      'eni-trunk-1',
      'eni-2',
    ],
    [
      'another instance',
      {},
      tagged('node.k8s.amazonaws.com/instance_id', 'i-2'),
      'tagged instance',
      'i-00000000000000001',
      'i-2',
    ],
    [
      'another owner',
      {},
      tagged('eks:eni:owner', 'somebody'),
      'tagged owner',
      'eks-vpc-resource-controller',
      'somebody',
    ],
  ] as const)('is violated by %s', (_what, entry, eni, what, expected, observed) => {
    expect(differencesOf(entry, eni)).toEqual([[`${what} ${expected}`], [`${what} ${observed}`]]);
  });

  it('is violated by the tag of another cluster', () => {
    const { eni, pod } = web();
    const other = withoutTags(eni, 'kubernetes.io/cluster/main');
    const foreign = {
      ...other,
      tags: new Map([...other.tags, ['kubernetes.io/cluster/other', 'owned']]),
    };
    const judgement = judgeParts({ branchPods: [{ pod, eni: foreign }] });
    expect(judgement.violations.map(({ observed }) => observed)).toEqual([
      ['tagged cluster other'],
    ]);
  });

  it('does not trust a name of the cluster that DescribeCluster did not confirm', () => {
    const { eni, pod } = web();
    const judgement = judgeParts({
      branchPods: [
        { pod, eni: { ...eni, tags: new Map([['kubernetes.io/cluster/other', 'owned']]) } },
      ],
      cluster: { cluster: lost('eks/describe-cluster.json') },
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web groups-unseen',
    ]);
  });

  it('tells all that differs in one finding, with the ENI and the node', () => {
    const [violation] = judgeWeb({ vlanId: 2, mac: '0A:00:00:00:00:02' }).violations;
    expect(violation?.observed).toEqual([
      'annotated MAC address 0a:00:00:00:00:02',
      'annotated VLAN 2',
    ]);
    expect(violation?.evidence.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'pod shop/web-1',
      'interface eni-1',
      'node node-1',
      'policy shop/web',
    ]);
  });

  it('compares what both sides say: case means nothing, and old releases say less', () => {
    expect(differencesOf({ mac: '02:00:00:00:00:01'.toUpperCase() })).toBeNull();
    expect(differencesOf({ mac: null, vlanId: null, subnetCidr: null })).toBeNull();
    expect(differencesOf({ mac: '' })).toBeNull();
    const { eni, pod } = web();
    const untagged = withoutTags(
      eni,
      'eks:eni:owner',
      'kubernetes.io/cluster/main',
      'vpcresources.k8s.aws/vlan-id',
      'vpcresources.k8s.aws/trunk-eni-id',
    );
    const judgement = judgeParts({ branchPods: [{ pod, eni: untagged }] });
    expect(judgement.disposition(WEB)).toBe('compliant');
  });

  it('knows the blocks of both families of a subnet', () => {
    const v6 = '2001:db8:0:1::5';
    const judge = (subnetCidr: string) =>
      judgeParts({
        branchPods: [
          web(
            { addresses: [address(v6)], subnetCidr },
            { ips: [v6], primaryIpv4: null },
            { ips: [v6] },
          ),
        ],
        scope: {
          subnets: completeListing(
            [aSubnet('subnet-pods', ['10.0.1.0/24', '2001:db8:0:1::/64'])],
            'ec2/describe-subnets.json',
          ),
        },
      }).violations;
    expect(judge('2001:db8:0:1::/64')).toEqual([]);
    expect(judge('10.0.1.0/24')).toEqual([]);
    expect(judge('2001:db8::/56')).toHaveLength(1);
  });

  it('is unknown without the subnet, unless the annotated one cannot be it', () => {
    const scope = { subnets: lost<never>('ec2/describe-subnets.json') };
    const judge = (entry: Entry) => judgeParts({ branchPods: [web(entry)], scope });
    expect(judge({}).undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web routes-unseen',
    ]);
    expect(judge({ subnetCidr: '10.0.2.0/24' }).violations.map(({ expected }) => expected)).toEqual(
      [['annotated subnet the block of subnet-pods']],
    );
    expect(judge({ subnetCidr: null }).disposition(WEB)).toBe('compliant');
  });

  it('is unknown where EC2 shows no MAC address', () => {
    expect(judgeWeb({}, { mac: null }).undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web malformed',
    ]);
  });

  it('tells nothing again that other checks tell: another address, a claim that was never requested', () => {
    const elsewhere = judgeWeb({ vlanId: 2 }, {}, { ips: ['10.0.1.20'] });
    expect(elsewhere.violations).toEqual([]);
    expect(elsewhere.disposition(WEB)).toBe('not-judged');
    const unrequested = judgeWeb({ vlanId: 2 }, {}, { eniRequests: 0 });
    expect(unrequested.disposition(WEB)).toBe('not-judged');
  });

  it('is not asked about pods without an annotation, those that start, leave or have ended', () => {
    expect(judgeParts({ branchPods: [], pods: [aNodePod()] }).disposition(WEB)).toBe('compliant');
    expect(judgeWeb({ vlanId: 2 }, {}, { phase: 'Pending' }).disposition(WEB)).toBe('not-judged');
    expect(judgeWeb({ vlanId: 2 }, {}, { deletedAt: NOW }).disposition(WEB)).toBe('not-judged');
    expect(judgeWeb({ vlanId: 2 }, {}, { phase: 'Failed' }).disposition(WEB)).toBe(
      'not-applicable',
    );
  });

  it('is unknown when the annotation cannot be read', () => {
    const malformed = aNodePod({ podEni: { state: 'malformed', detail: 'cut off' } });
    expect(
      judgeParts({ branchPods: [], pods: [malformed] }).undecided.map(undecidedBriefly),
    ).toEqual(['workload shop Deployment/web malformed']);
  });
});

describe('a trunk that cannot be compared', () => {
  it('is unknown without the node', () => {
    const judgement = judgeParts({
      branchPods: [web()],
      cluster: { nodes: lost('k8s/nodes.json') },
    });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web identity-unknown',
    ]);
    const unreadable = judgeParts({ branchPods: [web()], nodes: [aNode({ instanceId: null })] });
    expect(unreadable.undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web identity-unknown',
    ]);
  });

  const withInterfaces = (...interfaces: readonly NetworkInterface[]) => {
    const pod = web();
    const items = [aPrimaryEni(), pod.eni, ...interfaces];
    const source = 'ec2/describe-network-interfaces.json';
    const judge = (listing: ReturnType<typeof truncated<NetworkInterface>>) =>
      judgeParts({ branchPods: [pod], scope: { interfaces: listing } });
    return {
      whole: judge(completeListing(items, source, NOW)),
      cut: judge(truncated(items, source)),
    };
  };

  it('is unknown while the trunk of the node may not have been listed', () => {
    const { cut } = withInterfaces();
    expect(cut.disposition(WEB)).toBe('unknown');
    expect(cut.undecided.map(undecidedBriefly)).toContain(
      'workload shop Deployment/web interfaces-unseen',
    );
  });

  it('is left to the check on trunks where the node surely has none', () => {
    expect(withInterfaces().whole.disposition(WEB)).toBe('compliant');
  });

  it('is violated by a trunk that hangs on another node, in half a list too', () => {
    const elsewhere = aTrunkEni({ instance: 'i-00000000000000002' });
    const { whole, cut } = withInterfaces(elsewhere);
    for (const judgement of [whole, cut]) {
      expect(judgement.violations.map(({ observed }) => observed)).toEqual([
        ['instance of the tagged trunk i-00000000000000002'],
      ]);
    }
  });
});

describe('an annotation that names an interface which no list shows', () => {
  const { pod } = web({}, {}, { startedAt: minutesAgo(60) });
  const listed = (pods: number, interfaces: number) =>
    judgeParts({
      branchPods: [],
      cluster: { pods: completeListing([pod], 'k8s/pods.json', pods) },
      scope: {
        interfaces: completeListing(
          [aPrimaryEni(), aTrunkEni()],
          'ec2/describe-network-interfaces.json',
          interfaces,
        ),
      },
    });

  it('is violated: what is listed in whole and is not there does not exist', () => {
    const judgement = listed(NOW, NOW);
    expect(judgement.violations.map(briefly)).toEqual([
      'workload shop Deployment/web high UNKNOWN',
    ]);
    expect(judgement.violations[0]?.message).toBe(
      'Pod shop/web-1 runs with an annotation that names eni-1, and EC2 knows no such interface.',
    );
  });

  it('is unknown when the lists were read so far apart that the pod may have come or gone between', () => {
    expect(listed(NOW, minutesAgo(58)).disposition(WEB)).toBe('unknown');
    expect(listed(NOW, minutesAgo(56)).disposition(WEB)).toBe('violation');
    expect(listed(minutesAgo(2), NOW).disposition(WEB)).toBe('unknown');
    expect(listed(NOW - 29_000, NOW).disposition(WEB)).toBe('violation');
  });

  it('is unknown in half a list', () => {
    const judgement = judgeParts({
      branchPods: [],
      pods: [pod],
      scope: { interfaces: truncated([aPrimaryEni()], 'ec2/describe-network-interfaces.json') },
    });
    expect(judgement.disposition(WEB)).toBe('unknown');
  });

  it('is unknown where Auto Mode’s interfaces may be hidden', () => {
    const auto = aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } });
    const parts = { branchPods: [], pods: [pod], nodes: [auto] };
    expect(
      judgeParts({ ...parts, scope: { includeManagedResources: false } }).disposition(WEB),
    ).toBe('unknown');
    expect(judgeParts(parts).disposition(WEB)).toBe('violation');
  });
});

describe('a node of EKS Auto Mode', () => {
  const auto = aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } });

  it('may tag its interfaces in ways that are not published', () => {
    const judge = (eni: InterfaceOverrides, entry: Entry = {}) =>
      judgeParts({ branchPods: [web(entry, eni)], nodes: [auto] });
    expect(judge({}).disposition(WEB)).toBe('compliant');
    expect(judge(tagged('eks:eni:owner', 'eks-auto-mode')).undecided.map(undecidedBriefly)).toEqual(
      ['workload shop Deployment/web unsupported'],
    );
    expect(judge({}, { mac: '0a:00:00:00:00:02' }).violations).toHaveLength(1);
  });
});

describe('a delegated prefix', () => {
  it('may be shared by pods that name its interface', () => {
    const ips = ['10.0.1.81', '10.0.1.82'];
    const shared = aBranchEni({ id: 'eni-9', prefixes: ['10.0.1.80/28'] });
    const pods = ips.map((ip) =>
      aNodePod({ ips: [ip], podEni: podEni('eni-9', ip), eniRequests: 1 }),
    );
    const judgement = judgeParts({
      branchPods: [],
      pods,
      interfaces: [shared],
    });
    expect(judgement.disposition(WEB)).toBe('compliant');
  });
});

describe('several clusters', () => {
  it('each go by their own name', () => {
    const lab = aLab({ branchPods: [web()] });
    const other = aClusterSnapshot('other');
    const { judgement } = judgeSnapshot({ ...lab, clusters: [...lab.clusters, other] });
    const of = (cluster: string) =>
      judgement.checks.find((one) => one.check === ID && one.cluster === clusterArn(cluster));
    expect(of('main')?.disposition(WEB)).toBe('compliant');
    expect(of('other')?.disposition(WEB)).toBe('not-judged');
  });
});
