import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../../../shared/core/model/index.ts';
import { DEFAULT_SETTINGS } from '../../../shared/core/settings/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy, matchLabels } from '../../support/kubernetes.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';

const ID = 'policy-selector-is-bounded';
const EVERYTHING = matchLabels({});

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const policy = (name: string) =>
  ({ kind: 'policy', cluster: MAIN, namespace: 'shop', name }) as const;

/** One policy whose group opens nothing. */
const ofSelectors = (selectors: Partial<Pick<Policy, 'podSelector' | 'serviceAccountSelector'>>) =>
  judgeParts({
    groups: ['sg-shared'],
    policies: [aPolicy({ groups: ['sg-shared'], ...selectors })],
  });

describe('a policy does not select a whole namespace', () => {
  it('is compliant for a selector with labels', () => {
    expect(judgeParts({}).disposition(policy('web'))).toBe('compliant');
  });

  it('is violated in its example, critically, because the group opens a store', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['policy shop everyone critical']);
    expect(violations[0]).toMatchObject({
      message:
        'Policy shop/everyone selects every pod of namespace shop and gives it sg-pods, which opens or guards a data store.',
      observed: ['podSelector: {}'],
      evidence: [
        { kind: 'policy', id: 'shop/everyone', generation: 1, groups: ['sg-pods'] },
        { kind: 'group', id: 'sg-pods' },
      ],
      fix: { commands: ['kubectl edit securitygrouppolicy everyone --namespace shop'] },
    });
  });

  it.each([
    ['an empty podSelector', { podSelector: EVERYTHING }, ['podSelector: {}']],
    [
      'an empty serviceAccountSelector alone',
      { podSelector: null, serviceAccountSelector: EVERYTHING },
      ['serviceAccountSelector: {}'],
    ],
    [
      'two empty selectors',
      { podSelector: EVERYTHING, serviceAccountSelector: EVERYTHING },
      ['podSelector: {}', 'serviceAccountSelector: {}'],
    ],
  ])('is violated by %s', (_what, selectors, observed) => {
    const { violations } = ofSelectors(selectors);
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
    expect(violations[0]?.observed).toEqual(observed);
  });

  it.each([
    ['pods', { serviceAccountSelector: EVERYTHING }],
    [
      'service accounts',
      { podSelector: EVERYTHING, serviceAccountSelector: matchLabels({ team: 'a' }) },
    ],
  ])('is compliant where an empty selector stands beside one that bounds the %s', (_what, by) => {
    expect(ofSelectors(by).disposition(policy('web'))).toBe('compliant');
  });

  it('is compliant for a policy that the configuration approves, and for no other of that name', () => {
    const everyone = (namespace: string) =>
      aPolicy({ namespace, name: 'everyone', podSelector: EVERYTHING });
    const allow = { ...DEFAULT_SETTINGS.allow, wholeNamespace: ['shop/everyone'] };
    const judgement = judgeSnapshot(aLab({ policies: [everyone('shop'), everyone('bank')] }), {
      settings: { allow },
    }).of(ID);
    expect(judgement.violations.map(briefly)).toEqual(['policy bank everyone critical']);
    expect(judgement.disposition(policy('everyone'))).toBe('compliant');
  });

  it.each([
    ['inert', { podSelector: EVERYTHING, groups: [] }],
    [
      'invalid',
      {
        podSelector: EVERYTHING,
        serviceAccountSelector: {
          matchLabels: new Map(),
          matchExpressions: [{ key: 'app', operator: 'in', values: ['web'] }],
        },
      },
    ],
  ])('does not apply to a policy that is %s: it selects nobody, and is told once', (_what, by) => {
    const judgement = judgeParts({ policies: [aPolicy(by)] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(policy('web'))).toBe('not-applicable');
  });

  it('is unknown where a selector could not be read, even beside one that bounds it', () => {
    const judgement = judgeParts({ policies: [aPolicy({ serviceAccountSelector: 'malformed' })] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['policy shop web malformed']);
  });

  it('judges the policies of a list that was cut, and knows of no others', () => {
    const judgement = judgeParts({
      cluster: {
        policies: truncated(
          [aPolicy({ podSelector: EVERYTHING })],
          'k8s/securitygrouppolicies.json',
        ),
      },
    });
    expect(judgement.violations.map(briefly)).toEqual(['policy shop web critical']);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['cluster policies-unseen']);
    expect(judgement.disposition(policy('none'))).toBe('unknown');
  });

  it('is unknown as a whole without the list', () => {
    const judgement = judgeParts({ cluster: { policies: lost('k8s/securitygrouppolicies.json') } });
    expect(judgement.disposition(policy('web'))).toBe('unknown');
  });

  it('stands without the rules, though not as what it is', () => {
    const judgement = judgeParts({
      policies: [aPolicy({ podSelector: EVERYTHING })],
      scope: { rules: lost('ec2/rules.json'), nestedRules: lost('ec2/groups.json') },
    });
    expect(judgement.violations.map(briefly)).toEqual(['policy shop web medium']);
  });
});
