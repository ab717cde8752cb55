import type { Subject } from '../../model/index.ts';
import { printable } from '../printable.ts';

/** `apiVersion` and `namespace` where they are known. */
export interface ObjectReference {
  readonly [field: string]: string;
  readonly kind: string;
  readonly name: string;
}

/** Kinds that Kubernetes and Argo define; another controller's version is not known. */
const API_VERSIONS: ReadonlyMap<string, string> = new Map([
  ['Pod', 'v1'],
  ['Deployment', 'apps/v1'],
  ['StatefulSet', 'apps/v1'],
  ['DaemonSet', 'apps/v1'],
  ['ReplicaSet', 'apps/v1'],
  ['Job', 'batch/v1'],
  ['CronJob', 'batch/v1'],
  ['Rollout', 'argoproj.io/v1alpha1'],
]);

const POLICY = { apiVersion: 'vpcresources.k8s.aws/v1beta1', kind: 'SecurityGroupPolicy' };
const NODE = { apiVersion: 'v1', kind: 'Node' };

function workload(namespace: string, owner: string): ObjectReference {
  const slash = owner.indexOf('/');
  const kind = slash === -1 ? 'Pod' : owner.slice(0, slash);
  const apiVersion = API_VERSIONS.get(kind);
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    kind: printable(kind),
    namespace: printable(namespace),
    name: printable(owner.slice(slash + 1)),
  };
}

/** The object of the cluster that a subject is; stores, groups and rules are none. */
export function referencesOf(subject: Subject): readonly ObjectReference[] {
  const { kind } = subject;
  if (kind === 'workload' || kind === 'workload-store') {
    return [workload(subject.namespace, subject.name)];
  }
  if (kind === 'policy' || kind === 'policy-store') {
    const { namespace, name } = subject;
    return [{ ...POLICY, namespace: printable(namespace), name: printable(name) }];
  }
  return kind === 'node' ? [{ ...NODE, name: printable(subject.name) }] : [];
}
