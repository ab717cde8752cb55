import { asList, asObject, type Json, type JsonObject } from './json.ts';
import type { PodPhase, Workload } from './plan.ts';
import { slot, type PodShape, type Slot } from './pod-shape.ts';

/** What the kubelet reports; the scheduler alone for a pod without a node. */
export function podStatus(
  workload: Workload,
  shape: PodShape,
  spec: Record<string, Json>,
): JsonObject {
  const { phase, scheduled, addressed } = shape;
  const placed = scheduled
    ? { hostIP: slot('hostAddress'), hostIPs: [{ ip: slot('hostAddress') }] }
    : {};
  const addresses = addressed ? { podIP: slot('address'), podIPs: [{ ip: slot('address') }] } : {};
  return {
    conditions: podConditions(shape),
    ...(scheduled ? { containerStatuses: containerStatuses(workload, phase, spec) } : {}),
    ...placed,
    ...(phase === 'Failed' && workload.component !== 'batch'
      ? { message: 'The node was low on resource: memory.', reason: 'Evicted' }
      : {}),
    phase,
    ...addresses,
    qosClass: 'Burstable',
    ...(scheduled ? { startTime: slot('started') } : {}),
  };
}

function condition(type: string, isTrue: boolean, time: Slot, more: JsonObject = {}): JsonObject {
  const status = isTrue ? 'True' : 'False';
  return { lastProbeTime: null, lastTransitionTime: slot(time), ...more, status, type };
}

function podConditions({ phase, scheduled }: PodShape): readonly JsonObject[] {
  if (!scheduled) {
    const message = '0/3 nodes are available: 3 Insufficient memory.';
    return [condition('PodScheduled', false, 'created', { message, reason: 'Unschedulable' })];
  }
  const isReady = phase === 'Running';
  const reason =
    phase === 'Succeeded'
      ? { reason: 'PodCompleted' }
      : isReady
        ? {}
        : { reason: 'ContainersNotReady' };
  return [
    condition('PodReadyToStartContainers', isReady, 'ready'),
    condition('Initialized', true, 'started'),
    condition('Ready', isReady, 'ready', reason),
    condition('ContainersReady', isReady, 'ready', reason),
    condition('PodScheduled', true, 'started'),
  ];
}

function containerStatuses(
  workload: Workload,
  phase: PodPhase,
  spec: Record<string, Json>,
): readonly JsonObject[] {
  return asList(spec['containers'])
    .map(asObject)
    .map((container) => ({
      containerID: `containerd://${slot('container')}`,
      image: container['image'],
      imageID: `${workload.namespace.name}/${workload.component}@sha256:${slot('image')}`,
      lastState: {},
      name: container['name'],
      ready: phase === 'Running',
      restartCount: 0,
      started: phase === 'Running',
      state: containerState(phase),
    }));
}

function containerState(phase: PodPhase): JsonObject {
  switch (phase) {
    case 'Running':
      return { running: { startedAt: slot('ready') } };
    case 'Pending':
      return { waiting: { reason: 'ContainerCreating' } };
    case 'Succeeded':
    case 'Failed': {
      const exitCode = phase === 'Succeeded' ? 0 : 137;
      const reason = phase === 'Succeeded' ? 'Completed' : 'Error';
      return {
        terminated: { exitCode, finishedAt: slot('ready'), reason, startedAt: slot('started') },
      };
    }
  }
}
