import type { Access } from '../../access/index.ts';
import { type ClusterView, type Estate, interfaceKind } from '../../estate/index.ts';
import {
  compareText,
  type GroupId,
  type InterfaceId,
  type NetworkInterface,
  sortedUnique,
  type UnknownReason,
} from '../../model/index.ts';
import type {
  GroupStrangers,
  GuardedGroup,
  StrangerKind,
  StrangersView,
} from '../contract/interface-views.ts';
import { guardedGroups } from './guarded-groups.ts';
import { once } from './once.ts';

/** What belongs to the clusters of the snapshot, and is told by other checks. */
interface OwnThings {
  readonly instances: ReadonlySet<string>;
  /** Interfaces that are a Fargate pod's; what such an interface looks like is not published. */
  readonly podInterfaces: ReadonlySet<InterfaceId>;
  /** Groups of nodes and of clusters: a store that admits one is the fault. */
  readonly groups: ReadonlySet<GroupId>;
  readonly podGroups: ReadonlySet<GroupId>;
}

/** A pod calls itself one of Fargate by a label that anybody may set: its node has to agree, or surely to be none. */
const fargateInterfaces = ({ pods, snapshot }: ClusterView): readonly InterfaceId[] =>
  pods.flatMap(({ worn, node }) =>
    worn.state === 'known' && worn.via === 'fargate' && (node !== null || snapshot.nodes.complete)
      ? [worn.interface.id]
      : [],
  );

/** Group sets are interned: there are few of them, whatever the pods. */
function podGroupsOf({ policies, branches }: ClusterView): readonly GroupId[] {
  const worn = new Set(branches.map((branch) => branch.interface.groups));
  return [...policies.map((policy) => policy.groups), ...worn].flat();
}

function ownThings({ clusters }: Estate): OwnThings {
  return {
    instances: new Set(
      clusters.flatMap(({ nodes }) => nodes.flatMap((one) => one.instanceId ?? [])),
    ),
    podInterfaces: new Set(clusters.flatMap(fargateInterfaces)),
    groups: new Set(
      clusters.flatMap(({ clusterGroupId, nodeGroups }) => [
        ...nodeGroups,
        ...(clusterGroupId === null ? [] : [clusterGroupId]),
      ]),
    ),
    podGroups: new Set(clusters.flatMap(podGroupsOf)),
  };
}

/**
 * Null for pods, nodes, control planes, and what services made. What is attached to an instance is the instance's,
 * whatever its description and tags say: these are written by whoever made it.
 */
function strangerKind(eni: NetworkInterface, own: OwnThings): StrangerKind | null {
  const instanceId = eni.attachment?.instanceId ?? null;
  if (instanceId !== null) return own.instances.has(instanceId) ? null : 'instance';
  if (own.podInterfaces.has(eni.id) || interfaceKind(eni) !== 'interface') return null;
  return eni.status === 'available' ? 'unattached' : 'unknown';
}

function strangersOf(
  guarded: GuardedGroup,
  estate: Estate,
  own: OwnThings,
): readonly GroupStrangers[] {
  const found: { readonly kind: StrangerKind; readonly eni: NetworkInterface }[] = [];
  for (const eni of estate.wearers.get(guarded.group) ?? []) {
    const kind = strangerKind(eni, own);
    if (kind !== null) found.push({ kind, eni });
  }
  const isForPods = own.podGroups.has(guarded.group);
  return [...Map.groupBy(found, ({ kind }) => kind)].flatMap(([kind, list]) => {
    const [first, ...others] = list
      .map(({ eni }) => eni)
      .toSorted((a, b) => compareText(a.id, b.id));
    return first === undefined
      ? []
      : [{ kind, guarded, isForPods, interfaces: [first, ...others] }];
  });
}

function doubtsOf({ clusters }: Estate): readonly UnknownReason[] {
  return sortedUnique(
    clusters.flatMap(({ snapshot, aws, cni }): readonly UnknownReason[] => [
      ...(snapshot.nodes.complete ? [] : (['identity-unknown'] as const)),
      ...(snapshot.cluster.complete ? [] : (['groups-unseen'] as const)),
      ...(aws.interfaces.complete ? [] : (['interfaces-unseen'] as const)),
      ...(snapshot.eniConfigs.complete || cni.customNetworking === false
        ? []
        : (['cni-config-unseen'] as const)),
    ]),
  );
}

/** What may be hidden beside what the listings say of themselves. */
function hiddenIn(
  { scopes, unassignedProxies }: Estate,
  { aws, isAutoMode, nodes }: ClusterView,
): readonly UnknownReason[] {
  const areProxiesSeen =
    unassignedProxies.length === 0 && scopes.every(({ dbProxies }) => dbProxies.complete);
  const hasAutoNodes = isAutoMode || nodes.some((node) => node.isAutoMode);
  return [
    ...(hasAutoNodes && !aws.includeManagedResources
      ? (['managed-interfaces-hidden'] as const)
      : []),
    ...(areProxiesSeen ? [] : (['stores-unseen'] as const)),
  ];
}

const keyOf = (kind: string, group: string): string => `${kind} ${group}`;

/** Groups of nodes and clusters are left to the check on stores that admit them. */
export function strangersView(estate: Estate, access: Access, cluster: ClusterView): StrangersView {
  const scene = once(() => {
    const own = ownThings(estate);
    const { all: groups, unseen } = guardedGroups(estate, access, cluster);
    const guarded = groups.filter(({ group }) => !own.groups.has(group));
    const owned: ReadonlySet<string> = own.groups;
    const all = guarded.flatMap((one) => strangersOf(one, estate, own));
    return {
      all,
      unseen,
      owned,
      byKey: new Map(all.map((one) => [keyOf(one.kind, one.guarded.group), one])),
      guarded: guarded.length,
    };
  });
  const doubts = once(() => doubtsOf(estate));
  const hidden = hiddenIn(estate, cluster);
  return {
    get all() {
      return scene().all;
    },
    find: (kind, group) => scene().byKey.get(keyOf(kind, group)) ?? null,
    isOwn: (group) => scene().owned.has(group),
    get guarded() {
      return scene().guarded;
    },
    get unseen() {
      return [...scene().unseen, ...hidden];
    },
    get doubts() {
      return doubts();
    },
  };
}
