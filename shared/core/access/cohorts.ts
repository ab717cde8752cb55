import type { Family, IpAddress } from '../net/index.ts';
import {
  type Destination,
  type Presence,
  presenceOf,
  type Presented,
  type Via,
} from '../identity/index.ts';
import { compareText, type GroupId, type UnknownReason, type VpcId } from '../model/index.ts';
import type { ClusterView, PodView } from '../estate/index.ts';
import type { ReachEngine, Source, SourceClass } from '../reach/index.ts';
import type { Cohort } from './access.ts';

/** One identity that pods of a cohort present in one family; several are alternatives, one of which holds. */
export interface ClassPresence {
  readonly family: Family;
  readonly alternatives: readonly {
    readonly class: SourceClass | null;
    readonly reasons: readonly UnknownReason[];
  }[];
  readonly why: UnknownReason | null;
}

/** A cohort with the classes that its pods belong to, and every pod's addresses in the order of the alternatives. */
export interface SourceCohort {
  /** Place in the order of entries: namespace, workload, via. */
  readonly rank: number;
  readonly cohort: Cohort;
  readonly presences: readonly ClassPresence[];
  /** One row for each pod: the address of every alternative of every presence, in order. */
  readonly addresses: readonly (readonly (IpAddress | null)[])[];
}

export interface CohortIndex {
  readonly all: readonly SourceCohort[];
  readonly byClass: ReadonlyMap<SourceClass, readonly SourceCohort[]>;
  /** Cohorts to which a policy declares a group: whom a store that names the group means to let in. */
  readonly byDeclared: ReadonlyMap<GroupId, readonly SourceCohort[]>;
  /** Cohorts some of whose identity is not known: candidates of every store. */
  readonly unclassed: readonly SourceCohort[];
}

interface Draft {
  readonly presences: readonly ClassPresence[];
  readonly addresses: readonly (IpAddress | null)[];
  readonly via: Via;
  readonly snat: boolean;
  readonly key: string;
}

/** The source that a packet has; an identity that is not known still has the cluster's VPC. */
export function sourceOf(presented: Presented, vpcId: VpcId | null): Source | null {
  if (presented.state === 'known') {
    const { vpcId: own, subnetId, groups } = presented.interface;
    return { vpcId: own, subnetId, groups };
  }
  return vpcId === null ? null : { vpcId, subnetId: null, groups: presented.reasons[0] };
}

/** A source whose address is not known either has no class: nothing can be said of it but `unknown`. */
function classOf(
  presented: Presented,
  vpcId: VpcId | null,
  engine: ReachEngine,
): SourceClass | null {
  const source = sourceOf(presented, vpcId);
  return presented.address === null || source === null
    ? null
    : engine.register(source, presented.address);
}

function classPresence(
  presence: Presence,
  family: Family,
  vpcId: VpcId | null,
  engine: ReachEngine,
): ClassPresence {
  return {
    family,
    why: presence.why,
    alternatives: presence.alternatives.map((one) => ({
      class: classOf(one, vpcId, engine),
      reasons: one.state === 'unknown' ? one.reasons : [],
    })),
  };
}

/** What the cell shows: the family in which the pod presents itself, its own address before a translated one. */
export function shownBy(presences: readonly Presence[]): {
  readonly via: Via;
  readonly snat: boolean;
} {
  const known = presences.flatMap((one) => one.alternatives).filter((one) => one.state === 'known');
  const [first] = known.toSorted((a, b) => Number(a.snat) - Number(b.snat));
  const isSure = presences.every((one) => one.alternatives.length < 2);
  if (first === undefined) return { via: 'unknown', snat: false };
  return { via: first.via, snat: isSure && first.snat };
}

function draft(
  pod: PodView,
  to: Destination,
  families: readonly Family[],
  vpcId: VpcId | null,
  engine: ReachEngine,
): Draft {
  const present = families
    .map((family) => ({ family, presence: presenceOf(pod.wiring, family, to) }))
    .filter(({ presence }) => presence.alternatives.length > 0);
  const presences = present.map(({ family, presence }) =>
    classPresence(presence, family, vpcId, engine),
  );
  const { via, snat } = shownBy(present.map(({ presence }) => presence));
  const key = presences
    .map(
      (one) =>
        `${one.family}${one.why ?? ''}:${one.alternatives.map((alt) => alt.class?.id ?? alt.reasons.join()).join('/')}`,
    )
    .join('|');
  return {
    presences,
    addresses: present.flatMap(({ presence }) => presence.alternatives.map((one) => one.address)),
    via,
    snat,
    key: `${via}|${snat}|${key}`,
  };
}

interface MutableCohort {
  rank: number;
  readonly cohort: Cohort & { readonly pods: PodView[] };
  readonly presences: readonly ClassPresence[];
  readonly addresses: (readonly (IpAddress | null)[])[];
}

/** Folds the pods on the wire into cohorts, for one kind of destination. */
export function foldCohorts(
  cluster: ClusterView,
  to: Destination,
  families: readonly Family[],
  engine: ReachEngine,
): CohortIndex {
  const all: MutableCohort[] = [];
  for (const workload of cluster.workloads) {
    const own = new Map<unknown, Map<string, MutableCohort>>();
    const folded: MutableCohort[] = [];
    for (const pod of workload.pods) {
      if (!pod.onWire) continue;
      const { presences, addresses, via, snat, key } = draft(
        pod,
        to,
        families,
        cluster.vpcId,
        engine,
      );
      const byKey = own.get(pod.declaration) ?? new Map<string, MutableCohort>();
      own.set(pod.declaration, byKey);
      let found = byKey.get(key);
      if (found === undefined) {
        const cohort = { cluster, workload, declaration: pod.declaration, via, snat, pods: [] };
        found = { rank: 0, cohort, presences, addresses: [] };
        byKey.set(key, found);
        folded.push(found);
      }
      found.cohort.pods.push(pod);
      found.addresses.push(addresses);
    }
    for (const one of folded.toSorted((a, b) => compareText(a.cohort.via, b.cohort.via))) {
      one.rank = all.length;
      all.push(one);
    }
  }
  return index(all);
}

function append<K>(lists: Map<K, SourceCohort[]>, key: K, one: SourceCohort): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else if (list.at(-1) !== one) list.push(one);
}

function index(all: readonly SourceCohort[]): CohortIndex {
  const byClass = new Map<SourceClass, SourceCohort[]>();
  const byDeclared = new Map<GroupId, SourceCohort[]>();
  const unclassed: SourceCohort[] = [];
  for (const one of all) {
    const alternatives = one.presences.flatMap((presence) => presence.alternatives);
    if (alternatives.some((alternative) => alternative.class === null)) unclassed.push(one);
    for (const { class: known } of alternatives) {
      if (known !== null) append(byClass, known, one);
    }
    for (const group of one.cohort.declaration.groups) append(byDeclared, group, one);
  }
  return { all, byClass, byDeclared, unclassed };
}
