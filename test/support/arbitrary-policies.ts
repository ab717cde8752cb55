import * as fc from 'fast-check';
import {
  type AwsScope,
  completeListing,
  type GroupVpcAssociation,
  type Policy,
  type SecurityGroup,
  type Snapshot,
  toAccountId,
} from '../../shared/core/model/index.ts';
import { must } from './counter.ts';
import { ACCOUNT, groupId, vpcId } from './identifiers.ts';
import { aPolicy, matchLabels } from './kubernetes.ts';
import { aBranchEni, aGroup, aVpc } from './network.ts';
import { NOW } from './times.ts';

const OTHER_ACCOUNT = must(toAccountId('444455556666'));

/** A group id as EC2 gives it. */
export const wellFormed = (tail: string): string => `sg-${tail.padStart(17, '0')}`;

/** Groups as policies find them, by the end of their ids. */
const GROUPS = {
  own: wellFormed('a'),
  gone: wellFormed('b'),
  worn: wellFormed('c'),
  away: wellFormed('d'),
  joined: wellFormed('e'),
  joining: wellFormed('f'),
  shared: wellFormed('1a'),
} as const;
type GroupName = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS) as readonly GroupName[];

/** Policies of which one thing is odd. */
const ODD: Readonly<Record<string, () => Policy>> = {
  everyone: () => aPolicy({ name: 'everyone', podSelector: matchLabels({}), groups: ['sg-x'] }),
  accounts: () =>
    aPolicy({
      name: 'accounts',
      podSelector: null,
      serviceAccountSelector: matchLabels({}),
      groups: ['sg-pods'],
    }),
};

export const policyPlan = fc.record({
  odd: fc.subarray(Object.keys(ODD)),
  named: fc.array(fc.subarray([...NAMES], { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
  isShared: fc.boolean(),
  areGroupsForVpcSeen: fc.boolean(),
});
type PolicyPlan = typeof policyPlan extends fc.Arbitrary<infer P> ? P : never;

const listed = (name: GroupName, overrides: Partial<SecurityGroup> = {}): SecurityGroup =>
  aGroup(GROUPS[name], overrides);

const association = (name: GroupName, state: string): GroupVpcAssociation => ({
  groupId: groupId(GROUPS[name]),
  vpcId: vpcId('vpc-main'),
  state,
});

const ELSEWHERE = { vpcId: vpcId('vpc-other') };

function withGroups(scope: AwsScope, { isShared, areGroupsForVpcSeen }: PolicyPlan): AwsScope {
  const ownerId = isShared ? OTHER_ACCOUNT : ACCOUNT;
  const groups = [
    ...scope.groups.items,
    listed('own'),
    listed('away', ELSEWHERE),
    listed('joined', ELSEWHERE),
    listed('joining', ELSEWHERE),
    listed('shared', { ownerId: OTHER_ACCOUNT }),
  ];
  const usable = groups.filter((group) => group.vpcId === 'vpc-main' || group.id === GROUPS.joined);
  return {
    ...scope,
    groups: { ...scope.groups, items: groups },
    vpcs: { ...scope.vpcs, items: [{ ...aVpc(), ownerId }] },
    subnets: {
      ...scope.subnets,
      items: scope.subnets.items.map((subnet) => ({ ...subnet, ownerId })),
    },
    interfaces: {
      ...scope.interfaces,
      items: [
        ...scope.interfaces.items,
        aBranchEni({ id: 'eni-worn', ips: ['10.0.1.230'], groups: [GROUPS.worn] }),
      ],
    },
    groupVpcAssociations: {
      ...scope.groupVpcAssociations,
      items: [association('joined', 'associated'), association('joining', 'associating')],
    },
    groupsForVpcs: areGroupsForVpcSeen
      ? completeListing(
          [
            {
              vpcId: vpcId('vpc-main'),
              groupIds: new Set([...usable.map(({ id }) => id), groupId(GROUPS.worn)]),
              complete: true,
            },
          ],
          'ec2/get-security-groups-for-vpc-<vpc-id>.json',
          NOW,
        )
      : scope.groupsForVpcs,
  };
}

/** A lab with more policies, and with the groups, templates and VPC that they meet. */
export function withPolicyPlan(lab: Snapshot, plan: PolicyPlan): Snapshot {
  const policies = [
    ...plan.odd.flatMap((name) => ODD[name]?.() ?? []),
    ...plan.named.map((names, index) =>
      aPolicy({ name: `named-${index}`, groups: names.map((name) => GROUPS[name]) }),
    ),
  ];
  return {
    ...lab,
    scopes: lab.scopes.map((scope) => withGroups(scope, plan)),
    clusters: lab.clusters.map((cluster) => ({
      ...cluster,
      policies: { ...cluster.policies, items: [...cluster.policies.items, ...policies] },
    })),
  };
}
