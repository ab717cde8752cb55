import { describe, expect, it } from '@jest/globals';
import {
  type CniEnvironment,
  completeListing,
  type Snapshot,
} from '../../../shared/core/model/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/core/settings/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn, subnetId, vpcId } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { anAwsNodePod, aNode, aPolicy, cniEnvironment } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aBranchEni, anIngress, aSubnet, aVpc } from '../../support/network.ts';
import { type PeeredStore, withPeeredStore } from '../../support/peered-store.ts';
import { cniWith, declaring, history } from '../../support/platform.ts';
import { anEksCluster, lost, truncated } from '../../support/snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { hoursAgo, minutesAgo, NOW } from '../../support/times.ts';

const ID = 'enforcing-mode-covers-stores';
const CLUSTER = { kind: 'cluster', cluster: MAIN } as const;

const ON = { ENABLE_POD_ENI: 'true' } as const;
const cniOf = (settings: Readonly<Record<string, string>> = {}): CniEnvironment =>
  cniEnvironment({ ...ON, POD_SECURITY_GROUP_ENFORCING_MODE: 'standard', ...settings });
const STANDARD = cniOf();
const STRICT = cniEnvironment(ON);

interface Given extends LabParts {
  readonly store?: PeeredStore;
  readonly settings?: Partial<Settings>;
  readonly change?: (lab: Snapshot) => Snapshot;
}

function judgeParts({ store, settings, change, ...parts }: Given) {
  const lab = aLab({ cni: STANDARD, ...parts });
  const peered = withPeeredStore(lab, store ?? { peers: ['sg-pods'] });
  const options = settings === undefined ? {} : { settings };
  return judgeSnapshot((change ?? ((one) => one))(peered), options).of(ID);
}
const verdict = (given: Given): string => judgeParts(given).disposition(CLUSTER);
const undecided = (given: Given): readonly string[] =>
  judgeParts(given).undecided.map(undecidedBriefly);

/** The lab with another part of its only scope. */
const scopeWith =
  (parts: Partial<Snapshot['scopes'][number]>) =>
  (lab: Snapshot): Snapshot => ({
    ...lab,
    scopes: lab.scopes.map((scope) => ({ ...scope, ...parts })),
  });

