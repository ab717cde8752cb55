import { describe, expect, it } from '@jest/globals';
import { completeListing, type Pod } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { anAwsNodePod, aNode, aPod, aPolicy, cniEnvironment } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { cniWith, declaring, history } from '../../support/platform.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { hoursAgo, minutesAgo, NOW } from '../../support/times.ts';

const ID = 'pod-eni-is-enabled';

const CLUSTER = { kind: 'cluster', cluster: MAIN } as const;
const OFF = cniEnvironment({});
const ON = cniEnvironment();

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const verdict = (parts: LabParts): string => judgeParts(parts).disposition(CLUSTER);
const undecided = (parts: LabParts): readonly string[] =>
  judgeParts(parts).undecided.map(undecidedBriefly);

describe('ENABLE_POD_ENI is on where policies declare groups', () => {
  it('is compliant where it is', () => {
    const judgement = judgeParts({});
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.population).toMatchObject({ judged: 1, compliant: 1 });
  });

  it('is violated in its example, and names what is not attached', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['cluster high']);
    expect(violations[0]?.message).toBe(
      'The VPC CNI runs without ENABLE_POD_ENI: what shop/web declare for pods of shop is attached to none of them.',
    );
    expect(violations[0]?.evidence).toEqual([
      { kind: 'cni', id: 'kube-system/DaemonSet/aws-node', ENABLE_POD_ENI: false },
      { kind: 'policy', id: 'shop/web', generation: 1, groups: ['sg-pods'] },
    ]);
  });

  it.each(['false', 'F', 'yes', 'TRUE ', ''])('reads %j as off, as the CNI does', (value) => {
    expect(verdict({ cni: cniEnvironment({ ENABLE_POD_ENI: value }) })).toBe('violation');
  });

  it.each(['1', 't', 'True', 'TRUE'])('reads %j as on, as the CNI does', (value) => {
    expect(verdict({ cni: cniEnvironment({ ENABLE_POD_ENI: value }) })).toBe('compliant');
  });

  it('is violated where pods with policies wait for a node with room, and have none', () => {
    const waiting = aPod({ nodeName: null, ips: [], phase: 'Pending', eniRequests: 1 });
    expect(verdict({ cni: OFF, branchPods: [], pods: [waiting] })).toBe('violation');
    expect(verdict({ cni: OFF, branchPods: [], pods: [waiting], nodes: [] })).toBe('compliant');
  });

  it('is violated where no VPC CNI runs at all', () => {
    const { pod } = aBranchPod();
    const parts: LabParts = {
      branchPods: [],
      cluster: {
        pods: completeListing([pod], 'k8s/pods.json', NOW),
        cniDaemonSet: completeListing([], 'k8s/daemonsets.json', NOW),
      },
    };
    expect(judgeParts(parts).violations.map(({ message }) => message)).toEqual([
      'The VPC CNI (aws-node) does not run: what shop/web declare for pods of shop is attached to none of them.',
    ]);
    const unseenPods = truncated([pod], 'k8s/pods.json');
    expect(undecided({ ...parts, cluster: { ...parts.cluster, pods: unseenPods } })).toEqual([
      'cluster pods-unseen',
    ]);
  });

  it('takes pods of aws-node at their word where the DaemonSet goes by another name', () => {
    const cluster = { cniDaemonSet: completeListing<never>([], 'k8s/daemonsets.json', NOW) };
    expect(verdict({ cluster })).toBe('compliant');
    expect(verdict({ cluster, cni: OFF })).toBe('violation');
  });
});

describe('policies that need no ENABLE_POD_ENI', () => {
  const without = (parts: LabParts) => {
    const judgement = judgeParts({ cni: OFF, branchPods: [], ...parts });
    const { judged, notApplicable } = judgement.population;
    return `${judgement.disposition(CLUSTER)} ${judged}/${notApplicable}`;
  };
  const onNode = (labels: Readonly<Record<string, string>>): LabParts => ({
    nodes: [aNode({ labels })],
    pods: [aNodePod()],
  });

  it.each<[string, LabParts]>([
    ['that are not there', { policies: [], pods: [aNodePod()] }],
    ['that are inert', { policies: [aPolicy({ groups: [] })], pods: [aNodePod()] }],
    ['that are invalid', { policies: [aPolicy({ podSelector: 'malformed' })], pods: [aNodePod()] }],
    ['of namespaces without pods', { pods: [aNodePod({ namespace: 'bank' })] }],
    ['of host-network pods', { pods: [aNodePod({ hostNetwork: true })] }],
    ['of Windows pods', { pods: [aNodePod({ osSelectors: ['windows'] })] }],
    [
      'of Fargate pods',
      { pods: [aNodePod({ labels: { 'eks.amazonaws.com/fargate-profile': 'p' } })] },
    ],
    ['of pods that have ended', { pods: [aNodePod({ phase: 'Succeeded' })] }],
    ['of pods that leave', { pods: [aNodePod({ deletedAt: NOW })] }],
    ['of pods on a node that is gone', { pods: [aNodePod({ nodeName: 'gone' })] }],
    ['of pods on Auto Mode', onNode({ 'eks.amazonaws.com/compute-type': 'auto' })],
    ['of pods on hybrid nodes', onNode({ 'eks.amazonaws.com/compute-type': 'hybrid' })],
    ['of pods on Windows nodes', onNode({ 'kubernetes.io/os': 'windows' })],
    ['of pods on Fargate nodes', onNode({ 'eks.amazonaws.com/compute-type': 'fargate' })],
  ])('are those %s', (_what, parts) => {
    expect(without(parts)).toBe('compliant 0/1');
  });

  it('may be others where pods, nodes or policies were not all seen', () => {
    const reasons = (cluster: LabParts['cluster'] & object, pods: readonly Pod[] = []) =>
      undecided({ cni: OFF, branchPods: [], pods, cluster });
    expect(reasons({ nodes: lost('k8s/nodes.json') }, [aNodePod()])).toEqual([
      'cluster identity-unknown',
    ]);
    const agent = anAwsNodePod('node-1', OFF);
    expect(reasons({ pods: truncated([agent], 'k8s/pods.json') })).toEqual(['cluster pods-unseen']);
    expect(
      reasons({ policies: truncated([], 'k8s/securitygrouppolicies.json') }, [aNodePod()]),
    ).toEqual(['cluster policies-unseen']);
  });

  it('do not matter where it is on', () => {
    expect(verdict({ cluster: { nodes: lost('k8s/nodes.json') } })).toBe('compliant');
  });
});

