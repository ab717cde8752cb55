import { describe, expect, it } from '@jest/globals';
import { explainPair, listReach, QuestionError } from '../../shared/audit/index.ts';
import {
  completeListing,
  type Pod,
  type Snapshot,
  toNaclId,
} from '../../shared/core/model/index.ts';
import type { Explanation } from '../../shared/core/render/index.ts';
import { must } from '../support/counter.ts';
import { databaseArn } from '../support/identifiers.ts';
import { aPolicy } from '../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod } from '../support/lab.ts';
import { aGroup, aNacl, anIngress } from '../support/network.ts';
import { aClusterSnapshot, lost } from '../support/snapshot.ts';
import { aDatabase } from '../support/stores.ts';
import { NOW } from '../support/times.ts';
import { aProxyLab, ask } from './asked.ts';

interface Pair {
  readonly pod: Pod;
  readonly store?: string;
  readonly port?: number;
}

function explain(snapshot: Snapshot, { pod, store = 'orders', port }: Pair): Explanation {
  const { estate, access } = ask(snapshot);
  const name = { cluster: null, namespace: pod.namespace, name: pod.name };
  return explainPair(estate, access, { pod: name, store, port: port ?? null }).document;
}

const layersOf = ({ steps }: Explanation): readonly string[] =>
  steps.map(({ layer, verdict }) => `${layer} ${verdict}`);

describe('the explanation of an open pair', () => {
  it('goes from the pod’s interface to the store and back', () => {
    const { pod, eni } = aBranchPod();
    const explanation = explain(aLab({ branchPods: [{ pod, eni }] }), { pod });
    expect(explanation).toMatchObject({
      reach: 'reachable',
      intended: true,
      via: 'branch',
      leastChange: null,
    });
    expect(layersOf(explanation)).toEqual([
      'identity pass',
      'source-group pass',
      'route-out pass',
      'nacl-out pass',
      'nacl-in pass',
      'store-group pass',
      'nacl-return-out pass',
      'nacl-return-in pass',
      'route-back pass',
    ]);
    expect(explanation.steps[0]).toMatchObject({ component: eni.id });
  });

  it('says by which rules', () => {
    const { pod, eni } = aBranchPod();
    const rule = anIngress('sg-db', 'sg-pods');
    const { steps } = explain(aLab({ branchPods: [{ pod, eni }], rules: [rule] }), { pod });
    expect(steps.find(({ layer }) => layer === 'store-group')?.rules).toEqual([rule.id]);
  });

  it('says which client ports a network ACL lets replies to', () => {
    const { pod, eni } = aBranchPod();
    const [outbound, , ...others] = aNacl([]).entries;
    const replies = { ...must(outbound), egress: false, ports: { from: 32768, to: 60999 } };
    const nacls = [
      aNacl(['subnet-db']),
      aNacl(['subnet-pods'], { id: aNacl([]).id, entries: [must(outbound), replies, ...others] }),
    ];
    const scope = { nacls: completeListing(nacls, 'ec2/describe-network-acls.json', NOW) };
    const explanation = explain(aLab({ branchPods: [{ pod, eni }], scope }), { pod });
    expect(explanation).toMatchObject({ reach: 'partial', partialBecause: ['return-ports'] });
    expect(explanation.steps.find(({ layer }) => layer === 'nacl-return-in')?.note).toBe(
      'replies reach client ports 32768-60999 only',
    );
  });
});

