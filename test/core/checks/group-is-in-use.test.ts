import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { groupId, groupIds, vpcId } from '../../support/identifiers.ts';
import { briefly, type JudgedOptions, judgeSnapshot, MAIN } from '../../support/judged.ts';
import { aPolicy, labels } from '../../support/kubernetes.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { aGroup, anIngress, anInterface } from '../../support/network.ts';
import { aClusterSnapshot, anEksCluster, lost, truncated } from '../../support/snapshot.ts';
import { aDatabase } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'group-is-in-use';
const GROUPS = 'ec2/describe-security-groups.json';

const judgeParts = (parts: LabParts, options: JudgedOptions = {}) =>
  judgeSnapshot(aLab(parts), options).of(ID);

const group = (id: string) => ({ kind: 'group', cluster: MAIN, group: id }) as const;
const SPARE = group('sg-spare');

/** The pods admit the group on a port of theirs. */
const RULES = [anIngress('sg-db', 'sg-pods'), anIngress('sg-pods', 'sg-spare')];
const SPARE_PARTS = { groups: ['sg-spare'], rules: RULES };

/** What is said of a group that nobody wears. */
const judgeSpare = (parts: LabParts = {}, options: JudgedOptions = {}) =>
  judgeParts({ ...SPARE_PARTS, ...parts }, options).disposition(SPARE);

describe('a security group is worn by an interface or named by a policy', () => {
  it('is compliant for groups of pods, nodes, clusters and stores', () => {
    const judgement = judgeParts({});
    expect(judgement.violations).toEqual([]);
    for (const id of ['sg-pods', 'sg-nodes', 'sg-cluster', 'sg-db']) {
      expect(judgement.disposition(group(id))).toBe('compliant');
    }
    expect(judgement.population).toMatchObject({ compliant: 4, violations: 0, unknown: 0 });
  });

  it('is violated in its example, and fails nothing', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['group sg-forgotten info']);
    expect(violations[0]?.message).toBe(
      'No interface wears sg-forgotten (sg-forgotten) and no policy names it, though it is tagged for the cluster or named by rules of groups in use.',
    );
    expect(violations[0]?.fix.commands).toEqual([
      'aws ec2 delete-security-group --group-id sg-forgotten',
    ]);
  });

  it('is compliant as soon as something wears or names the group', () => {
    expect(judgeSpare()).toBe('violation');
    expect(judgeSpare({ interfaces: [anInterface({ groups: ['sg-spare'] })] })).toBe('compliant');
    expect(judgeSpare({ policies: [aPolicy({ groups: ['sg-spare'] })] })).toBe('compliant');
    expect(judgeSpare({ databases: [aDatabase({ groups: ['sg-spare'] })] })).toBe('compliant');
    const settings = { protectedGroups: [groupId('sg-spare')] };
    expect(judgeSpare({}, { settings })).toBe('compliant');
    const eks = anEksCluster('main', { additionalGroupIds: groupIds('sg-spare') });
    const cluster = completeListing([eks], 'eks/describe-cluster.json', NOW);
    expect(judgeSpare({ cluster: { cluster } })).toBe('compliant');
    const eniConfigs = completeListing(
      [{ name: 'a', subnetId: null, groups: groupIds('sg-spare') }],
      'k8s/eniconfigs.json',
      NOW,
    );
    expect(judgeSpare({ cluster: { eniConfigs } })).toBe('compliant');
  });

  it('is not asked of groups that have nothing to do with pods, nodes and stores', () => {
    expect(judgeSpare({ rules: [anIngress('sg-db', 'sg-pods')] })).toBe('not-applicable');
    const unworn = [anIngress('sg-db', 'sg-pods'), anIngress('sg-other', 'sg-spare')];
    expect(judgeSpare({ groups: ['sg-spare', 'sg-other'], rules: unworn })).toBe('not-applicable');
    const itself = [anIngress('sg-db', 'sg-pods'), anIngress('sg-spare', 'sg-spare')];
    expect(judgeSpare({ rules: itself })).toBe('not-applicable');
  });

  it.each([
    ['kubernetes.io/cluster/main', 'owned', 'violation'],
    ['kubernetes.io/cluster/other', 'owned', 'not-applicable'],
    ['aws:eks:cluster-name', 'main', 'violation'],
    ['elbv2.k8s.aws/cluster', 'main', 'violation'],
    ['elbv2.k8s.aws/cluster', 'other', 'not-applicable'],
  ])('goes by the tag %s = %s: %s', (key, value, expected) => {
    const tagged = aGroup('sg-spare', { tags: labels({ [key]: value }), rulesKnown: true });
    const groups = completeListing([tagged], GROUPS, NOW);
    expect(judgeSpare({ rules: [], scope: { groups } })).toBe(expected);
  });

  it('leaves a group that a store admits to the check on unused grants', () => {
    const rules = [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', 'sg-spare')];
    expect(judgeSpare({ rules })).toBe('not-judged');
  });

  it('does not apply to the default group of a VPC, which nobody can delete', () => {
    const groups = completeListing([aGroup('sg-spare', { name: 'default' })], GROUPS, NOW);
    expect(judgeSpare({ scope: { groups } })).toBe('not-applicable');
  });

  it('is asked of the VPC of the cluster alone', () => {
    const elsewhere = aGroup('sg-spare', { vpcId: vpcId('vpc-other') });
    const groups = completeListing([elsewhere], GROUPS, NOW);
    expect(judgeSpare({ scope: { groups } })).toBe('gone');
  });

  it('counts policies of every cluster that was read', () => {
    const lab = aLab(SPARE_PARTS);
    const other = aClusterSnapshot('other', {
      policies: completeListing(
        [aPolicy({ groups: ['sg-spare'] })],
        'clusters/other/k8s/securitygrouppolicies.json',
        NOW,
      ),
    });
    const judged = judgeSnapshot({ ...lab, clusters: [...lab.clusters, other] });
    expect(judged.of(ID).disposition(SPARE)).toBe('compliant');
  });
});

