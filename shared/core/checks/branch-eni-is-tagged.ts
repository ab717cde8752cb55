import { type BranchView, interfaceKind } from '../estate/index.ts';
import {
  type Evidence,
  OWNER_TAG,
  sortedUnique,
  taggedClusters,
  TRUNK_TAG,
  VLAN_TAG,
} from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, IDLE, type Outcome, unknown, violated } from './contract/outcome.ts';
import { ownerOf } from './interfaces/leftovers.ts';
import { firstOf, interfaceEvidence, LISTED } from './pods/evidence.ts';

const TAGS = [OWNER_TAG, TRUNK_TAG, VLAN_TAG] as const;

/** As nobody can know the name of the cluster that is not there. */
const CLUSTER_TAG = 'kubernetes.io/cluster/NAME';

function missingTags({ interface: { tags } }: BranchView): readonly string[] {
  const missing: string[] = TAGS.filter((tag) => !tags.has(tag));
  if (taggedClusters(tags).length === 0) missing.push(CLUSTER_TAG);
  return missing;
}

/** EKS Auto Mode and services have branch interfaces too, and tags of their own; an annotation may name any interface. */
function isControllers({ interface: eni, claimants, node }: BranchView): boolean {
  if (interfaceKind(eni) !== 'branch') return false;
  if (eni.requesterManaged || eni.operatorManaged || node?.isAutoMode === true) return false;
  const isNamed = claimants.some(({ claim }) => claim?.entry.eniId === eni.id);
  return (
    isNamed || eni.description === 'aws-k8s-branch-eni' || TAGS.some((tag) => eni.tags.has(tag))
  );
}

interface Untagged {
  readonly branch: BranchView;
  readonly missing: readonly string[];
}

const evidenceOf = ({ branch, missing }: Untagged): Evidence => ({
  ...interfaceEvidence(branch.interface),
  missing,
});

export const branchEniIsTagged = defineCheck({
  id: 'branch-eni-is-tagged',
  reference: 'D-05',
  title: 'A branch ENI carries the controller’s tags',
  severity: 'low',
  over: 'owned-branches',
  needs: ['pods', 'interfaces'],
  uses: ['nodes'],
  messages: {
    untagged: {
      severity: 'low',
      text: 'Without tags of the controller ({missing}): {enis} of {owner}.',
    },
  },
  judge(item, { pods, nodes }, say): Outcome {
    const own = item.branches.filter(isControllers);
    if (own.length === 0) return IDLE;
    const untagged = own
      .map((branch) => ({ branch, missing: missingTags(branch) }))
      .filter(({ missing }) => missing.length > 0);
    const [first, ...others] = untagged;
    if (first === undefined) return COMPLIANT;
    // Under its pod, or another node group, it would be another finding; on a node of Auto Mode none at all.
    const isOwnerless = untagged.some(({ branch }) => branch.claimants.length === 0);
    if (isOwnerless && !pods.complete) return unknown(['pods-unseen'], 'pods-unseen');
    const isAdrift = untagged.some(({ branch }) => branch.node === null);
    if (isAdrift && nodes.unseen.length > 0) return unknown(nodes.unseen, 'identity-unknown');
    const enis = untagged.map(({ branch }) => branch.interface.id);
    const missing = sortedUnique(untagged.flatMap((one) => one.missing));
    return violated({
      said: [say('untagged', { enis, owner: ownerOf(item), missing })],
      expected: missing,
      observed: enis,
      evidence: [
        evidenceOf(first),
        ...firstOf('interfaces', [first, ...others].map(evidenceOf)).slice(1),
      ],
      fix: {
        summary:
          'Find out in CloudTrail who took the tags away. The controller finds its ENIs by them and sets them once: replace the pods, or delete what nobody uses.',
        commands: enis
          .slice(0, LISTED)
          .map((id) => `aws ec2 describe-tags --filters Name=resource-id,Values=${id}`),
      },
    });
  },
  rationale:
    'The controller finds the ENIs of a trunk, and what is left over of a cluster, by its tags. One without them is never cleaned up, and nothing but its pod tells whose it is.',
  unknownWhen:
    'The list of pods or of ENIs is not complete, or the node of an ENI without a pod was not seen.',
  remediation: {
    summary: 'Replace the pods of the ENI, or delete it if nobody uses it.',
    commands: ['aws ec2 describe-tags --filters Name=resource-id,Values=ENI'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/config/type.go',
  ],
  since: '0.1.0',
});
