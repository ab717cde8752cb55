import { describe, expect, it } from '@jest/globals';
import { completeListing, type Rule, ruleIdentity } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn, groupId } from '../../support/identifiers.ts';
import { anIntent } from '../../support/intents.ts';
import { briefly, type JudgedOptions, judgeSnapshot, MAIN } from '../../support/judged.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { aGroup, anIngress } from '../../support/network.ts';
import { hoursAgo, NOW } from '../../support/times.ts';
import { aDatabase, OTHER_ACCOUNT, ofOtherAccount } from '../../support/stores.ts';

const ID = 'store-admits-no-foreign-account';
const ORDERS = databaseArn('orders');
const PARTNER = 'sg-db/ingress/tcp/3306-3306/sg-partner';

const fromPartner = (overrides: Partial<Rule> = {}, peering: string | null = null): Rule =>
  ofOtherAccount(anIngress('sg-db', 'sg-partner', overrides), peering);

const judge = (rule: Rule, parts: LabParts = {}, options: JudgedOptions = {}) =>
  judgeSnapshot(aLab({ rules: [rule], ...parts }), options).of(ID);
const dispositionOf = (rule: Rule, parts: LabParts = {}, options: JudgedOptions = {}) =>
  judge(rule, parts, options).disposition({
    kind: 'store-rule',
    cluster: MAIN,
    id: ORDERS,
    rule: ruleIdentity(rule),
  });

const declaring = (overrides: Parameters<typeof anIntent>[0] = {}) => [
  anIntent({ nonPod: [{ groupIds: [groupId('sg-partner')], cidrs: [] }], ...overrides }),
];

describe('a store admits no group of another account', () => {
  it('is compliant with groups of the store’s account and of the cluster’s', () => {
    expect(dispositionOf(anIngress('sg-db', 'sg-pods'))).toBe('compliant');
    const arn = ORDERS.replace('111122223333', OTHER_ACCOUNT);
    const databases = [{ ...aDatabase(), arn: arn as typeof ORDERS }];
    const judgement = judge(anIngress('sg-db', 'sg-pods'), { databases });
    expect(judgement.violations).toEqual([]);
    expect(judgement.population.compliant).toBe(1);
  });

  it('is violated in its example, whether the peering is active or nobody tells', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([`store-rule ${ORDERS} ${PARTNER} medium`]);
    expect(violations[0]?.message).toContain('of account 444455556666 on port 3306');
    expect(violations[0]?.fix.summary).toContain('nonPod');
    expect(dispositionOf(fromPartner({}, 'active'))).toBe('violation');
    expect(dispositionOf(fromPartner({}, 'deleted'))).toBe('compliant');
  });

  it('is violated by a group that its listing gives to another account', () => {
    const rule = anIngress('sg-db', 'sg-partner');
    const unnamed = { ...rule, peer: Object.assign(rule.peer, { ownerId: null }) };
    const groups = completeListing(
      ['sg-pods', 'sg-nodes', 'sg-cluster', 'sg-db'].map((id) => aGroup(id)),
      'ec2/describe-security-groups.json',
      NOW,
    );
    const shared = aGroup('sg-partner', { ownerId: OTHER_ACCOUNT });
    const scope = { groups: { ...groups, items: [...groups.items, shared] } };
    expect(dispositionOf(unnamed, { scope })).toBe('violation');
    expect(dispositionOf(unnamed, { groups: ['sg-partner'] })).toBe('compliant');
  });

  it('is for people to declare, in documents that hold now and at this port', () => {
    const rule = fromPartner();
    const ask = (intents: ReturnType<typeof declaring>) => dispositionOf(rule, {}, { intents });
    expect(ask(declaring())).toBe('compliant');
    expect(ask(declaring({ ports: [3306] }))).toBe('compliant');
    expect(ask(declaring({ ports: [5432] }))).toBe('violation');
    expect(ask(declaring({ mode: 'observe' }))).toBe('violation');
    expect(ask(declaring({ expiresAt: hoursAgo(1) }))).toBe('violation');
    expect(ask([anIntent()])).toBe('violation');
  });

  it('is unknown where the owner beyond a peering is not named', () => {
    const rule = anIngress('sg-db', 'sg-partner');
    const peer = Object.assign(rule.peer, {
      ownerId: null,
      peeringId: 'pcx-1',
      peeringStatus: 'active',
    });
    const groups = { complete: false } as const;
    const [scope] = aLab().scopes;
    const cut = { groups: { ...(scope?.groups ?? completeListing([], '')), ...groups } };
    expect(dispositionOf({ ...rule, peer }, { scope: cut })).toBe('unknown');
    const local = { ...rule, peer: { ...peer, peeringId: null, peeringStatus: null } };
    expect(dispositionOf(local, { scope: cut })).toBe('unknown');
    expect(dispositionOf(local)).toBe('compliant');
  });

  it('is unknown while the account of the cluster is not known', () => {
    expect(dispositionOf(fromPartner(), { cluster: { accountId: null } })).toBe('unknown');
  });

  it('says nothing of rules by address, nor of rules beside the port', () => {
    expect(dispositionOf(anIngress('sg-db', '192.0.2.0/24'))).toBe('not-applicable');
    expect(dispositionOf(fromPartner({ ports: { from: 22, to: 22 } }))).toBe('gone');
  });
});
