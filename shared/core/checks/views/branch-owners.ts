import type { BranchView, PodView, WorkloadView } from '../../estate/index.ts';
import type { OwnedBranches } from '../contract/interface-views.ts';
import type { PodFacts } from '../pods/pod-facts.ts';

/** Who named the interface last. */
const lastOwner = ({ lingering }: BranchView): WorkloadView | null =>
  lingering[0]?.workload ?? null;

const nodeGroupOf = ({ node }: BranchView): string => node?.nodeGroup ?? 'unknown';

interface Ownership {
  readonly workload: WorkloadView | null;
  readonly branch: BranchView;
}

/** A workload is one object; node groups and groups have to be spelled out. */
const keyOf = ({ workload, branch }: Ownership): WorkloadView | string =>
  workload ?? JSON.stringify([nodeGroupOf(branch), ...branch.interface.groups]);

/** Under a workload, else under the node group and the groups of the interface. */
function byOwner(ownerships: readonly Ownership[]): readonly OwnedBranches[] {
  return [...Map.groupBy(ownerships, keyOf).values()].flatMap((list) => {
    const [first, ...others] = list.map(({ branch }) => branch);
    return first === undefined
      ? []
      : [
          {
            workload: list[0]?.workload ?? null,
            nodeGroup: nodeGroupOf(first),
            groups: first.interface.groups,
            branches: [first, ...others],
          },
        ];
  });
}

/** A later entry of a living pod's annotation is wired into nothing and is nobody's leftover either. */
export function unclaimedBranches(
  branches: readonly BranchView[],
  factsOf: (pod: PodView) => PodFacts,
): readonly OwnedBranches[] {
  const unclaimed = branches.filter(
    ({ claimants, lingering }) =>
      claimants.length === 0 && lingering.every((pod) => factsOf(pod).stage === 'ended'),
  );
  return byOwner(unclaimed.map((branch) => ({ workload: lastOwner(branch), branch })));
}

/** An interface that several workloads claim is each one's: which of them is right is asked elsewhere. */
export function ownedBranches(branches: readonly BranchView[]): readonly OwnedBranches[] {
  return byOwner(
    branches.flatMap((branch): readonly Ownership[] => {
      const owners = new Set(branch.claimants.map(({ workload }) => workload));
      return owners.size === 0
        ? [{ workload: lastOwner(branch), branch }]
        : [...owners].map((workload) => ({ workload, branch }));
    }),
  );
}
