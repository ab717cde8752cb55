import { sortedUnique } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { type Outcome, violated } from './contract/outcome.ts';
import { firstOf, interfaceEvidence, LISTED } from './pods/evidence.ts';

export const interfacesBelongToLivingClusters = defineCheck({
  id: 'interfaces-belong-to-living-clusters',
  reference: 'D-03',
  title: 'No ENI is left of a cluster that is gone',
  severity: 'medium',
  over: 'unlisted-cluster',
  needs: ['interfaces'],
  uses: ['cluster-names', 'rules'],
  messages: {
    protected: {
      severity: 'high',
      text: 'The cluster {name} does not exist any more; left of it, with {groups}, which opens or guards a data store: {enis}.',
    },
    left: {
      severity: 'medium',
      text: 'The cluster {name} does not exist any more; left of it, with {groups}: {enis}.',
    },
  },
  judge({ name, interfaces }, { rules, 'cluster-names': names }, say): Outcome {
    if (!names.complete) {
      return { kind: 'unknown', reasons: ['truncated'], missing: [names.source] };
    }
    const enis = interfaces.map(({ id }) => id);
    const groups = sortedUnique(interfaces.flatMap((eni) => eni.groups));
    const guarding = groups.filter((group) => rules.protectedGroups.has(group));
    const said =
      guarding.length > 0
        ? say('protected', { name, enis, groups: guarding })
        : say('left', { name, enis, groups });
    const [first, ...others] = interfaces;
    return violated({
      said: [said],
      expected: ['no ENI of a cluster that does not exist'],
      observed: enis,
      evidence: [
        interfaceEvidence(first),
        ...firstOf('interfaces', [first, ...others].map(interfaceEvidence)).slice(1),
      ],
      fix: {
        summary:
          'See that no cluster of that name uses them, then delete the ENIs: those in use go with their instances.',
        commands: enis
          .slice(0, LISTED)
          .map((id) => `aws ec2 delete-network-interface --network-interface-id ${id}`),
      },
    });
  },
  rationale:
    'Deleting a cluster leaves branch ENIs behind. They keep groups and subnets from being deleted, take addresses, and keep what their groups open.',
  unknownWhen:
    'The list of clusters is cut off, or ENIs are missing. Without a list of clusters nothing is judged.',
  remediation: {
    summary: 'Delete what is left of the cluster.',
    commands: [
      'aws eks list-clusters',
      'aws ec2 delete-network-interface --network-interface-id ENI',
    ],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/delete-cluster.html',
  ],
  since: '0.1.0',
});
