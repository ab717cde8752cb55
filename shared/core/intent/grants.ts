import type { DataStoreAccess, PodSelector, UnknownReason } from '../model/index.ts';
import type { Clause } from './clause.ts';

/** What documents grant a pod, to whichever stores they select. Pods that nothing tells apart share one object. */
export interface Grants {
  /** Documents with an entry that surely selects the pod. */
  readonly certain: ReadonlySet<DataStoreAccess>;
  /** Of the others, those with an entry that may select it. */
  readonly possible: ReadonlySet<DataStoreAccess>;
  /** Why these are not certain. */
  readonly reasons: readonly UnknownReason[];
}

export const NO_GRANTS: Grants = { certain: new Set(), possible: new Set(), reasons: [] };

/** An entry of `allow` with the document that it stands in. */
export interface AllowEntry {
  readonly document: DataStoreAccess;
  readonly selector: PodSelector;
  readonly clause: Clause;
}
