import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn, ruleId } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { cniEnvironment } from '../../support/kubernetes.ts';
import { aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anIngress } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { aDatabase } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'store-admits-no-node-or-cluster-group';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const admitting = (peer: string, parts: LabParts = {}) =>
  judgeParts({ rules: [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', peer)], ...parts });
const rule = (text: string) =>
  ({ kind: 'store-rule', cluster: MAIN, id: databaseArn('orders'), rule: text }) as const;

describe('a store admits neither the nodes nor the cluster group', () => {
  it('is compliant for the groups of pods', () => {
    const judgement = judgeParts({});
    expect(judgement.disposition(rule('sg-db/ingress/tcp/3306-3306/sg-pods'))).toBe('compliant');
    expect(judgement.disposition(rule('sg-db/ingress/tcp/3306-3306/sg-nodes'))).toBe('gone');
  });

  it('is violated in its example, and lists who gets through', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'store-rule arn:aws:rds:us-west-2:111122223333:db:orders sg-db/ingress/tcp/3306-3306/sg-nodes high',
    ]);
    expect(violations[0]?.evidence.filter(({ kind }) => kind === 'workload')).toEqual([
      { kind: 'workload', id: 'kube-system/DaemonSet/aws-node', pods: 1 },
      { kind: 'workload', id: 'shop/Deployment/report', pods: 1 },
    ]);
    expect(violations[0]?.fix.commands).toEqual([
      'aws ec2 revoke-security-group-ingress --group-id sg-db --security-group-rule-ids sgr-0db-from-nodes --region us-west-2',
    ]);
    expect(violations[0]?.fix.summary).toContain('open already may survive');
  });

  it('says first who is meant to come in by the rule alone, and how they get another way', () => {
    const pods = [aNodePod({ name: 'web-2' })];
    const [violation] = admitting('sg-nodes', { pods }).violations;
    expect(violation?.fix.summary).toMatch(
      /^shop\/Deployment\/web is meant to reach the store and comes in by this rule alone: first let its pods be made again/,
    );
    expect(violation?.fix.commands.map((command) => command.split(' ')[0])).toEqual([
      'kubectl',
      'aws',
    ]);
    expect(admitting('sg-nodes').violations[0]?.fix.summary).not.toContain('meant to reach');
  });

  it('does not revoke what nodes need among themselves: the store takes off their group', () => {
    const parts: LabParts = {
      databases: [aDatabase({ groups: ['sg-cluster', 'sg-db'] })],
      rules: [
        anIngress('sg-db', 'sg-pods'),
        anIngress('sg-cluster', 'sg-cluster', { protocol: 'all', ports: { from: 0, to: 65535 } }),
      ],
    };
    const [violation] = judgeParts(parts).violations;
    expect(violation?.fix.summary).toContain('sg-cluster is worn by others than data stores too');
    expect(violation?.fix.commands).toEqual([
      'aws rds modify-db-instance --db-instance-identifier orders --vpc-security-group-ids sg-db NEW_GROUP --region us-west-2',
    ]);
  });

  it('is violated by the cluster group, and counts past ten workloads', () => {
    const pods = Array.from({ length: 12 }, (_, index) =>
      aNodePod({ workload: `Deployment/w${index}`, labels: { app: `w${index}` } }),
    );
    const [violation] = admitting('sg-cluster', { pods }).violations;
    expect(violation?.message).toContain('the cluster security group');
    expect(violation?.message).toContain('13 workloads (13 pods)');
    expect(violation?.evidence.filter(({ kind }) => kind === 'workload')).toHaveLength(10);
  });

  it('claims of nobody that he does not get through while pods were not all seen', () => {
    const messageWith = (cluster: LabParts['cluster'] & object): string | undefined =>
      admitting('sg-nodes', { cluster }).violations[0]?.message;
    expect(messageWith({})).toContain('1 workload (1 pod) that nothing intends gets through');
    const seen = aLab().clusters.flatMap(({ pods }) => pods.items);
    expect(messageWith({ pods: truncated(seen, 'k8s/pods.json') })).toContain(
      'at least 1 workload (1 pod)',
    );
    expect(messageWith({ pods: lost('k8s/pods.json') })).toContain(
      'which workloads that are not intended get through was not seen',
    );
  });

  it('is medium in a cluster that has no policies at all', () => {
    const judgement = admitting('sg-nodes', { policies: [], branchPods: [] });
    expect(judgement.violations.map(({ severity }) => severity)).toEqual(['medium']);
    const unseen = { policies: lost<never>('k8s/securitygrouppolicies.json') };
    expect(
      admitting('sg-nodes', { cluster: unseen }).violations.map(({ severity }) => severity),
    ).toEqual(['high']);
  });

  it('is the same finding under another rule id, and by the nested form', () => {
    const one = admitting('sg-nodes').violations[0];
    const other = admitting('sg-nodes').violations[0];
    expect(one?.subject).toEqual(other?.subject);
    expect(one?.evidence[0]).not.toEqual(other?.evidence[0]);
    const nested = anIngress('sg-db', 'sg-nodes', { id: ruleId('sg-db#ingress[0]'), nested: true });
    const [byNested] = judgeParts({
      rules: [],
      scope: {
        rules: lost('ec2/describe-security-group-rules.json'),
        incompleteRuleGroups: 'any',
        nestedRules: completeListing([nested], 'ec2/describe-security-groups.json', NOW),
      },
    }).violations;
    expect(byNested?.subject).toEqual(one?.subject);
    expect(byNested?.fix.commands).toEqual([
      'aws ec2 revoke-security-group-ingress --group-id sg-db --ip-permissions ' +
        `'[{"IpProtocol":"tcp","FromPort":3306,"ToPort":3306,"UserIdGroupPairs":[{"GroupId":"sg-nodes","UserId":"111122223333"}]}]' --region us-west-2`,
    ]);
  });

  it('is unknown where nodes or the cluster were not seen, and violated where the group is known', () => {
    const withoutNodes = judgeParts({ cluster: { nodes: lost('k8s/nodes.json') } });
    expect(withoutNodes.undecided.map(undecidedBriefly)).toEqual([
      'store-rule arn:aws:rds:us-west-2:111122223333:db:orders sg-db/ingress/tcp/3306-3306/sg-pods identity-unknown',
    ]);
    const withoutCluster = admitting('sg-nodes', {
      cluster: { cluster: lost('eks/describe-cluster.json') },
    });
    expect(withoutCluster.violations).toHaveLength(1);
    expect(withoutCluster.undecided).toHaveLength(1);
  });

  it('needs ENIConfigs only where custom networking is on', () => {
    const cluster = { eniConfigs: lost<never>('k8s/eniconfigs.json') };
    expect(judgeParts({ cluster }).undecided).toEqual([]);
    const cni = cniEnvironment({
      ENABLE_POD_ENI: 'true',
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true',
    });
    expect(judgeParts({ cluster, cni }).undecided.flatMap(({ reasons }) => reasons)).toEqual([
      'cni-config-unseen',
    ]);
  });

  it('does not apply to rules by address', () => {
    const judgement = admitting('10.0.0.0/16');
    expect(judgement.disposition(rule('sg-db/ingress/tcp/3306-3306/10.0.0.0/16'))).toBe(
      'not-applicable',
    );
  });
});
