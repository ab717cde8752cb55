import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/core/settings/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import {
  aPolicy,
  aServiceAccount,
  matchLabels,
  type PolicyOverrides,
} from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anIngress } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'store-policy-is-bounded';
const ORDERS = databaseArn('orders');
const subject = (name: string, id = ORDERS) =>
  ({ kind: 'policy-store', cluster: MAIN, namespace: 'shop', name, id }) as const;

const judge = (parts: LabParts, settings: Settings = DEFAULT_SETTINGS) =>
  judgeSnapshot(aLab(parts), { settings }).of(ID);

const judgePolicy = (policy: PolicyOverrides, parts: LabParts = {}, settings = DEFAULT_SETTINGS) =>
  judge({ policies: [aPolicy(policy)], ...parts }, settings);

const workloads = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aBranchPod({ workload: `Deployment/web-${index}`, labels: { app: 'web' } }),
  );

const allowing = (allow: Partial<Settings['allow']>): Settings => ({
  ...DEFAULT_SETTINGS,
  allow: { ...DEFAULT_SETTINGS.allow, ...allow },
});

const EVERYTHING = matchLabels({});

describe('a policy that opens a store is bounded', () => {
  it('is compliant with labels of few workloads, and where the policy opens nothing', () => {
    expect(judge({}).disposition(subject('web'))).toBe('compliant');
    expect(judge({ branchPods: workloads(10) }).disposition(subject('web'))).toBe('compliant');
    const judgement = judgePolicy({ podSelector: EVERYTHING, groups: ['sg-x'] });
    expect(judgement.disposition(subject('web'))).toBe('compliant');
    expect(judgement.population.judged).toBe(0);
    expect(judgement.disposition(subject('nobody'))).toBe('gone');
    expect(judgement.disposition(subject('web', databaseArn('none')))).toBe('gone');
  });

  it('is violated in its example, once for the store, and counts the workloads', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([`policy-store shop web ${ORDERS} medium`]);
    expect(violations[0]?.message).toBe(
      'Policy shop/web gives sg-pods, which opens orders, to 12 workloads; more than 10 are too many to be meant.',
    );
    expect(violations[0]?.evidence.filter(({ kind }) => kind === 'workload')).toHaveLength(10);
    expect(violations[0]?.evidence).toContainEqual(
      expect.objectContaining({ kind: 'note', id: '12 workloads' }),
    );
  });

  it.each<[string, PolicyOverrides, string]>([
    ['an empty pod selector', { podSelector: EVERYTHING }, 'every pod of its namespace'],
    [
      'an empty account selector',
      { podSelector: null, serviceAccountSelector: EVERYTHING },
      'every pod of its namespace',
    ],
    [
      'both empty',
      { podSelector: EVERYTHING, serviceAccountSelector: EVERYTHING },
      'every pod of its namespace',
    ],
    [
      'the default account',
      { podSelector: null, serviceAccountSelector: matchLabels({ team: 'a' }) },
      'the account “default”',
    ],
  ])('is violated by %s, however few there are', (_what, policy, text) => {
    const serviceAccounts = [aServiceAccount({ labels: { team: 'a' } })];
    const { violations } = judgePolicy(policy, { serviceAccounts });
    expect(violations.map(({ severity }) => severity)).toEqual(['medium']);
    expect(violations[0]?.message).toContain(text);
  });

  it('is bounded by either selector', () => {
    const serviceAccounts = [aServiceAccount({ labels: { team: 'a' } })];
    const policy = { serviceAccountSelector: matchLabels({ team: 'a' }) };
    expect(judgePolicy(policy, { serviceAccounts }).disposition(subject('web'))).toBe('compliant');
    const other = { podSelector: EVERYTHING, serviceAccountSelector: matchLabels({ team: 'b' }) };
    expect(judgePolicy(other, { serviceAccounts }).disposition(subject('web'))).toBe('compliant');
  });

  it('is for people to approve, and to set the limit of', () => {
    const branchPods = workloads(12);
    expect(
      judge({ branchPods }, { ...DEFAULT_SETTINGS, workloadsPerPolicy: 12 }).violations,
    ).toEqual([]);
    const approved = allowing({ broadPolicies: ['shop/web'] });
    expect(judge({ branchPods }, approved).disposition(subject('web'))).toBe('compliant');
    expect(
      judge({ branchPods }, allowing({ broadPolicies: ['web', 'other/web'] })).violations,
    ).toHaveLength(1);
    const whole = allowing({ wholeNamespace: ['shop/web'] });
    expect(judgePolicy({ podSelector: EVERYTHING }, {}, whole).violations).toEqual([]);
    expect(
      judgePolicy({ podSelector: EVERYTHING }, { branchPods }, whole).violations[0]?.message,
    ).toContain('too many');
  });

  it('counts pods that get groups: not those of the host’s network', () => {
    const pods = Array.from({ length: 12 }, (_, index) =>
      aNodePod({ workload: `Deployment/h${index}`, hostNetwork: true, ips: ['10.0.1.10'] }),
    );
    expect(judge({ pods }).disposition(subject('web'))).toBe('compliant');
  });

  it('sees the stores behind a proxy that lets the group in', () => {
    const judgement = judgePolicy(
      { podSelector: EVERYTHING },
      {
        groups: ['sg-proxy'],
        rules: [anIngress('sg-db', 'sg-proxy'), anIngress('sg-proxy', 'sg-pods')],
        scope: {
          dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
          dbProxyTargets: completeListing(
            [proxyTargets('orders', 'orders')],
            'rds/targets.json',
            NOW,
          ),
        },
      },
    );
    expect(judgement.violations.map(briefly)).toEqual([`policy-store shop web ${ORDERS} medium`]);
  });

  it('is told for each store, and for policies that apply alone', () => {
    const databases = [aDatabase(), aDatabase({ id: 'events' })];
    expect(judgePolicy({ podSelector: EVERYTHING }, { databases }).violations).toHaveLength(2);
    const inert = judgePolicy({ podSelector: null });
    expect(inert.disposition(subject('web'))).toBe('not-applicable');
    const damaged = judgePolicy({ podSelector: 'malformed' });
    expect(damaged.disposition(subject('web'))).toBe('unknown');
  });

  it('is unknown where pods or accounts that it counts were not seen', () => {
    const seen = aLab().clusters.flatMap(({ pods }) => pods.items);
    const cut = judge({ cluster: { pods: truncated(seen, 'k8s/pods.json') } });
    expect(cut.disposition(subject('web'))).toBe('unknown');
    const accounts = judgePolicy(
      { podSelector: null, serviceAccountSelector: matchLabels({ team: 'a' }) },
      { cluster: { serviceAccounts: lost('k8s/serviceaccounts.json') } },
    );
    expect(accounts.undecided.map(undecidedBriefly)).toEqual([
      `policy-store shop web ${ORDERS} service-accounts-unseen`,
    ]);
    const rules = {
      scope: { rules: lost<never>('rules.json'), incompleteRuleGroups: 'any' } as const,
    };
    expect(judge({ ...rules, rules: [] }).disposition(subject('web'))).toBe('unknown');
  });

  it('accuses nobody by a group that may be gone', () => {
    const rules = [anIngress('sg-db', 'sg-gone')];
    const policy = { podSelector: EVERYTHING, groups: ['sg-gone'] };
    expect(judgePolicy(policy, { rules, branchPods: [] }).disposition(subject('web'))).toBe(
      'compliant',
    );
    const groups = truncated<never>([], 'ec2/describe-security-groups.json');
    expect(
      judgePolicy(policy, { rules, branchPods: [], scope: { groups } }).disposition(subject('web')),
    ).toBe('unknown');
  });
});
