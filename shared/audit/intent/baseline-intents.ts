import type { Access } from '../../core/access/index.ts';
import type { Estate, WorkloadView } from '../../core/estate/index.ts';
import { renderYaml, toIso, type YamlDocument, type YamlMapping } from '../../core/render/index.ts';
import { API_VERSION } from '../../decode/index.ts';
import { arePodsUnseen } from '../answer.ts';
import { type Filters, NO_FILTERS, refuseUnknownNames, wantedStores } from '../filters.ts';
import { AllowWriter } from './allow-entries.ts';
import { DocumentNames } from './document-names.ts';
import { ClientReader, type OtherClients } from './other-clients.ts';
import { documentsOf, type StoreDocument } from './store-documents.ts';

export interface BaselineIntents {
  /** The file: documents in the order of their stores. */
  readonly chunks: Iterable<string>;
  readonly count: number;
  /** Of some pods or stores it is not known whether they belong in. */
  readonly unknown: boolean;
}

/**
 * Documents of intent that let in exactly who gets in today, for people to review and to enforce. Throws a
 * {@link QuestionError} for a store that is not there.
 */
export function baselineIntents(
  estate: Estate,
  access: Access,
  filters: Filters = NO_FILTERS,
): BaselineIntents {
  refuseUnknownNames(estate, filters);
  const writers = new Map(estate.clusters.map((one) => [one, new AllowWriter(one)] as const));
  const clients = new ClientReader(estate);
  const names = new DocumentNames();
  const written = wantedStores(estate, filters)
    .filter(({ store }) => isArn(store.arn))
    .flatMap((store) => {
      const documents = documentsOf(access, store, writers);
      const others = clients.clientsOf(store);
      return documents.map((one) => ({
        one,
        document: toYaml(one, names.give(namePartsOf(one, documents)), others),
      }));
    });
  const isOpen = ({ unnamed, undecided }: StoreDocument): boolean =>
    unnamed.length + undecided.length > 0;
  return {
    chunks: renderYaml(
      headingOf(estate),
      written.map(({ document }) => document),
    ),
    count: written.length,
    unknown:
      written.some(({ one }) => isOpen(one)) ||
      arePodsUnseen(estate) ||
      estate.storeGaps.length > 0,
  };
}

/** What documents can name: a store or cluster of another name could not be selected. */
const isArn = (text: string): boolean => /^arn:\S{1,2000}$/u.test(text);

const headingOf = ({ takenAt }: Estate): readonly string[] => [
  `Who reaches each data store as of ${toIso(takenAt)}, written by podfence intent init.`,
  'Review it: take away the entries of those who should not get in, and audit with --intent.',
  'These stores are closed to everybody else, whatever policies give out.',
];

/** What tells the documents of one store apart. */
function namePartsOf(
  { store, cluster, ports, via }: StoreDocument,
  all: readonly StoreDocument[],
): readonly string[] {
  const clusters = new Set(all.map((one) => one.cluster));
  const differs = all.some((one) => one.via.join() !== via.join());
  return [
    store.store.name,
    ...(clusters.size > 1 && cluster !== null ? [cluster.name] : []),
    ...(ports ?? []).map(String),
    ...(differs && via.length === 1 && via[0] === 'rds-proxy' ? ['by-proxy'] : []),
  ];
}

function toYaml(one: StoreDocument, name: string, others: OtherClients): YamlDocument {
  const { store, cluster, ports, via, allow } = one;
  const spec: YamlMapping = {
    cluster: cluster !== null && isArn(cluster.arn) ? cluster.arn : '*',
    stores: [{ arn: store.store.arn }],
    ...(ports === null ? {} : { ports }),
    allow: allow.map(({ value }) => value),
    ...nonPodOf(others),
    via,
    mode: 'enforce',
  };
  return {
    comments: commentsOf(one, others),
    value: { apiVersion: API_VERSION, kind: 'DataStoreAccess', metadata: { name }, spec },
  };
}

const GROUP_ID = /^sg-[0-9a-z][0-9a-z-]{0,60}$/u;

function nonPodOf({ groups, cidrs }: OtherClients): YamlMapping {
  const ids = groups.filter((id) => GROUP_ID.test(id));
  const client = {
    ...(ids.length === 0 ? {} : { securityGroupIds: ids }),
    ...(cidrs.length === 0 ? {} : { cidrs }),
  };
  return Object.keys(client).length === 0 ? {} : { nonPod: [client] };
}

const LISTED = 10;

function listed(label: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const rest = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  return [`${label}: ${names.slice(0, LISTED).join(', ')}${rest}`];
}

const nameOf = ({ namespace, name }: WorkloadView): string => `${namespace} ${name}`;

const commentsOf = (
  { store, allow, unnamed, undecided }: StoreDocument,
  { leftOut }: OtherClients,
): readonly string[] => [
  `${store.store.engine} ${store.store.name}`,
  ...(allow.length === 0 ? ['nobody gets in'] : []),
  ...allow.map(({ comment }, index) => `allow[${index}]: ${comment}`),
  ...listed('gets in, and cannot be named', unnamed.map(nameOf)),
  ...listed('not known whether they get in', undecided.map(nameOf)),
  ...listed('ranges that are admitted and hold nodes or pods, left out of nonPod', leftOut),
];
