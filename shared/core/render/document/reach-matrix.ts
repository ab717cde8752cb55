import type { UnknownReason } from '../../model/index.ts';
import type { Envelope } from './envelope.ts';

export type ReachWord = 'reachable' | 'partial' | 'blocked' | 'unknown';
export type PartialWord = 'return-ports' | 'some-pods' | 'some-subnets';
export type ViaWord =
  'branch' | 'node-primary' | 'node-secondary' | 'host' | 'fargate' | 'auto' | 'unknown';
export type PathWord = 'direct' | 'rds-proxy';

export interface DenialRow {
  readonly code: string;
  readonly direction: 'egress' | 'ingress';
  readonly component: string;
}

export interface PodCounts {
  readonly reachable: number;
  readonly blocked: number;
  readonly unknown: number;
}

/** Who stands at the source of a cell: a workload with its pods counted, or one pod. */
export type CellSource =
  | { readonly workload: string; readonly pod?: never }
  | { readonly pod: string; readonly workload?: never };

/** One (source, store, port, path, through, via, snat). Every field is there; what does not apply is empty or null. */
export type Cell = CellSource & {
  readonly cluster: string;
  readonly namespace: string;
  readonly store: string;
  readonly port: number;
  readonly reach: ReachWord;
  readonly partialBecause: readonly PartialWord[];
  readonly pods?: PodCounts;
  readonly intended: boolean | null;
  readonly path: PathWord;
  readonly through: string | null;
  readonly via: ViaWord;
  readonly snat: boolean;
  readonly egressRules: readonly string[];
  readonly ingressRules: readonly string[];
  readonly blockedBy: string | null;
  readonly denials: readonly DenialRow[];
  readonly unknown: readonly UnknownReason[];
};

/** A door that was asked about, whether or not anybody reaches it. */
export interface DoorRow {
  readonly store: string;
  readonly name: string;
  readonly engine: string;
  readonly port: number;
  /** Some policy's or pod's group is admitted: closed by groups for pods. Null when that was not decided. */
  readonly podManaged: boolean | null;
}

export type By = 'workload' | 'pod';

export interface ReachMatrix extends Envelope<'ReachMatrix'> {
  readonly by: By;
  /** Every door that was asked about, sorted by store and port. */
  readonly stores: readonly DoorRow[];
  readonly cells: Iterable<Cell>;
}
