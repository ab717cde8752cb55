import type { Estate, StoreView, WorkloadView } from '../core/estate/index.ts';
import { compareText, sortedUnique } from '../core/model/index.ts';
import { arePodsUnseen, QuestionError } from './answer.ts';

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

/** Clusters are named by ARN, or by the name at its end. */
export const isClusterNamed = (arn: string, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.includes(arn) || wanted.includes(nameOf(arn));

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

/** Everything that has a namespace: one without pods exists none the less. */
const namespacesOf = ({ clusters }: Estate): ReadonlySet<string> =>
  new Set(
    clusters.flatMap(({ workloads, snapshot }) => [
      ...workloads.map(({ namespace }) => namespace),
      ...snapshot.namespaces.items.map(({ name }) => name),
      ...snapshot.policies.items.map(({ namespace }) => namespace),
      ...snapshot.serviceAccounts.items.map(({ namespace }) => namespace),
    ]),
  );

const workloadsOf = ({ clusters }: Estate): readonly string[] =>
  clusters.flatMap(({ workloads, snapshot }) => [
    ...workloads.map(({ name }) => name),
    ...snapshot.templates.items.map(({ kind, name }) => `${kind}/${name}`),
  ]);

/**
 * A name that nothing has is a mistake: what it would leave is an empty listing, and that looks well. Where some pods were
 * not seen nobody can tell, and the answer is unknown anyway. Throws a {@link QuestionError}.
 */
export function refuseUnknownNames(estate: Estate, filters: Filters): void {
  wantedStores(estate, filters);
  if (arePodsUnseen(estate)) return;
  const namespaces = namespacesOf(estate);
  for (const name of filters.namespaces) {
    if (namespaces.has(name)) continue;
    throw new QuestionError(
      `no namespace is named '${name}'`,
      [...namespaces].toSorted(compareText),
    );
  }
  const workloads = workloadsOf(estate);
  for (const name of filters.workloads) {
    if (workloads.some((one) => isWorkloadNamed(one, [name]))) continue;
    const alike = workloads.filter(
      (one) => one.includes(nameOf(name)) || name.includes(nameOf(one)),
    );
    throw new QuestionError(`no workload is named '${name}'`, sortedUnique(alike));
  }
}
