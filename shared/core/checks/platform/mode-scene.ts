import type { BranchView, ClusterView, CniSettings } from '../../estate/index.ts';
import type { GroupId } from '../../model/index.ts';
import { reasonsOf } from '../contract/outcome.ts';
import type { Views } from '../contract/views.ts';
import type { Holding } from './in-force.ts';
import { modeFaults, type ModeFaults, type Scene } from './mode-faults.ts';
import type { PolicyPods } from './policy-pods.ts';

/** A branch interface that is left over covers nobody. */
const isHeld = ({ claimants }: BranchView): boolean => claimants.length > 0;

/** Policies declare nothing for pods that the CNI serves, and no pod has a branch ENI: any mode will do. */
export const needsNoMode = (
  { branches }: ClusterView,
  { policies, unseen }: PolicyPods,
  { pods, interfaces }: Pick<Views, 'pods' | 'interfaces'>,
): boolean =>
  policies.length + unseen.length === 0 &&
  pods.complete &&
  interfaces.complete &&
  !branches.some(isHeld);

/** Groups of the pods that the CNI serves. The nodes' own are none: whoever presents them may be anybody. */
function podGroupsOf(
  { branches, clusterGroupId, nodeGroups }: ClusterView,
  { policies }: PolicyPods,
): ReadonlySet<GroupId> {
  const groups = new Set([
    ...policies.flatMap((policy) => policy.groups),
    ...branches.filter(isHeld).flatMap((branch) => branch.interface.groups),
  ]);
  for (const group of nodeGroups) groups.delete(group);
  if (clusterGroupId !== null) groups.delete(clusterGroupId);
  return groups;
}

/** What there is to be covered by the enforcing mode of a cluster. */
export const modeScene = (
  item: ClusterView,
  concerned: PolicyPods,
  { pods, nodes, stores, cluster }: Pick<Views, 'pods' | 'nodes' | 'stores' | 'cluster'>,
): Scene => ({
  doors: stores.outsideDoors(),
  podGroups: podGroupsOf(item, concerned),
  groupsUnseen: [
    ...concerned.unseen,
    ...nodes.unseen,
    ...(cluster.isSeen ? [] : (['groups-unseen'] as const)),
  ],
  podsUnseen: pods.complete ? [] : ['pods-unseen'],
  doorsUnseen: stores.complete ? [] : ['stores-unseen'],
});

export function holdingOf({ closed, open, unsure }: ModeFaults): Holding {
  if (closed.length + open.length > 0) return 'fails';
  return unsure.length > 0 ? reasonsOf(unsure, 'store-address-unseen') : 'holds';
}

/** Faults by the settings that decide them: thousands of nodes run with the same. */
export function faultReader(scene: Scene): (settings: CniSettings) => ModeFaults {
  const known = new Map<string, ModeFaults>();
  return (settings) => {
    const { mode, externalSnat, excludedFromSnat } = settings;
    const key = `${mode} ${externalSnat} ${excludedFromSnat?.toString()}`;
    const faults = known.get(key) ?? modeFaults(settings, scene);
    known.set(key, faults);
    return faults;
  };
}
