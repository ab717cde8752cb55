import { ACCOUNT_ID, REGION } from './cluster.ts';
import type { JsonObject } from './json.ts';
import type { EstatePlan, Group, Peer, Rule } from './plan.ts';

/** Groups with their permissions nested, as DescribeSecurityGroups gives them. */
export function* groupObjects(plan: EstatePlan): Generator<JsonObject> {
  const rules = Map.groupBy(plan.rules, (rule) => rule.groupId);
  for (const group of plan.groups.all) {
    const own = rules.get(group.id) ?? [];
    yield {
      GroupId: group.id,
      IpPermissionsEgress: permissions(own.filter((rule) => rule.egress)),
      Tags: groupTags(group),
      VpcId: plan.network.vpcId,
      SecurityGroupArn: `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:security-group/${group.id}`,
      OwnerId: ACCOUNT_ID,
      GroupName: group.name,
      Description: group.description,
      IpPermissions: permissions(own.filter((rule) => !rule.egress)),
    };
  }
}

function groupTags({ role, name }: Group): readonly JsonObject[] {
  if (role === 'cluster') {
    return [
      { Key: 'kubernetes.io/cluster/bench', Value: 'owned' },
      { Key: 'aws:eks:cluster-name', Value: 'bench' },
    ];
  }
  return role === 'default' ? [] : [{ Key: 'Name', Value: name }];
}

/** Rules of one protocol and port range share a permission. All ports are said by leaving them out. */
function permissions(rules: readonly Rule[]): readonly JsonObject[] {
  const byPorts = Map.groupBy(
    rules,
    ({ protocol, fromPort, toPort }) => `${protocol} ${fromPort} ${toPort}`,
  );
  return [...byPorts.values()].flatMap((shared) => {
    const [first] = shared;
    if (first === undefined) return [];
    const ports = first.protocol === '-1' ? {} : { FromPort: first.fromPort, ToPort: first.toPort };
    const ofKind = (kind: Peer['kind']): readonly Rule[] =>
      shared.filter(({ peer }) => peer.kind === kind);
    return [
      {
        IpProtocol: first.protocol,
        ...ports,
        UserIdGroupPairs: [...ofKind('group'), ...ofKind('peered-group')].map(nestedPeer),
        IpRanges: ofKind('ipv4').map(nestedPeer),
        Ipv6Ranges: ofKind('ipv6').map(nestedPeer),
        PrefixListIds: ofKind('prefix-list').map(nestedPeer),
      },
    ];
  });
}

function nestedPeer({ peer, description }: Rule): JsonObject {
  const said = description === '' ? {} : { Description: description };
  switch (peer.kind) {
    case 'ipv4':
      return { ...said, CidrIp: peer.cidr };
    case 'ipv6':
      return { ...said, CidrIpv6: peer.cidr };
    case 'prefix-list':
      return { ...said, PrefixListId: peer.id };
    case 'group':
      return { ...said, UserId: peer.userId, GroupId: peer.id };
    case 'peered-group':
      return {
        ...said,
        ...(peer.userId === undefined ? {} : { UserId: peer.userId }),
        GroupId: peer.id,
        VpcId: peer.vpcId,
        VpcPeeringConnectionId: peer.peeringId,
        PeeringStatus: peer.status,
      };
  }
}

/** One rule an item, as DescribeSecurityGroupRules gives them. All ports are -1 here. */
export function* ruleObjects(plan: EstatePlan): Generator<JsonObject> {
  for (const rule of plan.rules) {
    yield {
      SecurityGroupRuleId: rule.id,
      GroupId: rule.groupId,
      GroupOwnerId: ACCOUNT_ID,
      IsEgress: rule.egress,
      IpProtocol: rule.protocol,
      FromPort: rule.fromPort,
      ToPort: rule.toPort,
      ...flatPeer(rule.peer),
      ...(rule.description === '' ? {} : { Description: rule.description }),
      SecurityGroupRuleArn: `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:security-group-rule/${rule.id}`,
      Tags: [],
    };
  }
}

function flatPeer(peer: Peer): JsonObject {
  switch (peer.kind) {
    case 'ipv4':
      return { CidrIpv4: peer.cidr };
    case 'ipv6':
      return { CidrIpv6: peer.cidr };
    case 'prefix-list':
      return { PrefixListId: peer.id };
    case 'group':
      return { ReferencedGroupInfo: { GroupId: peer.id, UserId: peer.userId } };
    case 'peered-group':
      return {
        ReferencedGroupInfo: {
          GroupId: peer.id,
          PeeringStatus: peer.status,
          ...(peer.userId === undefined ? {} : { UserId: peer.userId }),
          VpcId: peer.vpcId,
          VpcPeeringConnectionId: peer.peeringId,
        },
      };
  }
}
