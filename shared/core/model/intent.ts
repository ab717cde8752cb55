import type { Prefix } from '../net/index.ts';
import type { EpochMs, GroupId } from './ids.ts';
import type { LabelSelector } from './labels.ts';

/** Where a document stands: the file as it was given, and the line of the document in it, from 1. */
export interface DocumentPlace {
  readonly file: string;
  readonly line: number;
}

/** An entry of `stores`: everything in it must hold. At least one of the two is given. */
export interface StoreSelector {
  /** An ARN in which `*` stands for any text; null for any. */
  readonly arn: string | null;
  readonly tagSelector: LabelSelector | null;
}

/** An entry of `allow`: everything in it must hold. Selectors mean what they mean in a SecurityGroupPolicy. */
export interface PodSelector {
  readonly namespaceSelector: LabelSelector | null;
  readonly podSelector: LabelSelector | null;
  readonly serviceAccountSelector: LabelSelector | null;
}

/** An entry of `nonPod`: a known client that is no pod. */
export interface NonPodClient {
  readonly groupIds: readonly GroupId[];
  readonly cidrs: readonly Prefix[];
}

/** Who may reach stores: closes every store that it selects, so that only what such documents allow is intended. */
export interface DataStoreAccess {
  readonly name: string;
  readonly place: DocumentPlace;
  /** A cluster ARN, or `*`. */
  readonly cluster: string;
  /** Any of them. */
  readonly stores: readonly StoreSelector[];
  /** Null: every listener port. */
  readonly ports: readonly number[] | null;
  /** Any of them; empty: nobody. */
  readonly allow: readonly PodSelector[];
  readonly nonPod: readonly NonPodClient[];
  readonly via: readonly ('direct' | 'rds-proxy')[];
  /** `observe`: what it would call unintended is told, and fails nothing. */
  readonly mode: 'enforce' | 'observe';
  /** The first moment at which its grants no longer hold (the end of its last day, UTC); null: never. */
  readonly expiresAt: EpochMs | null;
}

/** Findings that somebody accepts for a while, with a reason. */
export interface Suppression {
  readonly name: string;
  readonly place: DocumentPlace;
  /** The id of a check. */
  readonly check: string;
  /** Fields of the subject, each a pattern in which `*` stands for any text. All must match; `cluster`, `namespace`, … */
  readonly subject: ReadonlyMap<string, string>;
  readonly owner: string;
  readonly reason: string;
  /** The first moment at which it no longer holds: the end of its last day, UTC. */
  readonly expiresAt: EpochMs;
}
