import type { BranchView } from '../estate/index.ts';
import type { Evidence } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, IDLE, type Outcome, unknown, violated } from './contract/outcome.ts';
import type { PodsView, UnclaimedBranches } from './contract/views.ts';
import { firstOf, interfaceEvidence, podEvidence } from './pods/evidence.ts';

const inUse = ({ interface: eni }: BranchView): boolean => eni.status === 'in-use';

/** A pod whose annotation cannot be read may hold any branch of its node; where nodes are not known, any at all. */
const mayBeHeld = ({ node }: BranchView, pods: PodsView): boolean =>
  pods.unreadable.some(
    (pod) => pod.node === null || node === null || pod.node.node.name === node.node.name,
  );

function evidenceOf(branches: readonly BranchView[], first: BranchView): [Evidence, ...Evidence[]] {
  const ended = [...new Set(branches.flatMap((branch) => branch.lingering))];
  return [
    interfaceEvidence(first.interface),
    ...firstOf(
      'interfaces',
      branches.map((branch) => interfaceEvidence(branch.interface)),
    ).slice(1),
    ...firstOf('pods', ended.map(podEvidence)),
  ];
}

const ownerOf = ({ workload, nodeGroup }: UnclaimedBranches): string =>
  workload === null ? `node group ${nodeGroup}` : `${workload.namespace}/${workload.name}`;

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
  judge(item, { pods, rules, nodes, settings }, say): Outcome {
    const used = item.branches.filter(inUse);
    if (used.length === 0) return IDLE;
    if (!pods.complete) return unknown(['pods-unseen'], 'pods-unseen');
    // Under another node group it would be another finding.
    const isOwnerless = item.workload === null && used.some(({ node }) => node === null);
    if (isOwnerless && nodes.unseen.length > 0) return unknown(nodes.unseen, 'identity-unknown');
    const [first, ...others] = used.filter((branch) => !mayBeHeld(branch, pods));
    if (first === undefined)
      return used.length > 0 ? unknown(['malformed'], 'malformed') : COMPLIANT;
    const orphans = [first, ...others];
    const worn = [...new Set(orphans.flatMap((branch) => branch.interface.groups))].toSorted();
    const guarding = worn.filter((group) => rules.protectedGroups.has(group));
    const named = { enis: orphans.map((branch) => branch.interface.id), owner: ownerOf(item) };
    const said =
      guarding.length > 0
        ? say('protected', { ...named, groups: guarding })
        : say('orphan', { ...named, groups: worn });
    return violated({
      said: [said],
      expected: ['no branch ENI in use without a pod'],
      observed: named.enis,
      evidence: evidenceOf(orphans, first),
      fix: {
        summary:
          'The controller has forgotten these ENIs: drain and replace their nodes, and ask AWS Support if they stay.',
        commands: named.enis
          .slice(0, 10)
          .map((id) => `aws ec2 describe-network-interfaces --network-interface-ids ${id}`),
      },
      settling: { provenSince: null, windowMs: settings.windowsMs.orphan },
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
