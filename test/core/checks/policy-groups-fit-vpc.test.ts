import { describe, expect, it } from '@jest/globals';
import {
  type AwsScope,
  completeListing,
  type SecurityGroup,
  type Snapshot,
  toAccountId,
} from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { groupId, vpcId } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy } from '../../support/kubernetes.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { aBranchEni, aGroup, aVpc } from '../../support/network.ts';
import { anEksCluster, aScope, lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'policy-groups-fit-vpc';
const GROUP = 'sg-0123456789abcdef0';
const OTHER_ACCOUNT = must(toAccountId('444455556666'));
const OTHER_VPC = vpcId('vpc-other');
const ASSOCIATIONS = 'ec2/describe-security-group-vpc-associations.json';
const FOR_VPC = 'ec2/get-security-groups-for-vpc-<vpc-id>.json';

const judgeLab = (lab: Snapshot) => judgeSnapshot(lab).of(ID);
const web = { kind: 'policy', cluster: MAIN, namespace: 'shop', name: 'web' } as const;

const listed = (...groups: readonly SecurityGroup[]): Partial<AwsScope> => ({
  groups: completeListing([aGroup('sg-pods'), ...groups], 'ec2/describe-security-groups.json', NOW),
});

const associated = (state: string, vpc = 'vpc-main'): Partial<AwsScope> => ({
  groupVpcAssociations: completeListing(
    [{ groupId: groupId(GROUP), vpcId: vpcId(vpc), state }],
    ASSOCIATIONS,
    NOW,
  ),
});

/** What GetSecurityGroupsForVpc answers for the VPC of the cluster. */
const usable = (groups: readonly string[], complete = true): Partial<AwsScope> => ({
  groupsForVpcs: {
    ...completeListing([], FOR_VPC, NOW),
    complete,
    items: [{ vpcId: vpcId('vpc-main'), groupIds: new Set(groups.map(groupId)), complete }],
  },
});

const unassociatedUnseen: Partial<AwsScope> = { groupVpcAssociations: lost(ASSOCIATIONS) };

/** A policy that names one more group, and what the listings tell of it. */
const labWith = (scope: Partial<AwsScope>, parts: LabParts = {}): Snapshot =>
  aLab({ policies: [aPolicy({ groups: ['sg-pods', GROUP] })], ...parts, scope });

const AWAY = listed(aGroup(GROUP, { vpcId: OTHER_VPC }));
const SHARED = listed(aGroup(GROUP, { ownerId: OTHER_ACCOUNT }));
const foreignVpc: Partial<AwsScope> = {
  vpcs: completeListing([{ ...aVpc(), ownerId: OTHER_ACCOUNT }], 'ec2/describe-vpcs.json', NOW),
};

function expectUnknown(lab: Snapshot, reason: string, missing: readonly string[]): void {
  const { violations, undecided } = judgeLab(lab);
  expect(violations).toEqual([]);
  expect(undecided.map(undecidedBriefly)).toEqual([`policy shop web ${reason}`]);
  expect(undecided[0]?.missing).toEqual(missing);
}

describe('the groups that a policy names are usable in the VPC of the cluster', () => {
  it.each([
    ['of the VPC and the account', listed(aGroup(GROUP))],
    ['associated with the VPC', { ...AWAY, ...associated('associated') }],
    ['that another account shares', { ...SHARED, ...usable(['sg-pods', GROUP]) }],
    ['in half an answer of GetSecurityGroupsForVpc', { ...SHARED, ...usable([GROUP], false) }],
  ])('is compliant for groups %s', (_what, scope) => {
    const judgement = judgeLab(labWith(scope));
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(web)).toBe('compliant');
  });

  it('is compliant for a group that an interface of the VPC wears, whatever is known of the group', () => {
    const interfaces = [aBranchEni({ ips: ['10.0.1.199'], groups: [GROUP] })];
    expect(judgeLab(labWith({}, { interfaces })).disposition(web)).toBe('compliant');
    expect(judgeLab(labWith(AWAY, { interfaces })).disposition(web)).toBe('compliant');
  });

  it('is violated in its example, and says whose the group is', () => {
    const { violations } = judgeLab(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
    expect(violations[0]).toMatchObject({
      message:
        'Policy shop/web names sg-0c0ffee0000000002, which cannot be worn in vpc-main, the VPC of the cluster: no pod that it matches can start.',
      observed: ['sg-0c0ffee0000000002: it belongs to vpc-other'],
      evidence: [
        { kind: 'policy', id: 'shop/web' },
        { kind: 'group', id: 'sg-0c0ffee0000000002', vpc: 'vpc-other', owner: '111122223333' },
      ],
    });
  });

  it.each([
    ['whose association failed', { ...AWAY, ...associated('association-failed') }],
    ['whose association has ended', { ...AWAY, ...associated('disassociated') }],
    ['associated with a third VPC', { ...AWAY, ...associated('associated', 'vpc-third') }],
    ['that GetSecurityGroupsForVpc does not list', { ...AWAY, ...usable(['sg-pods']) }],
    [
      'that it does not list, even where the associations were not seen',
      { ...AWAY, ...usable(['sg-pods']), ...unassociatedUnseen },
    ],
    ['that another account does not share', { ...SHARED, ...usable(['sg-pods']) }],
  ])('is violated by a group %s', (_what, scope) => {
    expect(judgeLab(labWith(scope)).violations.map(briefly)).toEqual(['policy shop web medium']);
  });

  it.each(['associating', 'disassociating', 'disassociation-failed'])(
    'is not judged while the association is %s',
    (state) => {
      const judgement = judgeLab(labWith({ ...AWAY, ...associated(state) }));
      expect(judgement.violations).toEqual([]);
      expect(judgement.undecided).toEqual([]);
      expect(judgement.disposition(web)).toBe('not-judged');
    },
  );

  it('is unknown for a group of another VPC whose associations were not seen', () => {
    expectUnknown(labWith({ ...AWAY, ...unassociatedUnseen }), 'groups-unseen', [ASSOCIATIONS]);
  });

  it('is unknown for somebody else’s group of a shared VPC, unless all that are usable were listed', () => {
    expectUnknown(labWith(SHARED), 'foreign-account', []);
    expectUnknown(labWith({ ...SHARED, ...usable(['sg-pods'], false) }), 'foreign-account', []);
  });

  it('is unknown while an interface of the VPC may wear the group', () => {
    const interfaces = lost<never>('ec2/describe-network-interfaces.json');
    expectUnknown(labWith({ ...AWAY, interfaces }), 'interfaces-unseen', [
      'ec2/describe-network-interfaces.json',
    ]);
  });

  it('is unknown where the VPC of the cluster, or of the group, was not seen', () => {
    const source = 'eks/describe-cluster.json';
    const noVpc = completeListing([anEksCluster('main', { vpcId: null })], source, NOW);
    const interfaces = completeListing<never>([], 'ec2/describe-network-interfaces.json', NOW);
    expectUnknown(
      labWith({ ...AWAY, interfaces }, { nodes: [], cluster: { cluster: noVpc } }),
      'groups-unseen',
      [],
    );
    expectUnknown(labWith(listed(aGroup(GROUP, { vpcId: null }))), 'groups-unseen', []);
  });

  it('knows nothing of a group that only another VPC is seen to wear', () => {
    const interfaces = [aBranchEni({ vpc: 'vpc-other', ips: ['10.9.1.9'], groups: [GROUP] })];
    expectUnknown(labWith({}, { interfaces }), 'groups-unseen', []);
  });

  it('tells no group that does not exist: that is told once', () => {
    const judgement = judgeLab(labWith({}));
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(web)).toBe('not-applicable');
    expect(judgeSnapshot(labWith({})).of('policy-groups-exist').violations).toHaveLength(1);
  });

  it('tells a group that cannot be worn beside one that does not exist', () => {
    const policies = [aPolicy({ groups: [GROUP, 'sg-0000000000000dead'] })];
    const { violations } = judgeLab(aLab({ policies, scope: AWAY }));
    expect(violations[0]?.observed).toEqual([`${GROUP}: it belongs to vpc-other`]);
  });

  it('is unknown for a group that may exist unseen', () => {
    const groups = truncated([aGroup('sg-pods')], 'ec2/describe-security-groups.json');
    expectUnknown(labWith({ groups }), 'groups-unseen', ['ec2/describe-security-groups.json']);
  });

  it('decides in a VPC of another account by what it lists as usable, and by nothing else', () => {
    const complete = labWith({ ...foreignVpc, ...usable(['sg-pods']) });
    expect(judgeLab(complete).violations[0]?.observed).toEqual([
      `${GROUP}: GetSecurityGroupsForVpc does not list it`,
    ]);
    expectUnknown(labWith(foreignVpc), 'foreign-account', []);
    expectUnknown(labWith({ ...foreignVpc, ...usable(['sg-pods'], false) }), 'foreign-account', []);
  });

  it('takes a group that another account of the snapshot lists for what it is there', () => {
    const lab = labWith({});
    const other = aScope({
      accountId: OTHER_ACCOUNT,
      groups: completeListing(
        [aGroup(GROUP, { ownerId: null, vpcId: OTHER_VPC })],
        'accounts/444455556666/us-west-2/ec2/describe-security-groups.json',
        NOW,
      ),
    });
    const [violation] = judgeLab({ ...lab, scopes: [...lab.scopes, other] }).violations;
    expect(violation?.evidence[1]).toMatchObject({ vpc: 'vpc-other', owner: '444455556666' });
  });

  it('does not apply to policies that never do, and is unknown without the list of them', () => {
    const inert = aLab({
      policies: [aPolicy({ podSelector: null, groups: [GROUP] })],
      scope: AWAY,
    });
    expect(judgeLab(inert).disposition(web)).toBe('not-applicable');
    const policies = lost<never>('k8s/securitygrouppolicies.json');
    expect(judgeLab(aLab({ cluster: { policies } })).disposition(web)).toBe('unknown');
  });
});
