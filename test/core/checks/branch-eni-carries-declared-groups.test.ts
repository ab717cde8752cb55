import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import { aNode, aPolicy, aReplicaSet, matchLabels } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anInterface } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { minutesAgo, NOW } from '../../support/times.ts';

const ID = 'branch-eni-carries-declared-groups';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const violations = (parts: LabParts) => judgeParts(parts).violations.map(briefly);
const unknowns = (parts: LabParts) => judgeParts(parts).undecided.map(undecidedBriefly);

const grouped = (...groups: readonly string[]) => aBranchPod({ name: 'web-1' }, { groups });
const bySameTemplate = {
  replicaSets: completeListing(
    [aReplicaSet('Deployment/web', { app: 'web' })],
    'k8s/replicasets.json',
    NOW,
  ),
};

describe('a branch ENI carries exactly the groups that its policies declare', () => {
  it('is compliant when the sets are equal, in whatever order', () => {
    const judgement = judgeParts({
      policies: [
        aPolicy({ groups: ['sg-pods', 'sg-b'] }),
        aPolicy({ name: 'more', groups: ['sg-b'] }),
      ],
      branchPods: [grouped('sg-b', 'sg-pods')],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(workload('Deployment/web'))).toBe('compliant');
  });

  it('is violated in its example, with the proof that it was done from outside', () => {
    const { violations: found } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(found.map(briefly)).toEqual([
      'workload shop Deployment/web high OUT_OF_BAND_ENI_CHANGE',
    ]);
    expect(found[0]?.expected).toEqual(['sg-pods']);
    expect(found[0]?.observed).toEqual(['sg-debug', 'sg-pods']);
    expect(found[0]?.evidence.map(({ kind }) => kind)).toEqual(['pod', 'interface', 'policy']);
  });

  it('is critical when a surplus group opens a store, medium when groups are only missing', () => {
    expect(
      violations({
        policies: [aPolicy({ groups: ['sg-other'] })],
        branchPods: [grouped('sg-other', 'sg-pods')],
      }),
    ).toEqual(['workload shop Deployment/web critical UNKNOWN']);
    expect(violations({ policies: [aPolicy({ groups: ['sg-pods', 'sg-b'] })] })).toEqual([
      'workload shop Deployment/web medium UNKNOWN',
    ]);
  });

  it('gives the cause that the facts prove', () => {
    const node = aNode();
    const fallback = grouped('sg-nodes', 'sg-cluster');
    expect(violations({ nodes: [node], branchPods: [fallback] })).toEqual([
      'workload shop Deployment/web high INSTANCE_SG_FALLBACK',
    ]);
    const newer = aPolicy({ name: 'new', groups: ['sg-new'], createdAt: minutesAgo(60) });
    expect(violations({ policies: [aPolicy(), newer] })).toEqual([
      'workload shop Deployment/web medium STALE_AFTER_POLICY_CHANGE',
    ]);
    expect(violations({ branchPods: [grouped('sg-x')], cluster: bySameTemplate })).toEqual([
      'workload shop Deployment/web high OUT_OF_BAND_ENI_CHANGE',
    ]);
  });

  it('accuses nobody when a policy that matches no more names the surplus group and was edited', () => {
    const edited = aPolicy({
      name: 'edited',
      groups: ['sg-x'],
      generation: 3,
      podSelector: matchLabels({ app: 'other' }),
    });
    expect(
      violations({
        policies: [aPolicy(), edited],
        branchPods: [grouped('sg-pods', 'sg-x')],
        cluster: bySameTemplate,
      }),
    ).toEqual(['workload shop Deployment/web high UNKNOWN']);
  });

  it('accuses nobody while the groups of the node were not seen', () => {
    const parts = { branchPods: [grouped('sg-x')], cluster: bySameTemplate };
    expect(violations({ ...parts, nodes: [aNode({ instanceId: null })] })).toEqual([
      'workload shop Deployment/web high UNKNOWN',
    ]);
  });

  it('accuses nobody while policies may be missing that explain it', () => {
    const policies = truncated([aPolicy()], 'k8s/securitygrouppolicies.json');
    const parts = { branchPods: [grouped('sg-x')], cluster: { ...bySameTemplate, policies } };
    const { violations: found, undecided } = judgeParts(parts);
    expect(found.flatMap(({ causes }) => causes)).not.toContain('OUT_OF_BAND_ENI_CHANGE');
    expect(found.length + undecided.length).toBeGreaterThan(0);
  });

  it('makes one violation of many pods, and tells how many there are', () => {
    const pods = Array.from({ length: 12 }, (_, index) =>
      aBranchPod(
        { name: `web-${10 + index}`, ips: [`10.0.1.${60 + index}`] },
        { groups: ['sg-x'] },
      ),
    );
    const [violation] = judgeParts({ branchPods: pods }).violations;
    expect(violation?.message).toContain('(and 11 more pods of the workload)');
    expect(violation?.evidence.filter(({ kind }) => kind === 'pod')).toHaveLength(10);
    expect(violation?.evidence).toContainEqual({
      kind: 'note',
      id: '12 pods',
      listed: 10,
      count: 12,
    });
  });

  it('settles: a young pod alone proves nothing, and an old one decides without it', () => {
    const young = { name: 'web-2', createdAt: minutesAgo(1), ips: ['10.0.1.99'] };
    const only = judgeParts({ branchPods: [aBranchPod(young, { groups: ['sg-x'] })] })
      .violations[0];
    expect(only?.settling).toEqual({ provenSince: minutesAgo(1) + 5000, windowMs: 180_000 });
    const old = { name: 'web-1', createdAt: minutesAgo(600), ips: ['10.0.1.98'] };
    const [both] = judgeParts({
      branchPods: [aBranchPod(young, { groups: ['sg-x'] }), aBranchPod(old, { groups: ['sg-y'] })],
    }).violations;
    expect(both?.settling?.provenSince).toBe(minutesAgo(600) + 5000);
    expect(both?.observed).toEqual(['sg-y']);
  });

  it('decides nothing about pods that start or leave, and holds what was found', () => {
    const judgement = judgeParts({
      branchPods: [
        aBranchPod({ name: 'web-1', deletedAt: minutesAgo(1) }, { groups: ['sg-x'] }),
        aBranchPod({ name: 'web-2', phase: 'Pending' }, { groups: ['sg-x'] }),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(workload('Deployment/web'))).toBe('not-judged');
  });

  it('does not apply to pods of other classes, without an ENI, or that have ended', () => {
    const judgement = judgeParts({
      branchPods: [aBranchPod({ phase: 'Succeeded', workload: 'Job/once' }, { groups: ['sg-x'] })],
      pods: [
        aNodePod({ workload: 'Deployment/none' }),
        aNodePod({ workload: 'DaemonSet/host', hostNetwork: true }),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(workload('Job/once'))).toBe('not-applicable');
    expect(judgement.disposition(workload('DaemonSet/host'))).toBe('not-applicable');
    expect(judgement.disposition(workload('Deployment/none'))).toBe('compliant');
    expect(judgement.population).toMatchObject({ judged: 0, notApplicable: 4 });
    expect(judgement.disposition(workload('Deployment/gone'))).toBe('gone');
  });

  it('holds its answer while new pods are pending, and where no policy matches any more', () => {
    const pending = judgeParts({ branchPods: [], pods: [aNodePod({ phase: 'Pending', ips: [] })] });
    expect(pending.disposition(workload('Deployment/web'))).toBe('not-judged');
    const unmatched = judgeParts({ policies: [] });
    expect(unmatched.violations).toEqual([]);
    expect(unmatched.disposition(workload('Deployment/web'))).toBe('not-judged');
  });

  it('goes by the address where the annotation cannot be read', () => {
    const web = aBranchPod(
      { podEni: { state: 'malformed', detail: 'cut off' } },
      { groups: ['sg-x'] },
    );
    expect(violations({ branchPods: [web] })).toEqual([
      'workload shop Deployment/web high UNKNOWN',
    ]);
    expect(
      unknowns({
        branchPods: [],
        pods: [aNodePod({ podEni: { state: 'malformed', detail: '' } })],
      }),
    ).toEqual(['workload shop Deployment/web malformed']);
  });

  it('is unknown when the ENI is in no listing', () => {
    const web = aBranchPod();
    expect(unknowns({ branchPods: [], pods: [web.pod], interfaces: [anInterface()] })).toEqual([
      'workload shop Deployment/web interfaces-unseen',
    ]);
  });

  it('is unknown when an unseen ServiceAccount may declare the surplus, violated when nothing may', () => {
    const policies = [
      aPolicy(),
      aPolicy({
        name: 'account',
        podSelector: null,
        serviceAccountSelector: matchLabels({ team: 'a' }),
        groups: ['sg-a'],
      }),
    ];
    const cluster = { serviceAccounts: lost<never>('k8s/serviceaccounts.json') };
    expect(unknowns({ policies, cluster, branchPods: [grouped('sg-pods', 'sg-a')] })).toEqual([
      'workload shop Deployment/web service-accounts-unseen',
    ]);
    expect(
      violations({ policies, cluster, branchPods: [grouped('sg-pods', 'sg-z')] }),
    ).toHaveLength(1);
    expect(violations({ policies, cluster, branchPods: [grouped('sg-a')] })).toHaveLength(1);
  });

  it('is unknown for a compliant workload when pods are missing from the list, and never gone', () => {
    const web = aBranchPod();
    const judgement = judgeParts({
      branchPods: [web],
      cluster: { pods: truncated([web.pod], 'k8s/pods.json') },
    });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'cluster pods-unseen',
      'workload shop Deployment/web pods-unseen',
    ]);
    expect(judgement.undecided[0]?.missing).toEqual(['k8s/pods.json']);
    expect(judgement.disposition(workload('Deployment/elsewhere'))).toBe('unknown');
  });

  it('is unknown as a whole when a part that it needs is lost', () => {
    const judgement = judgeParts({
      scope: { interfaces: lost('ec2/describe-network-interfaces.json') },
    });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['cluster interfaces-unseen']);
    expect(judgement.disposition(workload('Deployment/web'))).toBe('unknown');
    expect(judgement.disposition({ ...workload('Deployment/web'), cluster: 'another' })).toBe(
      'not-judged',
    );
  });

  it('compares ids as they are', () => {
    expect(violations({ policies: [aPolicy({ groups: ['SG-pods'] })] })).toHaveLength(1);
  });
});
