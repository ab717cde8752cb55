import { sha256 } from './identifiers.ts';
import { fields, type Json, type JsonObject, textOf } from './json.ts';
import type { PodSpec } from './lab.ts';
import { nodes } from './nodes.ts';
import { later } from './times.ts';

interface StatusSpec {
  readonly name: string;
  readonly pod: PodSpec;
  readonly hostNetwork: boolean;
  readonly containers: readonly JsonObject[];
}

/** What kubelet reports. A pod that completed keeps its address here, whoever has it by now. */
export function podStatus(spec: StatusSpec): JsonObject {
  const { pod } = spec;
  const host = nodes[pod.node].address;
  const address = spec.hostNetwork ? host : (pod.branch?.address ?? pod.address ?? host);
  return {
    conditions: conditions(pod),
    containerStatuses: spec.containers.map((container) => containerStatus(spec, container)),
    hostIP: host,
    hostIPs: [{ ip: host }],
    phase: pod.completedAt === undefined ? 'Running' : 'Succeeded',
    podIP: address,
    podIPs: [{ ip: address }],
    qosClass: 'Burstable',
    startTime: pod.createdAt,
  };
}

function conditions(pod: PodSpec): JsonObject[] {
  const done = pod.completedAt;
  const ready = done === undefined && pod.crashing !== true;
  const reason = done === undefined ? 'ContainersNotReady' : 'PodCompleted';
  const condition = (type: string, status: boolean, time: string): JsonObject =>
    fields({
      lastProbeTime: null,
      lastTransitionTime: time,
      reason: status ? undefined : reason,
      status: status ? 'True' : 'False',
      type,
    });
  const startedAt = later(pod.createdAt, 6);
  return [
    condition('PodReadyToStartContainers', done === undefined, done ?? startedAt),
    condition('Initialized', true, pod.createdAt),
    condition('Ready', ready, done ?? later(pod.createdAt, 12)),
    condition('ContainersReady', ready, done ?? later(pod.createdAt, 12)),
    condition('PodScheduled', true, pod.createdAt),
  ];
}

function containerStatus({ pod, name: podName }: StatusSpec, container: JsonObject): JsonObject {
  const name = textOf(container, 'name');
  const image = textOf(container, 'image');
  return {
    containerID: `containerd://${sha256(`${podName}/${name}/${pod.createdAt}`)}`,
    image,
    imageID: `${image.replace(/:[^:/]*$/, '')}@sha256:${sha256(image)}`,
    lastState: {},
    name,
    ready: pod.completedAt === undefined && pod.crashing !== true,
    restartCount: pod.crashing === true ? 6 : 0,
    started: pod.completedAt === undefined && pod.crashing !== true,
    state: containerState(pod),
  };
}

function containerState(pod: PodSpec): Readonly<Record<string, Json>> {
  const startedAt = later(pod.createdAt, 6);
  if (pod.completedAt !== undefined) {
    const finishedAt = pod.completedAt;
    return { terminated: { exitCode: 0, finishedAt, reason: 'Completed', startedAt } };
  }
  if (pod.crashing !== true) return { running: { startedAt } };
  const message = 'back-off 5m0s restarting failed container';
  return { waiting: { message, reason: 'CrashLoopBackOff' } };
}
