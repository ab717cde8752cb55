import { describe, expect, it } from '@jest/globals';
import type { Snapshot } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy, matchLabels, type PolicyOverrides } from '../../support/kubernetes.ts';
import { aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';

const ID = 'policies-do-not-overlap';
const POLICIES = 'k8s/securitygrouppolicies.json';
const policy = (name: string) =>
  ({ kind: 'policy', cluster: MAIN, namespace: 'shop', name }) as const;

const judgeLab = (lab: Snapshot) => judgeSnapshot(lab).of(ID);
const withPolicies = (policies: readonly PolicyOverrides[], parts: LabParts = {}) =>
  judgeLab(aLab({ policies: policies.map(aPolicy), ...parts }));

const byTeam = { podSelector: null, serviceAccountSelector: matchLabels({ team: 'a' }) } as const;

describe('a pod is matched by one policy', () => {
  it('is compliant where each pod is', () => {
    const judgement = withPolicies(
      [{}, { name: 'api', podSelector: matchLabels({ app: 'api' }) }],
      { pods: [aNodePod({ labels: { app: 'api' }, workload: 'Deployment/api' })] },
    );
    expect(judgement.violations).toEqual([]);
    expect(judgement.population).toMatchObject({ compliant: 2 });
  });

  it('is violated in its example, which is told once and fails nothing', () => {
    const judgement = judgeLab(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(judgement.violations.map(briefly)).toEqual(['policy shop web info']);
    expect(judgement.violations[0]).toMatchObject({
      message:
        'Policy shop/web matches pods that shop/base matches too: they get the groups of all of them, sg-base, sg-pods.',
      observed: ['sg-base', 'sg-pods'],
      evidence: [
        { kind: 'policy', id: 'shop/web' },
        { kind: 'policy', id: 'shop/base' },
        { kind: 'pod', id: 'shop/web-1' },
      ],
    });
    expect(judgement.population).toMatchObject({ compliant: 0, violations: 1, notApplicable: 1 });
  });

  it('names every earlier policy that matches a pod of the later one', () => {
    const { violations } = withPolicies([
      { name: 'a', groups: ['sg-a'] },
      { name: 'b', groups: ['sg-b'] },
      { name: 'c', groups: ['sg-a'] },
    ]);
    expect(violations.map(briefly)).toEqual(['policy shop b info', 'policy shop c info']);
    expect(violations[1]?.message).toContain('pods that shop/a, shop/b matches too');
  });

  it('does not count pods that end or leave, nor those that get no groups', () => {
    const pods = [
      aNodePod({ phase: 'Succeeded' }),
      aNodePod({ deletedAt: 1 }),
      aNodePod({ hostNetwork: true, ips: ['10.0.1.10'] }),
    ];
    const judgement = withPolicies([{ name: 'a' }, { name: 'b' }], { branchPods: [], pods });
    expect(judgement.violations).toEqual([]);
    expect(judgement.population).toMatchObject({ judged: 0, notApplicable: 2 });
  });

  it.each([
    ['another policy', [{}, { name: 'team', ...byTeam }]],
    ['this policy', [{ name: 'z', ...byTeam }, { name: 'a' }]],
    ['both', [byTeam, { name: 'team', ...byTeam }]],
  ])('is unknown where a service account decides whether %s matches', (_what, policies) => {
    const cluster = { serviceAccounts: lost<never>('k8s/serviceaccounts.json') };
    const judgement = withPolicies(policies, { cluster });
    expect(judgement.violations).toEqual([]);
    expect(new Set(judgement.undecided.map(({ reasons }) => reasons.join()))).toEqual(
      new Set(['service-accounts-unseen']),
    );
    expect(judgement.undecided).toHaveLength(2);
  });

  it('is compliant where the account decides about one policy alone', () => {
    const cluster = { serviceAccounts: lost<never>('k8s/serviceaccounts.json') };
    const judgement = withPolicies([byTeam], { cluster });
    expect(judgement.undecided).toEqual([]);
  });

  it('calls nothing compliant while pods or policies may be missing, and keeps what it sees', () => {
    const both = [aPolicy({ name: 'a' }), aPolicy({ name: 'b' })];
    const cut = judgeLab(aLab({ cluster: { policies: truncated(both, POLICIES) } }));
    expect(cut.violations.map(briefly)).toEqual(['policy shop b info']);
    expect(cut.disposition(policy('a'))).toBe('unknown');
    expect(cut.undecided.map(undecidedBriefly)).toEqual(['cluster policies-unseen']);
    const pods = truncated([aNodePod()], 'k8s/pods.json');
    expect(withPolicies([{}], { cluster: { pods } }).disposition(policy('web'))).toBe('unknown');
  });

  it('does not apply to policies that never do', () => {
    const judgement = withPolicies([{}, { name: 'inert', groups: [] }]);
    expect(judgement.disposition(policy('inert'))).toBe('not-applicable');
    expect(judgement.disposition(policy('web'))).toBe('compliant');
  });
});
