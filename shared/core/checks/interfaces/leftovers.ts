import type { BranchView } from '../../estate/index.ts';
import { type Evidence, type GroupId, sortedUnique } from '../../model/index.ts';
import type { OwnedBranches } from '../contract/interface-views.ts';
import { IDLE, type Outcome, unknown } from '../contract/outcome.ts';
import type { PodsView, Views } from '../contract/views.ts';
import { firstOf, interfaceEvidence, podEvidence } from '../pods/evidence.ts';

/** Branch interfaces of one owner that are surely no pod's. */
export interface Leftovers {
  readonly kind: 'leftovers';
  readonly owner: string;
  readonly ids: readonly string[];
  /** What they wear together, sorted. */
  readonly groups: readonly GroupId[];
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

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

export const ownerOf = ({ workload, nodeGroup }: OwnedBranches): string =>
  workload === null ? `node group ${nodeGroup}` : `${workload.namespace}/${workload.name}`;

/** Those of one status; an outcome where there are none, or where it cannot be told that no pod has them. */
export function leftoversOf(
  item: OwnedBranches,
  status: string,
  { pods, nodes }: Pick<Views, 'pods' | 'nodes'>,
): Outcome | Leftovers {
  const concerned = item.branches.filter((branch) => branch.interface.status === status);
  if (concerned.length === 0) return IDLE;
  if (!pods.complete) return unknown(['pods-unseen'], 'pods-unseen');
  // Under another node group it would be another finding.
  const isOwnerless = item.workload === null && concerned.some(({ node }) => node === null);
  if (isOwnerless && nodes.unseen.length > 0) return unknown(nodes.unseen, 'identity-unknown');
  const [first, ...others] = concerned.filter((branch) => !mayBeHeld(branch, pods));
  if (first === undefined) return unknown(['malformed'], 'malformed');
  const leftovers = [first, ...others];
  return {
    kind: 'leftovers',
    owner: ownerOf(item),
    ids: leftovers.map((branch) => branch.interface.id),
    groups: sortedUnique(leftovers.flatMap((branch) => branch.interface.groups)),
    evidence: evidenceOf(leftovers, first),
  };
}
