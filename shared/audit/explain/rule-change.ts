import type { Estate } from '../../core/estate/index.ts';
import {
  type Direction,
  type GroupId,
  type Rule,
  type RulePeer,
  toRuleId,
} from '../../core/model/index.ts';
import { formatPrefix } from '../../core/net/index.ts';
import type { Network } from '../../core/reach/index.ts';
import { shellWord } from '../../core/text/index.ts';

/** A rule that does not exist yet. */
export interface RuleChange {
  readonly groupId: GroupId;
  readonly direction: Direction;
  readonly port: number;
  readonly peer: Extract<RulePeer, { kind: 'group' | 'cidr' }>;
}

const TCP = 6;

/** It has no id: it exists on no network but a trial's. */
const NO_ID = toRuleId('');

/** The network as it would be with these rules: the change is tried before it is named. */
export function withRules(network: Network, changes: readonly RuleChange[]): Network {
  const groups = new Map(network.groups);
  for (const { port, ...change } of changes) {
    const { groupId, direction } = change;
    const facts = groups.get(groupId);
    if (facts === undefined || NO_ID === null) continue;
    const ports = { from: port, to: port };
    const rule: Rule = { ...change, id: NO_ID, protocol: TCP, ports, nested: false };
    groups.set(groupId, { ...facts, [direction]: [...facts[direction], rule] });
  }
  return { ...network, groups };
}

function peerText(network: Network, groupId: GroupId, { peer }: RuleChange): string {
  if (peer.kind === 'cidr') {
    const prefix = formatPrefix(peer.prefix);
    return peer.prefix.family === 4
      ? `IpRanges=[{CidrIp=${prefix}}]`
      : `Ipv6Ranges=[{CidrIpv6=${prefix}}]`;
  }
  const owner = network.groups.get(groupId)?.ownerId ?? null;
  const foreign = peer.ownerId !== null && peer.ownerId !== owner;
  const account = foreign ? `,UserId=${peer.ownerId}` : '';
  return `UserIdGroupPairs=[{GroupId=${peer.groupId}${account}}]`;
}

/** The region in which a group lies: the command has to name it. */
function regionOf({ scopes }: Estate, groupId: GroupId): string | null {
  const scope = scopes.find((one) => one.groups.items.some((group) => group.id === groupId));
  return scope?.region ?? null;
}

/** The AWS CLI's words for one rule: to be read, never run by podfence. */
export function commandFor(estate: Estate, change: RuleChange): string {
  const { groupId, direction, port } = change;
  const region = regionOf(estate, groupId);
  const permission = [
    'IpProtocol=tcp',
    `FromPort=${port}`,
    `ToPort=${port}`,
    peerText(estate.network, groupId, change),
  ].join(',');
  return [
    `aws ec2 authorize-security-group-${direction}`,
    ...(region === null ? [] : [`--region ${shellWord(region)}`]),
    `--group-id ${shellWord(groupId)}`,
    `--ip-permissions ${shellWord(permission)}`,
  ].join(' ');
}

export function sentenceFor({ groupId, direction, port, peer }: RuleChange): string {
  const other = peer.kind === 'group' ? peer.groupId : formatPrefix(peer.prefix);
  return direction === 'ingress'
    ? `let ${groupId} admit tcp ${port} from ${other}`
    : `let ${groupId} out to ${other} on tcp ${port}`;
}
