import type {
  ClusterView,
  Declaration,
  DoorView,
  PodView,
  StoreView,
  Via,
  WorkloadView,
} from '../estate/index.ts';
import type { Grants } from '../intent/index.ts';
import type { StoreArn, UnknownReason } from '../model/index.ts';
import type { Answer } from '../reach/index.ts';
import type { DoorIntent } from './door-intent.ts';

/**
 * Pods of one workload that share declaration, grants, interface kind, subnet and groups: they differ in their address
 * only, so that whatever holds for groups and subnets holds for all of them.
 */
export interface Cohort {
  readonly cluster: ClusterView;
  readonly workload: WorkloadView;
  readonly declaration: Declaration;
  readonly grants: Grants;
  readonly via: Via;
  /** The node's primary address replaces the pod's toward this destination. */
  readonly snat: boolean;
  readonly pods: readonly PodView[];
}

/** One answer for some pods of a cohort. `pods` is the cohort's own list when all of them share the answer. */
export interface Entry {
  readonly cohort: Cohort;
  readonly pods: readonly PodView[];
  readonly answer: Answer;
  readonly path: 'direct' | 'rds-proxy';
  /** The proxy's ARN on an `rds-proxy` path; null there if none stands before the store: see `isMissingProxy`. */
  readonly through: StoreArn | null;
  /** Null when it could not be decided. */
  readonly intended: boolean | null;
  /** The same if documents that only observe were enforced. */
  readonly observed: boolean | null;
  /** Why one of the two could not be decided; else empty. */
  readonly undecided: readonly UnknownReason[];
}

/**
 * Who reaches one door of one store. Entries whose answer is `blocked` are kept only for pods that are surely intended;
 * every pod on the wire that has no entry is blocked, and not intended as far as its declaration was seen. Sorted by cluster, namespace, workload, path, through, via.
 */
export interface DoorAccess {
  readonly store: StoreView;
  readonly door: DoorView;
  /** A document closes the door, or the group of a policy or branch interface is admitted. Null: undecided. */
  readonly podManaged: boolean | null;
  /** Who is meant to come in: `intentionOf` answers for any pod. */
  readonly intent: DoorIntent;
  readonly entries: readonly Entry[];
}

/** One way to a door, with every pod on the wire that could take it, folded by what it presents there. */
export interface Way {
  readonly path: Entry['path'];
  readonly through: StoreArn | null;
  readonly cohorts: readonly Cohort[];
  /** The answers of one of `cohorts`, blocked ones too. */
  entriesOf(cohort: Cohort): readonly Entry[];
}

export interface Access {
  readonly doors: readonly DoorAccess[];
  doorsOf(store: StoreView): readonly DoorAccess[];
  /** Everybody, for a listing that leaves nobody out: each cohort is answered when it is asked for. */
  waysTo(door: DoorAccess): readonly Way[];
}
