import { describe, expect, it } from '@jest/globals';
import { completeListing, type Snapshot, toAccountId } from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPod, aPolicy, aServiceAccount, matchLabels } from '../../support/kubernetes.ts';
import { aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aGroup, aVpc } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'policy-group-ids-are-well-formed';
const GROUPS = 'ec2/describe-security-groups.json';
const web = { kind: 'policy', cluster: MAIN, namespace: 'shop', name: 'web' } as const;

const judgeLab = (lab: Snapshot) => judgeSnapshot(lab).of(ID);

/** One policy with these groups, in this order. */
const naming = (groups: readonly string[], parts: LabParts = {}) =>
  judgeLab(aLab({ policies: [aPolicy({ groups })], ...parts }));

const groupsOf = (...groups: readonly ReturnType<typeof aGroup>[]) => ({
  groups: completeListing([aGroup('sg-pods'), ...groups], GROUPS, NOW),
});

const onFargate = aPod({
  name: 'web-f',
  labels: { app: 'web', 'eks.amazonaws.com/fargate-profile': 'p' },
  nodeName: 'fargate-1',
});

describe('the ids that a policy names', () => {
  it('are compliant as EC2 gives them, the short ones of old accounts too', () => {
    const judgement = naming(['sg-0123456789abcdef0', 'sg-1a2b3c4d']);
    expect(judgement.disposition(web)).toBe('compliant');
  });

  it('are compliant in any form if EC2 lists or shows them', () => {
    expect(naming(['sg-pods']).disposition(web)).toBe('compliant');
  });

  it.each([
    '',
    'SG-0123456789abcdef0',
    ' sg-0123456789abcdef0',
    'sg-0123456789abcdef0 ',
    'sg-0123456789abcdef',
    'sg-0123456789abcdef01',
    'sg-123456789',
    'sg-0123456789ABCDEF0',
    'sg-1a2b3c4d,sg-1a2b3c4e',
    'sg-1a2b3c4d\n',
    'web-pods',
    '__proto__',
  ])('are violated by %j, which no group can have', (id) => {
    const { violations } = naming(['sg-pods', id]);
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
    expect(violations[0]?.evidence).toHaveLength(2);
  });

  it('shows where an odd id begins and ends', () => {
    const [violation] = naming(['sg-1a2b3c4d ', '']).violations;
    expect(violation?.message).toBe(
      'Policy shop/web names "", "sg-1a2b3c4d ", which is no id of a group: no pod that it matches can start.',
    );
  });

  it('are told once: what no group can be is not told as missing', () => {
    const told = judgeSnapshot(aLab({ policies: [aPolicy({ groups: ['web-pods'] })] }));
    const violated = told.judgement.checks
      .filter(({ reference, violations }) => reference.startsWith('B') && violations.length > 0)
      .map(({ reference }) => reference);
    expect(violated).toEqual(['B-07']);
  });

  it('are unknown in an odd form while EC2 may know them, and only then', () => {
    const groups = truncated([aGroup('sg-pods')], GROUPS);
    const judgement = naming(['sg-pods', 'web-pods'], { scope: { groups } });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['policy shop web groups-unseen']);
    const ownerId = must(toAccountId('444455556666'));
    const vpcs = completeListing([{ ...aVpc(), ownerId }], 'ec2/describe-vpcs.json', NOW);
    expect(naming(['web-pods'], { scope: { vpcs } }).violations).toHaveLength(1);
  });

  it('are violated by an id that stands there twice', () => {
    const { violations } = naming(['sg-pods', 'sg-db', 'sg-pods']);
    expect(violations.map(briefly)).toEqual(['policy shop web low']);
    expect(violations[0]?.message).toBe('Policy shop/web names sg-pods more than once.');
  });
});

describe('the groups of nodes and cluster', () => {
  it('are violated in the example: pods that wear them may do whatever nodes may', () => {
    const { violations } = judgeLab(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
    expect(violations[0]?.message).toBe(
      'Policy shop/web gives its pods sg-nodes, which the nodes wear: they may do whatever the nodes may.',
    );
  });

  it('are worse than the cluster group, which is told apart', () => {
    expect(naming(['sg-cluster']).violations.map(briefly)).toEqual(['policy shop web low']);
    const { violations } = naming(['sg-cluster', 'sg-nodes']);
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
    expect(violations[0]?.observed).toHaveLength(2);
  });

  it('are what Fargate pods need, so that a policy that matches such a pod may name them', () => {
    const judgement = naming(['sg-cluster', 'sg-nodes'], { pods: [onFargate] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(web)).toBe('compliant');
  });

  it('are unknown while such a pod may not have been seen', () => {
    const pods = truncated([aNodePod()], 'k8s/pods.json');
    const cut = naming(['sg-nodes'], { cluster: { pods } });
    expect(cut.violations).toEqual([]);
    expect(cut.undecided.map(undecidedBriefly)).toEqual(['policy shop web pods-unseen']);
    const policies = [
      aPolicy({ groups: ['sg-nodes'], serviceAccountSelector: matchLabels({ team: 'a' }) }),
    ];
    const parts = { branchPods: [], pods: [onFargate], policies } satisfies LabParts;
    const accounts = lost<never>('k8s/serviceaccounts.json');
    const unseen = judgeLab(aLab({ ...parts, cluster: { serviceAccounts: accounts } }));
    expect(unseen.undecided.map(undecidedBriefly)).toEqual([
      'policy shop web service-accounts-unseen',
    ]);
    const other = judgeLab(aLab({ ...parts, serviceAccounts: [aServiceAccount()] }));
    expect(other.violations).toHaveLength(1);
  });

  it.each([
    ['nodes', { nodes: lost<never>('k8s/nodes.json') }, 'identity-unknown'],
    ['cluster', { cluster: lost<never>('eks/describe-cluster.json') }, 'groups-unseen'],
  ])('are unknown where the %s was not seen', (_what, cluster, reason) => {
    const judgement = naming(['sg-pods'], { cluster });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([`policy shop web ${reason}`]);
  });
});

describe('the default group of a VPC', () => {
  it('is violated by its name', () => {
    const scope = groupsOf(aGroup('sg-1a2b3c4d', { name: 'default' }));
    const { violations } = naming(['sg-1a2b3c4d'], { scope });
    expect(violations.map(briefly)).toEqual(['policy shop web low']);
    expect(violations[0]?.message).toContain('the default group of its VPC');
  });

  it('is unknown of a group that was not listed, while it may be', () => {
    const scope = { groups: truncated([aGroup('sg-pods')], GROUPS) };
    expect(naming(['sg-1a2b3c4d'], { scope }).undecided.map(undecidedBriefly)).toEqual([
      'policy shop web groups-unseen',
    ]);
    expect(naming(['sg-pods'], { scope }).disposition(web)).toBe('compliant');
  });
});

describe('policies that never apply', () => {
  it('are not judged, and those that were not read are unknown', () => {
    const inert = judgeLab(
      aLab({ policies: [aPolicy({ podSelector: null, groups: ['x', 'x'] })] }),
    );
    expect(inert.disposition(web)).toBe('not-applicable');
    const policies = lost<never>('k8s/securitygrouppolicies.json');
    expect(judgeLab(aLab({ cluster: { policies } })).disposition(web)).toBe('unknown');
  });
});
