import { IpSet } from '../net/index.ts';
import type {
  AccountId,
  AwsScope,
  GroupId,
  Nacl,
  PrefixListId,
  RouteTable,
  Rule,
  SecurityGroup,
  SubnetId,
  VpcId,
} from '../model/index.ts';
import { ruleIdentity } from '../model/index.ts';
import type {
  GroupFacts,
  Network,
  PrefixListFacts,
  SubnetFacts,
  VpcFacts,
} from '../reach/index.ts';

function groupBy<K, V>(items: Iterable<V>, keyOf: (item: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [item]);
    else list.push(item);
  }
  return groups;
}

interface RuleSources {
  readonly flat: ReadonlyMap<GroupId, readonly Rule[]>;
  readonly nested: ReadonlyMap<GroupId, readonly Rule[]>;
  readonly incomplete: ReadonlySet<GroupId> | 'any';
  readonly accountId: AccountId | null;
}

/**
 * The rules of one group. DescribeSecurityGroupRules is canonical where it was read whole; else the nested form joins it,
 * each rule once, under its `sgr-` id where there is one.
 */
function rulesOf(id: GroupId, sources: RuleSources): readonly Rule[] {
  const flat = sources.flat.get(id) ?? [];
  if (isFlatWhole(id, sources)) return flat;
  const seen = new Set(flat.map(wordingOf));
  return [...flat, ...(sources.nested.get(id) ?? []).filter((rule) => !seen.has(wordingOf(rule)))];
}

/** One peer may stand in two rules, over a peering that is active and over one that was deleted. */
function wordingOf(rule: Rule): string {
  const { peer } = rule;
  const by = peer.kind === 'group' ? [peer.peeringId ?? '', peer.peeringStatus ?? ''] : [];
  return [ruleIdentity(rule), ...by].join(' ');
}

const isFlatWhole = (id: GroupId, { incomplete }: RuleSources): boolean =>
  incomplete !== 'any' && !incomplete.has(id);

function groupFacts(id: GroupId, group: SecurityGroup | null, sources: RuleSources): GroupFacts {
  const rules = rulesOf(id, sources);
  const isWhole = isFlatWhole(id, sources) || group?.rulesKnown === true;
  // Who uses a group that another account shares may not see its rules (VPC User Guide, "Share security groups").
  const mayBeHidden = rules.length === 0 && isForeign(group, sources.accountId);
  return {
    id,
    vpcId: group?.vpcId ?? null,
    ownerId: group?.ownerId ?? null,
    ingress: rules.filter((rule) => rule.direction === 'ingress'),
    egress: rules.filter((rule) => rule.direction === 'egress'),
    complete: isWhole && !mayBeHidden,
  };
}

const isForeign = (group: SecurityGroup | null, accountId: AccountId | null): boolean =>
  accountId !== null && group?.ownerId != null && group.ownerId !== accountId;

function compileGroups(scope: AwsScope, into: Map<GroupId, GroupFacts>): void {
  const sources: RuleSources = {
    flat: groupBy(scope.rules.items, (rule) => rule.groupId),
    nested: groupBy(scope.nestedRules.items, (rule) => rule.groupId),
    incomplete: scope.incompleteRuleGroups,
    accountId: scope.accountId,
  };
  const listed = new Map(scope.groups.items.map((group) => [group.id, group]));
  for (const id of new Set([...listed.keys(), ...sources.flat.keys(), ...sources.nested.keys()])) {
    const facts = groupFacts(id, listed.get(id) ?? null, sources);
    const other = into.get(id);
    // A shared group is listed in two accounts, and only its owner surely sees all rules.
    if (other === undefined || (!other.complete && facts.complete)) into.set(id, facts);
  }
}

function compilePrefixLists(scopes: readonly AwsScope[]): Map<PrefixListId, PrefixListFacts> {
  const lists = new Map<PrefixListId, PrefixListFacts>();
  for (const scope of scopes) {
    for (const { id, prefixes, complete } of scope.prefixListEntries.items) {
      if (lists.get(id)?.complete) continue;
      lists.set(id, { prefixes, addresses: IpSet.fromPrefixes(prefixes), complete });
    }
  }
  return lists;
}

/** A subnet's own NACL or route table, else its VPC's default one; null when that could not be seen. */
function compileSubnets(scopes: readonly AwsScope[]): Map<SubnetId, SubnetFacts> {
  const nacls = scopes.flatMap((scope) => scope.nacls.items);
  const tables = scopes.flatMap((scope) => scope.routeTables.items);
  const naclOf = new Map<SubnetId, Nacl>(
    nacls.flatMap((nacl) => nacl.subnetIds.map((id) => [id, nacl] as const)),
  );
  const tableOf = new Map<SubnetId, RouteTable>(
    tables.flatMap((table) => table.subnetIds.map((id) => [id, table] as const)),
  );
  const defaultOf = new Map<VpcId, Nacl>(
    nacls.filter((one) => one.isDefault).map((one) => [one.vpcId, one]),
  );
  const mainOf = new Map<VpcId, RouteTable>(
    tables.filter((one) => one.isMain).map((one) => [one.vpcId, one]),
  );
  const subnets = new Map<SubnetId, SubnetFacts>();
  for (const scope of scopes) {
    for (const { id, vpcId, cidrs } of scope.subnets.items) {
      // A VPC's main table or default NACL counts only when a complete listing shows no other association.
      const main = scope.routeTables.complete ? (mainOf.get(vpcId) ?? null) : null;
      const acl = scope.nacls.complete ? (defaultOf.get(vpcId) ?? null) : null;
      // A shared subnet is listed in two accounts, and one of them may see more.
      const other = subnets.get(id);
      subnets.set(id, {
        id,
        vpcId,
        cidrs: IpSet.fromPrefixes(cidrs),
        nacl: naclOf.get(id) ?? acl ?? other?.nacl ?? null,
        routeTable: tableOf.get(id) ?? main ?? other?.routeTable ?? null,
      });
    }
  }
  return subnets;
}

function compileVpcs(scopes: readonly AwsScope[]): Map<VpcId, VpcFacts> {
  return new Map(
    scopes.flatMap((scope) =>
      scope.vpcs.items.map(({ id, ownerId, cidrs }) => [
        id,
        { id, ownerId: ownerId ?? scope.accountId, region: scope.region, blocks: cidrs },
      ]),
    ),
  );
}

/** Everything that decides a flow, out of every account and region of the snapshot. */
export function compileNetwork(scopes: readonly AwsScope[]): Network {
  const groups = new Map<GroupId, GroupFacts>();
  for (const scope of scopes) compileGroups(scope, groups);
  return {
    groups,
    prefixLists: compilePrefixLists(scopes),
    subnets: compileSubnets(scopes),
    vpcs: compileVpcs(scopes),
    peerings: new Map(scopes.flatMap((scope) => scope.peerings.items.map((one) => [one.id, one]))),
    peeringsComplete: scopes.every((scope) => scope.peerings.complete),
  };
}
