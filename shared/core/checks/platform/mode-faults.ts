import { type Entry, replacesBranchAddress } from '../../access/index.ts';
import type { CniSettings, PodView } from '../../estate/index.ts';
import type { GroupId, UnknownReason } from '../../model/index.ts';
import type { OutsideDoor } from '../contract/platform-views.ts';

type WiringSettings = PodView['wiring']['settings'];

/** What the settings of the VPC CNI make of the doors outside the VPC. */
export interface ModeFaults {
  /** Doors that groups of the cluster's pods open, and at which these groups are not presented. */
  readonly closed: readonly OutsideDoor[];
  /** Other doors through which pods with a branch ENI pass as their nodes. */
  readonly open: readonly OutsideDoor[];
  /** Why there may be more of them. */
  readonly unsure: readonly UnknownReason[];
}

/** What the doors of stores are asked about. */
export interface Scene {
  readonly doors: readonly OutsideDoor[];
  /** Groups that policies declare for pods of the cluster, or that their branch ENIs wear. */
  readonly podGroups: ReadonlySet<GroupId>;
  /** Why groups of pods may be more than these, or some of them the nodes' own. */
  readonly groupsUnseen: readonly UnknownReason[];
  /** Why pods that pass a door may be more than was seen. */
  readonly podsUnseen: readonly UnknownReason[];
  /** Why there may be more doors. */
  readonly doorsUnseen: readonly UnknownReason[];
}

/** Whether pods with such settings pass a door as their nodes; null: not known. */
export function isReplaced(settings: WiringSettings, { outside }: OutsideDoor): boolean | null {
  const answers = outside.runs.map((addresses) =>
    replacesBranchAddress(settings, { kind: 'outside', addresses }),
  );
  if (answers.includes(true)) return true;
  const isMore = !outside.complete && isReplacedAnywhere(settings);
  return isMore || answers.includes(null) ? null : false;
}

/** Toward some destination or other. */
const isReplacedAnywhere = (settings: WiringSettings): boolean =>
  replacesBranchAddress(settings, { kind: 'outside', addresses: null }) !== false;

export function whyUnsure({ mode, externalSnat, excludedFromSnat }: WiringSettings): UnknownReason {
  if (mode === null) return 'mode-unknown';
  const isSeen = externalSnat !== null && excludedFromSnat !== null;
  return isSeen ? 'store-address-unseen' : 'cni-config-unseen';
}

/** Whether pods of an entry pass as their nodes, as they were wired; reasons where that is not known. */
function passesAsNode({ pods, answer }: Entry, door: OutsideDoor): boolean | UnknownReason[] {
  if (answer.opens === 'no') return false;
  const reasons: UnknownReason[] = [];
  for (const { class: podClass, worn, wiring } of pods) {
    const mayBeOnBranch =
      podClass === 'linux' &&
      (worn.state === 'unknown' || (worn.state === 'known' && worn.via === 'branch'));
    const replaced = mayBeOnBranch ? isReplaced(wiring.settings, door) : false;
    if (replaced === false) continue;
    if (replaced === true && worn.state === 'known' && answer.opens === 'yes') return true;
    if (worn.state === 'unknown') reasons.push(...worn.reasons);
    reasons.push(...answer.unknown, ...(replaced === null ? [whyUnsure(wiring.settings)] : []));
  }
  return reasons.length > 0 ? reasons : false;
}

type DoorFault = 'closed' | 'open' | readonly UnknownReason[];

function faultAt(door: OutsideDoor, settings: WiringSettings, scene: Scene): DoorFault {
  const replaced = isReplaced(settings, door);
  if (replaced === false) return [];
  const { podGroups, groupsUnseen, podsUnseen } = scene;
  const unsure: UnknownReason[] = [];
  const namesPods = !door.ingress.referencedGroups.isDisjointFrom(podGroups);
  if (namesPods && replaced && groupsUnseen.length === 0) return 'closed';
  if (namesPods) unsure.push(...groupsUnseen, ...(replaced === null ? [whyUnsure(settings)] : []));
  const passing = door.entries().map((entry) => passesAsNode(entry, door));
  const isOpen = passing.includes(true);
  unsure.push(...passing.flatMap((one) => (typeof one === 'boolean' ? [] : one)));
  if (isOpen && replaced === null) unsure.push(whyUnsure(settings));
  unsure.push(...door.ingress.reasons, ...groupsUnseen, ...podsUnseen);
  return isOpen && replaced ? 'open' : unsure;
}

/** What is wrong with the settings, as far as the doors of stores tell. */
export function modeFaults(settings: CniSettings, scene: Scene): ModeFaults {
  if (!isReplacedAnywhere(settings)) return { closed: [], open: [], unsure: [] };
  const faults = scene.doors.map((door) => ({ door, fault: faultAt(door, settings, scene) }));
  const doorsOf = (kind: DoorFault): readonly OutsideDoor[] =>
    faults.filter(({ fault }) => fault === kind).map(({ door }) => door);
  return {
    closed: doorsOf('closed'),
    open: doorsOf('open'),
    unsure: [
      ...faults.flatMap(({ fault }) => (typeof fault === 'string' ? [] : fault)),
      ...scene.doorsUnseen,
    ],
  };
}
