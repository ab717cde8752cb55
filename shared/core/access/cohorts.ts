import type { Family, IpAddress } from '../net/index.ts';
import {
  type Destination,
  type Presence,
  presenceOf,
  type Presented,
  type Via,
} from '../identity/index.ts';
import type { Grants } from '../intent/index.ts';
import {
  compareText,
  type DataStoreAccess,
  type GroupId,
  type UnknownReason,
  type VpcId,
} from '../model/index.ts';
import type { ClusterView, Declaration, PodView, WorkloadView } from '../estate/index.ts';
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

/** What pods present to one kind of destination: pods of one shape differ in their addresses only. */
export interface Shape {
  readonly presences: readonly ClassPresence[];
  /** The one class, where there is one family and no alternative in it: nearly always. */
  readonly sole: { readonly family: Family; readonly class: SourceClass } | null;
  readonly via: Via;
  readonly snat: boolean;
}

/** A cohort with the classes that its pods belong to. */
export interface SourceCohort {
  /** Place in the order of entries: namespace, workload, via. */
  readonly rank: number;
  readonly cohort: Cohort;
  readonly shape: Shape;
  /** What one pod of it presents: the address of every alternative of every presence, in order. */
  readonly addressesOf: AddressesOf;
}

type AddressesOf = (pod: PodView) => readonly (IpAddress | null)[];

export interface CohortIndex {
  readonly all: readonly SourceCohort[];
  readonly byClass: ReadonlyMap<SourceClass, readonly SourceCohort[]>;
  /** Cohorts to which a policy declares a group: whom a store that names the group means to let in. */
  readonly byDeclared: ReadonlyMap<GroupId, readonly SourceCohort[]>;
  /** Cohorts that a document surely lets in, wherever it may let them in. */
  readonly byGranted: ReadonlyMap<DataStoreAccess, readonly SourceCohort[]>;
  /** Cohorts some of whose identity is not known: candidates of every store. */
  readonly unclassed: readonly SourceCohort[];
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

interface PresentIn {
  readonly family: Family;
  readonly presence: Presence;
}

/** Every shape once, so that pods are told apart by identity. */
class Shapes {
  private readonly soles = new Map<SourceClass, Shape[]>();
  private readonly others = new Map<string, Shape>();
  private readonly vpcId: VpcId | null;
  private readonly engine: ReachEngine;

  constructor(vpcId: VpcId | null, engine: ReachEngine) {
    this.vpcId = vpcId;
    this.engine = engine;
  }

  of(present: readonly PresentIn[]): Shape {
    const [first] = present;
    const [only, second] = first?.presence.alternatives ?? [];
    if (present.length === 1 && first !== undefined && second === undefined) {
      if (only?.state === 'known') return this.sole(first, only);
    }
    const presences = present.map(({ presence, family }) =>
      classPresence(presence, family, this.vpcId, this.engine),
    );
    const { via, snat } = shownBy(present.map(({ presence }) => presence));
    const key = `${via}|${snat}|${presences.map(presenceText).join('|')}`;
    const shape = this.others.get(key) ?? { presences, sole: null, via, snat };
    this.others.set(key, shape);
    return shape;
  }

  private sole(
    { family, presence }: PresentIn,
    { via, snat, address, interface: eni }: Presented & { readonly state: 'known' },
  ): Shape {
    const found = this.engine.register(eni, address);
    const known = this.soles.get(found) ?? [];
    this.soles.set(found, known);
    const same = known.find(
      (one) => one.via === via && one.snat === snat && one.sole?.family === family,
    );
    if (same !== undefined) return same;
    const presences = [classPresence(presence, family, this.vpcId, this.engine)];
    const shape: Shape = { presences, sole: { family, class: found }, via, snat };
    known.push(shape);
    return shape;
  }
}

const presenceText = ({ family, why, alternatives }: ClassPresence): string =>
  `${family}${why ?? ''}:${alternatives.map((one) => one.class?.id ?? one.reasons.join()).join('/')}`;

interface MutableCohort {
  rank: number;
  readonly cohort: Cohort & { readonly pods: PodView[] };
  readonly shape: Shape;
  readonly addressesOf: AddressesOf;
}

function presentIn(
  { wiring }: PodView,
  families: readonly Family[],
  to: Destination,
): readonly PresentIn[] {
  const present: PresentIn[] = [];
  for (const family of families) {
    const presence = presenceOf(wiring, family, to);
    if (presence.alternatives.length > 0) present.push({ family, presence });
  }
  return present;
}

/** The cohorts of one workload, in the order of their interfaces. */
function foldWorkload(
  workload: WorkloadView,
  to: Destination,
  families: readonly Family[],
  shapes: Shapes,
  addressesOf: AddressesOf,
): readonly MutableCohort[] {
  const { cluster } = workload;
  const known = new Map<Declaration, Map<Grants, Map<Shape, MutableCohort>>>();
  const folded: MutableCohort[] = [];
  for (const pod of workload.pods) {
    if (!pod.onWire) continue;
    const { declaration, grants } = pod;
    const shape = shapes.of(presentIn(pod, families, to));
    const byGrants = known.get(declaration) ?? new Map<Grants, Map<Shape, MutableCohort>>();
    known.set(declaration, byGrants);
    const byShape = byGrants.get(grants) ?? new Map<Shape, MutableCohort>();
    byGrants.set(grants, byShape);
    let found = byShape.get(shape);
    if (found === undefined) {
      const { via, snat } = shape;
      const cohort = { cluster, workload, declaration, grants, via, snat, pods: [] };
      found = { rank: 0, cohort, shape, addressesOf };
      byShape.set(shape, found);
      folded.push(found);
    }
    found.cohort.pods.push(pod);
  }
  return folded.length < 2
    ? folded
    : folded.toSorted((a, b) => compareText(a.cohort.via, b.cohort.via));
}

/** Folds the pods on the wire into cohorts, for one kind of destination. */
export function foldCohorts(
  cluster: ClusterView,
  to: Destination,
  families: readonly Family[],
  engine: ReachEngine,
): CohortIndex {
  const shapes = new Shapes(cluster.vpcId, engine);
  // Asked again where addresses are told apart, which is seldom: rows for all pods would be kept for nothing.
  const addressesOf: AddressesOf = (pod) =>
    presentIn(pod, families, to).flatMap(({ presence }) =>
      presence.alternatives.map((one) => one.address),
    );
  const all: MutableCohort[] = [];
  for (const workload of cluster.workloads) {
    for (const one of foldWorkload(workload, to, families, shapes, addressesOf)) {
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
  const byGranted = new Map<DataStoreAccess, SourceCohort[]>();
  const unclassed: SourceCohort[] = [];
  for (const one of all) {
    const alternatives = one.shape.presences.flatMap((presence) => presence.alternatives);
    if (alternatives.some((alternative) => alternative.class === null)) unclassed.push(one);
    for (const { class: known } of alternatives) {
      if (known !== null) append(byClass, known, one);
    }
    for (const group of one.cohort.declaration.groups) append(byDeclared, group, one);
    for (const document of one.cohort.grants.certain) append(byGranted, document, one);
  }
  return { all, byClass, byDeclared, byGranted, unclassed };
}
