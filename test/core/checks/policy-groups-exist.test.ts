import { describe, expect, it } from '@jest/globals';
import { completeListing, type Snapshot, toAccountId } from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aNode, aPolicy, matchLabels } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aBranchEni, aGroup, aSubnet, aVpc } from '../../support/network.ts';
import { aScope, lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'policy-groups-exist';
const GONE = 'sg-0123456789abcdef0';
const OTHER_ACCOUNT = must(toAccountId('444455556666'));
const GROUPS = 'ec2/describe-security-groups.json';
const VPCS = 'ec2/describe-vpcs.json';

const judgeLab = (lab: Snapshot) => judgeSnapshot(lab).of(ID);
const web = { kind: 'policy', cluster: MAIN, namespace: 'shop', name: 'web' } as const;

/** One policy that names a group which no listing shows. */
const withGone = (parts: LabParts = {}): Snapshot =>
  aLab({ policies: [aPolicy({ groups: ['sg-pods', GONE] })], ...parts });

/** Whatever it is that hides: nothing is violated, and one row says why. */
function expectUnknown(lab: Snapshot, ...rows: readonly string[]): void {
  const judgement = judgeLab(lab);
  expect(judgement.violations).toEqual([]);
  expect(judgement.undecided.map(undecidedBriefly)).toEqual(rows);
  expect(judgement.disposition(web)).toBe('unknown');
}

describe('the groups that a policy names exist', () => {
  it('is compliant for groups that are listed', () => {
    expect(judgeLab(aLab()).disposition(web)).toBe('compliant');
  });

  it('is violated in its example, and names the groups that are missing and no others', () => {
    const { violations } = judgeLab(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
    expect(violations[0]).toMatchObject({
      message:
        'Policy shop/web names sg-0c0ffee0000000001, which does not exist: no pod that it matches can start.',
      observed: ['sg-0c0ffee0000000001 is neither listed nor worn'],
      evidence: [
        { kind: 'policy', id: 'shop/web', groups: ['sg-pods', 'sg-0c0ffee0000000001'] },
        { kind: 'group', id: 'sg-0c0ffee0000000001' },
      ],
      fix: {
        commands: [
          'aws ec2 describe-security-groups --group-ids sg-0c0ffee0000000001',
          'kubectl edit securitygrouppolicy web --namespace shop',
        ],
      },
    });
  });

  it('tells ten of very many, and how many there are', () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `sg-${`${index}`.padStart(17, '0')}`);
    const [violation] = judgeLab(aLab({ policies: [aPolicy({ groups: ids })] })).violations;
    expect(violation?.message).toContain('and 1995 more');
    expect(violation?.observed).toHaveLength(11);
    expect(violation?.observed.at(-1)).toBe('and 1990 more');
    expect(violation?.evidence).toHaveLength(12);
    expect(violation?.evidence.at(-1)).toMatchObject({ kind: 'note', count: 2000 });
    expect(violation?.fix.commands[0]?.split(' ')).toHaveLength(14);
  });

  it('is worse while pods of the policy run with the groups of their node', () => {
    const lab = withGone({
      branchPods: [],
      pods: [
        aNodePod({ name: 'web-1' }),
        aNodePod({ name: 'web-2', ips: ['10.0.1.21'] }),
        aNodePod({ name: 'web-3', ips: ['10.0.1.22'], phase: 'Succeeded' }),
        aNodePod({ name: 'host-1', ips: ['10.0.1.10'], hostNetwork: true }),
      ],
    });
    const { violations } = judgeLab(lab);
    expect(violations.map(briefly)).toEqual(['policy shop web high']);
    expect(violations[0]?.message).toContain('2 of its pods run with the groups of their node');
    expect(violations[0]?.evidence.filter(({ kind }) => kind === 'pod')).toMatchObject([
      { id: 'shop/web-1' },
      { id: 'shop/web-2' },
    ]);
  });

  it('is no worse while they stand on branch ENIs of their own', () => {
    const { violations } = judgeLab(withGone({ branchPods: [aBranchPod()] }));
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
  });

  it('holds a group that an interface wears for existing, listed or not', () => {
    const interfaces = [aBranchEni({ id: 'eni-0other', ips: ['10.0.1.199'], groups: [GONE] })];
    expect(judgeLab(withGone({ interfaces })).disposition(web)).toBe('compliant');
  });

  it('holds a group that another account of the Region lists for existing', () => {
    const lab = withGone();
    const other = aScope({
      accountId: OTHER_ACCOUNT,
      groups: completeListing([aGroup(GONE, { ownerId: OTHER_ACCOUNT })], GROUPS, NOW),
    });
    const both = { ...lab, scopes: [...lab.scopes, other] };
    expect(judgeLab(both).disposition(web)).toBe('compliant');
    const half = { ...lab, scopes: [...lab.scopes, aScope({ ...other, groups: lost(GROUPS) })] };
    expectUnknown(half, 'policy shop web groups-unseen');
  });

  it('takes no group of another Region for the one that is named', () => {
    const lab = withGone();
    const far = aScope({ region: 'eu-west-1', groups: lost(GROUPS) });
    const { violations } = judgeLab({ ...lab, scopes: [...lab.scopes, far] });
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
  });

  it.each([
    ['lost', lost<never>(GROUPS)],
    ['cut', truncated([aGroup('sg-pods')], GROUPS)],
  ])('is unknown while the list of groups is %s', (_how, groups) => {
    expectUnknown(withGone({ scope: { groups } }), 'policy shop web groups-unseen');
    const [row] = judgeLab(withGone({ scope: { groups } })).undecided;
    expect(row?.missing).toEqual([GROUPS]);
  });

  it('is compliant by what a list shows that was cut', () => {
    const groups = truncated([aGroup('sg-pods')], GROUPS);
    expect(judgeLab(aLab({ scope: { groups } })).disposition(web)).toBe('compliant');
  });

  it('is unknown while an interface may wear the group that was not seen', () => {
    const interfaces = lost<never>('ec2/describe-network-interfaces.json');
    expectUnknown(withGone({ scope: { interfaces } }), 'policy shop web interfaces-unseen');
    const nodes = [aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } })];
    expectUnknown(
      withGone({ nodes, scope: { includeManagedResources: false } }),
      'policy shop web managed-interfaces-hidden',
    );
  });

  it('is unknown in a VPC of another account, which may share the group', () => {
    const vpcs = completeListing([{ ...aVpc(), ownerId: OTHER_ACCOUNT }], VPCS, NOW);
    expectUnknown(withGone({ scope: { vpcs } }), 'policy shop web foreign-account');
  });

  it('knows whose the VPC is by its subnets too', () => {
    const subnetsOf = (ownerId: typeof OTHER_ACCOUNT | null) =>
      completeListing([aSubnet('subnet-pods', ['10.0.1.0/24'], { ownerId })], 'ec2/s.json', NOW);
    const scopeOf = (ownerId: typeof OTHER_ACCOUNT | null) =>
      withGone({ scope: { vpcs: lost(VPCS), subnets: subnetsOf(ownerId) } });
    expect(judgeLab(withGone({ scope: { vpcs: lost(VPCS) } })).violations).toHaveLength(1);
    expectUnknown(scopeOf(OTHER_ACCOUNT), 'policy shop web foreign-account');
    expectUnknown(scopeOf(null), 'policy shop web foreign-account');
    expect(judgeLab(scopeOf(null)).undecided[0]?.missing).toEqual([VPCS]);
  });

  it('leaves ids that no group can have to the check on the form of ids', () => {
    const judgement = judgeLab(aLab({ policies: [aPolicy({ groups: ['sg-pods', 'SG-123'] })] }));
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(web)).toBe('not-judged');
  });

  it('does not apply to policies that never do: those are told once', () => {
    const judgement = judgeLab(
      aLab({
        policies: [
          aPolicy({ name: 'inert', podSelector: null, groups: [GONE] }),
          aPolicy({ name: 'invalid', podSelector: matchLabels({ '-': 'a' }), groups: [GONE] }),
        ],
      }),
    );
    expect(judgement.violations).toEqual([]);
    expect(judgement.population).toMatchObject({ judged: 0, unknown: 0, notApplicable: 2 });
  });
});
