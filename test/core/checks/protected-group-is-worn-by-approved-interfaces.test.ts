import { describe, expect, it } from '@jest/globals';
import { completeListing, type NetworkInterface } from '../../../shared/core/model/index.ts';
import { DEFAULT_SETTINGS } from '../../../shared/core/settings/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { clusterArn, databaseArn, groupId, instanceId } from '../../support/identifiers.ts';
import { anIntent, byArn, byTags, endOfDayIn, nonPod } from '../../support/intents.ts';
import {
  briefly,
  type JudgedOptions,
  judgeSnapshot,
  MAIN,
  undecidedBriefly,
} from '../../support/judged.ts';
import { aNode, aPod, aPolicy, podEni } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import {
  aBranchEni,
  anIngress,
  anInstanceEni,
  anInterface,
  aPrimaryEni,
  aTrunkEni,
} from '../../support/network.ts';
import { aClusterSnapshot, anEksCluster, lost, truncated } from '../../support/snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'protected-group-is-worn-by-approved-interfaces';
const INTERFACES = 'ec2/describe-network-interfaces.json';

const judgeParts = (parts: LabParts, options: JudgedOptions = {}) =>
  judgeSnapshot(aLab(parts), options).of(ID);

const subject = (name: string, group: string) =>
  ({ kind: 'interfaces', cluster: MAIN, name, group }) as const;

const PODS_GROUP = subject('instance', 'sg-pods');

const bastion = (...groups: readonly string[]) => anInstanceEni({ id: 'eni-bastion', groups });

const judgeEnis = (...interfaces: readonly NetworkInterface[]) => judgeParts({ interfaces });

const rowsOf = (parts: LabParts, options: JudgedOptions = {}) =>
  judgeParts(parts, options).undecided.map(undecidedBriefly);

describe('only approved interfaces wear a protected group', () => {
  it('is compliant when pods, nodes and the store are all who do', () => {
    const rds = anInterface({
      subnet: 'subnet-db',
      ips: ['10.0.2.20'],
      groups: ['sg-db'],
      description: 'RDSNetworkInterface',
      requesterId: 'amazon-rds',
    });
    const judgement = judgeEnis(rds, anInstanceEni({ groups: ['sg-other'] }));
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(PODS_GROUP)).toBe('compliant');
    expect(judgement.population).toMatchObject({ compliant: 2, violations: 0, unknown: 0 });
  });

  it('is violated in its example, at once, with what takes the group away', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['interfaces instance sg-pods critical']);
    expect(violations[0]?.message).toBe(
      'sg-pods, by which pods get into orders, is also worn by eni-0bastion of i-0bastion.',
    );
    expect(violations[0]?.settling).toBeNull();
    expect(violations[0]?.evidence.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'group sg-pods',
      'interface eni-0bastion',
      'rule sgr-0db-from-pods',
      `store ${databaseArn('orders')}`,
    ]);
    expect(violations[0]?.fix.commands).toEqual([
      'aws ec2 modify-network-interface-attribute --network-interface-id eni-0bastion --groups sg-bastion',
    ]);
  });

  it('tells one group and one kind of wearer in one finding', () => {
    const judgement = judgeEnis(
      anInstanceEni({ id: 'eni-b', instance: 'i-b', groups: ['sg-pods'] }),
      anInstanceEni({ id: 'eni-a', instance: 'i-a', groups: ['sg-pods', 'sg-db'] }),
    );
    expect(judgement.violations.map((one) => [briefly(one), ...one.observed])).toEqual([
      ['interfaces instance sg-db medium', 'eni-a of i-a'],
      ['interfaces instance sg-pods critical', 'eni-a of i-a', 'eni-b of i-b'],
    ]);
    expect(judgement.violations[1]?.fix.commands).toEqual([
      'aws ec2 modify-network-interface-attribute --network-interface-id eni-a --groups sg-db',
      'aws ec2 modify-network-interface-attribute --network-interface-id eni-b --groups OTHER_GROUP',
    ]);
  });

  it('is less bad for a group of the machine’s own that the store admits beside that of the pods', () => {
    const rules = [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', 'sg-bastion')];
    const judgement = judgeParts({ rules, interfaces: [bastion('sg-bastion')] });
    expect(judgement.violations.map(briefly)).toEqual(['interfaces instance sg-bastion high']);
  });

  it('asks about groups that the configuration names, whatever they open', () => {
    const settings = { protectedGroups: [groupId('sg-secret')] };
    const judgement = judgeParts({ interfaces: [bastion('sg-secret')] }, { settings });
    expect(judgement.violations.map(briefly)).toEqual(['interfaces instance sg-secret critical']);
    expect(judgement.violations[0]?.message).toContain('the configuration protects');
  });

  it('asks about groups that a proxy in front of the store admits', () => {
    const judgement = judgeParts({
      interfaces: [bastion('sg-jobs')],
      rules: [
        anIngress('sg-db', 'sg-pods'),
        anIngress('sg-db', 'sg-proxy'),
        anIngress('sg-proxy', 'sg-jobs'),
      ],
      scope: {
        dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json'),
        dbProxyTargets: completeListing([proxyTargets('orders', 'orders')], 'rds/targets.json'),
      },
    });
    expect(judgement.violations.map(briefly)).toEqual(['interfaces instance sg-jobs high']);
  });

  it('says nothing of stores that no pod is meant to reach: their clients are machines', () => {
    const judgement = judgeParts({
      policies: [],
      branchPods: [],
      rules: [anIngress('sg-db', 'sg-app')],
      interfaces: [bastion('sg-app')],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(subject('instance', 'sg-app'))).toBe('compliant');
  });
});

