import type { GroupId, SecurityGroup } from '../../model/index.ts';
import type { Reasons } from './outcome.ts';

/** Why something cannot be told, and the sources that would settle it, sorted. */
export interface Doubt {
  readonly reasons: Reasons;
  readonly missing: readonly string[];
}

/**
 * Whether pods of the cluster can wear a group. `missing`: it does not exist. `moving`: its association with the VPC of
 * the cluster is being made or undone.
 */
export type Fit =
  | { readonly kind: 'fits' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'moving' }
  | { readonly kind: 'misfits'; readonly because: string }
  | { readonly kind: 'unknown'; readonly doubt: Doubt };

export interface GroupsView {
  readonly complete: boolean;
  byId(id: GroupId): SecurityGroup | null;
  /** Listed, or worn by an interface. */
  isSeen(id: GroupId): boolean;
  /** Why a group that was not seen may exist nevertheless; null: then it surely does not. */
  readonly doubt: Doubt | null;
  /** Why a group may be listed or worn, and not seen; null: all that are were seen. */
  readonly unlisted: Doubt | null;
  fitOf(id: GroupId): Fit;
}
