import { describe, expect, it } from '@jest/globals';
import {
  completeListing,
  type Rule,
  ruleIdentity,
  toAccountId,
} from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { anIntent, nonPod } from '../../support/intents.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aNode, aPolicy } from '../../support/kubernetes.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { aGroup, anIngress, anInterface } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'granted-group-has-members';
const DAY = 24 * 60 * 60 * 1000;

const toTool = anIngress('sg-db', 'sg-tool');
const UNUSED: LabParts = { groups: ['sg-tool'], rules: [toTool] };

const judge = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const dispositionOf = (rule: Rule, parts: LabParts) =>
  judge(parts).disposition({
    kind: 'group-rule',
    cluster: MAIN,
    group: rule.groupId,
    rule: ruleIdentity(rule),
  });

describe('a group that a store admits has members', () => {
  it('is compliant where somebody wears it, whoever that is', () => {
    const interfaces = [anInterface({ interfaceType: 'lambda', groups: ['sg-tool'] })];
    expect(dispositionOf(toTool, { ...UNUSED, interfaces })).toBe('compliant');
  });

  it('is violated without weight in its example, and waits for the look-back', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'group-rule sg-db sg-db/ingress/tcp/3306-3306/sg-tool info',
    ]);
    expect(violations[0]?.settling).toEqual({ provenSince: null, windowMs: 7 * DAY });
    expect(violations[0]?.message).toContain('no interface wears it');
    const settings = { windowsMs: { start: 0, orphan: 0, leak: 0, allocation: 0, unusedGrant: 5 } };
    const [short] = judgeSnapshot(aLab(UNUSED), { settings }).of(ID).violations;
    expect(short?.settling?.windowMs).toBe(5);
  });

  it('tells of policies that name the group for pods that do not run', () => {
    const policies = [aPolicy(), aPolicy({ name: 'tool', groups: ['sg-tool'] })];
    const [violation] = judge({ ...UNUSED, policies, branchPods: [] }).violations;
    expect(violation?.evidence).toContainEqual(
      expect.objectContaining({ kind: 'policy', id: 'shop/tool' }),
    );
    expect(violation?.fix.summary).toContain('policies');
  });

  it('says nothing of rules beside the listener, nor of groups that are gone', () => {
    const beside = anIngress('sg-db', 'sg-tool', { ports: { from: 22, to: 22 } });
    expect(dispositionOf(beside, { ...UNUSED, rules: [beside] })).toBe('not-applicable');
    const scope = { dbClusters: lost<never>('rds/describe-db-clusters.json') };
    expect(dispositionOf(beside, { ...UNUSED, rules: [beside], scope })).toBe('unknown');
    const gone = anIngress('sg-db', 'sg-gone');
    expect(dispositionOf(gone, { rules: [gone] })).toBe('not-applicable');
  });

  it('is unknown where wearers may not all be listed', () => {
    const seen = aLab(UNUSED).scopes.flatMap(({ interfaces }) => interfaces.items);
    const interfaces = truncated(seen, 'ec2/describe-network-interfaces.json');
    const cut = judge({ ...UNUSED, scope: { interfaces } });
    expect(cut.violations).toEqual([]);
    expect(cut.undecided.map(undecidedBriefly)).toContain(
      'group-rule sg-db sg-db/ingress/tcp/3306-3306/sg-tool interfaces-unseen',
    );
    const nodes = [aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } })];
    const hiding = judge({ ...UNUSED, nodes, scope: { includeManagedResources: false } });
    expect(hiding.undecided.map(undecidedBriefly)).toContain(
      'group-rule sg-db sg-db/ingress/tcp/3306-3306/sg-tool managed-interfaces-hidden',
    );
    const owner = must(toAccountId('444455556666'));
    const shared = completeListing(
      ['sg-pods', 'sg-nodes', 'sg-cluster', 'sg-db', 'sg-tool'].map((id) =>
        aGroup(id, id === 'sg-tool' ? { ownerId: owner } : {}),
      ),
      'ec2/describe-security-groups.json',
      NOW,
    );
    expect(judge({ ...UNUSED, scope: { groups: shared } }).undecided.map(undecidedBriefly)).toEqual(
      ['group-rule sg-db sg-db/ingress/tcp/3306-3306/sg-tool foreign-account'],
    );
  });

  it('is unknown for a group that nobody has seen', () => {
    const rule = anIngress('sg-db', 'sg-far');
    const ownerId = must(toAccountId('444455556666'));
    const foreign = { ...rule, peer: Object.assign(rule.peer, { ownerId }) };
    expect(dispositionOf(foreign, { rules: [foreign] })).toBe('unknown');
    const intents = [anIntent({ nonPod: [nonPod(['sg-far'])] })];
    const declared = judgeSnapshot(aLab({ rules: [foreign] }), { intents }).of(ID);
    expect(declared.undecided).toEqual([]);
  });
});
