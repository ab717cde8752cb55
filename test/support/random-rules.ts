import { IpSet, type Protocol } from '../../shared/core/net/index.ts';
import type {
  Direction,
  GroupId,
  PrefixListId,
  Rule,
  RulePeer,
} from '../../shared/core/model/index.ts';
import type { GroupFacts, PrefixListFacts } from '../../shared/core/reach/index.ts';
import { ACCOUNT, groupId, prefix } from './identifiers.ts';
import { HERE, type NetworkPlan, PEERING, PORTS } from './random-plan.ts';

const ALL_PORTS = { from: 0, to: 65535 };

function randomPeer(plan: NetworkPlan): RulePeer {
  const { random } = plan;
  const kind = random.weighted<RulePeer['kind']>([5, 'cidr'], [4, 'group'], [1, 'prefix-list']);
  if (kind === 'cidr') return { kind, prefix: plan.prefix() };
  if (kind === 'prefix-list') return { kind, id: plan.listId() };
  const isPeered = random.chance(0.15);
  return {
    kind,
    groupId: random.chance(0.05) ? groupId('sg-of-nobody') : random.pick(plan.groupIds),
    ownerId: null,
    vpcId: null,
    peeringId: isPeered ? PEERING : null,
    peeringStatus: isPeered ? random.pick(['active', 'active', 'deleted', null]) : null,
  };
}

export function randomRule(plan: NetworkPlan, group: GroupId, direction: Direction): Rule {
  const { random } = plan;
  const protocol = random.weighted<Protocol>([3, 'all'], [8, 6], [1, 17]);
  const port = random.pick(PORTS);
  const range = random.weighted(
    [4, { from: port, to: port }],
    [1, { from: port + 1, to: 65535 }],
    [2, ALL_PORTS],
    [1, { from: 1000, to: 5432 }],
  );
  return {
    id: plan.ruleId(),
    groupId: group,
    direction,
    protocol,
    ports: protocol === 'all' ? ALL_PORTS : range,
    peer: randomPeer(plan),
    nested: false,
  };
}

const toEverywhere = (plan: NetworkPlan, group: GroupId): readonly Rule[] =>
  ['0.0.0.0/0', '::/0'].map((text) => ({
    ...randomRule(plan, group, 'egress'),
    protocol: 'all',
    ports: ALL_PORTS,
    peer: { kind: 'cidr', prefix: prefix(text) },
  }));

function randomRules(plan: NetworkPlan, group: GroupId, direction: Direction): readonly Rule[] {
  const { random } = plan;
  const rules = Array.from({ length: random.below(6) }, () => randomRule(plan, group, direction));
  const isOpen = direction === 'egress' && random.chance(0.7);
  return isOpen ? [...rules, ...toEverywhere(plan, group)] : rules;
}

export function randomGroups(plan: NetworkPlan): Map<GroupId, GroupFacts> {
  const groups = new Map<GroupId, GroupFacts>();
  for (const id of plan.groupIds) {
    if (plan.isLost()) continue;
    const ingress = randomRules(plan, id, 'ingress');
    const egress = randomRules(plan, id, 'egress');
    const complete = !plan.isLost();
    groups.set(id, { id, vpcId: HERE, ownerId: ACCOUNT, ingress, egress, complete });
  }
  return groups;
}

export function randomPrefixLists(plan: NetworkPlan): Map<PrefixListId, PrefixListFacts> {
  return new Map(
    plan.listIds.map((id) => {
      const prefixes = Array.from({ length: plan.random.below(3) }, () => plan.prefix());
      return [id, { prefixes, addresses: IpSet.fromPrefixes(prefixes), complete: !plan.isLost() }];
    }),
  );
}
