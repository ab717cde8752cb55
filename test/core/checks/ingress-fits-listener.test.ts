import { describe, expect, it } from '@jest/globals';
import {
  completeListing,
  type DbInstance,
  type OptionGroup,
  type Rule,
  ruleIdentity,
} from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { clusterArn, databaseArn, groupId } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { anIngress, anInterface, aPrimaryEni } from '../../support/network.ts';
import { aClusterSnapshot, anEksCluster, lost } from '../../support/snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'ingress-fits-listener';
const ORDERS = databaseArn('orders');

const wide = (from: number, to: number, overrides: Partial<Rule> = {}): Rule =>
  anIngress('sg-db', 'sg-pods', { ports: { from, to }, ...overrides });

const EVERYTHING = wide(0, 65535, { protocol: 'all' });

const judgeRule = (rule: Rule, parts: LabParts = {}) =>
  judgeSnapshot(aLab({ rules: [rule], ...parts })).of(ID);

const dispositionOf = (rule: Rule, parts: LabParts = {}, store = ORDERS) =>
  judgeRule(rule, parts).disposition({
    kind: 'store-rule',
    cluster: MAIN,
    id: store,
    rule: ruleIdentity(rule),
  });

const oracle = (overrides: Partial<DbInstance> = {}): DbInstance => ({
  ...aDatabase({ optionGroups: ['oem'] }),
  ...overrides,
});

const optionGroup: OptionGroup = {
  name: 'oem',
  options: [{ name: 'OEM', port: 5500, groups: [{ id: groupId('sg-db'), status: 'active' }] }],
};

