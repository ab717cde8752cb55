import type { StoreView } from '../../estate/index.ts';
import { type Fix, type GroupId, sortedUnique, type StoreKind } from '../../model/index.ts';
import { shellWord } from '../../text/index.ts';
import { OPEN_CONNECTIONS } from './revoke.ts';

/** The group that somebody has yet to make. */
const NEW_GROUP = 'NEW_GROUP';

const SERVICES: Readonly<Record<StoreKind, string>> = {
  'rds-instance': 'rds',
  'rds-cluster': 'rds',
  'rds-proxy': 'rds',
  neptune: 'neptune',
  docdb: 'docdb',
  elasticache: 'elasticache',
  'elasticache-serverless': 'elasticache',
};

/** By what the ARN says that it is: subcommand, the flag of its name, the flag of its groups. */
const MODIFY: ReadonlyMap<string, readonly [string, string, string]> = new Map<
  string,
  readonly [string, string, string]
>([
  ['db', ['modify-db-instance', '--db-instance-identifier', '--vpc-security-group-ids']],
  ['cluster', ['modify-db-cluster', '--db-cluster-identifier', '--vpc-security-group-ids']],
  [
    'replicationgroup',
    ['modify-replication-group', '--replication-group-id', '--security-group-ids'],
  ],
  [
    'serverlesscache',
    ['modify-serverless-cache', '--serverless-cache-name', '--security-group-ids'],
  ],
]);

const CACHE_CLUSTER = [
  'modify-cache-cluster',
  '--cache-cluster-id',
  '--security-group-ids',
] as const;

/** A rule of a group that others wear too may be theirs: nodes, for instance, rely on the rules of their own group. */
export const leaveGroup = (store: StoreView, group: GroupId, before: Fix | null = null): Fix => ({
  summary: [
    ...(before === null ? [] : [before.summary]),
    `${group} is worn by others than data stores too, and the rule may be theirs: let the store wear a group of its own that admits the intended pods.`,
    OPEN_CONNECTIONS,
  ].join(' '),
  commands: [...(before?.commands ?? []), wearInstead(store, group)],
});

/** To wear a new group instead of one: the others stay, since the call takes all of them. */
export function wearInstead({ store }: StoreView, instead: string): string {
  const service = SERVICES[store.kind];
  const kind = store.arn.split(':')[5] ?? '';
  const [verb, nameFlag, groupsFlag] =
    service === 'elasticache' && kind === 'cluster'
      ? CACHE_CLUSTER
      : (MODIFY.get(kind) ?? CACHE_CLUSTER);
  const groups = sortedUnique(store.doors.flatMap((door) => door.groups));
  const worn = [...groups.filter((group) => group !== instead), NEW_GROUP];
  return [
    `aws ${service} ${verb} ${nameFlag} ${shellWord(store.name)}`,
    `${groupsFlag} ${worn.map(shellWord).join(' ')}`,
    ...(store.region === null ? [] : [`--region ${shellWord(store.region)}`]),
  ].join(' ');
}
