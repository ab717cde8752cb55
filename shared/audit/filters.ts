import type { Estate, StoreView, WorkloadView } from '../core/estate/index.ts';
import { QuestionError } from './answer.ts';

/** What a question is narrowed to; an empty list is everything. */
export interface Filters {
  readonly namespaces: readonly string[];
  /** `Kind/name`, or the name alone. */
  readonly workloads: readonly string[];
  /** ARNs or names. */
  readonly stores: readonly string[];
}

export const NO_FILTERS: Filters = { namespaces: [], workloads: [], stores: [] };

const nameOf = (workload: string): string => workload.slice(workload.indexOf('/') + 1);

export const isWorkloadNamed = (workload: string, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.includes(workload) || wanted.includes(nameOf(workload));

export const isNamespaceNamed = (namespace: string, { namespaces }: Filters): boolean =>
  namespaces.length === 0 || namespaces.includes(namespace);

export const isWorkloadWanted = (
  { namespace, name }: Pick<WorkloadView, 'namespace' | 'name'>,
  filters: Filters,
): boolean => isNamespaceNamed(namespace, filters) && isWorkloadNamed(name, filters.workloads);

/** Stores are named by ARN, or by the name that the RDS and ElastiCache consoles show. */
export const findStores = (estate: Estate, name: string): readonly StoreView[] =>
  estate.stores.filter(({ store }) => store.arn === name || store.name === name);

/** The stores that are asked about. Throws a {@link QuestionError} for a name that no store has. */
export function wantedStores(estate: Estate, { stores }: Filters): readonly StoreView[] {
  if (stores.length === 0) return estate.stores;
  const found = stores.map((name) => {
    const named = findStores(estate, name);
    if (named.length === 0) throw unknownStore(estate, name);
    return named;
  });
  const wanted = new Set(found.flat());
  return estate.stores.filter((store) => wanted.has(store));
}

export function unknownStore(estate: Estate, name: string): QuestionError {
  const known = estate.stores.map(({ store }) => store.arn);
  const unseen = estate.storeGaps.length === 0 ? '' : ' (some stores were not seen)';
  return new QuestionError(`no store is named '${name}'${unseen}`, known);
}
