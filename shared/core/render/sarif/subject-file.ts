import type { Subject, SubjectKind } from '../../model/index.ts';
import type { InputRow } from '../document/index.ts';

const RULE_FILES = ['ec2/describe-security-group-rules', 'ec2/describe-security-groups'];

/** The file of a snapshot in which a subject of each kind is described; the first that was read is taken. */
const FILES: Readonly<Record<Exclude<SubjectKind, 'store'>, readonly string[]>> = {
  cluster: ['eks/describe-cluster'],
  'node-group': ['k8s/nodes'],
  node: ['k8s/nodes'],
  policy: ['k8s/securitygrouppolicies'],
  'policy-store': ['k8s/securitygrouppolicies'],
  workload: ['k8s/pods'],
  'workload-store': ['k8s/pods'],
  'store-rule': RULE_FILES,
  'store-group': ['ec2/describe-security-groups'],
  group: ['ec2/describe-security-groups'],
  'group-rule': RULE_FILES,
  interfaces: ['ec2/describe-network-interfaces'],
};

/** By the service and resource type of the store's ARN. */
const STORE_FILES: ReadonlyMap<string, string> = new Map([
  ['rds:db', 'rds/describe-db-instances'],
  ['rds:cluster', 'rds/describe-db-clusters'],
  ['elasticache:cluster', 'elasticache/describe-cache-clusters'],
  ['elasticache:replicationgroup', 'elasticache/describe-replication-groups'],
  ['elasticache:serverlesscache', 'elasticache/describe-serverless-caches'],
]);

function storeFiles(arn: string): readonly string[] {
  const [, , service, , , type] = arn.split(':');
  const file = STORE_FILES.get(`${service}:${type}`);
  return file === undefined ? [] : [file];
}

/** `accounts/<id>/<region>/`, `clusters/<name>/`, then the file without its extension. */
const PLACE =
  /^(?:accounts\/(?<account>[^/]+)\/(?<region>[^/]+)\/)?(?:clusters\/(?<cluster>[^/]+)\/)?(?<file>[^/]+\/[^/]+)\.(?:json|ya?ml)$/u;

/** An input that is such a file, with the account, region and cluster of its folders. */
interface Place {
  readonly source: string;
  readonly file: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly cluster: string | undefined;
}

function placeOf({ source }: InputRow): readonly Place[] {
  const { file, account, region, cluster } = PLACE.exec(source)?.groups ?? {};
  return file === undefined ? [] : [{ source, file, account, region, cluster }];
}

/** A file without folders above it is everybody's. */
function placesOf(subject: Subject, file: string, places: readonly Place[]): readonly Place[] {
  const arn = 'id' in subject && !file.startsWith('k8s/') ? subject.id : subject.cluster;
  const [, , , itsRegion, itsAccount] = arn.split(':');
  const itsCluster = subject.cluster.slice(subject.cluster.indexOf('/') + 1);
  return places.filter(
    ({ account = itsAccount, region = itsRegion, cluster = itsCluster }) =>
      account === itsAccount && region === itsRegion && cluster === itsCluster,
  );
}

export type FindFile = (subject: Subject) => string | null;

/** The file of the snapshot that describes a subject; null where several may, or none does. */
export function fileFinder(inputs: readonly InputRow[]): FindFile {
  const places = Map.groupBy(inputs.flatMap(placeOf), ({ file }) => file);
  return (subject) => {
    const files = subject.kind === 'store' ? storeFiles(subject.id) : FILES[subject.kind];
    const found = files.map((file) => placesOf(subject, file, places.get(file) ?? []));
    const [place, ...others] = found.find(({ length }) => length > 0) ?? [];
    return place === undefined || others.length > 0 ? null : place.source;
  };
}
