import type { Subject } from '../core/model/index.ts';
import { type Filters, isNamespaceNamed, isWorkloadNamed, NO_FILTERS } from './filters.ts';

/** Which part of an audit's outcome is reported. */
export interface Narrowing {
  readonly filters: Filters;
  /** Slugs; empty is all. */
  readonly checks: ReadonlySet<string>;
}

export const EVERYTHING: Narrowing = { filters: NO_FILTERS, checks: new Set() };

export const isCheckWanted = (check: string, { checks }: Narrowing): boolean =>
  checks.size === 0 || checks.has(check);

/** The end of an ARN: `db:orders`, of which the name is `orders`. */
const storeName = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

function isStoreWanted(subject: Subject, { stores }: Filters): boolean {
  if (stores.length === 0) return true;
  return 'id' in subject && (stores.includes(subject.id) || stores.includes(storeName(subject.id)));
}

/** A subject that has no namespace, or is no workload, is none that a filter asks for. */
function isSubjectWanted(subject: Subject, filters: Filters): boolean {
  const { namespaces, workloads } = filters;
  const inNamespace = 'namespace' in subject && isNamespaceNamed(subject.namespace, filters);
  if (namespaces.length > 0 && !inNamespace) return false;
  const isWorkload = subject.kind === 'workload' || subject.kind === 'workload-store';
  if (workloads.length > 0 && !(isWorkload && isWorkloadNamed(subject.name, workloads)))
    return false;
  return isStoreWanted(subject, filters);
}

export const isWanted = (
  { check, subject }: { readonly check: string; readonly subject: Subject },
  narrowing: Narrowing,
): boolean => isCheckWanted(check, narrowing) && isSubjectWanted(subject, narrowing.filters);

/**
 * What is unknown of a whole cluster (no pods were seen, say) is unknown of each of its parts: no filter hides it, or the
 * part would look well.
 */
export const isUnknownWanted = (
  row: { readonly check: string; readonly subject: Subject },
  narrowing: Narrowing,
): boolean =>
  row.subject.kind === 'cluster' ? isCheckWanted(row.check, narrowing) : isWanted(row, narrowing);
