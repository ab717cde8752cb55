import { describe, expect, it } from '@jest/globals';
import { completeListing, type Rule, ruleIdentity } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { anIntent, byTags, nonPod } from '../../support/intents.ts';
import {
  briefly,
  type JudgedOptions,
  judgeSnapshot,
  MAIN,
  undecidedBriefly,
} from '../../support/judged.ts';
import { aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import {
  aBranchEni,
  anIngress,
  anInterface,
  aPrefixList,
  aPrimaryEni,
  type InterfaceOverrides,
} from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { hoursAgo } from '../../support/times.ts';
import { aDatabase, ofOtherAccount } from '../../support/stores.ts';

const ID = 'only-declared-clients-reach-store';
const ORDERS = databaseArn('orders');
const TOOL = 'sg-db/ingress/tcp/3306-3306/sg-tool';

/** The database admits its pods and `sg-tool`, which these interfaces wear. */
const withTool = (...wearers: readonly InterfaceOverrides[]): LabParts => ({
  groups: ['sg-tool'],
  rules: [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', 'sg-tool')],
  interfaces: wearers.map((one) => anInterface({ groups: ['sg-tool'], ...one })),
});

const admitting = (peer: string, parts: LabParts = {}): LabParts => ({
  rules: [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', peer)],
  ...parts,
});

const LAMBDA = { id: 'eni-0fn', interfaceType: 'lambda', ips: ['10.0.1.80'] } as const;
const host = (groups: readonly string[], ips = ['10.0.2.9']) =>
  aPrimaryEni({ id: 'eni-0host', instance: 'i-0bastion', groups, ips });

const judge = (parts: LabParts, options: JudgedOptions = {}) =>
  judgeSnapshot(aLab(parts), options).of(ID);
const dispositionOf = (rule: string, parts: LabParts, options: JudgedOptions = {}) =>
  judge(parts, options).disposition({ kind: 'store-rule', cluster: MAIN, id: ORDERS, rule });
const byAddress = (peer: string): string => `sg-db/ingress/tcp/3306-3306/${peer}`;

describe('only declared clients reach a store', () => {
  it('is compliant where pods alone wear the group', () => {
    expect(dispositionOf('sg-db/ingress/tcp/3306-3306/sg-pods', {})).toBe('compliant');
    expect(dispositionOf(TOOL, withTool())).toBe('compliant');
  });

  it('is violated in its example', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      `store-rule ${ORDERS} sg-db/ingress/tcp/3306-3306/sg-report medium`,
    ]);
    expect(violations[0]?.message).toBe(
      'orders admits sg-report on port 3306, and by it eni-0report (function): no pods, and no document declares them.',
    );
    expect(violations[0]?.fix.commands).toEqual([
      'aws ec2 revoke-security-group-ingress --group-id sg-db --security-group-rule-ids sgr-0db-from-report --region us-west-2',
    ]);
  });

  it.each<[string, InterfaceOverrides, string]>([
    ['a function', LAMBDA, 'medium'],
    ['a task', { description: 'arn:aws:ecs:us-west-2:111122223333:attachment/1' }, 'medium'],
    ['a load balancer', { description: 'ELB app/web/1' }, 'medium'],
    ['an interface of nobody knows what', {}, 'medium'],
    ['a service of AWS', { requesterManaged: true, description: 'DMSNetworkInterface' }, 'low'],
  ])('is violated by %s', (_what, wearer, severity) => {
    expect(judge(withTool(wearer)).violations.map((one) => one.severity)).toEqual([severity]);
  });

  it('is violated by an instance, and by pods of a cluster that is not in the snapshot', () => {
    const parts = withTool();
    const bastion = judge({ ...parts, interfaces: [host(['sg-tool'])] }).violations;
    expect(bastion[0]?.message).toContain('eni-0host (instance i-0bastion)');
    const other = aBranchEni({ id: 'eni-0other', cluster: 'other', groups: ['sg-tool'] });
    expect(judge({ ...parts, interfaces: [other] }).violations[0]?.message).toContain(
      'eni-0other (pod of another cluster)',
    );
  });

  it.each<[string, InterfaceOverrides]>([
    ['a database', { description: 'RDSNetworkInterface', requesterId: 'amazon-rds' }],
    ['a proxy', { description: 'Network interface for DBProxy x', requesterId: 'amazon-rds' }],
    ['a cache', { description: 'ElastiCache x-001', requesterId: 'amazon-elasticache' }],
    ['an endpoint', { interfaceType: 'vpc_endpoint' }],
    ['the control plane', { description: 'Amazon EKS main' }],
    ['an interface that is attached to nothing', { status: 'available' }],
  ])('says nothing of %s', (_what, wearer) => {
    expect(dispositionOf(TOOL, withTool(wearer))).toBe('compliant');
  });

  it('keeps the rule of the pods while it tells who else wears their group', () => {
    const [violation] = judge({
      interfaces: [anInterface({ ...LAMBDA, groups: ['sg-pods'] })],
    }).violations;
    expect(violation?.fix.commands).toEqual([]);
    expect(violation?.fix.summary).toContain(
      'The rule has to stay: shop/Deployment/web comes in by it and is meant to.',
    );
  });

  it('leaves to others what they tell of the rule', () => {
    expect(dispositionOf(byAddress('sg-nodes'), admitting('sg-nodes'))).toBe('not-judged');
    expect(dispositionOf(byAddress('10.0.0.0/16'), admitting('10.0.0.0/16'))).toBe('not-judged');
    const dual = { databases: [aDatabase({ networkType: 'DUAL' })] };
    expect(dispositionOf(byAddress('::/0'), admitting('::/0', dual))).toBe('not-judged');
    const rule = ofOtherAccount(anIngress('sg-db', 'sg-partner'));
    const parts = { rules: [anIngress('sg-db', 'sg-pods'), rule] };
    expect(dispositionOf(ruleIdentity(rule), parts)).toBe('not-judged');
  });

  it('leaves machines with the group of pods to the check that tells them for all stores', () => {
    const peer = 'sg-db/ingress/tcp/3306-3306/sg-pods';
    const machine = host(['sg-pods']);
    const lambda = anInterface({ ...LAMBDA, groups: ['sg-pods'] });
    expect(dispositionOf(peer, { interfaces: [machine] })).toBe('not-judged');
    const [violation] = judge({ interfaces: [machine, lambda] }).violations;
    expect(violation?.message).toContain('by it eni-0fn (function): no pods');
  });

  it('is for people to declare, or to approve', () => {
    const parts = withTool(LAMBDA);
    const ask = (...intents: readonly ReturnType<typeof anIntent>[]) =>
      dispositionOf(TOOL, parts, { intents });
    expect(ask(anIntent({ nonPod: [nonPod(['sg-tool'])] }))).toBe('compliant');
    expect(ask(anIntent())).toBe('violation');
    expect(ask(anIntent({ nonPod: [nonPod(['sg-tool'])], expiresAt: hoursAgo(1) }))).toBe(
      'violation',
    );
    expect(ask(anIntent({ nonPod: [nonPod(['sg-tool'])], mode: 'observe' }))).toBe('violation');
    const allow = {
      standardMode: [],
      wholeNamespace: [],
      grantingPolicies: new Map(),
      broadPolicies: [],
    };
    const approving = (protectedWearers: readonly string[]) =>
      dispositionOf(TOOL, parts, { settings: { allow: { ...allow, protectedWearers } } });
    expect(approving(['eni-0fn'])).toBe('compliant');
    expect(approving(['eni-0other'])).toBe('violation');
  });

  it('is unknown where a document may select the store by tags that were not seen', () => {
    const database = aDatabase();
    const scope = {
      dbInstances: completeListing([{ ...database, tags: null }], 'rds/describe-db-instances.json'),
    };
    const intents = [anIntent({ stores: [byTags({ class: 'a' })], nonPod: [nonPod(['sg-tool'])] })];
    expect(dispositionOf(TOOL, { ...withTool(LAMBDA), scope }, { intents })).toBe('unknown');
  });

  it('does not judge stores that neither the groups of pods nor a document close', () => {
    const parts: LabParts = { ...withTool(LAMBDA), rules: [anIngress('sg-db', 'sg-tool')] };
    expect(dispositionOf(TOOL, parts)).toBe('not-applicable');
    expect(dispositionOf(TOOL, parts, { intents: [anIntent({ allow: [] })] })).toBe('violation');
  });
});