describe('the enforcing mode covers every protected store', () => {
  it('is violated in its example, and says of which store, and by what', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['cluster high']);
    expect(violations[0]?.message).toBe(
      'Groups that policies give to pods are meant to open ledger, outside the VPC, where the CNI in standard mode puts the node in the place of every pod (on every node): they are never presented there.',
    );
    expect(violations[0]?.observed).toEqual([
      'POD_SECURITY_GROUP_ENFORCING_MODE=standard',
      'AWS_VPC_K8S_CNI_EXTERNALSNAT=false',
      'AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS=none',
    ]);
    expect(violations[0]?.evidence).toContainEqual({
      kind: 'store',
      id: databaseArn('ledger'),
      port: 3306,
      addresses: ['10.1.1.0/24'],
      groups: ['sg-pods'],
    });
  });

  it('is compliant in standard mode with every store inside the VPC, as in most clusters', () => {
    const judgement = judgeSnapshot(aLab({ cni: STANDARD })).of(ID);
    expect(judgement.population).toMatchObject({ judged: 1, compliant: 1, unknown: 0 });
  });

  it.each<[string, CniEnvironment]>([
    ['strict mode', STRICT],
    [
      'a mode in another case, which is strict',
      cniOf({ POD_SECURITY_GROUP_ENFORCING_MODE: 'Standard' }),
    ],
    ['external SNAT', cniOf({ AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' })],
    ['its VPC excluded from SNAT', cniOf({ AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.1.0.0/16' })],
    [
      'everything excluded',
      cniOf({ AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '192.0.2.0/24, 0.0.0.0/0' }),
    ],
  ])('is compliant with %s', (_what, cni) => {
    expect(verdict({ cni })).toBe('compliant');
  });

  it('is violated where something else is excluded', () => {
    const cni = cniOf({ AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.2.0.0/16,nonsense' });
    expect(verdict({ cni })).toBe('violation');
  });

  it('is decided by the address of the store, where that is known', () => {
    const cni = cniOf({ AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.1.1.0/28' });
    const at = (address: string): string =>
      verdict({ cni, store: { peers: ['sg-pods'], address } });
    expect(at('10.1.1.5')).toBe('compliant');
    expect(at('10.1.1.99')).toBe('violation');
    expect(undecided({ cni })).toEqual(['cluster store-address-unseen']);
  });

  it('counts the secondary blocks of the VPC as inside', () => {
    const vpcs = [
      aVpc('vpc-main', ['10.0.0.0/16', '100.64.0.0/16']),
      aVpc('vpc-data', ['10.1.0.0/16']),
    ];
    const databases = [aDatabase({ id: 'near', subnets: ['subnet-near'] })];
    const lab = aLab({
      cni: STANDARD,
      databases,
      scope: {
        vpcs: completeListing(vpcs, 'ec2/describe-vpcs.json', NOW),
        subnets: completeListing(
          [aSubnet('subnet-pods', ['10.0.1.0/24']), aSubnet('subnet-near', ['100.64.1.0/24'])],
          'ec2/describe-subnets.json',
          NOW,
        ),
      },
    });
    expect(judgeSnapshot(lab).of(ID).disposition(CLUSTER)).toBe('compliant');
  });

  it('has nothing to do with stores of other VPCs that pods do not reach', () => {
    expect(verdict({ store: { peers: ['sg-other', '10.1.0.0/16'] } })).toBe('compliant');
  });

  it('takes the nodes’ and the cluster’s group for no group of pods', () => {
    const policies = [aPolicy({ groups: ['sg-pods', 'sg-nodes', 'sg-cluster'] })];
    expect(
      verdict({
        policies,
        branchPods: [],
        pods: [aNodePod()],
        store: { peers: ['sg-nodes', 'sg-cluster'] },
      }),
    ).toBe('compliant');
  });

  it('knows groups of pods by the branch ENIs that wear them, too', () => {
    const branchPods = [aBranchPod({}, { groups: ['sg-by-hand'] })];
    expect(verdict({ branchPods, policies: [], store: { peers: ['sg-by-hand'] } })).toBe(
      'violation',
    );
  });

  it('covers nobody where a branch ENI is left over', () => {
    const interfaces = [aBranchEni({ groups: ['sg-old'] })];
    expect(verdict({ interfaces, store: { peers: ['sg-old'] } })).toBe('compliant');
  });

  it('is medium where pods with branch ENIs get through by address, as their nodes', () => {
    const { violations } = judgeParts({ store: { peers: ['10.0.0.0/16'] } });
    expect(violations.map(briefly)).toEqual(['cluster medium']);
    expect(violations[0]?.message).toBe(
      'Pods with branch ENIs reach ledger, outside the VPC, as their nodes, because the CNI runs in standard mode (on every node): what policies declare for them does not hold there.',
    );
  });

  it('leaves out pods without a branch ENI: they are the node in every mode', () => {
    const given = { branchPods: [], pods: [aNodePod()], store: { peers: ['10.0.0.0/16'] } };
    expect(verdict(given)).toBe('compliant');
  });

  it('looks at the proxies through which pods come, whether it is known what is behind them or not', () => {
    const proxy = aDbProxy('orders', {
      vpcId: vpcId('vpc-data'),
      subnetIds: [subnetId('subnet-far')],
    });
    const proxies = {
      groups: ['sg-proxy'],
      rules: [anIngress('sg-db', 'sg-proxy'), anIngress('sg-proxy', 'sg-pods')],
      scope: {
        dbProxies: completeListing([proxy], 'rds/describe-db-proxies.json', NOW),
        dbProxyTargets: completeListing(
          [proxyTargets('orders', 'orders')],
          'rds/targets.json',
          NOW,
        ),
      },
      store: { peers: [] },
    };
    expect(judgeParts(proxies).violations[0]?.message).toContain(
      'are meant to open orders, outside the VPC',
    );
    const unassigned = scopeWith({ dbProxyTargets: lost('rds/targets.json') });
    expect(judgeParts({ ...proxies, change: unassigned }).violations).toHaveLength(1);
  });

  it.each([
    ['its name', ['main']],
    ['its ARN', [MAIN]],
  ])('is not told of a cluster that is approved by %s', (_what, standardMode) => {
    const allow = { ...DEFAULT_SETTINGS.allow, standardMode };
    expect(verdict({ settings: { allow } })).toBe('compliant');
    expect(judgeParts({ settings: { allow } }).population.judged).toBe(0);
  });
});

describe('where no mode decides', () => {
  it.each<[string, Given]>([
    ['there are no pods that the CNI serves', { branchPods: [], pods: [] }],
    ['there are no policies', { branchPods: [], pods: [aNodePod()], policies: [] }],
    [
      'the pods run on Auto Mode',
      {
        branchPods: [],
        pods: [aNodePod()],
        nodes: [aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } })],
      },
    ],
    [
      'addresses are of IPv6',
      { cluster: { cluster: completeListing([anEksCluster('main', { ipFamily: 'ipv6' })], '') } },
    ],
  ])('nothing is judged: %s', (_what, given) => {
    const judgement = judgeParts(given);
    expect(judgement.disposition(CLUSTER)).toBe('compliant');
    expect(judgement.population).toMatchObject({ judged: 0, notApplicable: 1 });
  });
});

describe('what was not seen', () => {
  it.each<[string, Given, string]>([
    [
      'the DaemonSet',
      { cluster: { cniDaemonSet: lost('k8s/daemonset-aws-node.json') } },
      'cni-config-unseen',
    ],
    [
      'the value of the mode',
      { cni: cniWith('POD_SECURITY_GROUP_ENFORCING_MODE', { kind: 'unresolvable', detail: '' }) },
      'mode-unknown',
    ],
    [
      'the stores',
      { change: scopeWith({ dbInstances: lost('rds/describe-db-instances.json') }) },
      'stores-unseen',
    ],
    [
      'the VPCs',
      { change: scopeWith({ vpcs: lost('ec2/describe-vpcs.json') }) },
      'store-address-unseen',
    ],
    [
      'the rules',
      {
        change: scopeWith({
          rules: lost('ec2/describe-security-group-rules.json'),
          incompleteRuleGroups: 'any',
        }),
      },
      'rules-unseen',
    ],
    ['the nodes', { cluster: { nodes: lost('k8s/nodes.json') } }, 'identity-unknown'],
    ['the cluster', { cluster: { cluster: lost('eks/describe-cluster.json') } }, 'groups-unseen'],
    [
      'the interfaces',
      { change: scopeWith({ interfaces: lost('ec2/describe-network-interfaces.json') }) },
      'interfaces-unseen',
    ],
  ])('makes it unknown without %s', (_what, given, reason) => {
    expect(undecided(given)).toEqual([expect.stringContaining(reason)]);
  });

  it('does not matter in strict mode', () => {
    const change = scopeWith({
      vpcs: lost('ec2/describe-vpcs.json'),
      dbInstances: lost('rds/describe-db-instances.json'),
    });
    expect(verdict({ cni: STRICT, change })).toBe('compliant');
  });

  it('may be a policy that names what a store outside admits', () => {
    const policies = truncated([aPolicy()], 'k8s/securitygrouppolicies.json');
    const store = { peers: ['sg-else'] };
    expect(undecided({ cluster: { policies }, store })).toEqual(['cluster policies-unseen']);
    expect(verdict({ cluster: { policies }, store })).toBe('unknown');
  });

  it('is nothing that a violation in sight waits for', () => {
    const dbInstances = truncated(
      [
        aDatabase({
          id: 'ledger',
          vpc: 'vpc-data',
          subnets: ['subnet-far'],
          groups: ['sg-ledger'],
        }),
      ],
      'rds/describe-db-instances.json',
    );
    expect(verdict({ change: scopeWith({ dbInstances }) })).toBe('violation');
  });
});

describe('settings that differ from node to node', () => {
  const split = (declared: CniEnvironment, second: CniEnvironment, extra = {}): Given => ({
    nodes: [aNode(), aNode({ name: 'node-2' })],
    branchPods: [],
    cluster: {
      pods: completeListing(
        [anAwsNodePod('node-1', declared), anAwsNodePod('node-2', second), aBranchPod().pod],
        'k8s/pods.json',
        NOW,
      ),
      ...declaring(declared),
      ...extra,
    },
  });
  const changedAt = (time: number) => ({
    cniRevisions: history([hoursAgo(90), ON], [time, ON]),
  });

  it('are violated where the DaemonSet is, before any node is', () => {
    expect(verdict(split(STANDARD, STRICT))).toBe('violation');
  });

  it('are not decided while strict mode comes to the nodes', () => {
    expect(verdict(split(STRICT, STANDARD, changedAt(minutesAgo(5))))).toBe('not-judged');
  });

  it('are violated on nodes that stayed behind', () => {
    const [violation] = judgeParts(split(STRICT, STANDARD, changedAt(hoursAgo(5)))).violations;
    expect(violation?.message).toContain(
      'standard mode puts the node in the place of every pod (node-2)',
    );
    expect(violation?.evidence).toContainEqual({
      kind: 'node',
      id: 'node-2',
      agent: 'aws-node-node-2',
    });
  });

  it('are unknown where it is not known when the mode changed', () => {
    expect(undecided(split(STRICT, STANDARD))).toEqual(['cluster mode-unknown']);
  });
});
