import { openSnapshot, SnapshotSourceError } from '../shared/adapters/snapshot/index.ts';
import {
  findChecks,
  type Filters,
  type Narrowing,
  QuestionError,
  type SnapshotSource,
} from '../shared/audit/index.ts';
import { printable } from '../shared/core/render/index.ts';
import { connect, liveSource } from './live.ts';
import type { CommonOptions, FilterOptions } from './options.ts';
import type { Session } from './session.ts';
import { UsageError } from './usage-error.ts';

/** Faults that the person can mend are told in a sentence; the others are ours and pass through. */
export async function asUsageError<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof QuestionError) throw new UsageError(withCandidates(error));
    if (error instanceof SnapshotSourceError) throw new UsageError(error.message);
    throw error;
  }
}

const SHOWN = 10;

function withCandidates({ message, candidates }: QuestionError): string {
  if (candidates.length === 0) return message;
  const shown = candidates.slice(0, SHOWN).map((one) => `  ${printable(one)}`);
  const rest = candidates.length > SHOWN ? [`  and ${candidates.length - SHOWN} more`] : [];
  return [`${message}; there are:`, ...shown, ...rest].join('\n');
}

/** The snapshot that was named. It is opened, not yet read. */
export async function openInput(options: CommonOptions, session: Session): Promise<SnapshotSource> {
  const { snapshot, cluster } = options;
  if (snapshot !== undefined && cluster !== undefined) {
    throw new UsageError('--snapshot and --cluster exclude each other: name one of them');
  }
  if (cluster !== undefined) {
    session.progress.stage('finding the cluster');
    const live = await connect(options, session.env);
    return liveSource(live, (path) => session.progress.stage(`reading ${path}`));
  }
  if (snapshot === undefined) {
    throw new UsageError(
      'nothing was named to be read; give --snapshot PATH (a folder or a .tar.gz), ' +
        'for example --snapshot examples/eks-workshop/drifted, or --cluster NAME --region REGION',
    );
  }
  return asUsageError(() => openSnapshot(session.locate(snapshot)));
}

export const filtersOf = (options: Partial<FilterOptions>): Filters => ({
  namespaces: options.namespace ?? [],
  workloads: options.workload ?? [],
  stores: options.store ?? [],
});

export const narrowingOf = async (options: FilterOptions): Promise<Narrowing> => ({
  filters: filtersOf(options),
  checks: await asUsageError(() => findChecks(options.check)),
});