describe('the addresses that a store admits', () => {
  it('are a violation outside its VPC, unless a document declares all of them', () => {
    const office = admitting('192.0.2.0/24');
    const [violation] = judge(office).violations;
    expect(violation?.message).toBe(
      'orders admits 192.0.2.0/24 on port 3306: 192.0.2.0/24 lies outside its VPC, and no document declares who is there.',
    );
    const declared = (...cidrs: readonly string[]) =>
      dispositionOf(byAddress('192.0.2.0/24'), office, {
        intents: [anIntent({ nonPod: [nonPod([], cidrs)] })],
      });
    expect(declared('192.0.2.0/24')).toBe('compliant');
    expect(declared('192.0.2.0/25', '192.0.2.128/25')).toBe('compliant');
    expect(declared('192.0.2.0/25')).toBe('violation');
  });

  it('are a violation inside it where somebody stands who is no pod', () => {
    const peer = '10.0.2.0/24';
    expect(dispositionOf(byAddress(peer), admitting(peer))).toBe('compliant');
    const parts = admitting(peer, { interfaces: [host(['sg-other'])] });
    expect(judge(parts).violations[0]?.message).toContain('eni-0host (instance i-0bastion)');
    const outside = admitting('10.0.2.0/30', { interfaces: [host(['sg-other'])] });
    expect(dispositionOf(byAddress('10.0.2.0/30'), outside)).toBe('compliant');
  });

  it('are read from prefix lists, as far as these can be read', () => {
    const list = (prefixes: readonly string[], complete: boolean): LabParts =>
      admitting('pl-1', {
        scope: {
          prefixListEntries: completeListing([aPrefixList('pl-1', prefixes, complete)], 'pl.json'),
        },
      });
    expect(dispositionOf(byAddress('pl-1'), list(['10.0.2.0/24'], true))).toBe('compliant');
    expect(dispositionOf(byAddress('pl-1'), list(['10.0.2.0/24'], false))).toBe('unknown');
    expect(dispositionOf(byAddress('pl-1'), list(['192.0.2.0/24'], false))).toBe('violation');
  });

  it('are nobody’s in a family in which the store does not answer', () => {
    expect(dispositionOf(byAddress('2001:db8::/32'), admitting('2001:db8::/32'))).toBe(
      'not-applicable',
    );
  });

  it('are unknown without the blocks of the VPC', () => {
    const scope = { vpcs: lost<never>('ec2/describe-vpcs.json') };
    expect(dispositionOf(byAddress('10.0.2.0/24'), admitting('10.0.2.0/24', { scope }))).toBe(
      'unknown',
    );
  });
});

