import type { UnknownReason } from '../../model/index.ts';
import type { Envelope } from './envelope.ts';
import type { PartialWord, PathWord, ReachWord, ViaWord } from './reach-matrix.ts';

/** One layer's word. Where a store may answer in several subnets that differ, a layer has one step for each answer. */
export interface StepRow {
  readonly layer: string;
  readonly component: string;
  readonly verdict: 'pass' | 'deny' | 'unknown';
  readonly code?: string;
  readonly rules?: readonly string[];
  readonly note?: string;
}

/** One way from the pod to the store. */
export interface PathRow {
  readonly path: PathWord;
  readonly through: string | null;
  readonly via: ViaWord;
  readonly snat: boolean;
  readonly reach: ReachWord;
  readonly partialBecause: readonly PartialWord[];
  readonly unknown: readonly UnknownReason[];
  readonly steps: readonly StepRow[];
}

/** A document of intent about the door, and what it says of the pod on the way that is shown. */
export interface SayingRow {
  readonly name: string;
  /** `file:line`. */
  readonly source: string;
  /** What only observes closes nothing. */
  readonly mode: 'enforce' | 'observe';
  /** It has not expired: what has lets nobody in, and its stores stay closed. */
  readonly inForce: boolean;
  readonly allows: 'yes' | 'no' | 'maybe';
}

/** Text to read; podfence never applies it. */
export interface LeastChange {
  /**
   * `restart`: the pod is declared a group that opens it, and was made without. `policy`: the store admits a group for
   * pods, which a policy could give. `none`: no rule alone opens it; `summary` says what else stands in the way.
   */
  readonly kind: 'restart' | 'policy' | 'ingress-rule' | 'egress-rule' | 'both-rules' | 'none';
  readonly summary: string;
  readonly commands: readonly string[];
}

export interface Explanation extends Envelope<'Explanation'> {
  readonly cluster: string;
  readonly namespace: string;
  readonly pod: string;
  readonly workload: string;
  readonly store: string;
  readonly port: number;
  /** Every port on which the store listens. */
  readonly ports: readonly number[];
  /** The best of `paths`, a direct one before one through a proxy. */
  readonly reach: ReachWord;
  readonly partialBecause: readonly PartialWord[];
  /** On the path that is shown. */
  readonly intended: boolean | null;
  /** Documents about the door; without an enforced one policies decide. */
  readonly documents: readonly SayingRow[];
  readonly path: PathWord;
  readonly through: string | null;
  readonly via: ViaWord;
  readonly snat: boolean;
  readonly unknown: readonly UnknownReason[];
  readonly steps: readonly StepRow[];
  /** Null unless blocked. */
  readonly leastChange: LeastChange | null;
  /** Every way that there is, this one included. */
  readonly paths: readonly PathRow[];
}