describe('an interface', () => {
  it.each([
    ['of a pod of another cluster', aBranchEni({ cluster: 'other' })],
    ['of Auto Mode', anInterface({ interfaceType: 'branch', operatorManaged: true })],
    ['of a function', anInterface({ interfaceType: 'lambda', requesterManaged: true })],
    ['of an endpoint', anInterface({ interfaceType: 'vpc_endpoint' })],
    ['of a cache', anInterface({ description: 'ElastiCache orders', requesterManaged: true })],
    [
      'of a proxy',
      anInterface({
        description: 'Network interface for DBProxy orders',
        requesterManaged: true,
      }),
    ],
    ['of a control plane', anInterface({ description: 'Amazon EKS other' })],
    ['of a load balancer', anInterface({ description: 'ELB app/x/1', requesterManaged: true })],
    ['of a node', aPrimaryEni({ id: 'eni-second', ips: [] })],
    ['that is a trunk', aTrunkEni({ id: 'eni-trunk-2', ips: [] })],
  ])('%s is approved', (_whose, eni) => {
    const judgement = judgeEnis({ ...eni, groups: [groupId('sg-pods')] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
  });

  it('of a Fargate pod is the pod’s', () => {
    const fargate = anInterface({ ips: ['10.0.1.150'], groups: ['sg-pods'] });
    const pod = aPod({
      ips: ['10.0.1.150'],
      nodeName: 'fargate-1',
      labels: { app: 'web', 'eks.amazonaws.com/fargate-profile': 'shop' },
      fargatePodSg: 'sg-pods',
    });
    const judgement = judgeParts({ interfaces: [fargate], pods: [pod] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
  });

  it('of a machine is the machine’s, whatever its description and tags say', () => {
    for (const forged of [
      { description: 'RDSNetworkInterface', requesterManaged: true },
      { description: 'Amazon EKS main' },
      { description: 'aws-k8s-branch-eni', tags: { 'kubernetes.io/cluster/other': 'owned' } },
      { interfaceType: 'branch', tags: { 'vpcresources.k8s.aws/trunk-eni-id': 'eni-9' } },
    ]) {
      const judgement = judgeEnis(anInstanceEni({ groups: ['sg-pods'], ...forged }));
      expect(judgement.violations.map(briefly)).toEqual(['interfaces instance sg-pods critical']);
    }
  });

  it('that is attached to nothing is told apart, and is less bad', () => {
    const judgement = judgeEnis(anInterface({ status: 'available' }));
    expect(judgement.violations.map(briefly)).toEqual(['interfaces unattached sg-pods medium']);
  });

  it('that is in use by what cannot be told is unknown', () => {
    expect(rowsOf({ interfaces: [anInterface()] })).toEqual([
      'interfaces unknown sg-pods identity-unknown',
    ]);
  });

  it('of a branch that was left behind is told by other checks', () => {
    expect(judgeEnis(aBranchEni({ status: 'available' })).violations).toEqual([]);
  });
});

describe('what people approve', () => {
  const allow = (...protectedWearers: readonly string[]) => ({
    settings: { allow: { ...DEFAULT_SETTINGS.allow, protectedWearers } },
  });

  it('is an interface, or all that one requester made', () => {
    const parts = { interfaces: [bastion('sg-pods')] };
    expect(judgeParts(parts, allow('eni-bastion')).disposition(PODS_GROUP)).toBe('compliant');
    expect(judgeParts(parts, allow('eni-other')).violations).toHaveLength(1);
    const made = anInterface({ groups: ['sg-pods'], requesterId: '444455556666' });
    const by = (id: string) => judgeParts({ interfaces: [made] }, allow(id));
    expect(by('444455556666').undecided).toEqual([]);
    expect(by('777788889999').undecided).toHaveLength(1);
  });

  it('does not approve of others that wear the group', () => {
    const judgement = judgeParts(
      { interfaces: [bastion('sg-pods'), anInstanceEni({ id: 'eni-b', groups: ['sg-pods'] })] },
      allow('eni-bastion'),
    );
    expect(judgement.violations.map(({ observed }) => observed)).toEqual([
      ['eni-b of i-00000000000000099'],
    ]);
  });

  const rules = [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', 'sg-bastion')];
  const parts = { rules, interfaces: [bastion('sg-bastion')] };
  const declared = (overrides: Parameters<typeof anIntent>[0] = {}) =>
    judgeParts(parts, { intents: [anIntent({ nonPod: [nonPod(['sg-bastion'])], ...overrides })] });

  it('is a group that a document declares for the clients of the store that are no pods', () => {
    expect(declared().violations).toEqual([]);
    expect(declared().disposition(subject('instance', 'sg-bastion'))).toBe('compliant');
  });

  it('is not a group that is declared for another store, another port, no longer, or by way of trial', () => {
    for (const overrides of [
      { stores: [byArn(databaseArn('other'))] },
      { ports: [5432] },
      { expiresAt: endOfDayIn(-2) },
      { mode: 'observe' as const },
    ]) {
      expect(declared(overrides).violations).toHaveLength(1);
    }
  });

  it('is unknown when the tags by which the document selects the store were not seen', () => {
    const untagged = { ...aDatabase(), tags: null };
    const judgement = judgeParts(
      { ...parts, databases: [untagged] },
      {
        intents: [anIntent({ stores: [byTags({ team: 'a' })], nonPod: [nonPod(['sg-bastion'])] })],
      },
    );
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'interfaces instance sg-bastion stores-unseen',
    ]);
  });
});

describe('a group of the nodes or of the cluster', () => {
  it('is left to the check on stores that admit it', () => {
    const judgement = judgeParts({
      rules: [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', 'sg-nodes')],
      interfaces: [bastion('sg-nodes')],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(subject('instance', 'sg-nodes'))).toBe('not-judged');
  });

  it('may be any group while nodes, cluster or interfaces were not all seen', () => {
    const parts = { interfaces: [bastion('sg-pods')] };
    expect(
      rowsOf({ ...parts, cluster: { nodes: truncated([aNode()], 'k8s/nodes.json') } }),
    ).toEqual(['interfaces instance sg-pods identity-unknown']);
    expect(rowsOf({ ...parts, cluster: { cluster: lost('eks/describe-cluster.json') } })).toContain(
      'interfaces instance sg-pods groups-unseen',
    );
    const cut = truncated([aPrimaryEni(), bastion('sg-pods')], INTERFACES);
    expect(rowsOf({ scope: { interfaces: cut } })).toContain(
      'interfaces instance sg-pods interfaces-unseen',
    );
  });
});

describe('half an input', () => {
  it('proves nobody compliant', () => {
    const judge = (scope: LabParts['scope']) =>
      judgeParts({ scope: scope ?? {} }).disposition(PODS_GROUP);
    expect(judge({})).toBe('compliant');
    expect(judge({ interfaces: truncated([aPrimaryEni()], INTERFACES) })).toBe('unknown');
    const rules = lost<never>('ec2/describe-security-group-rules.json');
    expect(judge({ rules, incompleteRuleGroups: 'any' })).toBe('unknown');
    expect(judge({ dbInstances: truncated([aDatabase()], 'rds/describe-db-instances.json') })).toBe(
      'unknown',
    );
  });

  it('leaves open whether the store is closed for pods', () => {
    const judgement = judgeParts({
      branchPods: [],
      rules: [anIngress('sg-db', 'sg-app')],
      interfaces: [bastion('sg-app')],
      cluster: { policies: truncated([aPolicy({ groups: ['sg-else'] })], 'k8s/policies.json') },
    });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'interfaces instance sg-app policies-unseen',
    ]);
  });

  it('leaves open whose interface it is when the pods that may have it are missing', () => {
    const seen = aNodePod();
    expect(
      rowsOf({
        interfaces: [anInterface({ ips: ['10.0.1.150'] })],
        cluster: { pods: truncated([seen], 'k8s/pods.json') },
      }),
    ).toEqual(['interfaces unknown sg-pods identity-unknown']);
  });
});

describe('two clusters', () => {
  const other = (vpc: string) =>
    aClusterSnapshot('other', {
      cluster: completeListing(
        [anEksCluster('other', { vpcId: vpc, clusterGroupId: groupId('sg-cluster-other') })],
        'clusters/other/eks/describe-cluster.json',
        NOW,
      ),
    });
  const judge = (vpc: string, parts: LabParts) => {
    const lab = aLab(parts);
    const { judgement } = judgeSnapshot({ ...lab, clusters: [...lab.clusters, other(vpc)] });
    return judgement.checks
      .filter(({ check }) => check === ID)
      .map(({ cluster, violations }) => [cluster, violations.length]);
  };

  it('leave it to the one in whose VPC the store is', () => {
    expect(judge('vpc-other', { interfaces: [bastion('sg-pods')] })).toEqual([
      [clusterArn('main'), 1],
      [clusterArn('other'), 0],
    ]);
  });

  it('know the nodes of both', () => {
    const instance = 'i-00000000000000002';
    const lab = aLab({ interfaces: [anInstanceEni({ instance, groups: ['sg-pods'] })] });
    const node = aNode({ name: 'node-2', instanceId: instanceId(instance) });
    const violationsWith = (...nodes: readonly (typeof node)[]) => {
      const second = {
        ...other('vpc-other'),
        nodes: completeListing(nodes, 'clusters/other/k8s/nodes.json', NOW),
      };
      return judgeSnapshot({ ...lab, clusters: [...lab.clusters, second] }).of(ID).violations;
    };
    expect(violationsWith(node)).toEqual([]);
    expect(violationsWith()).toHaveLength(1);
  });
});

describe('a pod’s branch ENI', () => {
  it('is approved with whatever it wears, which other checks compare with what is declared', () => {
    const pod = aBranchPod(
      { podEni: podEni('eni-1', '10.0.1.101'), ips: ['10.0.1.101'] },
      { id: 'eni-1', groups: ['sg-db', 'sg-pods'] },
    );
    expect(judgeParts({ branchPods: [pod] }).violations).toEqual([]);
  });
});
