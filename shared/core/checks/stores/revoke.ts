import { formatPrefix, formatProtocol, protocolHasPorts } from '../../net/index.ts';
import type { Fix, Rule } from '../../model/index.ts';
import { shellWord } from '../../text/index.ts';

/** Groups are stateful: what is established goes on until it is idle for long enough. */
export const OPEN_CONNECTIONS =
  'Connections that are open already may survive this: restart the clients, or end the sessions in the database.';

function peerOf({ peer }: Rule): Record<string, unknown> {
  switch (peer.kind) {
    case 'cidr':
      return peer.prefix.family === 4
        ? { IpRanges: [{ CidrIp: formatPrefix(peer.prefix) }] }
        : { Ipv6Ranges: [{ CidrIpv6: formatPrefix(peer.prefix) }] };
    case 'prefix-list':
      return { PrefixListIds: [{ PrefixListId: peer.id }] };
    case 'group':
      return {
        UserIdGroupPairs: [
          { GroupId: peer.groupId, ...(peer.ownerId === null ? {} : { UserId: peer.ownerId }) },
        ],
      };
  }
}

function permission(rule: Rule): Record<string, unknown> {
  const ports = protocolHasPorts(rule.protocol)
    ? { FromPort: rule.ports.from, ToPort: rule.ports.to }
    : {};
  const protocol = rule.protocol === 'all' ? '-1' : formatProtocol(rule.protocol);
  return { IpProtocol: protocol, ...ports, ...peerOf(rule) };
}

/** Rules in the form in which `--ip-permissions` takes them. */
export const permissionsText = (rules: readonly Rule[]): string =>
  JSON.stringify(rules.map(permission));

/** A rule that was only seen nested in its group has no id: it is named by what it permits. */
export function revokeCommand(rule: Rule, region: string | null): string {
  const what = rule.nested
    ? `--ip-permissions ${shellWord(permissionsText([rule]))}`
    : `--security-group-rule-ids ${shellWord(rule.id)}`;
  const where = region === null ? '' : ` --region ${shellWord(region)}`;
  return `aws ec2 revoke-security-group-ingress --group-id ${shellWord(rule.groupId)} ${what}${where}`;
}

/** `before` is what has to be done first, for those who are meant to come in. */
export const revoke = (
  rules: readonly Rule[],
  region: string | null,
  advice: string,
  before: Fix | null = null,
): Fix => ({
  summary: [...(before === null ? [] : [before.summary]), advice, OPEN_CONNECTIONS].join(' '),
  commands: [
    ...new Set([...(before?.commands ?? []), ...rules.map((rule) => revokeCommand(rule, region))]),
  ],
});
