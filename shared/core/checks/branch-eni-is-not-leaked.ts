import { defineCheck } from './contract/check.ts';
import { type Outcome, violated } from './contract/outcome.ts';
import { leftoversOf } from './interfaces/leftovers.ts';
import { LISTED } from './pods/evidence.ts';

export const branchEniIsNotLeaked = defineCheck({
  id: 'branch-eni-is-not-leaked',
  reference: 'D-02',
  title: 'No branch ENI stays behind unassociated',
  severity: 'low',
  over: 'interfaces',
  needs: ['pods', 'interfaces'],
  uses: ['rules', 'nodes'],
  messages: {
    protected: {
      severity: 'medium',
      text: 'Left behind by {owner}, attached to nothing: {enis} with {groups}, which opens or guards a data store. Whoever attaches such an ENI wears it.',
    },
    leaked: {
      severity: 'low',
      text: 'Left behind by {owner}, attached to nothing: {enis} with {groups}.',
    },
  },
  judge(item, views, say): Outcome {
    const leaked = leftoversOf(item, 'available', views);
    if (leaked.kind !== 'leftovers') return leaked;
    const { owner, ids, groups, evidence } = leaked;
    const guarding = groups.filter((group) => views.rules.protectedGroups.has(group));
    const said =
      guarding.length > 0
        ? say('protected', { enis: ids, owner, groups: guarding })
        : say('leaked', { enis: ids, owner, groups });
    return violated({
      said: [said],
      expected: ['no branch ENI that is attached to nothing'],
      observed: ids,
      evidence,
      fix: {
        summary:
          'The controller removes such ENIs every half hour: see that the cluster role may delete interfaces, and delete what stays.',
        commands: ids
          .slice(0, LISTED)
          .map((id) => `aws ec2 delete-network-interface --network-interface-id ${id}`),
      },
      settling: { provenSince: null, windowMs: views.settings.windowsMs.leak },
    });
  },
  rationale:
    'When deleting a branch ENI fails, the controller forgets it; its cleaner finds it again within an hour. One that stays has been forgotten for good: it takes an address, keeps its groups from being deleted, and keeps what they open within reach of whoever may attach interfaces.',
  unknownWhen:
    'The list of pods or of ENIs is not complete, a pod of the same node has an annotation that cannot be read, or the node of the ENI was not seen.',
  remediation: {
    summary: 'See that nothing uses the ENI, then delete it.',
    commands: [
      'aws ec2 describe-network-interfaces --network-interface-ids ENI',
      'aws ec2 delete-network-interface --network-interface-id ENI',
    ],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/tree/master/pkg/aws/ec2/api/cleanup',
  ],
  since: '0.1.0',
});
