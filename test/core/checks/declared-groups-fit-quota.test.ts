import { describe, expect, it } from '@jest/globals';
import type { Snapshot } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import { aPod, aPolicy, aServiceAccount, matchLabels } from '../../support/kubernetes.ts';
import { aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { aTemplate, withTemplates } from '../../support/workload-templates.ts';

const ID = 'declared-groups-fit-quota';
const GROUPS = ['sg-1', 'sg-2', 'sg-3', 'sg-4', 'sg-5', 'sg-6'] as const;
const PODS = 'k8s/pods.json';
const POLICIES = 'k8s/securitygrouppolicies.json';
const ACCOUNTS = 'k8s/serviceaccounts.json';
const web = workload('Deployment/web');

const judgeLab = (lab: Snapshot, groupsPerInterface = 5) =>
  judgeSnapshot(lab, { settings: { groupsPerInterface } }).of(ID);
const judgeParts = (parts: LabParts) => judgeLab(aLab(parts));

/** `base` and `more` match the pods of `app: web`; five groups by themselves, six together. */
const base = aPolicy({ name: 'base', groups: GROUPS.slice(0, 5) });
const more = aPolicy({ name: 'more', groups: GROUPS.slice(4) });
const byAccount = {
  podSelector: null,
  serviceAccountSelector: matchLabels({ team: 'a' }),
} as const;

const onNode = (parts: LabParts): LabParts => ({ branchPods: [], pods: [aNodePod()], ...parts });
const noPods = (parts: LabParts): LabParts => ({ branchPods: [], ...parts });

describe('the groups that policies declare for a workload fit on one interface', () => {
  it('is compliant up to the quota, and counts a group once', () => {
    const policies = [base, aPolicy({ name: 'same', groups: GROUPS.slice(0, 4) })];
    expect(judgeParts(onNode({ policies })).disposition(web)).toBe('compliant');
  });

  it('is violated in its example, before there is any pod', () => {
    const { violations } = judgeLab(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(violations.map(briefly)).toEqual(['workload shop Deployment/report medium']);
    expect(violations[0]).toMatchObject({
      message:
        'Policies declare 6 groups for shop/Deployment/report, and 5 fit on one interface: no new pod of it can start.',
      expected: ['at most 5 groups'],
      observed: GROUPS,
      evidence: [
        { kind: 'workload', id: 'shop/Deployment/report', pods: 0 },
        { kind: 'policy', id: 'shop/report' },
        { kind: 'policy', id: 'shop/report-more' },
      ],
    });
  });

  it('is violated by what matches together, also for pods that wait or run', () => {
    for (const phase of ['Pending', 'Running']) {
      const { violations } = judgeParts(
        onNode({ pods: [aNodePod({ name: 'web-1', phase })], policies: [base, more] }),
      );
      expect(violations.map(briefly)).toEqual(['workload shop Deployment/web medium']);
      expect(violations[0]?.evidence.map(({ id }) => id)).toEqual([
        'shop/Deployment/web',
        'shop/web-1',
        'shop/base',
        'shop/more',
      ]);
    }
  });

  it('is compliant where no pod is matched by all of them', () => {
    const other = aPolicy({
      name: 'more',
      groups: GROUPS.slice(4),
      podSelector: matchLabels({ app: 'api' }),
    });
    const pods = [
      aNodePod(),
      aNodePod({ workload: 'Deployment/api', labels: { app: 'api' }, ips: ['10.0.1.21'] }),
    ];
    const judgement = judgeParts(onNode({ pods, policies: [base, other] }));
    expect(judgement.violations).toEqual([]);
    expect(judgement.population).toMatchObject({ compliant: 2 });
  });

  it('goes by the quota that the configuration states', () => {
    const lab = aLab(onNode({ policies: [base, more] }));
    expect(judgeLab(lab, 6).disposition(web)).toBe('compliant');
    expect(judgeLab(lab, 4).violations[0]?.message).toContain('and 4 fit on one interface');
  });

  it('gives Fargate pods five groups, whatever the quota', () => {
    const pods = [
      aPod({ labels: { app: 'web', 'eks.amazonaws.com/fargate-profile': 'shop' }, nodeName: 'f' }),
    ];
    const lab = aLab(onNode({ pods, policies: [base, more] }));
    const { violations } = judgeLab(lab, 16);
    expect(violations[0]?.message).toBe(
      'Policies declare 6 groups for Fargate pods of shop/Deployment/web, which take 5 at most: no new one can start.',
    );
  });

  it('asks the template only where no pod lives', () => {
    const template = withTemplates({ labels: { app: 'web' } });
    const policies = [base, more];
    const renamed = aNodePod({ labels: { app: 'renamed' } });
    const running = judgeParts(onNode({ pods: [renamed], policies, cluster: template }));
    expect(running.population).toMatchObject({ judged: 0, unknown: 0, notApplicable: 2 });
    const ended = aNodePod({ labels: { app: 'renamed' }, phase: 'Failed' });
    const over = judgeParts(onNode({ pods: [ended], policies, cluster: template }));
    expect(over.violations.map(briefly)).toEqual(['workload shop Deployment/web medium']);
  });

  it('does not ask the templates of Jobs that a CronJob made earlier', () => {
    const jobs = {
      items: [
        {
          kind: 'Job',
          namespace: 'shop',
          name: 'nightly-1',
          uid: 'uid-1',
          owner: { apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid: 'uid-0' },
          templateLabels: null,
        },
      ],
      complete: true,
      gaps: [],
      readAt: null,
      source: 'k8s/jobs.json',
    };
    const templates = withTemplates(
      { kind: 'CronJob', name: 'nightly', labels: { app: 'other' } },
      { kind: 'Job', name: 'nightly-1' },
    );
    const judgement = judgeParts(
      noPods({ policies: [base, more], cluster: { ...templates, jobs } }),
    );
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
  });

  it.each([
    ['a pod on the network of its host', aNodePod({ hostNetwork: true, ips: ['10.0.1.10'] })],
    ['a pod that has ended', aNodePod({ phase: 'Succeeded' })],
  ])('does not apply to %s', (_what, pod) => {
    const judgement = judgeParts(onNode({ pods: [pod], policies: [base, more] }));
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(web)).toBe('not-applicable');
  });

  it('does not judge a workload whose last pod leaves, nor one that has ended without a template', () => {
    const leaving = aNodePod({ deletedAt: 1 });
    expect(judgeParts(onNode({ pods: [leaving], policies: [base, more] })).disposition(web)).toBe(
      'not-judged',
    );
    const judgement = judgeParts(
      onNode({
        pods: [aNodePod({ phase: 'Succeeded' })],
        policies: [base, more],
        cluster: { templates: lost('k8s/deployments.json') },
      }),
    );
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(web)).toBe('not-judged');
  });

  it('is unknown where a service account decides whether it is too many', () => {
    const policies = [base, aPolicy({ name: 'team', groups: ['sg-6'], ...byAccount })];
    const accounts = (cluster: NonNullable<LabParts['cluster']>) =>
      judgeParts(onNode({ policies, cluster, serviceAccounts: [aServiceAccount()] }));
    expect(accounts({}).disposition(web)).toBe('compliant');
    const unseen = accounts({ serviceAccounts: lost(ACCOUNTS) });
    expect(unseen.undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web service-accounts-unseen',
    ]);
    expect(unseen.undecided[0]?.missing).toEqual([ACCOUNTS]);
  });

  it('is compliant where it cannot be too many, whatever the account says', () => {
    const policies = [base, aPolicy({ name: 'team', groups: ['sg-5'], ...byAccount })];
    const judgement = judgeParts(
      onNode({ policies, cluster: { serviceAccounts: lost(ACCOUNTS) } }),
    );
    expect(judgement.disposition(web)).toBe('compliant');
  });

  it('calls nothing compliant while pods or policies may be missing, and keeps what is violated', () => {
    const [pod, policies] = [aNodePod(), [base, more]];
    const cut = judgeParts(onNode({ policies, cluster: { pods: truncated([pod], PODS) } }));
    expect(cut.violations).toHaveLength(1);
    expect(cut.undecided.map(undecidedBriefly)).toEqual(['cluster pods-unseen']);
    const well = judgeParts({ cluster: { pods: truncated([pod], PODS) } });
    expect(well.disposition(web)).toBe('unknown');
    const half = judgeParts(onNode({ cluster: { policies: truncated([base], POLICIES) } }));
    expect(half.violations).toEqual([]);
    expect(half.undecided.map(undecidedBriefly)).toEqual(['cluster policies-unseen']);
    expect(half.disposition(web)).toBe('unknown');
  });

  it('trusts no template while pods of the workload may be missing', () => {
    const judgement = judgeParts(
      noPods({
        policies: [base, more],
        cluster: { ...withTemplates({}), pods: truncated([aNodePod({ namespace: 'x' })], PODS) },
      }),
    );
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(web)).toBe('unknown');
  });

  it('takes a workload for gone only where pods and templates were all seen', () => {
    expect(judgeParts(noPods({})).disposition(web)).toBe('gone');
    const templates = truncated([aTemplate({ name: 'other' })], 'k8s/deployments.json');
    expect(judgeParts(noPods({ cluster: { templates } })).disposition(web)).toBe('unknown');
  });
});
