import type { ObservedGenerations } from '../core/checks/index.ts';
import { type PolicySighting, seePolicies, type Sighting } from '../core/findings/index.ts';
import type { Finding, Snapshot } from '../core/model/index.ts';
import { type AuditRecord, type Ledger, StaleAuditError } from './ledger.ts';

/** What earlier audits left behind about the clusters of a snapshot. */
export interface Recollection {
  readonly open: readonly Finding[];
  readonly resolved: readonly Finding[];
  readonly sightings: readonly Sighting[];
  readonly lastAudits: readonly AuditRecord[];
  readonly observedGenerations: ObservedGenerations;
}

/** Everything that the ledger knows of these clusters; nothing without a ledger. */
export async function recall(
  ledger: Ledger | null,
  { clusters }: Pick<Snapshot, 'clusters'>,
): Promise<Recollection> {
  const gather = async <T>(
    read: (ledger: Ledger, cluster: string) => Promise<readonly T[]>,
  ): Promise<T[]> => {
    if (ledger === null) return [];
    const lists = await Promise.all(clusters.map(({ arn }) => read(ledger, arn)));
    return lists.flat();
  };
  const lastAudits = await gather(async (from, cluster) => {
    const last = await from.lastAudit(cluster);
    return last === null ? [] : [last];
  });
  return {
    open: await gather((from, cluster) => from.openFindings(cluster)),
    resolved: await gather((from, cluster) => from.resolvedFindings(cluster)),
    sightings: await gather((from, cluster) => from.sightings(cluster)),
    lastAudits,
    observedGenerations: new Map(
      lastAudits.flatMap(({ policies }) => policies).map((one) => [one.uid, one]),
    ),
  };
}

/** Findings move forward in time: what an older snapshot shows may long be mended. */
export function refuseOlder(
  { takenAt }: Pick<Snapshot, 'takenAt'>,
  { lastAudits }: Pick<Recollection, 'lastAudits'>,
): void {
  for (const last of lastAudits) {
    if (last.takenAt > takenAt) throw new StaleAuditError(last.cluster, takenAt, last.takenAt);
  }
}

/** What the next audit is to know of the policies that this one saw, by cluster. */
export function remember(
  { clusters, takenAt }: Pick<Snapshot, 'clusters' | 'takenAt'>,
  { lastAudits }: Pick<Recollection, 'lastAudits'>,
): ReadonlyMap<string, readonly PolicySighting[]> {
  return new Map(
    clusters.map(({ arn, policies }) => {
      const previous = lastAudits.find(({ cluster }) => cluster === arn)?.policies ?? [];
      return [arn, seePolicies(previous, policies, takenAt)];
    }),
  );
}
