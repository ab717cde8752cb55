import type { Pod } from '../model/index.ts';

/** How the controller's webhook classes a pod, in its order of tests. */
export type PodClass = 'host-network' | 'fargate' | 'windows' | 'linux';

const FARGATE_PROFILE_LABEL = 'eks.amazonaws.com/fargate-profile';

/**
 * amazon-vpc-resource-controller-k8s webhooks/core/pod_webhook.go, `WhichPod`. It runs before scheduling: neither the
 * node, nor `spec.os`, nor node affinity counts, and a label of any value makes a Fargate pod. Takes a pod or a
 * workload's template.
 */
export function classifyPod(pod: Pick<Pod, 'hostNetwork' | 'labels' | 'osSelectors'>): PodClass {
  if (pod.hostNetwork) return 'host-network';
  if (pod.labels.has(FARGATE_PROFILE_LABEL)) return 'fargate';
  return pod.osSelectors.includes('windows') ? 'windows' : 'linux';
}

/** False for the classes whose pods never get groups from a policy, whatever its selectors say. */
export function policiesApply(podClass: PodClass): boolean {
  return podClass === 'linux' || podClass === 'fargate';
}
