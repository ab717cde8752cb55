import { describe, expect, it } from '@jest/globals';
import { completeListing, type Snapshot } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy, aServiceAccount, matchLabels } from '../../support/kubernetes.ts';
import { aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { withTemplates } from '../../support/workload-templates.ts';
import { NOW } from '../../support/times.ts';

const ID = 'policy-matches-something';
const ACCOUNTS = 'k8s/serviceaccounts.json';
const TEMPLATES = 'k8s/deployments.json';
const web = { kind: 'policy', cluster: MAIN, namespace: 'shop', name: 'web' } as const;

const judgeLab = (lab: Snapshot) => judgeSnapshot(lab).of(ID);

/** A policy, and no pod that it matches. */
const idle = (parts: LabParts = {}) => judgeLab(aLab({ branchPods: [], ...parts }));

const byAccount = aPolicy({
  podSelector: matchLabels({ app: 'web' }),
  serviceAccountSelector: matchLabels({ team: 'a' }),
});

describe('a policy matches a pod or the template of a workload', () => {
  it('is compliant for a policy that matches a pod', () => {
    expect(judgeLab(aLab()).disposition(web)).toBe('compliant');
  });

  it('is violated in its example', () => {
    const { violations } = judgeLab(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(violations.map(briefly)).toEqual(['policy shop report low']);
    expect(violations[0]).toMatchObject({
      message:
        'Policy shop/report matches no pod of its namespace, nor the template of a workload that makes pods.',
      evidence: [{ kind: 'policy', id: 'shop/report', generation: 1 }],
    });
  });

  it.each([
    ['scaled to zero', {}],
    ['a CronJob between two runs', { kind: 'CronJob', name: 'nightly' }],
    ['a DaemonSet on no node', { kind: 'DaemonSet', hostNetwork: true }],
  ])('is compliant by the template of a workload that is %s', (_what, template) => {
    expect(idle({ cluster: withTemplates(template) }).disposition(web)).toBe('compliant');
  });

  it.each([
    ['of another namespace', { namespace: 'bank' }],
    ['with other labels', { labels: { app: 'api' } }],
  ])('is violated whatever templates there are %s', (_what, template) => {
    const { violations } = idle({ cluster: withTemplates(template) });
    expect(violations.map(briefly)).toEqual(['policy shop web low']);
  });

  it('does not count pods that have ended, and counts those that no policy applies to', () => {
    const ended = [aNodePod({ phase: 'Succeeded' })];
    expect(idle({ pods: ended }).violations).toHaveLength(1);
    const onHost = [aNodePod({ hostNetwork: true, ips: ['10.0.1.10'] })];
    expect(idle({ pods: onHost }).disposition(web)).toBe('compliant');
  });

  it('is unknown without the templates, and says so', () => {
    const judgement = idle({ cluster: { templates: lost(TEMPLATES) } });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['policy shop web templates-unseen']);
    expect(judgement.undecided[0]?.missing).toEqual([TEMPLATES]);
  });

  it('needs no templates where a pod matches, and no pods where a template does', () => {
    const withPods = judgeLab(aLab({ cluster: { templates: lost(TEMPLATES) } }));
    expect(withPods.undecided).toEqual([]);
    expect(withPods.disposition(web)).toBe('compliant');
    const without = idle({ cluster: { ...withTemplates({}), pods: lost('k8s/pods.json') } });
    expect(without.undecided).toEqual([]);
    expect(without.disposition(web)).toBe('compliant');
  });

  it('is unknown while pods may be missing', () => {
    const judgement = idle({ cluster: { pods: truncated([], 'k8s/pods.json') } });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['policy shop web pods-unseen']);
  });

  it.each([
    ['pod', { pods: [aNodePod()] }],
    ['template', { cluster: withTemplates({}) }],
  ])('is unknown where the service account of a %s decides and was not seen', (_what, parts) => {
    const accounts = (serviceAccounts: ReturnType<typeof lost<never>>) => ({
      ...parts,
      policies: [byAccount],
      cluster: { ...('cluster' in parts ? parts.cluster : {}), serviceAccounts },
    });
    const judgement = idle(accounts(lost(ACCOUNTS)));
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'policy shop web service-accounts-unseen',
    ]);
    // Not there either: whether it had the labels when the pod was made, nobody knows.
    expect(idle(accounts(completeListing([], ACCOUNTS, NOW))).violations).toEqual([]);
  });

  it('is violated where the service account was seen and has other labels', () => {
    const { violations } = idle({
      pods: [aNodePod()],
      policies: [byAccount],
      serviceAccounts: [aServiceAccount()],
    });
    expect(violations.map(briefly)).toEqual(['policy shop web low']);
  });

  it('does not apply to policies that never do: those are told once', () => {
    expect(idle({ policies: [aPolicy({ groups: [] })] }).disposition(web)).toBe('not-applicable');
    const invalid = aPolicy({ podSelector: matchLabels({ '-': 'a' }) });
    expect(idle({ policies: [invalid] }).disposition(web)).toBe('not-applicable');
    const damaged = idle({ policies: [aPolicy({ podSelector: 'malformed' })] });
    expect(damaged.undecided.map(undecidedBriefly)).toEqual(['policy shop web malformed']);
  });
});
