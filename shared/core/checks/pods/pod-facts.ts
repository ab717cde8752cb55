import type { ClusterView, PodView } from '../../estate/index.ts';
import type { GroupId, InterfaceId, NetworkInterface, UnknownReason } from '../../model/index.ts';
import { sortedUnique } from '../../model/index.ts';

/**
 * Where a pod is in its life. `unclear`: neither phase nor addresses tell (Running without an address, phase Unknown).
 * A pod that is leaving is still on the wire; one that ended keeps its annotation, and nothing else.
 */
export type PodStage = 'running' | 'pending' | 'unclear' | 'leaving' | 'ended';

/** The branch interface of a pod. */
export interface Branch {
  readonly id: InterfaceId;
  /** Null when no listing shows it. */
  readonly interface: NetworkInterface | null;
}

/** What the checks on pods have in common. */
export interface PodFacts {
  readonly view: PodView;
  readonly stage: PodStage;
  /** Its node is one of EKS Auto Mode; `maybe` where the node was not seen. */
  readonly isAutoMode: 'yes' | 'no' | 'maybe';
  /** Surely declared, sorted. */
  readonly declared: readonly GroupId[];
  /** What may be declared beside `declared`; null: anything, because policies were not seen. */
  readonly maybeDeclared: ReadonlySet<GroupId> | null;
  /** Why more may be declared; empty when everything was seen. */
  readonly declarationReasons: readonly UnknownReason[];
  readonly branch: Branch | null;
}

const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);

function stageOf({ pod }: PodView): PodStage {
  if (ENDED.has(pod.phase)) return 'ended';
  if (pod.deletedAt !== null) return 'leaving';
  if (pod.phase === 'Pending') return 'pending';
  return pod.phase === 'Running' && pod.ips.length > 0 ? 'running' : 'unclear';
}

/** The CNI wires a branch by the annotation alone; where that cannot be read, and on Auto Mode, the address tells. */
function branchOf({ claim, worn, pod, node }: PodView): Branch | null {
  if (claim !== null) return { id: claim.entry.eniId, interface: claim.interface };
  if (worn.state !== 'known' || worn.via !== 'branch') return null;
  const isUnannotated = pod.podEni.state === 'malformed' || node?.isAutoMode === true;
  return isUnannotated ? { id: worn.interface.id, interface: worn.interface } : null;
}

function autoModeOf({ node }: PodView, cluster: ClusterView): PodFacts['isAutoMode'] {
  if (node !== null) return node.isAutoMode ? 'yes' : 'no';
  return cluster.isAutoMode || !cluster.snapshot.cluster.complete ? 'maybe' : 'no';
}

const NOTHING_MORE: ReadonlySet<GroupId> = new Set();

export function podFacts(view: PodView, cluster: ClusterView): PodFacts {
  const { groups, undecided, complete, reasons } = view.declaration;
  const isExact = complete && undecided.length === 0;
  const more = isExact ? NOTHING_MORE : new Set(undecided.flatMap((policy) => policy.groupIds));
  return {
    view,
    stage: stageOf(view),
    isAutoMode: autoModeOf(view, cluster),
    declared: groups,
    maybeDeclared: cluster.snapshot.policies.complete ? more : null,
    declarationReasons: isExact ? [] : reasons,
    branch: branchOf(view),
  };
}

export const isDeclarationExact = (pod: PodFacts): boolean => pod.declarationReasons.length === 0;

/** Some policy matches for certain, or may match. */
export const mayBeDeclared = (pod: PodFacts): boolean =>
  pod.declared.length > 0 || !isDeclarationExact(pod);

/** An annotation that claims a branch, readable or not. */
export const hasAnnotation = ({ view }: PodFacts): boolean => view.pod.podEni.state !== 'absent';

export const namesOf = (pod: PodFacts): string => `${pod.view.pod.namespace}/${pod.view.pod.name}`;

/** How the groups of an interface differ from what is declared. */
export interface Difference {
  readonly missing: readonly GroupId[];
  /** Worn, and surely declared by nothing. */
  readonly extra: readonly GroupId[];
}

export function compareGroups(worn: readonly GroupId[], pod: PodFacts): Difference {
  const has = new Set(worn);
  const wanted = new Set(pod.declared);
  const mayBe = (group: GroupId): boolean =>
    pod.maybeDeclared === null || pod.maybeDeclared.has(group);
  return {
    missing: pod.declared.filter((group) => !has.has(group)),
    extra: sortedUnique(worn.filter((group) => !wanted.has(group) && !mayBe(group))),
  };
}

/** Policies that could not be decided may declare groups beside those that are sure. */
export function mayDeclareMore({ declared, maybeDeclared }: PodFacts): boolean {
  return maybeDeclared === null || [...maybeDeclared].some((group) => !declared.includes(group));
}

export const sameGroups = (a: readonly GroupId[], b: readonly GroupId[]): boolean =>
  a === b || (a.length === b.length && a.every((group, index) => group === b[index]));