describe('the ingress of a store fits its listener', () => {
  it('is compliant with TCP at the port, and knows the rule when it is gone', () => {
    expect(dispositionOf(wide(3306, 3306))).toBe('compliant');
    expect(
      judgeRule(wide(3306, 3306)).disposition({
        kind: 'store-rule',
        cluster: MAIN,
        id: ORDERS,
        rule: ruleIdentity(EVERYTHING),
      }),
    ).toBe('gone');
  });

  it('is violated in its example, and keeps the clients while the rule is narrowed', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      `store-rule ${ORDERS} sg-db/ingress/all/all/sg-pods medium`,
    ]);
    expect(violations[0]?.message).toBe(
      'orders admits sg-pods by sgr-0db-from-pods with every protocol on every port; stores of its group listen on TCP 3306 alone.',
    );
    expect(violations[0]?.fix.commands).toEqual([
      `aws ec2 authorize-security-group-ingress --group-id sg-db --ip-permissions '[{"IpProtocol":"tcp","FromPort":3306,"ToPort":3306,"UserIdGroupPairs":[{"GroupId":"sg-pods","UserId":"111122223333"}]}]' --region us-west-2`,
      'aws ec2 revoke-security-group-ingress --group-id sg-db --security-group-rule-ids sgr-0db-from-pods --region us-west-2',
    ]);
  });

  it.each<[string, Rule, string]>([
    ['more ports', wide(3306, 3307), 'wider'],
    ['every port', wide(0, 65535), 'wider'],
    ['another port', wide(22, 22), 'beside'],
    ['another protocol', wide(3306, 3306, { protocol: 17 }), 'beside'],
    ['ping', wide(0, 65535, { protocol: 1 }), 'beside'],
  ])('is violated, without weight, by %s', (_what, rule, kind) => {
    const { violations } = judgeRule(rule);
    expect(violations.map(({ severity }) => severity)).toEqual(['low']);
    expect(violations[0]?.message.includes('no store listens')).toBe(kind === 'beside');
    expect(violations[0]?.fix.commands).toHaveLength(kind === 'beside' ? 1 : 2);
  });

  it('lets a group talk to itself', () => {
    const self = anIngress('sg-db', 'sg-db', { protocol: 'all', ports: { from: 0, to: 65535 } });
    expect(dispositionOf(self)).toBe('not-applicable');
  });

  it('takes the ports of every store and proxy behind the group together', () => {
    const databases = [aDatabase(), aDatabase({ id: 'events', port: 3307 })];
    expect(dispositionOf(wide(3306, 3307), { databases })).toBe('compliant');
    expect(dispositionOf(wide(3307, 3307), { databases })).toBe('compliant');
    const [first, second] = judgeRule(wide(3306, 3308), { databases }).violations;
    expect([first?.expected, second?.expected]).toEqual([['tcp 3306-3307'], ['tcp 3306-3307']]);
    const proxied: LabParts = {
      databases: [aDatabase({ port: 3307 })],
      scope: {
        dbProxies: completeListing(
          [aDbProxy('orders', { groupIds: [groupId('sg-db')] })],
          'rds/describe-db-proxies.json',
          NOW,
        ),
        dbProxyTargets: completeListing(
          [proxyTargets('orders', 'orders')],
          'rds/describe-db-proxy-targets-orders.json',
          NOW,
        ),
      },
    };
    expect(dispositionOf(wide(3306, 3307), proxied)).toBe('compliant');
  });

  it('leaves a rule beside the listener to whom else it may be for', () => {
    const databases = [aDatabase(), aDatabase({ id: 'events', port: 5432 })];
    const rule = wide(5432, 5500);
    expect(dispositionOf(rule, { databases })).toBe('not-applicable');
    expect(dispositionOf(rule, { databases }, databaseArn('events'))).toBe('violation');
    const interfaces = [aPrimaryEni({ id: 'eni-host', instance: 'i-9', groups: ['sg-db'] })];
    expect(dispositionOf(wide(22, 22), { interfaces })).toBe('not-applicable');
    const [shared] = judgeRule(EVERYTHING, { interfaces }).violations;
    expect(shared?.fix.summary).toContain('sg-db is worn by others than data stores too');
    expect(shared?.fix.commands[0]).toContain('modify-db-instance');
  });

  it('knows the interfaces of the stores themselves', () => {
    const interfaces = [
      anInterface({
        groups: ['sg-db'],
        description: 'RDSNetworkInterface',
        requesterId: 'amazon-rds',
        subnet: 'subnet-elsewhere',
      }),
    ];
    expect(dispositionOf(wide(22, 22), { interfaces })).toBe('violation');
  });

  it('counts ports of options, and knows none of these while their group is unseen', () => {
    const rule = wide(5500, 5500);
    const optionGroups = completeListing([optionGroup], 'rds/describe-option-groups.json', NOW);
    expect(dispositionOf(rule, { databases: [oracle()], scope: { optionGroups } })).toBe(
      'compliant',
    );
    const unseen = judgeRule(rule, {
      databases: [oracle()],
      scope: { optionGroups: lost('rds/describe-option-groups.json') },
    });
    expect(unseen.violations).toEqual([]);
    expect(unseen.undecided.map(undecidedBriefly)).toContain(
      `store-rule ${ORDERS} ${ruleIdentity(rule)} stores-unseen`,
    );
  });

  it('keeps a finding open while the rule may stand in a group that was not seen', () => {
    const optionGroups = lost<OptionGroup>('rds/describe-option-groups.json');
    const judgement = judgeRule(wide(3306, 3306), {
      databases: [oracle()],
      scope: { optionGroups },
    });
    expect(
      judgement.disposition({
        kind: 'store-rule',
        cluster: MAIN,
        id: ORDERS,
        rule: 'sg-options/ingress/all/all/sg-pods',
      }),
    ).toBe('unknown');
  });

  it('is unknown where a store that was not seen may listen there, violated where none can', () => {
    const scope = { dbClusters: lost<never>('rds/describe-db-clusters.json') };
    expect(dispositionOf(wide(3306, 3400), { scope })).toBe('unknown');
    expect(dispositionOf(EVERYTHING, { scope })).toBe('violation');
    expect(dispositionOf(wide(0, 65535), { scope })).toBe('violation');
  });

  it('is told by the cluster in the VPC of the store alone', () => {
    const lab = aLab({ rules: [EVERYTHING] });
    const other = aClusterSnapshot('other', {
      cluster: completeListing(
        [anEksCluster('other', { vpcId: 'vpc-other' })],
        'clusters/other/eks/describe-cluster.json',
        NOW,
      ),
    });
    const { judgement } = judgeSnapshot({ ...lab, clusters: [...lab.clusters, other] });
    const told = judgement.checks.filter(({ check }) => check === ID);
    expect(told.map(({ cluster, violations }) => [cluster, violations.length])).toEqual([
      [MAIN, 1],
      [clusterArn('other'), 0],
    ]);
    expect(told[1]?.undecided).toEqual([]);
  });
});
