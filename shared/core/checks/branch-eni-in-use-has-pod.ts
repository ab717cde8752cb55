import { defineCheck } from './contract/check.ts';
import { type Outcome, violated } from './contract/outcome.ts';
import { leftoversOf } from './interfaces/leftovers.ts';
import { LISTED } from './pods/evidence.ts';

export const branchEniInUseHasPod = defineCheck({
  id: 'branch-eni-in-use-has-pod',
  reference: 'D-01',
  title: 'A branch ENI that is in use belongs to a pod',
  severity: 'medium',
  over: 'interfaces',
  needs: ['pods', 'interfaces'],
  uses: ['rules', 'nodes'],
  messages: {
    protected: {
      severity: 'high',
      text: 'No pod has {enis} of {owner}, in use with {groups}, which opens or guards a data store.',
    },
    orphan: {
      severity: 'medium',
      text: 'No pod has {enis} of {owner}, in use with {groups}.',
    },
  },
  judge(item, views, say): Outcome {
    const orphans = leftoversOf(item, 'in-use', views);
    if (orphans.kind !== 'leftovers') return orphans;
    const { owner, ids, groups, evidence } = orphans;
    const guarding = groups.filter((group) => views.rules.protectedGroups.has(group));
    const said =
      guarding.length > 0
        ? say('protected', { enis: ids, owner, groups: guarding })
        : say('orphan', { enis: ids, owner, groups });
    return violated({
      said: [said],
      expected: ['no branch ENI in use without a pod'],
      observed: ids,
      evidence,
      fix: {
        summary:
          'The controller has forgotten these ENIs: drain and replace their nodes, and ask AWS Support if they stay.',
        commands: ids
          .slice(0, LISTED)
          .map((id) => `aws ec2 describe-network-interfaces --network-interface-ids ${id}`),
      },
      settling: { provenSince: null, windowMs: views.settings.windowsMs.orphan },
    });
  },
  rationale:
    'A branch ENI is released within about two minutes after its pod. One that stays associated keeps its groups, and with them the access of a pod that is gone.',
  unknownWhen:
    'The list of pods is not complete, a pod of the same node has an annotation that cannot be read, or the node of the ENI was not seen.',
  remediation: {
    summary: 'Drain and replace the node; the controller rebuilds its memory when it starts.',
    commands: ['kubectl drain NODE --ignore-daemonsets --delete-emptydir-data'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/provider/branch/trunk/trunk.go',
  ],
  since: '0.1.0',
});
