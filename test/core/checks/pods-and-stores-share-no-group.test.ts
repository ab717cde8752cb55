import { describe, expect, it } from '@jest/globals';
import type { Rule } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anIngress } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { aDatabase } from '../../support/stores.ts';

const ID = 'pods-and-stores-share-no-group';
const ORDERS = databaseArn('orders');
const subject = (group: string) =>
  ({ kind: 'store-group', cluster: MAIN, id: ORDERS, group }) as const;

const selfRule = (group: string, overrides: Partial<Rule> = {}): Rule =>
  anIngress(group, group, { protocol: 'all', ports: { from: 0, to: 65535 }, ...overrides });

const judge = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);

/** Database and pods wear `sg-pods`, whose rule names itself. */
const SHARED: LabParts = {
  databases: [aDatabase({ groups: ['sg-pods'] })],
  rules: [selfRule('sg-pods')],
};

describe('pods and stores share no group', () => {
  it('is compliant with groups of their own', () => {
    expect(judge({}).disposition(subject('sg-db'))).toBe('compliant');
    const rules = [anIngress('sg-db', 'sg-pods'), selfRule('sg-db')];
    expect(judge({ rules }).disposition(subject('sg-db'))).toBe('compliant');
  });

  it('is violated in its example, and nobody is cut off by the way out', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([`store-group ${ORDERS} sg-pods medium`]);
    expect(violations[0]?.message).toBe(
      'orders shares sg-pods with 1 workload (1 pod); by sgr-0self all who wear it reach each other on port 3306.',
    );
    expect(violations[0]?.evidence.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      `store ${ORDERS}`,
      'group sg-pods',
      'rule sgr-0self',
      'policy shop/web',
      'workload shop/Deployment/web',
      'pod shop/web-1',
    ]);
    expect(violations[0]?.fix.commands[0]).toContain('NEW_GROUP');
  });

  it('counts every workload that wears the group, once for the store', () => {
    const branchPods = Array.from({ length: 14 }, (_, index) =>
      aBranchPod({ workload: `Deployment/w${index % 7}`, labels: { app: 'web' } }),
    );
    const { violations } = judge({ ...SHARED, branchPods });
    expect(violations).toHaveLength(1);
    expect(violations[0]?.message).toContain('7 workloads (14 pods)');
    expect(violations[0]?.message).toContain('on every port');
  });

  it('says nothing of a group by which members do not reach each other', () => {
    const rules = [anIngress('sg-pods', '10.9.0.0/24')];
    expect(judge({ ...SHARED, rules }).disposition(subject('sg-pods'))).toBe('compliant');
  });

  it('says nothing of pods that stand on the node', () => {
    const parts = {
      branchPods: [],
      pods: [aNodePod()],
      databases: [aDatabase({ groups: ['sg-nodes'] })],
    };
    const beside = selfRule('sg-nodes', { protocol: 6, ports: { from: 22, to: 22 } });
    expect(judge({ ...parts, rules: [beside] }).disposition(subject('sg-nodes'))).toBe('compliant');
  });

  it('leaves the groups of nodes and cluster to the check that names them', () => {
    const parts: LabParts = {
      databases: [aDatabase({ groups: ['sg-cluster'] })],
      rules: [selfRule('sg-cluster')],
      policies: [aPolicy({ groups: ['sg-cluster'] })],
      branchPods: [aBranchPod({}, { groups: ['sg-cluster'] })],
    };
    expect(judge(parts).disposition(subject('sg-cluster'))).toBe('not-judged');
    const beside = selfRule('sg-cluster', { protocol: 6, ports: { from: 53, to: 53 } });
    expect(judge({ ...parts, rules: [beside] }).violations).toHaveLength(1);
  });

  it('is unknown where pods that may wear the group, or its rules, were not seen', () => {
    const other = { ...SHARED, branchPods: [] };
    const seen = aLab().clusters.flatMap(({ pods }) => pods.items);
    const cut = { pods: truncated(seen, 'k8s/pods.json') };
    expect(judge({ ...other, cluster: cut }).disposition(subject('sg-pods'))).toBe('unknown');
    const adrift = judge({ ...other, pods: [aNodePod({ ips: ['10.0.1.250'] })] });
    expect(adrift.undecided.map(undecidedBriefly)).toEqual([
      `store-group ${ORDERS} sg-pods identity-unknown`,
    ]);
    const withoutRules = judge({
      ...SHARED,
      rules: [],
      scope: {
        rules: truncated([anIngress('sg-db', 'sg-x')], 'rules.json'),
        incompleteRuleGroups: 'any',
      },
    });
    expect(withoutRules.disposition(subject('sg-pods'))).toBe('unknown');
  });

  it('is violated by what was seen, whatever else was not', () => {
    const cluster = { nodes: lost<never>('k8s/nodes.json') };
    expect(judge({ ...SHARED, cluster }).violations).toHaveLength(1);
  });
});
