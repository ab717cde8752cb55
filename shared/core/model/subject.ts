import { compareText } from './ids.ts';

/**
 * What a finding is about. A workload, policy, store, rule or node group, never a pod or an interface by name: a rollout
 * makes no new findings. `cluster` is the ARN; `workload-store`, `policy-store`, `store*` carry the store's ARN as `id`.
 */
export type Subject =
  | { readonly kind: 'cluster'; readonly cluster: string }
  | { readonly kind: 'node-group'; readonly cluster: string; readonly name: string }
  | { readonly kind: 'node'; readonly cluster: string; readonly name: string }
  | {
      readonly kind: 'policy';
      readonly cluster: string;
      readonly namespace: string;
      readonly name: string;
    }
  | {
      readonly kind: 'workload';
      readonly cluster: string;
      readonly namespace: string;
      readonly name: string;
    }
  | {
      readonly kind: 'workload-store';
      readonly cluster: string;
      readonly namespace: string;
      readonly name: string;
      readonly id: string;
    }
  | { readonly kind: 'store'; readonly cluster: string; readonly id: string }
  | {
      readonly kind: 'store-rule';
      readonly cluster: string;
      readonly id: string;
      readonly rule: string;
    }
  | {
      readonly kind: 'store-group';
      readonly cluster: string;
      readonly id: string;
      readonly group: string;
    }
  | {
      readonly kind: 'policy-store';
      readonly cluster: string;
      readonly namespace: string;
      readonly name: string;
      readonly id: string;
    }
  | { readonly kind: 'group'; readonly cluster: string; readonly group: string }
  | {
      readonly kind: 'group-rule';
      readonly cluster: string;
      readonly group: string;
      readonly rule: string;
    }
  | {
      readonly kind: 'interfaces';
      readonly cluster: string;
      readonly name: string;
      readonly group: string;
    };

export type SubjectKind = Subject['kind'];

/** The fields of each kind after `cluster`, in the order in which they identify and sort. */
export const SUBJECT_FIELDS = {
  cluster: [],
  'node-group': ['name'],
  node: ['name'],
  policy: ['namespace', 'name'],
  workload: ['namespace', 'name'],
  'workload-store': ['namespace', 'name', 'id'],
  store: ['id'],
  'store-rule': ['id', 'rule'],
  'store-group': ['id', 'group'],
  'policy-store': ['namespace', 'name', 'id'],
  group: ['group'],
  'group-rule': ['group', 'rule'],
  interfaces: ['name', 'group'],
} as const satisfies Record<SubjectKind, readonly string[]>;

/**
 * One text for one subject, the same for ever: identity, sorting and map keys. Parts are length-prefixed, so that no
 * name can imitate another subject.
 */
export function subjectKey(subject: Subject): string {
  const fields: Readonly<Record<string, string>> = subject;
  let key = subject.kind;
  for (const name of ['cluster', ...SUBJECT_FIELDS[subject.kind]]) {
    const value = fields[name] ?? '';
    key += `|${value.length}:${value}`;
  }
  return key;
}

/** Reading order: cluster, kind, then the fields of the kind. */
export function compareSubjects(a: Subject, b: Subject): number {
  const order = compareText(a.cluster, b.cluster) || compareText(a.kind, b.kind);
  if (order !== 0) return order;
  const left: Readonly<Record<string, string>> = a;
  const right: Readonly<Record<string, string>> = b;
  for (const name of SUBJECT_FIELDS[a.kind]) {
    const step = compareText(left[name] ?? '', right[name] ?? '');
    if (step !== 0) return step;
  }
  return 0;
}
