import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { cniEnvironment } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aSubnet } from '../../support/network.ts';
import { withPeeredStore } from '../../support/peered-store.ts';
import { anEksCluster, lost, truncated } from '../../support/snapshot.ts';
import { aDatabase } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'store-is-reached-under-pod-identity';
const LEDGER = databaseArn('ledger');
const ORDERS = databaseArn('orders');
const store = (id: string) => ({ kind: 'store', cluster: MAIN, id }) as const;

const cniOf = (settings: Readonly<Record<string, string>>) =>
  cniEnvironment({ ENABLE_POD_ENI: 'true', ...settings });
const STANDARD = cniOf({ POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' });

/** The lab with a database beyond a peering, in standard mode. */
const judgePeered = (peers: readonly string[], parts: LabParts = {}) =>
  judgeSnapshot(withPeeredStore(aLab({ cni: STANDARD, ...parts }), { peers })).of(ID);

describe('intended pods present their own groups to a store', () => {
  it('is compliant inside the VPC in any mode, and where nobody is meant to come in', () => {
    const judgement = judgePeered([], {});
    expect(judgement.disposition(store(ORDERS))).toBe('compliant');
    expect(judgement.population).toMatchObject({ compliant: 1, notApplicable: 1, violations: 0 });
    expect(judgement.disposition(store(databaseArn('none')))).toBe('gone');
  });

  it('is violated in its example: the store was opened for the nodes', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([`store ${LEDGER} high`]);
    expect(violations[0]?.message).toBe(
      '1 pod of 1 workload that are meant to reach ledger pass as their nodes, and are let in as such: so is every other pod of these nodes.',
    );
    expect(violations[0]?.evidence.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      `store ${LEDGER}`,
      'cni kube-system/DaemonSet/aws-node',
      'workload shop/Deployment/web',
      'pod shop/web-1',
    ]);
    expect(violations[0]?.fix.commands[0]).toContain('POD_SECURITY_GROUP_ENFORCING_MODE=strict');
  });

  it('leaves pods that are shut out as their nodes to the check on broken access', () => {
    const lab = withPeeredStore(aLab({ cni: STANDARD }), { peers: ['sg-pods'] });
    const { of } = judgeSnapshot(lab);
    expect(of(ID).disposition(store(LEDGER))).toBe('not-judged');
    expect(of('intended-pods-reach-store').violations).toHaveLength(1);
  });

  it('counts pods and workloads once for the store', () => {
    const branchPods = Array.from({ length: 6 }, (_, index) =>
      aBranchPod({ workload: `Deployment/web-${index % 3}`, labels: { app: 'web' } }),
    );
    const { violations } = judgePeered(['sg-pods', 'sg-nodes'], { branchPods });
    expect(violations.map(({ message }) => message.slice(0, 24))).toEqual([
      '6 pods of 3 workloads th',
    ]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['strict mode', {}],
    [
      'translation is somebody else’s business',
      {
        POD_SECURITY_GROUP_ENFORCING_MODE: 'standard',
        AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true',
      },
    ],
    [
      'the block of the store is excluded',
      {
        POD_SECURITY_GROUP_ENFORCING_MODE: 'standard',
        AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.1.0.0/16',
      },
    ],
  ])('is compliant where %s', (_what, settings) => {
    const judgement = judgePeered(['sg-pods'], { cni: cniOf(settings) });
    expect(judgement.disposition(store(LEDGER))).toBe('compliant');
  });

  it('leaves pods without an interface of their own to the check that misses it', () => {
    const judgement = judgePeered(['sg-pods', 'sg-nodes'], {
      branchPods: [],
      pods: [aNodePod({ name: 'web-1' })],
    });
    expect(judgement.violations).toEqual([]);
  });

  it('is unknown while the mode, or where the store lies, was not seen', () => {
    const hidden = { kind: 'unresolvable', detail: 'a secret' } as const;
    const node = new Map(STANDARD.node).set('POD_SECURITY_GROUP_ENFORCING_MODE', hidden);
    const unseen = { ...STANDARD, node };
    const undecided = judgePeered(['sg-pods'], { cni: unseen }).undecided;
    expect(undecided.map(undecidedBriefly)).toEqual([`store ${LEDGER} mode-unknown`]);
    const vpcs = { scope: { vpcs: lost<never>('ec2/describe-vpcs.json') } };
    expect(judgePeered(['sg-pods'], vpcs).disposition(store(LEDGER))).toBe('unknown');
  });

  it('is unknown while pods, or what is declared for them, were not all seen', () => {
    const seen = aLab().clusters.flatMap(({ pods }) => pods.items);
    const pods = { cluster: { pods: truncated(seen, 'k8s/pods.json') } };
    expect(judgePeered([], pods).disposition(store(LEDGER))).toBe('unknown');
    expect(judgePeered([], pods).disposition(store(ORDERS))).toBe('compliant');
    const policies = {
      policies: [],
      cluster: { policies: truncated<never>([], 'k8s/securitygrouppolicies.json') },
    };
    expect(judgePeered(['sg-x'], policies).disposition(store(LEDGER))).toBe('unknown');
  });

  it('is unknown for a store of IPv4 alone in a cluster of IPv6, and compliant for one of both', () => {
    const cluster = {
      cluster: completeListing(
        [anEksCluster('main', { ipFamily: 'ipv6' })],
        'eks/describe-cluster.json',
        NOW,
      ),
    };
    const ips = ['2001:db8:0:1::100'];
    const branchPods = [aBranchPod({ ips }, { ips: [...ips, '10.0.1.100'] })];
    const subnets = completeListing(
      [
        aSubnet('subnet-pods', ['10.0.1.0/24', '2001:db8:0:1::/64']),
        aSubnet('subnet-db', ['10.0.2.0/24', '2001:db8:0:2::/64']),
      ],
      'ec2/describe-subnets.json',
      NOW,
    );
    const judge = (networkType: string) =>
      judgeSnapshot(
        aLab({ cluster, branchPods, scope: { subnets }, databases: [aDatabase({ networkType })] }),
      ).of(ID);
    expect(judge('IPV4').undecided.map(undecidedBriefly)).toEqual([`store ${ORDERS} unsupported`]);
    expect(judge('DUAL').disposition(store(ORDERS))).toBe('compliant');
  });
});
