import { describe, expect, it } from '@jest/globals';
import {
  completeListing,
  type Rule,
  ruleIdentity,
  toAccountId,
} from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { ruleId } from '../../support/identifiers.ts';
import { anIntent, nonPod } from '../../support/intents.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { anIngress, anInterface } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'rule-references-living-group';
const OTHER = must(toAccountId('444455556666'));

const judge = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const subject = (rule: string, group = 'sg-db') =>
  ({ kind: 'group-rule', cluster: MAIN, group, rule }) as const;
const GONE = 'sg-db/ingress/tcp/3306-3306/sg-gone';

const over = (status: string | null, overrides: Partial<Rule> = {}): Rule => {
  const rule = anIngress('sg-db', 'sg-pods', overrides);
  return {
    ...rule,
    peer: Object.assign(rule.peer, { peeringId: 'pcx-1', peeringStatus: status }),
  };
};

const foreign = (): Rule => {
  const rule = anIngress('sg-db', 'sg-far');
  return { ...rule, peer: Object.assign(rule.peer, { ownerId: OTHER }) };
};

describe('the rules of a store reference living groups', () => {
  it('is compliant where the group exists, and knows the rule when it is gone', () => {
    const judgement = judge({});
    expect(judgement.disposition(subject('sg-db/ingress/tcp/3306-3306/sg-pods'))).toBe('compliant');
    expect(judgement.disposition(subject(GONE))).toBe('gone');
    expect(judgement.disposition(subject(GONE, 'sg-elsewhere'))).toBe('gone');
  });

  it('is violated in its example', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([`group-rule sg-db ${GONE} low`]);
    expect(violations[0]?.message).toBe(
      'Rule sgr-0db-from-gone of sg-db, which orders wears, admits sg-gone, a group that is deleted.',
    );
    expect(violations[0]?.fix.commands).toEqual([
      'aws ec2 revoke-security-group-ingress --group-id sg-db --security-group-rule-ids sgr-0db-from-gone --region us-west-2',
    ]);
  });

  it('is violated at any port, and once for all stores that wear the group', () => {
    const rules = [anIngress('sg-db', 'sg-gone', { ports: { from: 22, to: 22 } })];
    const databases = [aDatabase(), aDatabase({ id: 'events' })];
    const { violations } = judge({ rules, databases });
    expect(violations).toHaveLength(1);
    expect(violations[0]?.message).toContain('events, orders');
  });

  it('is violated over a peering that is not active, beside one that is', () => {
    const [violation, ...others] = judge({
      rules: [over('active'), over('deleted', { id: ruleId('sgr-0stale') })],
    }).violations;
    expect(others).toEqual([]);
    expect(violation?.message).toBe(
      'Rule sgr-0stale of sg-db, which orders wears, admits sg-pods over pcx-1, which is deleted.',
    );
    expect(judge({ rules: [over('active')] }).violations).toEqual([]);
  });

  it('looks at the groups of proxies in front of the store', () => {
    const { violations } = judge({
      groups: ['sg-proxy'],
      rules: [anIngress('sg-proxy', 'sg-gone')],
      scope: {
        dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
        dbProxyTargets: completeListing(
          [proxyTargets('orders', 'orders')],
          'rds/targets.json',
          NOW,
        ),
      },
    });
    expect(violations.map(({ subject: { kind } }) => kind)).toEqual(['group-rule']);
  });

  it('takes a group that somebody wears for living', () => {
    const interfaces = [anInterface({ groups: ['sg-gone'] })];
    const judgement = judge({ rules: [anIngress('sg-db', 'sg-gone')], interfaces });
    expect(judgement.disposition(subject(GONE))).toBe('compliant');
  });

  it('is unknown for an account that was not read, and where groups were cut off', () => {
    expect(judge({ rules: [foreign()] }).undecided.map(undecidedBriefly)).toEqual([
      'group-rule sg-db sg-db/ingress/tcp/3306-3306/sg-far foreign-account',
    ]);
    const intents = [anIntent({ nonPod: [nonPod(['sg-far'])] })];
    const declared = judgeSnapshot(aLab({ rules: [foreign()] }), { intents }).of(ID);
    expect(declared.undecided).toEqual([]);
    const groups = truncated<never>([], 'ec2/describe-security-groups.json');
    const cut = judge({ rules: [anIngress('sg-db', 'sg-gone')], scope: { groups } });
    expect(cut.undecided.map(undecidedBriefly)).toEqual([`group-rule sg-db ${GONE} groups-unseen`]);
  });

  it('keeps a finding open while the rule, or who wears its group, may not have been seen', () => {
    const rules = {
      scope: { rules: lost<never>('rules.json'), incompleteRuleGroups: 'any' },
    } as const;
    const judgement = judge({ ...rules, rules: [] });
    expect(judgement.disposition(subject(GONE))).toBe('unknown');
    const stores = { scope: { dbClusters: lost<never>('rds/describe-db-clusters.json') } };
    expect(judge(stores).disposition(subject(GONE, 'sg-elsewhere'))).toBe('unknown');
    expect(judge(stores).disposition(subject(GONE))).toBe('gone');
  });

  it('says nothing of rules by address', () => {
    const rule = anIngress('sg-db', '192.0.2.0/24');
    const judgement = judge({ rules: [rule] });
    expect(judgement.population.judged).toBe(0);
    expect(judgement.disposition(subject(ruleIdentity(rule)))).toBe('gone');
  });
});
