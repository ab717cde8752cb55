import type { WorkloadView } from '../../estate/index.ts';
import type { Fix } from '../../model/index.ts';
import { shellWord } from '../../text/index.ts';
import { printable } from '../contract/message.ts';

const RESTARTABLE: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/**
 * The controller attaches groups once, when it makes a pod's interface: only a new pod gets others. `before` is what has
 * to be done first, as a sentence.
 */
export function replacePods(
  workload: WorkloadView,
  podNames: readonly string[],
  before: string | null = null,
): Fix {
  const slash = workload.name.indexOf('/');
  const kind = workload.name.slice(0, slash);
  const name = shellWord(workload.name.slice(slash + 1));
  const namespace = shellWord(workload.namespace);
  const first = before === null ? '' : `${before} `;
  const why = 'groups are attached when a pod starts, and never again.';
  const restart = (command: string): Fix => ({
    summary: `${first}Replace the pods of ${printable(workload.name)}: ${why}`,
    commands: [`${command} --namespace ${namespace}`],
  });
  if (RESTARTABLE.has(kind))
    return restart(`kubectl rollout restart ${kind.toLowerCase()}/${name}`);
  if (kind === 'Rollout') return restart(`kubectl argo rollouts restart ${name}`);
  return {
    summary: `${first}Delete the pods of ${printable(workload.name)} and let them be made again: ${why}`,
    commands: podNames.map(
      (pod) => `kubectl delete pod ${shellWord(pod)} --namespace ${namespace}`,
    ),
  };
}
