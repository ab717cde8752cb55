import type { StoreView, WorkloadView } from '../../estate/index.ts';

/** What documents of intent say beyond the answers that are kept. */
export interface StoresByDocument {
  /** A document that only observes is, or may be, about some door of the store. */
  isWatched(store: StoreView): boolean;
  /**
   * Whether pods of the workload may be meant to come in of which that was not decided. Null where no document is about
   * the store: then what policies declare decides.
   */
  isOpenByDocuments(workload: WorkloadView, store: StoreView): boolean | null;
}
