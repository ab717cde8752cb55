import type { BranchView } from '../../estate/index.ts';
import type { PodFacts } from '../pods/pod-facts.ts';
import type { PodView } from '../../estate/index.ts';
import type { UnclaimedBranches } from '../contract/views.ts';

/** Who named the interface last. */
const workloadOf = ({ lingering }: BranchView): UnclaimedBranches['workload'] =>
  lingering[0]?.workload ?? null;

const nodeGroupOf = ({ node }: BranchView): string => node?.nodeGroup ?? 'unknown';

function keyOf(branch: BranchView): string {
  const workload = workloadOf(branch);
  return workload === null
    ? JSON.stringify([nodeGroupOf(branch), ...branch.interface.groups])
    : JSON.stringify({ namespace: workload.namespace, name: workload.name });
}

/** A later entry of a living pod's annotation is wired into nothing and is nobody's leftover either. */
export function unclaimedBranches(
  branches: readonly BranchView[],
  factsOf: (pod: PodView) => PodFacts,
): readonly UnclaimedBranches[] {
  const unclaimed = branches.filter(
    ({ claimants, lingering }) =>
      claimants.length === 0 && lingering.every((pod) => factsOf(pod).stage === 'ended'),
  );
  return [...Map.groupBy(unclaimed, keyOf).values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            workload: workloadOf(first),
            nodeGroup: nodeGroupOf(first),
            groups: first.interface.groups,
            branches: [first, ...others],
          },
        ],
  );
}
