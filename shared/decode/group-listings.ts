import {
  type GroupVpcAssociation,
  type Listing,
  type RouteTable,
  type Rule,
  type SecurityGroup,
  toVpcId,
} from '../core/model/index.ts';
import type { DescribedGroup } from './ec2/index.ts';
import { distinctGaps } from './merge-listings.ts';

/** What GetSecurityGroupsForVpc answered, by VPC. */
type GroupsByVpc = readonly (readonly [vpcId: string, listing: Listing<SecurityGroup>])[];

/** Complete when every group came with all of its permissions, readable. */
export const nestedRulesOf = (described: Listing<DescribedGroup>): Listing<Rule> => ({
  ...described,
  items: described.items.flatMap(({ rules }) => rules),
  complete: described.complete && described.items.every(({ group }) => group.rulesKnown),
});

/** The groups of DescribeSecurityGroups, and those that only GetSecurityGroupsForVpc shows. */
export function withGroupsForVpc(
  described: Listing<DescribedGroup>,
  byVpc: GroupsByVpc,
): Listing<SecurityGroup> {
  const groups = new Map(described.items.map(({ group }) => [group.id, group]));
  for (const [, { items }] of byVpc) {
    for (const group of items) if (!groups.has(group.id)) groups.set(group.id, group);
  }
  const gaps = distinctGaps([...described.gaps, ...byVpc.flatMap(([, listing]) => listing.gaps)]);
  return { ...described, items: [...groups.values()], gaps };
}

/** A group that can be worn in a VPC which is not its own is associated with it. */
export function withVpcsOf(
  associations: Listing<GroupVpcAssociation>,
  byVpc: GroupsByVpc,
): Listing<GroupVpcAssociation> {
  const known = new Set(associations.items.map(({ groupId, vpcId }) => `${groupId} ${vpcId}`));
  const others = byVpc.flatMap(([argument, { items }]) => {
    const vpcId = toVpcId(argument);
    if (vpcId === null) return [];
    return items
      .filter((group) => group.vpcId !== null && group.vpcId !== vpcId)
      .filter((group) => !known.has(`${group.id} ${vpcId}`))
      .map((group) => ({ groupId: group.id, vpcId, state: 'associated' }));
  });
  return { ...associations, items: [...associations.items, ...others] };
}

export const prefixListsOfRules = (rules: readonly Rule[]): readonly string[] =>
  rules.flatMap(({ peer }) => (peer.kind === 'prefix-list' ? [peer.id] : []));

export const prefixListsOfRoutes = (tables: readonly RouteTable[]): readonly string[] =>
  tables
    .flatMap(({ routes }) => routes)
    .flatMap(({ destination }) => (destination.kind === 'prefix-list' ? [destination.id] : []));
