import { type Subject, SUBJECT_FIELDS, type SubjectKind } from '../../model/index.ts';
import type { AuditReport, ReachMatrix } from '../document/index.ts';
import { printable } from '../printable.ts';
import { clusterName, shortArn } from '../table/words.ts';
import { type Html, markup } from './markup.ts';

/** What a finding is about, in words of people. */
const KIND_WORDS = {
  cluster: 'cluster',
  'node-group': 'node group',
  node: 'node',
  policy: 'policy',
  workload: 'workload',
  'workload-store': 'workload and store',
  store: 'store',
  'store-rule': 'store and rule',
  'store-group': 'store and group',
  'policy-store': 'policy and store',
  group: 'group',
  'group-rule': 'group and rule',
  interfaces: 'interfaces',
} as const satisfies Record<SubjectKind, string>;

/** Names for what subjects hold only by ARN. */
export interface Names {
  /** The name of a cluster when there are several, else null: then it goes without saying. */
  readonly cluster: (arn: string) => string | null;
  readonly store: (arn: string) => string;
  /** The title of a check, empty when it is not known. */
  readonly check: (id: string) => string;
  /** `C-01`. */
  readonly reference: (id: string) => string;
}

export function namesOf(
  { clusters, checks }: AuditReport,
  { stores }: ReachMatrix,
  catalogue: readonly { readonly id: string; readonly title: string; readonly reference: string }[],
): Names {
  const storeNames = new Map(stores.map(({ store, name }) => [store, name]));
  const titles = new Map([...catalogue, ...checks].map(({ id, title }) => [id, title]));
  const references = new Map([...catalogue, ...checks].map(({ id, reference }) => [id, reference]));
  return {
    cluster: (arn) => (clusters.length > 1 ? printable(clusterName(clusters, arn)) : null),
    store: (arn) => printable(storeNames.get(arn) ?? shortArn(arn)),
    check: (id) => titles.get(id) ?? '',
    reference: (id) => references.get(id) ?? '',
  };
}

const fieldOf = (subject: Subject, name: string): string => {
  const fields: Readonly<Record<string, string>> = subject;
  return fields[name] ?? '';
};

const hasField = ({ kind }: Subject, name: string): boolean =>
  SUBJECT_FIELDS[kind].some((one) => one === name);

export const namespaceOf = (subject: Subject): string =>
  hasField(subject, 'namespace') ? fieldOf(subject, 'namespace') : '';

/** The store's ARN; empty for a subject without one. */
export const storeOf = (subject: Subject): string =>
  hasField(subject, 'id') ? fieldOf(subject, 'id') : '';

/** `checkout / Deployment/checkout → eks-workshop-catalog`, as plain text. */
export function subjectWords(subject: Subject, names: Names): string {
  const parts = SUBJECT_FIELDS[subject.kind]
    .filter((name) => name !== 'id')
    .map((name) => printable(fieldOf(subject, name)));
  const who = parts.join(' / ');
  const store = storeOf(subject) === '' ? '' : names.store(storeOf(subject));
  if (subject.kind === 'cluster') return names.cluster(subject.cluster) ?? 'the whole cluster';
  if (store === '') return who;
  if (who === '') return store;
  const isClient = hasField(subject, 'namespace');
  return isClient ? `${who} → ${store}` : `${store} ← ${who}`;
}

export function subjectHeading(subject: Subject, names: Names): Html {
  const cluster = subject.kind === 'cluster' ? null : names.cluster(subject.cluster);
  return markup`${subjectWords(subject, names)}
    <span class="kind"
      >${KIND_WORDS[subject.kind]}${cluster === null ? '' : ` in ${cluster}`}</span
    >`;
}

/** What the filters look at. Every row has all of these, empty where they do not apply. */
export const subjectData = (subject: Subject, check: string): Html =>
  placeData(check, subject.cluster, namespaceOf(subject), storeOf(subject));

const placeData = (check: string, cluster: string, namespace: string, store: string): Html =>
  markup`data-check="${printable(check)}" data-cluster="${printable(cluster)}" data-namespace="${printable(namespace)}" data-store="${printable(store)}"`;
