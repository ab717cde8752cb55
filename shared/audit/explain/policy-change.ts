import type { DoorView, Estate, PodView } from '../../core/estate/index.ts';
import { compareText, type GroupId } from '../../core/model/index.ts';
import type { LeastChange } from '../../core/render/index.ts';
import { shellWord } from '../../core/text/index.ts';
import { isLasting } from '../lasting-labels.ts';

function lastingLabels({ pod }: PodView): Readonly<Record<string, string>> | null {
  const labels = [...pod.labels].filter(([key]) => isLasting(key));
  return labels.length === 0
    ? null
    : Object.fromEntries(labels.toSorted(([a], [b]) => compareText(a, b)));
}

/** Pods that ask for a group of their own: EC2 Linux pods that are not on the host's network. */
const canWearGroups = (pod: PodView): boolean =>
  pod.class === 'linux' && pod.node?.isAutoMode !== true && !pod.wiring.isHybrid;

const isOfNodes = ({ workload: { cluster } }: PodView, group: GroupId): boolean =>
  cluster.nodeGroups.has(group) || group === cluster.clusterGroupId;

const RESTARTABLE = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** How a pod is made anew: its groups are read when it is created, and never again. */
function restartCommand({ pod, workload }: PodView): string {
  const [kind = '', name = ''] = workload.name.split('/', 2);
  const inNamespace = `--namespace ${shellWord(pod.namespace)}`;
  return RESTARTABLE.has(kind)
    ? `kubectl rollout restart ${inNamespace} ${shellWord(`${kind.toLowerCase()}/${name}`)}`
    : `kubectl delete pod ${inNamespace} ${shellWord(pod.name)}`;
}

function manifestFor(
  pod: PodView,
  group: GroupId,
  labels: Readonly<Record<string, string>>,
): string {
  const [, name = pod.pod.name] = pod.workload.name.split('/', 2);
  return JSON.stringify({
    apiVersion: 'vpcresources.k8s.aws/v1beta1',
    kind: 'SecurityGroupPolicy',
    metadata: { name: `${name}-store-access`, namespace: pod.pod.namespace },
    spec: { podSelector: { matchLabels: labels }, securityGroups: { groupIds: [group] } },
  });
}

/** Would the pod get in if its own interface wore these groups? */
export type WouldOpen = (groups: readonly GroupId[]) => boolean;

/** The groups that are declared for the pod would open it: it only has to be made anew. */
function restartChange(pod: PodView, wouldOpen: WouldOpen): LeastChange | null {
  const { groups } = pod.declaration;
  if (groups.length === 0 || !wouldOpen(groups)) return null;
  return {
    kind: 'restart',
    summary:
      `No rule is needed: its policies declare ${groups.join(', ')}, which the store admits, but the pod was ` +
      'created without. Restart it.',
    commands: [restartCommand(pod)],
  };
}

/** Giving the pod a group that the store admits already: smaller than any new rule, and it lets in nobody else. */
export function policyChange(
  { network }: Estate,
  pod: PodView,
  { ingress }: DoorView,
  wouldOpen: WouldOpen,
): LeastChange | null {
  if (!canWearGroups(pod)) return null;
  const restart = restartChange(pod, wouldOpen);
  const labels = lastingLabels(pod);
  if (restart !== null || labels === null) return restart;
  const declared = pod.declaration.groups;
  // The groups of all policies that match a pod are joined: a further policy takes nothing away.
  const group = [...ingress.referencedGroups]
    .filter((one) => !isOfNodes(pod, one) && !declared.includes(one) && network.groups.has(one))
    .toSorted(compareText)
    .find((one) => wouldOpen([...declared, one].toSorted(compareText)));
  if (group === undefined) return null;
  return {
    kind: 'policy',
    summary:
      `No rule is needed: the store admits ${group} already. Give ${pod.pod.namespace} ${pod.workload.name} ` +
      'that group by a SecurityGroupPolicy and restart it, since a pod gets its groups when it is created.',
    commands: [
      `echo ${shellWord(manifestFor(pod, group, labels))} | kubectl apply -f -`,
      restartCommand(pod),
    ],
  };
}
