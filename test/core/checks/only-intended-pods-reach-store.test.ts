import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn, ruleId } from '../../support/identifiers.ts';
import { anIntent } from '../../support/intents.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy, matchLabels } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anIngress, aNacl, aPrefixList } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { aDatabase } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'only-intended-pods-reach-store';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const pair = (name: string, store = 'orders') =>
  ({
    kind: 'workload-store',
    cluster: MAIN,
    namespace: 'shop',
    name,
    id: databaseArn(store),
  }) as const;

const report = (groups: readonly string[]) =>
  aBranchPod(
    { name: 'report-1', workload: 'Deployment/report', labels: { app: 'report' } },
    { groups },
  );

describe('only intended pods reach a store', () => {
  it('is compliant for intended pods and for those that are kept out', () => {
    const judgement = judgeParts({ branchPods: [aBranchPod(), report(['sg-x'])] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(pair('Deployment/web'))).toBe('compliant');
    expect(judgement.disposition(pair('Deployment/report'))).toBe('compliant');
    expect(judgement.population).toMatchObject({ judged: 3, compliant: 3, unknown: 0 });
  });

  it('answers for pairs whose workload or store is not there', () => {
    const judgement = judgeParts({});
    expect(judgement.disposition(pair('Deployment/none'))).toBe('gone');
    expect(judgement.disposition(pair('Deployment/web', 'none'))).toBe('gone');
    const cut = judgeParts({
      cluster: { pods: truncated([aNodePod()], 'k8s/pods.json') },
      scope: { dbClusters: lost('rds/describe-db-clusters.json') },
    });
    expect(cut.disposition(pair('Deployment/none'))).toBe('unknown');
    expect(cut.disposition(pair('Deployment/web', 'none'))).toBe('unknown');
    expect(cut.undecided.map(undecidedBriefly)).toContain('cluster pods-unseen stores-unseen');
  });

  it('is violated in its example, and cites the rules of both sides', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'workload-store shop Deployment/report arn:aws:rds:us-west-2:111122223333:db:orders high',
    ]);
    expect(violations[0]?.evidence.map(({ kind }) => kind)).toEqual([
      'store',
      'rule',
      'rule',
      'rule',
      'workload',
      'pod',
    ]);
    expect(violations[0]?.settling).toBeNull();
  });

  it('keeps the rule by which intended pods come in, and takes the pods off it that are not', () => {
    const [violation] = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID).violations;
    expect(violation?.fix.commands).toEqual([
      'kubectl rollout restart deployment/report --namespace shop',
    ]);
    expect(violation?.fix.summary).toContain(
      'else take the group off its interface. sgr-0db-from-pods has to stay: shop/Deployment/web comes in by it and is meant to.',
    );
  });

  it('revokes a rule by which nobody comes in who is meant to', () => {
    const [violation] = judgeParts({
      rules: [anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-0pods') })],
      branchPods: [report(['sg-pods'])],
    }).violations;
    expect(violation?.fix.summary).toContain('or revoke the rule');
    expect(violation?.fix.commands).toEqual([
      'aws ec2 revoke-security-group-ingress --group-id sg-db --security-group-rule-ids sgr-0pods --region us-west-2',
    ]);
  });

  it('takes the group from its policy where a document closes the store', () => {
    const intents = [anIntent({ allow: [] })];
    const snapshot = aLab({ branchPods: [aBranchPod()] });
    const [violation] = judgeSnapshot(snapshot, { intents }).of(ID).violations;
    expect(violation?.fix.summary).toContain('else take the group from its policy');
    expect(violation?.fix.commands[0]).toContain('revoke-security-group-ingress');
  });

  it('is critical when the store is tagged as restricted', () => {
    const databases = [aDatabase({ tags: { 'data-class': 'Restricted' } })];
    const { violations } = judgeParts({
      databases,
      branchPods: [aBranchPod(), report(['sg-pods'])],
    });
    expect(violations.map(({ severity }) => severity)).toEqual(['critical']);
  });

  it('leaves pairs to the check that names the only rule by which they get in, and holds what was found', () => {
    const { of } = judgeSnapshot(
      CHECK_EXAMPLES['store-admits-no-node-or-cluster-group']?.snapshot() ?? aLab(),
    );
    expect(of(ID).violations).toEqual([]);
    expect(of(ID).disposition(pair('Deployment/report'))).toBe('not-judged');
  });

  it('tells a pair that has one more way in than the rules that others name', () => {
    const judgement = judgeParts({
      branchPods: [aBranchPod(), report(['sg-pods', 'sg-nodes'])],
      rules: [
        anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-pods') }),
        anIngress('sg-db', 'sg-nodes', { id: ruleId('sgr-nodes') }),
      ],
    });
    expect(judgement.violations.map(({ message }) => message)).toEqual([
      'shop/Deployment/report reaches orders on port 3306 from its branch interface by sgr-pods, and no policy intends it.',
    ]);
  });

  it('tells the peers of a nested permission apart, those in prefix lists too', () => {
    const id = ruleId('sg-db#ingress[0]');
    const permission = ['sg-pods', 'sg-nodes', 'pl-away', 'pl-unread'].map((peer) =>
      anIngress('sg-db', peer, { id, nested: true }),
    );
    const judgement = judgeParts({
      branchPods: [aBranchPod(), report(['sg-pods'])],
      pods: [aNodePod({ workload: 'Deployment/plain', labels: { app: 'plain' } })],
      scope: {
        rules: lost('ec2/describe-security-group-rules.json'),
        incompleteRuleGroups: 'any',
        prefixListEntries: completeListing(
          [aPrefixList('pl-away', ['192.0.2.0/24'])],
          'ec2/get-managed-prefix-list-entries-pl-away.json',
          NOW,
        ),
        nestedRules: completeListing(
          [
            ...permission,
            ...aLab().scopes[0]!.rules.items.filter(({ direction }) => direction === 'egress'),
          ],
          'ec2/describe-security-groups.json',
          NOW,
        ),
        groups: completeListing(
          aLab().scopes[0]!.groups.items.map((group) => ({ ...group, rulesKnown: true })),
          'ec2/describe-security-groups.json',
          NOW,
        ),
      },
    });
    expect(judgement.violations.map(briefly)).toEqual([
      'workload-store shop Deployment/report arn:aws:rds:us-west-2:111122223333:db:orders high',
    ]);
    expect(judgement.disposition(pair('Deployment/plain'))).toBe('not-judged');
  });

  it('judges pods that leave: they are still on the wire', () => {
    const leaving = aBranchPod(
      { workload: 'Deployment/report', labels: { app: 'report' }, deletedAt: NOW },
      { groups: ['sg-pods'] },
    );
    expect(judgeParts({ branchPods: [aBranchPod(), leaving] }).violations).toHaveLength(1);
  });

  it('holds its answer for a workload that only starts', () => {
    const judgement = judgeParts({
      pods: [
        aNodePod({
          workload: 'Deployment/report',
          labels: { app: 'report' },
          phase: 'Pending',
          ips: [],
        }),
      ],
    });
    expect(judgement.disposition(pair('Deployment/report'))).toBe('not-judged');
  });

  it('does not judge stores that groups do not close for pods, and holds what was found there', () => {
    const judgement = judgeParts({
      policies: [],
      branchPods: [],
      pods: [aNodePod({ workload: 'Deployment/report' })],
      rules: [anIngress('sg-db', '10.0.1.0/24')],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(pair('Deployment/report'))).toBe('not-judged');
  });

  it('is unknown when something on the way was not seen, unless nothing is open anyway', () => {
    const parts = { branchPods: [aBranchPod(), report(['sg-pods'])] };
    const blind = judgeParts({
      ...parts,
      scope: { nacls: lost('ec2/describe-network-acls.json') },
    });
    expect(blind.undecided.map(undecidedBriefly)).toEqual([
      'workload-store shop Deployment/report arn:aws:rds:us-west-2:111122223333:db:orders nacl-unseen',
    ]);
    expect(blind.undecided[0]?.missing).toEqual(['ec2/describe-network-acls.json']);
    const shut = judgeParts({
      branchPods: [aBranchPod(), report(['sg-x'])],
      scope: { nacls: lost('ec2/describe-network-acls.json') },
    });
    expect(shut.undecided).toEqual([]);
  });

  it('is violated when something surely passes, even if not everything is known', () => {
    const denies = aNacl(['subnet-pods', 'subnet-db']);
    const judgement = judgeParts({
      branchPods: [aBranchPod(), report(['sg-pods'])],
      databases: [aDatabase({ subnets: ['subnet-db', 'subnet-pods'] })],
      scope: {
        nacls: completeListing(
          [{ ...denies, subnetIds: denies.subnetIds.filter((id) => id === 'subnet-pods') }],
          'ec2/describe-network-acls.json',
          NOW,
        ),
      },
    });
    expect(judgement.violations.map(briefly)).toEqual([
      'workload-store shop Deployment/report arn:aws:rds:us-west-2:111122223333:db:orders high',
    ]);
  });

  it('is unknown when only an unseen ServiceAccount could say whether a pod is intended', () => {
    const judgement = judgeParts({
      policies: [
        aPolicy(),
        aPolicy({ name: 'sa', podSelector: null, serviceAccountSelector: matchLabels({ t: 'a' }) }),
      ],
      branchPods: [aBranchPod(), report(['sg-pods'])],
      cluster: { serviceAccounts: lost('k8s/serviceaccounts.json') },
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'workload-store shop Deployment/report arn:aws:rds:us-west-2:111122223333:db:orders service-accounts-unseen',
    ]);
  });

  it('is unknown as a whole without pods, policies, interfaces, rules or stores', () => {
    const losses: readonly LabParts[] = [
      { cluster: { pods: lost('k8s/pods.json') } },
      { cluster: { policies: lost('k8s/securitygrouppolicies.json') } },
      { scope: { interfaces: lost('ec2/describe-network-interfaces.json') } },
      {
        scope: {
          rules: lost('ec2/describe-security-group-rules.json'),
          nestedRules: lost('ec2/describe-security-groups.json'),
          incompleteRuleGroups: 'any',
        },
      },
      { databases: [], scope: { dbInstances: lost('rds/describe-db-instances.json') } },
    ];
    for (const parts of losses) {
      const judgement = judgeParts({ ...parts, branchPods: [aBranchPod(), report(['sg-pods'])] });
      expect(judgement.violations).toEqual([]);
      expect(judgement.undecided).toHaveLength(1);
      expect(judgement.disposition(pair('Deployment/report'))).toBe('unknown');
    }
  });
});