describe('clients that may be pods or nodes', () => {
  const bastion = { ...withTool(), interfaces: [host(['sg-tool'])] };

  it('are not accused while nodes, pods or clusters were not all seen', () => {
    const nodes = judge({ ...bastion, cluster: { nodes: lost('k8s/nodes.json') } });
    expect(nodes.violations).toEqual([]);
    const unmarked = withTool({ requesterManaged: true });
    const adrift = { ...unmarked, pods: [aNodePod({ ips: ['10.0.1.250'] })] };
    expect(judge(adrift).undecided.map(undecidedBriefly)).toEqual([
      `store-rule ${ORDERS} ${TOOL} identity-unknown`,
    ]);
    expect(judge({ ...withTool(LAMBDA), pods: adrift.pods }).violations).toHaveLength(1);
    const untagged = aBranchEni({ groups: ['sg-tool'], vpc: 'vpc-other' });
    expect(dispositionOf(TOOL, { ...withTool(), interfaces: [untagged] })).toBe('unknown');
  });

  it('are not cleared while interfaces were not all seen', () => {
    const interfaces = truncated(
      aLab().scopes.flatMap((one) => one.interfaces.items),
      'ec2/describe-network-interfaces.json',
    );
    const judgement = judge({ ...withTool(), scope: { interfaces } });
    expect(
      judgement.disposition({ kind: 'store-rule', cluster: MAIN, id: ORDERS, rule: TOOL }),
    ).toBe('unknown');
  });

  it('may wear a group that nobody has seen', () => {
    const rule: Rule = anIngress('sg-db', 'sg-partner');
    const own = { rules: [anIngress('sg-db', 'sg-pods'), rule] };
    expect(dispositionOf(ruleIdentity(rule), own)).toBe('compliant');
    const cut = { groups: truncated<never>([], 'ec2/describe-security-groups.json') };
    expect(dispositionOf(ruleIdentity(rule), { ...own, scope: cut })).toBe('unknown');
    const foreign = ofOtherAccount(anIngress('sg-db', 'sg-partner'));
    const intents = [anIntent({ nonPod: [nonPod(['sg-partner'])] })];
    const parts = { rules: [anIngress('sg-db', 'sg-pods'), foreign] };
    expect(dispositionOf(ruleIdentity(foreign), parts, { intents })).toBe('compliant');
  });
});
