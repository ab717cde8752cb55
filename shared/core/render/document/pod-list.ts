import type { Cause, UnknownReason, Verdict } from '../../model/index.ts';
import type { Envelope, IsoTime } from './envelope.ts';

export interface PresentedInterface {
  readonly id: string;
  readonly kind: 'branch' | 'node' | 'fargate' | 'auto' | 'unknown';
  readonly addresses: readonly string[];
  readonly groups: readonly string[];
}

export interface PodRow {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly workload: string;
  readonly serviceAccount: string | null;
  readonly node: string | null;
  readonly class: 'linux' | 'windows' | 'fargate' | 'host-network';
  readonly phase: string;
  readonly policies: readonly string[];
  readonly declaredGroups: readonly string[];
  readonly interfaces: readonly PresentedInterface[];
  readonly verdict: Verdict;
  readonly causes: readonly Cause[];
  /** Why the verdict is unknown. Empty for one that only waits: then `settlingUntil` says until when. */
  readonly reasons: readonly UnknownReason[];
  readonly settlingUntil?: IsoTime;
}

export interface PolicyRow {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly status: 'active' | 'inert' | 'invalid';
  readonly reason?: string;
  readonly groups: readonly string[];
  readonly pods: number;
}

export interface PodList extends Envelope<'PodList'> {
  readonly pods: Iterable<PodRow>;
  readonly policies: readonly PolicyRow[];
}
