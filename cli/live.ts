import {
  liveSnapshot,
  type LiveReader,
  LiveReadError,
  type SnapshotSource,
} from '../shared/audit/index.ts';
import { projectItem } from '../shared/decode/index.ts';
import type { LiveOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

/** A cluster and its account, ready to be read. */
export interface LiveCluster {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly readers: readonly LiveReader[];
}

/** A token of EKS holds for 15 minutes; half of it may be over before the last request with it ends. */
const TOKEN_AGE_MS = 7 * 60 * 1000;

function regionOf(
  { region }: LiveOptions,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const found = region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? '';
  if (found !== '') return found;
  throw new UsageError('no region is known; give one with --region, or set AWS_REGION');
}

const accountIn = (arn: string): string => arn.split(':')[4] ?? '';

const keep = (file: string, object: object): object => {
  const kept = projectItem(file, object);
  return typeof kept === 'object' && kept !== null ? kept : {};
};

/** What the person can mend is told in a sentence. */
function explained(cluster: string, region: string, error: unknown): unknown {
  if (error instanceof LiveReadError) {
    return new UsageError(`cluster ${cluster} in ${region}: ${error.code}: ${error.message}`);
  }
  const isContext = error instanceof Error && error.name === 'UnknownContextError';
  return isContext ? new UsageError(error.message) : error;
}

/** Finds the cluster and makes its readers; nothing else is read yet. `isProbe`: nobody wants more than a first page. The SDKs are loaded for live access only. */
export async function connect(
  options: LiveOptions,
  env: Readonly<Record<string, string | undefined>>,
  isProbe = false,
): Promise<LiveCluster> {
  const { cluster } = options;
  if (cluster === undefined)
    throw new UsageError('no cluster was named; give one with --cluster NAME');
  const region = regionOf(options, env);
  const aws = await import('../shared/adapters/aws/index.ts');
  const kubernetes = await import('../shared/adapters/kubernetes/index.ts');
  const account = { region, profile: options.profile ?? null };
  try {
    const access = await aws.describeAccess(cluster, account);
    const byToken = async () => {
      const credentials = await aws.credentialsOf(account);
      const token = await aws.eksToken(access.name, region, credentials, new Date());
      return kubernetes.directConfig({ ...access, token });
    };
    const { context } = options;
    const own = context === undefined ? null : kubernetes.contextConfig(context);
    const configure =
      own === null ? kubernetes.refreshing(byToken, TOKEN_AGE_MS, Date.now) : async () => own;
    return {
      arn: access.arn,
      accountId: accountIn(access.arn),
      region,
      // The cluster first: what changes in the minute between is younger than the pods that were listed, not older.
      readers: [
        aws.eksReader(cluster, account),
        kubernetes.kubernetesReader({ get: kubernetes.apiGetter(configure), keep, isProbe }),
        aws.ec2Reader(account),
        aws.rdsReader(account),
        aws.elastiCacheReader(account),
      ],
    };
  } catch (error) {
    throw explained(cluster, region, error);
  }
}

/** The live cluster as a snapshot: what is asked of it is read once, in one pass. */
export function liveSource(
  { arn, accountId, region, readers }: LiveCluster,
  onRead: (path: string) => void,
): SnapshotSource {
  return liveSnapshot({
    place: { accountId, region, cluster: arn },
    readers,
    clock: () => new Date(),
    onRead,
  });
}
