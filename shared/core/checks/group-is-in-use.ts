import { defineCheck } from './contract/check.ts';
import { printable } from './contract/message.ts';
import { COMPLIANT, NOT_APPLICABLE, NOT_JUDGED, violated } from './contract/outcome.ts';

export const groupIsInUse = defineCheck({
  id: 'group-is-in-use',
  reference: 'D-06',
  title: 'A security group is worn by an interface or named by a policy',
  severity: 'info',
  over: 'group',
  needs: ['groups', 'interfaces', 'policies'],
  uses: ['rules', 'stores', 'cluster'],
  messages: {
    unused: {
      severity: 'info',
      text: 'No interface wears {group} ({name}) and no policy names it, though it is tagged for the cluster or named by rules of groups in use.',
    },
  },
  isWhole: ({ groups, interfaces, policies }) =>
    groups.complete && interfaces.complete && policies.complete,
  judge({ group, use }, { groups, interfaces, policies }, say) {
    if (use === 'default') return NOT_APPLICABLE;
    // A store admits it: that nobody wears it is told of the rule.
    if (use === 'granted') return NOT_JUDGED;
    const isWhole = groups.complete && interfaces.complete && policies.complete;
    const isUnused = use === 'none' || use === 'unrelated';
    if (!isUnused || !isWhole) return COMPLIANT;
    // A hint is not worth a row of its own for what else may name the group.
    if (!interfaces.groupUses.areNamesSeen) return NOT_JUDGED;
    if (use === 'unrelated') return NOT_APPLICABLE;
    const { id, description } = group;
    const name = printable(group.name ?? '');
    return violated({
      said: [say('unused', { group: id, name })],
      expected: ['an interface that wears it, or a policy that names it'],
      observed: ['none'],
      evidence: [{ kind: 'group', id, name, description: printable(description ?? '') }],
      fix: {
        summary:
          'If nothing is to wear it any more, no launch template and no function that sleeps, delete it.',
        commands: [`aws ec2 delete-security-group --group-id ${id}`],
      },
    });
  },
  rationale:
    'What the rules of others open for a group waits for whoever wears it next; what is tagged for a cluster is trusted by whoever writes the next policy. Other groups without wearers, of which every account has some, are nobody’s risk and not told.',
  unknownWhen:
    'Groups, interfaces or policies were not all seen. Nothing is said while stores, proxies, clusters or service-managed interfaces may be hidden that use the group.',
  remediation: {
    summary: 'Delete the group if nothing is to use it.',
    commands: ['aws ec2 delete-security-group --group-id SG'],
  },
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/deleting-security-groups.html'],
  since: '0.1.0',
});
