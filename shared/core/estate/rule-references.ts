import type { AwsScope, GroupId, Rule } from '../model/index.ts';
import { isStale, type Network } from '../reach/index.ts';

/**
 * What has become of the group that a rule references. `living`: listed, or worn. `inactive-peering`: EC2 calls the rule
 * stale, it matches nobody. `deleted`: a complete listing of its own account and Region lacks it, and nothing wears it.
 * `unseen`: none of these was seen.
 */
export type Reference = 'living' | 'inactive-peering' | 'deleted' | 'unseen';

/** A rule that matches nobody any more is as good as none. */
export const isEffective = (reference: Reference): boolean =>
  reference === 'living' || reference === 'unseen';

export type ReadReference = (rule: Rule) => Reference;

function regionsByGroup(scopes: readonly AwsScope[]): ReadonlyMap<GroupId, ReadonlySet<string>> {
  const regions = new Map<GroupId, Set<string>>();
  for (const { region, groups, rules, nestedRules } of scopes) {
    if (region === null) continue;
    const ids = [
      ...groups.items.map(({ id }) => id),
      ...[...rules.items, ...nestedRules.items].map(({ groupId }) => groupId),
    ];
    for (const id of ids) {
      const known = regions.get(id);
      if (known === undefined) regions.set(id, new Set([region]));
      else known.add(region);
    }
  }
  return regions;
}

/** Groups are referenced within one Region: the listing that would show the group is its account's there. */
export function referenceReader(
  scopes: readonly AwsScope[],
  network: Network,
  wearers: ReadonlyMap<GroupId, unknown>,
): ReadReference {
  const hasOneRegion = new Set(scopes.map(({ region }) => region)).size < 2;
  const regions = hasOneRegion ? new Map<GroupId, never>() : regionsByGroup(scopes);
  const mayShow = ({ groupId, peer }: Rule): readonly AwsScope[] => {
    if (peer.kind !== 'group' || peer.ownerId === null) return scopes;
    const near = regions.get(groupId);
    return scopes.filter(
      ({ accountId, region }) =>
        accountId === peer.ownerId && (near === undefined || region === null || near.has(region)),
    );
  };
  return (rule) => {
    const { peer } = rule;
    if (peer.kind !== 'group') return 'living';
    if (isStale(rule)) return 'inactive-peering';
    if (network.groups.has(peer.groupId) || wearers.has(peer.groupId)) return 'living';
    const listings = mayShow(rule);
    const isSeen = listings.length > 0 && listings.every(({ groups }) => groups.complete);
    return isSeen ? 'deleted' : 'unseen';
  };
}