describe('what was not seen', () => {
  it('is unknown for all groups, in one row, where groups, interfaces or policies are missing', () => {
    const pieces: readonly LabParts[] = [
      { scope: { interfaces: truncated([], 'ec2/describe-network-interfaces.json') } },
      { scope: { groups: truncated([aGroup('sg-spare')], GROUPS) } },
      { cluster: { policies: truncated([aPolicy()], 'k8s/securitygrouppolicies.json') } },
    ];
    for (const parts of pieces) {
      const judgement = judgeParts({ ...SPARE_PARTS, ...parts });
      expect(judgement.violations).toEqual([]);
      expect(judgement.undecided.map(({ subject }) => subject.kind)).toEqual(['cluster']);
      expect(judgement.disposition(SPARE)).toBe('unknown');
    }
  });

  it('is no reason for a hint where something else may use the group', () => {
    const pieces: readonly LabParts[] = [
      { scope: { includeManagedResources: false } },
      { scope: { dbInstances: lost('rds/describe-db-instances.json') } },
      { scope: { dbProxies: lost('rds/describe-db-proxies.json') } },
      {
        scope: {
          rules: lost('ec2/describe-security-group-rules.json'),
          incompleteRuleGroups: 'any',
        },
      },
      { cluster: { cluster: lost('eks/describe-cluster.json') } },
    ];
    for (const parts of pieces) {
      const judgement = judgeParts({ ...SPARE_PARTS, ...parts });
      expect(judgement.violations).toEqual([]);
      expect(judgement.undecided).toEqual([]);
      expect(judgement.disposition(SPARE)).toBe('not-judged');
    }
  });

  it('does not matter for groups that are surely used', () => {
    const judgement = judgeParts({ scope: { includeManagedResources: false } });
    expect(judgement.disposition(group('sg-pods'))).toBe('compliant');
  });
});
