import { describe, expect, it } from '@jest/globals';
import type { Snapshot } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy, matchLabels, type PolicyOverrides } from '../../support/kubernetes.ts';
import { aLab } from '../../support/lab.ts';
import { lost } from '../../support/snapshot.ts';

const ID = 'service-account-selector-lost-no-names';
const web = { kind: 'policy', cluster: MAIN, namespace: 'shop', name: 'web' } as const;
const EMPTY = matchLabels({});

const judgeLab = (lab: Snapshot) => judgeSnapshot(lab).of(ID);
const judgePolicy = (policy: PolicyOverrides) =>
  judgeLab(aLab({ groups: ['sg-own'], policies: [aPolicy({ groups: ['sg-own'], ...policy })] }));

const lostNames = { podSelector: null, lastAppliedMatchNames: true } as const;

describe('a policy was not written with serviceAccountSelector.matchNames', () => {
  it('is compliant by an annotation that has none', () => {
    const policy = { serviceAccountSelector: EMPTY, lastAppliedMatchNames: false } as const;
    expect(judgePolicy(policy).disposition(web)).toBe('compliant');
  });

  it.each([
    ['that was not applied by kubectl', { lastAppliedMatchNames: null }],
    ['that selects no service accounts any more', { lastAppliedMatchNames: true }],
  ])('does not apply to a policy %s', (_what, policy) => {
    expect(judgePolicy(policy).disposition(web)).toBe('not-applicable');
  });

  it('is violated in its example, critically, because the whole namespace gets into the store', () => {
    const { violations } = judgeLab(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(violations.map(briefly)).toEqual(['policy shop web critical']);
    expect(violations[0]?.message).toBe(
      'Policy shop/web was written with serviceAccountSelector.matchNames, which the API server drops: it selects every pod of its namespace, and gives it sg-pods, which opens or guards a data store.',
    );
  });

  it.each([
    ['nothing is left', { ...lostNames, serviceAccountSelector: EMPTY }, 'high'],
    [
      'pods are still selected by labels',
      { serviceAccountSelector: EMPTY, lastAppliedMatchNames: true },
      'high',
    ],
    [
      'labels are left',
      { ...lostNames, serviceAccountSelector: matchLabels({ team: 'a' }) },
      'medium',
    ],
  ])('is as bad as what is left of the selector: %s', (_what, policy, severity) => {
    expect(judgePolicy(policy).violations.map(briefly)).toEqual([`policy shop web ${severity}`]);
  });

  it('is not critical where labels of pods still bound it', () => {
    const policies = [aPolicy({ serviceAccountSelector: EMPTY, lastAppliedMatchNames: true })];
    expect(judgeLab(aLab({ policies })).violations.map(briefly)).toEqual(['policy shop web high']);
  });

  it('is told instead of a selector that has no bounds: that is what became of the names', () => {
    const judged = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    const bounded = judged.of('policy-selector-is-bounded');
    expect(bounded.violations).toEqual([]);
    expect(bounded.disposition(web)).toBe('not-applicable');
  });

  it('leaves a selector of pods without bounds to the check on that', () => {
    const policies = [aPolicy({ podSelector: EMPTY, lastAppliedMatchNames: true })];
    const judged = judgeSnapshot(aLab({ policies }));
    expect(judged.of('policy-selector-is-bounded').violations).toHaveLength(1);
    expect(judged.of(ID).violations).toEqual([]);
  });

  it('does not apply to policies that never do, and is unknown of what could not be read', () => {
    const inert = judgePolicy({ ...lostNames, serviceAccountSelector: EMPTY, groups: [] });
    expect(inert.disposition(web)).toBe('not-applicable');
    const damaged = judgePolicy({ ...lostNames, serviceAccountSelector: 'malformed' });
    expect(damaged.undecided.map(undecidedBriefly)).toEqual(['policy shop web malformed']);
    const policies = lost<never>('k8s/securitygrouppolicies.json');
    expect(judgeLab(aLab({ cluster: { policies } })).disposition(web)).toBe('unknown');
  });
});
