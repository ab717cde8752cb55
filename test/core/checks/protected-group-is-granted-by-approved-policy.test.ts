import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/core/settings/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { groupId } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy, matchLabels } from '../../support/kubernetes.ts';
import { aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';

const ID = 'protected-group-is-granted-by-approved-policy';
const POLICIES = 'k8s/securitygrouppolicies.json';

const policy = (name: string, namespace = 'shop') =>
  ({ kind: 'policy', cluster: MAIN, namespace, name }) as const;

/** For each protected group the policies that may name it. */
const allowing = (lists: Readonly<Record<string, readonly string[]>>): Partial<Settings> => ({
  allow: {
    ...DEFAULT_SETTINGS.allow,
    grantingPolicies: new Map(
      Object.entries(lists).map(([group, names]) => [groupId(group), names]),
    ),
  },
});

const judgeParts = (parts: LabParts, lists: Readonly<Record<string, readonly string[]>>) =>
  judgeSnapshot(aLab(parts), { settings: allowing(lists) }).of(ID);

describe('only approved policies name a protected group', () => {
  it('does not apply to groups for which nobody gave a list, whatever they open', () => {
    for (const lists of [{}, { 'sg-other': [] }]) {
      const judgement = judgeParts({}, lists);
      expect(judgement.disposition(policy('web'))).toBe('not-applicable');
      expect(judgement.population).toMatchObject({ judged: 0, unknown: 0, notApplicable: 1 });
    }
  });

  it('is compliant for a policy that is approved for every such group that it names', () => {
    const lists = { 'sg-pods': ['shop/api', 'shop/web'], 'sg-db': ['shop/web'] };
    const policies = [aPolicy({ groups: ['sg-pods', 'sg-db', 'sg-nodes'] })];
    expect(judgeParts({ policies }, lists).disposition(policy('web'))).toBe('compliant');
  });

  it('is violated in its example, and says who gets the group', () => {
    const example = CHECK_EXAMPLES[ID];
    const { violations } = judgeSnapshot(example?.snapshot() ?? aLab(), {
      settings: example?.settings ?? {},
    }).of(ID);
    expect(violations.map(briefly)).toEqual(['policy shop report critical']);
    expect(violations[0]).toMatchObject({
      message:
        'Policy shop/report gives sg-pods to its pods, and the configuration does not approve that.',
      expected: ['sg-pods named by shop/web only'],
      observed: ['sg-pods named by shop/report'],
      evidence: [
        { kind: 'policy', id: 'shop/report' },
        { kind: 'group', id: 'sg-pods' },
        { kind: 'workload', id: 'shop/Deployment/report', pods: 1 },
      ],
    });
  });

  it('names the groups that are not approved, and no others', () => {
    const policies = [aPolicy({ groups: ['sg-pods', 'sg-db', 'sg-x'] })];
    const [violation] = judgeParts(
      { policies },
      { 'sg-pods': ['shop/web'], 'sg-db': ['bank/web'], 'sg-x': [] },
    ).violations;
    expect(violation?.expected).toEqual([
      'sg-db named by bank/web only',
      'sg-x named by no policy only',
    ]);
  });

  it('knows a policy by its namespace and name', () => {
    const judgement = judgeParts(
      { policies: [aPolicy(), aPolicy({ namespace: 'bank' })] },
      { 'sg-pods': ['shop/web'] },
    );
    expect(judgement.violations.map(briefly)).toEqual(['policy bank web critical']);
    expect(judgement.disposition(policy('web'))).toBe('compliant');
  });

  it.each([
    ['inert', { podSelector: null }, 'medium'],
    ['invalid', { podSelector: matchLabels({ '-': 'a' }) }, 'medium'],
    ['of a selector that could not be read', { podSelector: 'malformed' }, 'critical'],
  ] as const)('tells a policy that is %s, as bad as what it may give', (_what, by, severity) => {
    const { violations } = judgeParts({ policies: [aPolicy(by)] }, { 'sg-pods': [] });
    expect(violations.map(briefly)).toEqual([`policy shop web ${severity}`]);
  });

  it('lists the workloads that get it, those with most pods first', () => {
    const pods = ['a', 'b', 'b'].map((name, index) =>
      aNodePod({ workload: `Deployment/${name}`, ips: [`10.0.1.${20 + index}`] }),
    );
    const [violation] = judgeParts({ branchPods: [], pods }, { 'sg-pods': [] }).violations;
    expect(violation?.evidence.slice(2)).toEqual([
      { kind: 'workload', id: 'shop/Deployment/b', pods: 2 },
      { kind: 'workload', id: 'shop/Deployment/a', pods: 1 },
    ]);
  });

  it('is decided by the policies alone', () => {
    const policies = truncated([aPolicy()], POLICIES);
    const judgement = judgeParts(
      { cluster: { policies, pods: lost('k8s/pods.json') }, scope: { groups: lost('ec2/g.json') } },
      { 'sg-pods': [] },
    );
    expect(judgement.violations).toHaveLength(1);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['cluster policies-unseen']);
    expect(
      judgeParts({ cluster: { policies: lost(POLICIES) } }, {}).disposition(policy('web')),
    ).toBe('unknown');
  });
});
