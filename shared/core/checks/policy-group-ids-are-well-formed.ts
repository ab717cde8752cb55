import type { PolicyView } from '../estate/index.ts';
import type { GroupId } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { printable, type Said, type Say } from './contract/message.ts';
import { COMPLIANT, type Outcome, unknown, violated } from './contract/outcome.ts';
import type { Views } from './contract/views.ts';
import { policyEvidence, policyName } from './pods/evidence.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { type GroupFault, groupFaults, type GroupFaults } from './policies/group-faults.ts';
import { groupsEvidence } from './policies/listed.ts';
import { unlessApplied } from './policies/unless-applied.ts';

const messages = {
  malformed: {
    severity: 'medium',
    text: 'Policy {policy} names {groups}, which is no id of a group: no pod that it matches can start.',
  },
  nodes: {
    severity: 'medium',
    text: 'Policy {policy} gives its pods {groups}, which the nodes wear: they may do whatever the nodes may.',
  },
  cluster: {
    severity: 'low',
    text: 'Policy {policy} gives its pods {groups}, the cluster security group, which opens nodes and control plane to them.',
  },
  byDefault: {
    severity: 'low',
    text: 'Policy {policy} gives its pods {groups}, the default group of its VPC: so does whatever was made without a group.',
  },
  repeated: { severity: 'low', text: 'Policy {policy} names {groups} more than once.' },
} as const satisfies Readonly<Record<GroupFault, { severity: string; text: string }>>;

/** Ids that are no ids may be empty, or end in a blank. */
const shown = (group: GroupId): string => JSON.stringify(printable(group));

function sayAll(
  { policy }: PolicyView,
  { found }: GroupFaults,
  say: Say<typeof messages>,
): readonly Said[] {
  return [...found].map(([fault, groups]) =>
    say(fault, {
      policy: policyName(policy),
      groups: fault === 'malformed' ? groups.map(shown) : groups,
    }),
  );
}

function judgeFaults(
  view: PolicyView,
  views: Pick<Views, 'groups' | 'nodes' | 'cluster' | 'pods'>,
  say: Say<typeof messages>,
): Outcome {
  const { policy } = view;
  const faults = groupFaults(view, views);
  const [first, ...others] = sayAll(view, faults, say);
  if (first === undefined) {
    const [doubt] = faults.doubts;
    if (doubt === undefined) return COMPLIANT;
    return unknown(faults.doubts, doubt);
  }
  return violated({
    said: [first, ...others],
    expected: ['ids of groups, each once, and none of the nodes or the cluster'],
    observed: [first, ...others].map(({ text }) => text),
    evidence: [
      policyEvidence(policy),
      ...groupsEvidence([...new Set([...faults.found.values()].flat())]),
    ],
    fix: editPolicy(
      policy,
      'Name each group once by its id, and give the pods groups of their own instead of those of nodes, cluster or VPC.',
    ),
  });
}

export const policyGroupIdsAreWellFormed = defineCheck({
  id: 'policy-group-ids-are-well-formed',
  reference: 'B-07',
  title: 'A policy names well-formed group ids, once each, and none of the nodes or the cluster',
  severity: 'low',
  over: 'policy',
  needs: ['policies'],
  uses: ['groups', 'nodes', 'cluster', 'pods'],
  messages,
  judge: (view, views, say) => unlessApplied(view) ?? judgeFaults(view, views, say),
  rationale:
    'EC2 gets the ids as they are written: a blank, a name or a list in one text is no group. A group that nodes wear too takes away what the policy was for. Fargate pods may have it: they need a way to the control plane and to DNS.',
  unknownWhen:
    'Groups, nodes, their interfaces or the cluster were not all seen, or the policy names a group of the nodes or the cluster and may match Fargate pods that were not seen.',
  remediation: {
    summary: 'Correct the ids, and give the pods groups of their own.',
    commands: ['kubectl edit securitygrouppolicy NAME --namespace NAMESPACE'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html',
  ],
  since: '0.1.0',
});