describe('the least change that would open a blocked pair', () => {
  it('is a restart when the declared groups would open it', () => {
    const pod = aNodePod();
    const { reach, intended, leastChange } = explain(aLab({ pods: [pod] }), { pod });
    expect({ reach, intended }).toEqual({ reach: 'blocked', intended: true });
    expect(leastChange).toMatchObject({
      kind: 'restart',
      commands: ['kubectl rollout restart --namespace shop deployment/web'],
    });
  });

  it('is a policy when the store admits a group for pods already', () => {
    const pod = aNodePod({ workload: 'Deployment/report', labels: { app: 'report' } });
    const { leastChange } = explain(aLab({ pods: [pod] }), { pod });
    expect(leastChange?.kind).toBe('policy');
    expect(leastChange?.summary).toContain('the store admits sg-pods already');
    expect(leastChange?.commands[0]).toContain('"matchLabels":{"app":"report"}');
    expect(leastChange?.commands[0]).not.toContain('pod-template-hash');
  });

  it('is a rule for the pod’s rarest group when the store admits none', () => {
    const { pod, eni } = aBranchPod({}, { groups: ['sg-own', 'sg-pods'] });
    const policy = aPolicy({ groups: ['sg-own', 'sg-pods'] });
    const lab = aLab({
      branchPods: [{ pod, eni }, aBranchPod({ workload: 'Deployment/api' })],
      policies: [policy],
      groups: ['sg-own'],
      rules: [],
    });
    expect(explain(lab, { pod }).leastChange).toEqual({
      kind: 'ingress-rule',
      summary: 'Let sg-db admit tcp 3306 from sg-own. One interface wears sg-own.',
      commands: [
        'aws ec2 authorize-security-group-ingress --region us-west-2 --group-id sg-db ' +
          "--ip-permissions 'IpProtocol=tcp,FromPort=3306,ToPort=3306,UserIdGroupPairs=[{GroupId=sg-own}]'",
      ],
    });
  });

  it('warns when the group is the nodes’ own', () => {
    const pod = aNodePod({
      workload: 'DaemonSet/agent',
      labels: {},
      hostNetwork: true,
      ips: ['10.0.1.10'],
    });
    const { leastChange } = explain(aLab({ pods: [pod] }), { pod });
    expect(leastChange?.kind).toBe('ingress-rule');
    expect(leastChange?.summary).toContain('lets in every pod that has no group of its own');
  });

  it('is a rule out of the pod’s group when only that is missing', () => {
    const { pod, eni } = aBranchPod({}, { groups: ['sg-mute'] });
    const lab = aLab({
      branchPods: [{ pod, eni }],
      policies: [aPolicy({ groups: ['sg-mute'] })],
      groups: [],
      rules: [anIngress('sg-db', 'sg-mute')],
      scope: {},
    });
    const mute = withGroupWithoutEgress(lab, 'sg-mute');
    expect(explain(mute, { pod }).leastChange).toMatchObject({
      kind: 'egress-rule',
      summary: 'Let sg-mute out to sg-db on tcp 3306.',
    });
  });

  it('is both rules when both are missing', () => {
    const { pod, eni } = aBranchPod({}, { groups: ['sg-mute'] });
    const lab = aLab({
      branchPods: [{ pod, eni }],
      policies: [aPolicy({ groups: ['sg-mute'] })],
      rules: [],
    });
    const { leastChange } = explain(withGroupWithoutEgress(lab, 'sg-mute'), { pod });
    expect(leastChange?.kind).toBe('both-rules');
    expect(leastChange?.commands.map((command) => command.split(' ')[2])).toEqual([
      'authorize-security-group-egress',
      'authorize-security-group-ingress',
    ]);
  });

  it('is none where a network ACL stands in the way as well, and says so', () => {
    const { pod, eni } = aBranchPod();
    const nacls = [
      aNacl(['subnet-pods']),
      aNacl(['subnet-db'], { id: must(toNaclId('acl-db')), entries: [] }),
    ];
    const scope = { nacls: completeListing(nacls, 'ec2/describe-network-acls.json', NOW) };
    const { leastChange } = explain(aLab({ branchPods: [{ pod, eni }], rules: [], scope }), {
      pod,
    });
    expect(leastChange?.kind).toBe('none');
    expect(leastChange?.summary).toContain(
      'the network ACL of the store’s subnet, inbound (acl-db SUBNET_ACL_RESTRICTION)',
    );
    expect(leastChange?.commands).toEqual([]);
  });

  it('is none for a pod that is not on the wire', () => {
    const { pod, eni } = aBranchPod({ phase: 'Succeeded' });
    const explanation = explain(aLab({ branchPods: [{ pod, eni }] }), { pod });
    expect(explanation).toMatchObject({
      reach: 'blocked',
      steps: [
        {
          layer: 'identity',
          verdict: 'deny',
          code: 'NO_PATH',
          note: 'it is Succeeded and not on the wire',
        },
      ],
      leastChange: { kind: 'none' },
    });
  });

  it('does not let a name end a command', () => {
    const name = "x'; rm -rf / #";
    const pod = aNodePod({ workload: `Deployment/${name}`, labels: { app: name } });
    const { leastChange } = explain(aLab({ pods: [pod] }), { pod });
    for (const command of leastChange?.commands ?? []) {
      expect(command.replaceAll(/'(?:[^']|'\\'')*'/gu, 'QUOTED')).not.toContain('rm -rf');
    }
  });
});

describe('the explanation of a pair that nobody can decide', () => {
  it('names what was not seen', () => {
    const { pod, eni } = aBranchPod();
    const scope = { nacls: lost<never>('ec2/describe-network-acls.json') };
    const explanation = explain(aLab({ branchPods: [{ pod, eni }], scope }), { pod });
    expect(explanation).toMatchObject({
      reach: 'unknown',
      unknown: ['nacl-unseen'],
      leastChange: null,
    });
    expect(layersOf(explanation)).toContain('nacl-out unknown');
  });
});

