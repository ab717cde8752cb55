import { type Subject, SUBJECT_FIELDS } from '../../model/index.ts';

const TARGET = { role_id: 1, role: 'Target' };
const RELATED = { role_id: 4, role: 'Related' };

/** The subject itself, then the store and the cluster that it names. */
export function resourcesOf(subject: Subject, clusterName: string): readonly object[] {
  const fields: Readonly<Record<string, string>> = subject;
  const parts = SUBJECT_FIELDS[subject.kind].map((name) => fields[name] ?? '');
  const cluster = { uid: subject.cluster, name: clusterName, type: 'cluster' };
  if (subject.kind === 'cluster') return [{ ...cluster, ...TARGET }];
  const own = {
    uid: [subject.cluster, ...parts].join('/'),
    name: parts.join(' '),
    type: subject.kind,
    ...('namespace' in subject ? { namespace: subject.namespace } : {}),
    ...TARGET,
  };
  const store = 'id' in subject ? [{ uid: subject.id, type: 'store', ...RELATED }] : [];
  return [own, ...store, { ...cluster, ...RELATED }];
}