describe('what the VPC CNI runs with', () => {
  const two = (first = ON, second = ON): Pick<LabParts, 'nodes'> & { readonly pods: Pod[] } => ({
    nodes: [aNode(), aNode({ name: 'node-2', instanceId: null })],
    pods: [anAwsNodePod('node-1', first), anAwsNodePod('node-2', second), aBranchPod().pod],
  });
  const mixed = (extra: LabParts['cluster'] & object = {}): LabParts => {
    const { nodes, pods } = two(ON, OFF);
    return {
      ...(nodes === undefined ? {} : { nodes }),
      branchPods: [],
      cluster: { pods: completeListing(pods, 'k8s/pods.json', NOW), ...declaring(ON), ...extra },
    };
  };

  it('is what its DaemonSet says, whatever its pods were started with', () => {
    expect(verdict({ cni: ON, cluster: declaring(OFF) })).toBe('violation');
  });

  it('is not decided while a change comes to the nodes', () => {
    const cniRevisions = history([hoursAgo(90), {}], [minutesAgo(20), { ENABLE_POD_ENI: 'true' }]);
    const judgement = judgeParts(mixed({ cniRevisions }));
    expect(judgement.disposition(CLUSTER)).toBe('not-judged');
    expect(judgement.undecided).toEqual([]);
  });

  it('is violated on nodes to which the change never came', () => {
    const cniRevisions = history([hoursAgo(90), {}], [hoursAgo(2), { ENABLE_POD_ENI: 'true' }]);
    const [violation] = judgeParts(mixed({ cniRevisions })).violations;
    expect(violation?.message).toBe(
      'The VPC CNI still runs without ENABLE_POD_ENI on node-2: what shop/web declare for pods of shop is attached to none that start there.',
    );
    expect(violation?.evidence).toContainEqual({
      kind: 'node',
      id: 'node-2',
      agent: 'aws-node-node-2',
    });
  });

  it.each([
    ['was not seen', { cniRevisions: lost<never>('k8s/controllerrevisions.json') }],
    ['has no times', { cniRevisions: history([null, {}]) }],
    ['is empty', {}],
  ])('is unknown on such nodes where the history %s', (_what, extra) => {
    expect(undecided(mixed(extra))).toEqual(['cluster mode-unknown']);
  });

  it('is unknown where the DaemonSet was not seen, and names the file', () => {
    const cluster = { cniDaemonSet: lost<never>('k8s/daemonset-aws-node.json') };
    const judgement = judgeParts({ cni: OFF, cluster });
    expect(judgement.undecided).toEqual([
      {
        check: ID,
        subject: CLUSTER,
        reasons: ['cni-config-unseen'],
        missing: ['k8s/daemonset-aws-node.json'],
      },
    ]);
  });

  it('is unknown where the value comes from what was not seen, and known where it was', () => {
    const cni = cniWith('ENABLE_POD_ENI', { kind: 'config-map', name: 'cni', key: 'eni' });
    const map = (value: string) => ({
      cniConfigMap: completeListing(
        [{ name: 'cni', data: new Map([['eni', value]]) }],
        'k8s/configmap-amazon-vpc-cni.json',
        NOW,
      ),
    });
    expect(undecided({ cni })).toEqual(['cluster cni-config-unseen']);
    expect(verdict({ cni, cluster: map('true') })).toBe('compliant');
    expect(verdict({ cni, cluster: map('false') })).toBe('violation');
    const secret = cniWith('ENABLE_POD_ENI', { kind: 'unresolvable', detail: 'a secret' });
    expect(undecided({ cni: secret })).toEqual(['cluster cni-config-unseen']);
  });

  it('is unknown where pods were not all seen: one of aws-node may run otherwise', () => {
    const pods = truncated([anAwsNodePod('node-1'), aBranchPod().pod], 'k8s/pods.json');
    expect(undecided({ branchPods: [], cluster: { pods } })).toEqual(['cluster pods-unseen']);
  });

  it('is one row with what else was not seen', () => {
    const cluster = {
      policies: truncated([aPolicy()], 'k8s/securitygrouppolicies.json'),
      cniDaemonSet: lost<never>('k8s/daemonset-aws-node.json'),
    };
    expect(undecided({ cluster })).toEqual(['cluster cni-config-unseen policies-unseen']);
  });

  it('is unknown as a whole without policies', () => {
    const judgement = judgeParts({ cluster: { policies: lost('k8s/securitygrouppolicies.json') } });
    expect(judgement.disposition(CLUSTER)).toBe('unknown');
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['cluster policies-unseen']);
  });
});
