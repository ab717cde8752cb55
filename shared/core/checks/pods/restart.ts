import type { WorkloadView } from '../../estate/index.ts';
import type { Fix } from '../../model/index.ts';
import { printable } from '../contract/message.ts';

const PLAIN = /^[A-Za-z0-9._/:=@-]+$/;

/** For reading and for pasting: names come from whoever may create objects. */
export function shellWord(text: string): string {
  const safe = printable(text);
  return PLAIN.test(safe) ? safe : `'${safe.replaceAll("'", String.raw`'\''`)}'`;
}

const RESTARTABLE: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** The controller attaches groups once, when it makes a pod's interface: only a new pod gets others. */
export function replacePods(workload: WorkloadView, podNames: readonly string[]): Fix {
  const slash = workload.name.indexOf('/');
  const kind = workload.name.slice(0, slash);
  const name = shellWord(workload.name.slice(slash + 1));
  const namespace = shellWord(workload.namespace);
  if (RESTARTABLE.has(kind)) {
    return {
      summary: `Replace the pods of ${printable(workload.name)}: groups are attached when a pod starts, and never again.`,
      commands: [`kubectl rollout restart ${kind.toLowerCase()}/${name} --namespace ${namespace}`],
    };
  }
  if (kind === 'Rollout') {
    return {
      summary: `Replace the pods of ${printable(workload.name)}: groups are attached when a pod starts, and never again.`,
      commands: [`kubectl argo rollouts restart ${name} --namespace ${namespace}`],
    };
  }
  return {
    summary: `Delete the pods of ${printable(workload.name)} and let them be made again: groups are attached when a pod starts, and never again.`,
    commands: podNames.map(
      (pod) => `kubectl delete pod ${shellWord(pod)} --namespace ${namespace}`,
    ),
  };
}
