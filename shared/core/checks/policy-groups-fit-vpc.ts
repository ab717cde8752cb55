import { type Evidence, type GroupId, sortedUnique } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import type { Fit, GroupsView } from './contract/group-views.ts';
import { printable } from './contract/message.ts';
import {
  COMPLIANT,
  NOT_APPLICABLE,
  NOT_JUDGED,
  type Outcome,
  unknown,
  violated,
} from './contract/outcome.ts';
import { policyEvidence, policyName } from './pods/evidence.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { firstLines, groupsEvidence } from './policies/listed.ts';
import { unlessApplied } from './policies/unless-applied.ts';

interface Fitted {
  readonly group: GroupId;
  readonly fit: Fit;
}

const isMisfit = (
  one: Fitted,
): one is Fitted & { readonly fit: Extract<Fit, { kind: 'misfits' }> } =>
  one.fit.kind === 'misfits';

const groupEvidence = (id: GroupId, groups: GroupsView): Evidence => {
  const group = groups.byId(id);
  return {
    kind: 'group',
    id: printable(id),
    vpc: group?.vpcId ?? null,
    owner: group?.ownerId ?? null,
  };
};

/** What is left when no group is surely unusable. */
function withoutMisfits(fitted: readonly Fitted[]): Outcome {
  const doubts = fitted.flatMap(({ fit }) => (fit.kind === 'unknown' ? [fit.doubt] : []));
  const [first] = doubts;
  if (first !== undefined) {
    return {
      ...unknown(
        doubts.flatMap(({ reasons }) => reasons),
        first.reasons[0],
      ),
      missing: sortedUnique(doubts.flatMap(({ missing }) => missing)),
    };
  }
  if (fitted.some(({ fit }) => fit.kind === 'moving')) return NOT_JUDGED;
  // A group that does not exist is told by the check on that.
  return fitted.some(({ fit }) => fit.kind === 'missing') ? NOT_APPLICABLE : COMPLIANT;
}

export const policyGroupsFitVpc = defineCheck({
  id: 'policy-groups-fit-vpc',
  reference: 'B-05',
  title: 'The security groups that a policy names are usable in the VPC of the cluster',
  severity: 'medium',
  over: 'policy',
  needs: ['policies'],
  uses: ['groups', 'cluster'],
  messages: {
    elsewhere: {
      severity: 'medium',
      text: 'Policy {policy} names {groups}, which cannot be worn in {vpc}, the VPC of the cluster: no pod that it matches can start.',
    },
  },
  judge(view, { groups, cluster }, say) {
    const other = unlessApplied(view);
    if (other !== null) return other;
    const { policy } = view;
    const fitted = view.groups.map((group) => ({ group, fit: groups.fitOf(group) }));
    const misfits = fitted.filter(isMisfit);
    if (misfits.length === 0) return withoutMisfits(fitted);
    const vpc = cluster.vpcId ?? 'another VPC';
    return violated({
      said: [
        say('elsewhere', {
          policy: policyName(policy),
          groups: misfits.map(({ group }) => group),
          vpc,
        }),
      ],
      expected: [`groups that can be worn in ${vpc}`],
      observed: firstLines(misfits.map(({ group, fit }) => `${printable(group)}: ${fit.because}`)),
      evidence: [
        policyEvidence(policy),
        ...groupsEvidence(
          misfits.map(({ group }) => group),
          (group) => groupEvidence(group, groups),
        ),
      ],
      fix: editPolicy(
        policy,
        `Name groups of ${vpc}, or associate the groups with it (aws ec2 associate-security-group-vpc).`,
      ),
    });
  },
  rationale:
    'A group can be worn in its own VPC, in VPCs with which it is associated, and where it is shared. EC2 refuses any other, and the pods of the policy stay in ContainerCreating.',
  unknownWhen:
    'The VPC of the cluster, the group’s or its associations were not seen, or the group may exist unseen. An association that is being made or undone is not judged.',
  remediation: {
    summary: 'Name groups of the VPC of the cluster, or associate those of another one with it.',
    commands: ['aws ec2 associate-security-group-vpc --group-id GROUP --vpc-id VPC'],
  },
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSecurityGroupsForVpc.html',
  ],
  since: '0.1.0',
});
