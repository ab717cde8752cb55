import { describe, expect, it } from '@jest/globals';
import { judgePods } from '../../../shared/core/checks/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import { aNode, aPod, aPolicy, podEni, type PodOverrides } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import {
  anIngress,
  anInterface,
  aPrimaryEni,
  type InterfaceOverrides,
} from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { minutesAgo } from '../../support/times.ts';

const ID = 'auto-mode-branch-carries-declared-groups';
const WEB = workload('Deployment/web');
const IP = '10.0.1.101';

const AUTO = aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } });

const branch = (overrides: InterfaceOverrides = {}) =>
  anInterface({
    id: 'eni-auto',
    interfaceType: 'branch',
    operatorManaged: true,
    ips: [IP],
    ...overrides,
  });

/** One pod of Auto Mode on a branch ENI of its own. */
const autoLab = (eni: InterfaceOverrides, pod: PodOverrides = {}, parts: LabParts = {}) =>
  judgeSnapshot(
    aLab({
      branchPods: [],
      nodes: [AUTO],
      interfaces: [branch(eni)],
      pods: [aPod({ name: 'web-1', ips: [IP], ...pod })],
      ...parts,
    }),
  );

const judge = (...about: Parameters<typeof autoLab>) => autoLab(...about).of(ID);

describe('a branch ENI of EKS Auto Mode carries the groups that policies declare', () => {
  it('is compliant when it does', () => {
    const judgement = judge({ groups: ['sg-pods'] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(WEB)).toBe('compliant');
  });

  it('is violated in its example, and accuses nobody', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['workload shop Deployment/web high UNKNOWN']);
    expect(violations[0]?.message).toBe(
      'eni-0auto1 of pod shop/web-1 carries sg-debug, which no policy declares.',
    );
  });

  it('is critical for a group that opens a store, and medium for one that is missing', () => {
    const policies = [aPolicy(), aPolicy({ name: 'more', groups: ['sg-x'] })];
    expect(judge({ groups: ['sg-pods'] }, {}, { policies }).violations.map(briefly)).toEqual([
      'workload shop Deployment/web medium UNKNOWN',
    ]);
    const rules = [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', 'sg-jobs')];
    expect(
      judge({ groups: ['sg-jobs', 'sg-pods'] }, {}, { rules }).violations.map(briefly),
    ).toEqual(['workload shop Deployment/web critical UNKNOWN']);
  });

  it('names the change of a policy that came after the pod', () => {
    const policies = [aPolicy({ groups: ['sg-x'], createdAt: minutesAgo(30) })];
    expect(judge({ groups: ['sg-pods'] }, {}, { policies }).violations.map(briefly)).toEqual([
      'workload shop Deployment/web critical STALE_AFTER_POLICY_CHANGE',
    ]);
  });

  it('waits until the pod has run for a while', () => {
    const [violation] = judge({ groups: ['sg-x'] }, { createdAt: minutesAgo(1) }).violations;
    expect(violation?.settling).toEqual({ provenSince: minutesAgo(1) + 5000, windowMs: 180_000 });
  });

  it('is unknown for a branch ENI that no policy asks for', () => {
    expect(
      judge({ groups: ['sg-pods'] }, {}, { policies: [] }).undecided.map(undecidedBriefly),
    ).toEqual(['workload shop Deployment/web unsupported']);
  });

  it('has nothing to ask of pods that stand on interfaces of their node', () => {
    const parts = { nodes: [AUTO], branchPods: [], pods: [aNodePod()] };
    const { of } = judgeSnapshot(aLab(parts));
    expect(of(ID).undecided).toEqual([]);
    expect(of(ID).disposition(WEB)).toBe('compliant');
    expect(of('matched-pod-has-branch-eni').disposition(WEB)).toBe('unknown');
  });

  it('leaves annotated pods, and nodes of other kinds, to the checks on the controller’s ENIs', () => {
    const annotated = judge(
      { groups: ['sg-x'] },
      { podEni: podEni('eni-auto', IP), eniRequests: 1 },
    );
    expect(annotated.violations).toEqual([]);
    const usual = judgeSnapshot(aLab({ branchPods: [aBranchPod({}, { groups: ['sg-x'] })] }));
    expect(usual.of(ID).violations).toEqual([]);
    expect(usual.of(ID).population).toMatchObject({ judged: 0, unknown: 0 });
  });
});

describe('what a pod of Auto Mode stands on', () => {
  it('is its branch ENI: the check on matched pods is content', () => {
    const { of } = autoLab({ groups: ['sg-x'] });
    expect(of('matched-pod-has-branch-eni').disposition(WEB)).toBe('compliant');
  });

  it('decides its verdict among the pods', () => {
    const verdicts = (groups: readonly string[]) => {
      const { estate } = autoLab({ groups });
      return [...judgePods(estate)].flatMap(([{ pod }, { verdict, checks }]) =>
        pod.namespace === 'shop' ? [[verdict, ...checks]] : [],
      );
    };
    expect(verdicts(['sg-pods'])).toEqual([['compliant']]);
    expect(verdicts(['sg-x'])).toEqual([['violation', ID]]);
  });
});

describe('what was not seen', () => {
  const INTERFACES = 'ec2/describe-network-interfaces.json';
  const rows = (parts: LabParts) =>
    judge({ groups: ['sg-x'] }, {}, parts).undecided.map(undecidedBriefly);

  it('is the interface, that may be hidden', () => {
    const scope = { interfaces: truncated([aPrimaryEni()], INTERFACES) };
    expect(rows({ scope })).toContain('workload shop Deployment/web interfaces-unseen');
    expect(rows({ interfaces: [], scope: { includeManagedResources: false } })).toEqual([
      'workload shop Deployment/web managed-interfaces-hidden',
    ]);
  });

  it('is asked of nobody for whom nothing is declared', () => {
    const hidden = { interfaces: [], scope: { includeManagedResources: false }, policies: [] };
    expect(rows(hidden)).toEqual([]);
    expect(judge({}, {}, hidden).disposition(WEB)).toBe('not-judged');
  });

  it('is the node, of which nobody knows whose it is', () => {
    expect(rows({ cluster: { nodes: lost('k8s/nodes.json') } })).toEqual([
      'workload shop Deployment/web identity-unknown',
    ]);
  });

  it('is a policy that may declare what the interface wears', () => {
    const cluster = { policies: truncated([aPolicy()], 'k8s/securitygrouppolicies.json') };
    expect(judge({ groups: ['sg-pods', 'sg-x'] }, {}, { cluster }).violations).toEqual([]);
    expect(judge({ groups: ['sg-pods', 'sg-x'] }, {}, { cluster }).disposition(WEB)).toBe(
      'unknown',
    );
  });
});
