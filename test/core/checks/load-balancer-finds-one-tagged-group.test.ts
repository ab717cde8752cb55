import { describe, expect, it } from '@jest/globals';
import { completeListing, type Snapshot } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy, labels, matchLabels } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aBranchEni, aGroup } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'load-balancer-finds-one-tagged-group';
const GROUPS = 'ec2/describe-security-groups.json';
const policy = (name: string) =>
  ({ kind: 'policy', cluster: MAIN, namespace: 'shop', name }) as const;

const judgeLab = (lab: Snapshot) => judgeSnapshot(lab).of(ID);
const tagged = (id: string, cluster = 'main') =>
  aGroup(id, { tags: labels({ [`kubernetes.io/cluster/${cluster}`]: 'shared' }) });

/** `sg-a` and `sg-b` carry the tag of the cluster, `sg-c` that of another one, `sg-d` none. */
const LISTED = [tagged('sg-a'), tagged('sg-b'), tagged('sg-c', 'main-2'), aGroup('sg-d')];

const withPolicies = (
  groups: Readonly<Record<string, readonly string[]>>,
  { scope, ...parts }: LabParts = {},
) =>
  judgeLab(
    aLab({
      policies: Object.entries(groups).map(([name, own]) => aPolicy({ name, groups: own })),
      scope: { groups: completeListing(LISTED, GROUPS, NOW), ...scope },
      ...parts,
    }),
  );

const byTeam = { podSelector: null, serviceAccountSelector: matchLabels({ team: 'a' }) } as const;

describe('at most one declared group carries the tag of the cluster', () => {
  it.each([
    ['one', ['sg-a', 'sg-d']],
    ['none', ['sg-d']],
    ['one, and one that is tagged for another cluster', ['sg-a', 'sg-c']],
  ])('is compliant with %s', (_what, groups) => {
    expect(withPolicies({ web: groups }).disposition(policy('web'))).toBe('compliant');
  });

  it('is violated in its example, and leaves the first one its tag', () => {
    const { violations } = judgeLab(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(violations.map(briefly)).toEqual(['policy shop web low']);
    expect(violations[0]).toMatchObject({
      observed: ['sg-pods', 'sg-web'],
      fix: {
        commands: ['aws ec2 delete-tags --resources sg-web --tags Key=kubernetes.io/cluster/main'],
      },
    });
  });

  it('counts what policies declare together for one pod, and tells it once', () => {
    const judgement = withPolicies({ one: ['sg-a'], two: ['sg-b', 'sg-d'], three: ['sg-d'] });
    expect(judgement.violations.map(briefly)).toEqual(['policy shop two low']);
    expect(judgement.violations[0]?.observed).toEqual(['sg-a', 'sg-b']);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.population).toMatchObject({ compliant: 1, violations: 1, notApplicable: 1 });
  });

  it('is compliant where policies name the same group, or match no pod in common', () => {
    expect(withPolicies({ one: ['sg-a'], two: ['sg-a'] }).violations).toEqual([]);
    const apart = judgeLab(
      aLab({
        policies: [
          aPolicy({ groups: ['sg-a'] }),
          aPolicy({ name: 'api', groups: ['sg-b'], podSelector: matchLabels({ app: 'api' }) }),
        ],
        pods: [aNodePod({ labels: { app: 'api' }, workload: 'Deployment/api' })],
        scope: { groups: completeListing(LISTED, GROUPS, NOW) },
      }),
    );
    expect(apart.violations).toEqual([]);
    expect(apart.population).toMatchObject({ compliant: 2 });
  });

  it('is unknown where the tags of a group were not seen', () => {
    const groups = truncated([tagged('sg-a')], GROUPS);
    const judgement = withPolicies({ web: ['sg-a', 'sg-b'] }, { scope: { groups } });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['policy shop web groups-unseen']);
    const worn = [aBranchEni({ ips: ['10.0.1.199'], groups: ['sg-e'] })];
    expect(
      withPolicies({ web: ['sg-e'] }, { interfaces: worn }).undecided.map(undecidedBriefly),
    ).toEqual(['policy shop web groups-unseen']);
  });

  it('takes a group that does not exist for untagged', () => {
    expect(withPolicies({ web: ['sg-a', 'sg-gone'] }).disposition(policy('web'))).toBe('compliant');
  });

  it('is unknown where another policy may match too', () => {
    const lab = (serviceAccounts: ReturnType<typeof lost<never>>, ...groups: readonly string[]) =>
      aLab({
        branchPods: [aBranchPod()],
        policies: [aPolicy({ groups: ['sg-a'] }), aPolicy({ name: 'team', groups, ...byTeam })],
        cluster: { serviceAccounts },
        scope: { groups: completeListing(LISTED, GROUPS, NOW) },
      });
    const accounts = lost<never>('k8s/serviceaccounts.json');
    expect(judgeLab(lab(accounts, 'sg-b')).undecided.map(undecidedBriefly)).toEqual([
      'policy shop team service-accounts-unseen',
      'policy shop web service-accounts-unseen',
    ]);
    expect(judgeLab(lab(accounts, 'sg-d')).undecided).toEqual([]);
  });

  it('is unknown with one tagged group while pods or policies may be missing', () => {
    const pods = lost<never>('k8s/pods.json');
    const judgement = withPolicies({ one: ['sg-a'], two: ['sg-d'] }, { cluster: { pods } });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['policy shop one pods-unseen']);
    expect(judgement.disposition(policy('two'))).toBe('compliant');
    const policies = truncated([aPolicy({ groups: ['sg-d'] })], 'k8s/securitygrouppolicies.json');
    const cut = judgeLab(aLab({ cluster: { policies } }));
    expect(cut.disposition(policy('web'))).toBe('unknown');
  });

  it('does not apply to policies that never do', () => {
    const judgement = judgeLab(aLab({ policies: [aPolicy({ podSelector: null })] }));
    expect(judgement.disposition(policy('web'))).toBe('not-applicable');
  });
});
