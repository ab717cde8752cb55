import type { Fix, Rule } from '../../model/index.ts';
import { type PortSet, TCP } from '../../net/index.ts';
import { shellWord } from '../../text/index.ts';
import { permissionsText, revokeCommand } from './revoke.ts';

const authorizeCommand = (rules: readonly Rule[], groupId: string, region: string | null): string =>
  [
    `aws ec2 authorize-security-group-ingress --group-id ${shellWord(groupId)}`,
    `--ip-permissions ${shellWord(permissionsText(rules))}`,
    ...(region === null ? [] : [`--region ${shellWord(region)}`]),
  ].join(' ');

/** The same peer at fewer ports: first what stays, so that nobody is cut off, then what was too wide. */
export function narrow(rule: Rule, keep: PortSet, region: string | null): Fix {
  const kept = keep.ranges.map((ports): Rule => ({ ...rule, protocol: TCP, ports }));
  const revoking = revokeCommand(rule, region);
  if (kept.length === 0) {
    return {
      summary: 'Revoke the rule: nothing listens where it lets in.',
      commands: [revoking],
    };
  }
  return {
    summary: `Admit the same on port ${keep.toString()} of TCP alone, then revoke the wide rule.`,
    commands: [authorizeCommand(kept, rule.groupId, region), revoking],
  };
}