describe('a pair with a proxy between', () => {
  it('takes the better way and shows both', () => {
    const { pod, eni } = aBranchPod();
    const rules = [anIngress('sg-proxy', 'sg-pods'), anIngress('sg-db', 'sg-proxy')];
    const explanation = explain(aProxyLab({ branchPods: [{ pod, eni }], rules }), { pod });
    expect(explanation).toMatchObject({ reach: 'reachable', path: 'rds-proxy', leastChange: null });
    expect(explanation.paths.map(({ path, reach }) => [path, reach])).toEqual([
      ['direct', 'blocked'],
      ['rds-proxy', 'reachable'],
    ]);
    expect(explanation.steps.filter(({ layer }) => layer === 'store-group')).toHaveLength(2);
  });
});

describe('names', () => {
  const { pod, eni } = aBranchPod({ name: 'web-1' });
  const databases = [aDatabase({ id: 'a' }), aDatabase({ id: 'b', arn: databaseArn('b2') })];
  const twin = aDatabase({ id: 'b', arn: databaseArn('b3') });
  const lab = aLab({ branchPods: [{ pod, eni }], databases: [...databases, twin] });

  it('of a store may be its ARN or the name that one store has', () => {
    expect(explain(lab, { pod, store: 'a' }).store).toBe(databaseArn('a'));
    expect(explain(lab, { pod, store: databaseArn('b2') }).store).toBe(databaseArn('b2'));
  });

  it('that several stores have are refused with their ARNs', () => {
    expect(refusal(() => explain(lab, { pod, store: 'b' }))).toEqual([
      databaseArn('b2'),
      databaseArn('b3'),
    ]);
  });

  it('that no pod has are refused with those that are alike', () => {
    expect(refusal(() => explain(lab, { pod: { ...pod, name: 'web-2' }, store: 'a' }))).toContain(
      'shop/web-1',
    );
  });

  it('that pods of two clusters have want the cluster’s name', () => {
    const [first] = lab.clusters;
    const other = aClusterSnapshot('other', { pods: must(first).pods });
    const { estate, access } = ask({ ...lab, clusters: [must(first), other] });
    const ask2 = (cluster: string | null) =>
      explainPair(estate, access, {
        pod: { cluster, namespace: pod.namespace, name: pod.name },
        store: 'a',
        port: null,
      }).document.cluster;
    expect(refusal(() => ask2(null))).toEqual(['main/shop/web-1', 'other/shop/web-1']);
    expect(ask2('other')).toBe(other.arn);
    expect(ask2(must(first).arn)).toBe(must(first).arn);
  });
});

describe('the explanation and the matrix', () => {
  it.each([
    ['an ordinary lab', aLab({ pods: [aNodePod(), aNodePod({ workload: 'Job/x', labels: {} })] })],
    ['a lab with a proxy', aProxyLab({ rules: [anIngress('sg-proxy', 'sg-pods')] })],
    [
      'a lab without routes or network ACLs',
      aLab({ scope: { nacls: lost('n'), routeTables: lost('r') }, pods: [aNodePod()] }),
    ],
    ['a lab without interfaces', aLab({ scope: { interfaces: lost('i') } })],
    ['a lab without groups', aLab({ scope: { groups: lost('g'), rules: lost('r') } })],
  ])('say the same of every pair in %s', (_name, snapshot) => {
    const { estate, access } = ask(snapshot);
    const { document } = listReach(estate, access, { by: 'pod', all: true });
    const cells = [...document.cells];
    expect(cells.length).toBeGreaterThan(1);
    for (const cell of cells) {
      const { namespace, store, port } = cell;
      const name = { cluster: cell.cluster, namespace, name: cell.pod ?? '' };
      const { paths, intended } = explainPair(estate, access, { pod: name, store, port }).document;
      const way = paths.find((one) => one.path === cell.path && one.through === cell.through);
      const { reach, partialBecause, unknown, via, snat } = cell;
      expect({ ...way, intended }).toMatchObject({
        reach,
        partialBecause,
        unknown,
        via,
        snat,
        intended: cell.intended,
      });
    }
  });
});

/** The lab with one more group, whose rules were seen: it lets nothing out. */
function withGroupWithoutEgress(lab: Snapshot, group: string): Snapshot {
  const [scope, ...others] = lab.scopes;
  const known = must(scope);
  const groups = [...known.groups.items, aGroup(group)];
  return {
    ...lab,
    scopes: [{ ...known, groups: completeListing(groups, known.groups.source, NOW) }, ...others],
  };
}

function refusal(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof QuestionError) return error.candidates;
    throw error;
  }
  throw new Error('nothing was refused');
}
