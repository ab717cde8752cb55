import type { Access } from '../../access/index.ts';
import type { ClusterView, DoorView, Estate, StoreView } from '../../estate/index.ts';
import { nonPodOf } from '../../intent/index.ts';
import { compareText, type GroupId, type Rule, type UnknownReason } from '../../model/index.ts';
import type { GuardedGroup } from '../contract/interface-views.ts';
import { doorsBehind } from './doors-behind.ts';
import { homeOfVpc, vpcOfStore } from './home.ts';

interface Draft {
  readonly rules: Set<Rule>;
  readonly admittedBy: Set<StoreView>;
  readonly wornBy: Set<StoreView>;
  readonly unsure: Set<UnknownReason>;
  isConfigured: boolean;
}

type Drafts = Map<GroupId, Draft>;

function draftOf(drafts: Drafts, group: GroupId): Draft {
  const known = drafts.get(group);
  if (known !== undefined) return known;
  const draft: Draft = {
    rules: new Set(),
    admittedBy: new Set(),
    wornBy: new Set(),
    unsure: new Set(),
    isConfigured: false,
  };
  drafts.set(group, draft);
  return draft;
}

interface Entrance {
  readonly store: StoreView;
  readonly door: DoorView;
  /** The port at which documents speak of it; null at a proxy, whose ports documents do not name. */
  readonly port: number | null;
  /** Why it is not sure that the door is closed for pods, and told by this cluster. */
  readonly doubts: readonly UnknownReason[];
}

/** Groups that the door admits, without those of clients that are declared to be no pods, and those that it wears. */
function addEntrance(
  drafts: Drafts,
  { store, door, port, doubts }: Entrance,
  { intents, now }: Estate,
): void {
  const declared = nonPodOf(intents, store.store, port === null ? { now } : { now, port });
  for (const rule of door.ingress.rules) {
    if (rule.peer.kind !== 'group') continue;
    const { groupId } = rule.peer;
    if (declared.certain.groups.has(groupId)) continue;
    const mayBeDeclared = declared.possible.groups.has(groupId);
    const unsure = mayBeDeclared ? [...doubts, 'stores-unseen' as const] : doubts;
    const draft = draftOf(drafts, groupId);
    for (const reason of unsure) draft.unsure.add(reason);
    if (unsure.length > 0) continue;
    draft.rules.add(rule);
    draft.admittedBy.add(store);
  }
  for (const group of door.door.groups) {
    const draft = draftOf(drafts, group);
    for (const reason of doubts) draft.unsure.add(reason);
    if (doubts.length === 0) draft.wornBy.add(store);
  }
}

/** Whether a door is closed for pods rests on all of this. */
function unseenOfPods({ clusters }: Estate): readonly UnknownReason[] {
  const unseen = clusters.flatMap(({ snapshot, aws }): readonly UnknownReason[] => [
    ...(snapshot.policies.complete ? [] : (['policies-unseen'] as const)),
    ...(snapshot.pods.complete ? [] : (['pods-unseen'] as const)),
    ...(snapshot.nodes.complete ? [] : (['identity-unknown'] as const)),
    ...(snapshot.cluster.complete ? [] : (['groups-unseen'] as const)),
    ...(aws.interfaces.complete ? [] : (['interfaces-unseen'] as const)),
  ]);
  return unseen.length > 0 ? unseen : ['rules-unseen'];
}

/** Null: surely not closed for pods, or told by other clusters. */
function doubtsAbout(
  podManaged: boolean | null,
  isHome: boolean | null,
  estate: Estate,
): readonly UnknownReason[] | null {
  if (podManaged === false || isHome === false) return null;
  return [
    ...(podManaged === null ? unseenOfPods(estate) : []),
    ...(isHome === null ? (['store-address-unseen'] as const) : []),
  ];
}

/** The doors of a store, and those of the proxies in front of it. */
function entrancesOf(
  store: StoreView,
  { estate, access }: { readonly estate: Estate; readonly access: Access },
  isHome: boolean | null,
): readonly Entrance[] {
  const doors = access.doorsOf(store);
  const managed = new Set(doors.map(({ podManaged }) => podManaged));
  const isManaged = managed.has(true) ? true : managed.has(null) ? null : false;
  const direct = doors.map(({ door, podManaged }) => ({ door, port: door.door.port, podManaged }));
  const proxied = doorsBehind({ doors: [], proxies: store.proxies }).map((door) => ({
    door,
    port: null,
    podManaged: isManaged,
  }));
  return [...direct, ...proxied].flatMap(({ door, port, podManaged }) => {
    const doubts = doubtsAbout(podManaged, isHome, estate);
    return doubts === null ? [] : [{ store, door, port, doubts }];
  });
}

export interface GuardedGroups {
  readonly all: readonly GuardedGroup[];
  /** Why there may be more of them. */
  readonly unseen: readonly UnknownReason[];
}

/**
 * Groups that stores admit or wear which are closed for pods, and those that the configuration names. Stores that no pod
 * is meant to reach have clients of other kinds: nothing is said of who these are.
 */
export function guardedGroups(estate: Estate, access: Access, cluster: ClusterView): GuardedGroups {
  const drafts: Drafts = new Map();
  const unseen = new Set<UnknownReason>();
  const isHome = homeOfVpc(estate, cluster);
  for (const store of estate.stores) {
    const entrances = entrancesOf(store, { estate, access }, isHome(vpcOfStore(store)));
    for (const entrance of entrances) {
      addEntrance(drafts, entrance, estate);
      for (const reason of entrance.door.ingress.reasons) unseen.add(reason);
    }
    if (entrances.length > 0) for (const reason of store.unseenPorts) unseen.add(reason);
  }
  addUnassigned(drafts, estate);
  addConfigured(drafts, isHome, estate);
  return { all: [...drafts].map(guardedOf), unseen: [...unseen] };
}

/** What a proxy admits counts if a store is behind it that is closed for pods, and may while its targets were not seen. */
function addUnassigned(drafts: Drafts, { unassignedProxies }: Estate): void {
  for (const { door, ingress } of doorsBehind({ doors: [], proxies: unassignedProxies })) {
    for (const group of [...ingress.referencedGroups, ...door.groups]) {
      draftOf(drafts, group).unsure.add('stores-unseen');
    }
  }
}

function addConfigured(
  drafts: Drafts,
  isHome: ReturnType<typeof homeOfVpc>,
  { settings, network }: Estate,
): void {
  for (const group of settings.protectedGroups) {
    const home = isHome(network.groups.get(group)?.vpcId ?? null);
    if (home === false) continue;
    const draft = draftOf(drafts, group);
    if (home === null) draft.unsure.add('groups-unseen');
    else draft.isConfigured = true;
  }
}

const guardedOf = ([group, draft]: readonly [GroupId, Draft]): GuardedGroup => ({
  group,
  isConfigured: draft.isConfigured,
  rules: [...draft.rules].toSorted((a, b) => compareText(a.id, b.id)),
  admittedBy: [...draft.admittedBy],
  wornBy: [...draft.wornBy],
  unsure: [...draft.unsure],
});
