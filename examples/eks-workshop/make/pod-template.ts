import { fields, type JsonObject } from './json.ts';
import type { RevisionSpec, WorkloadSpec } from './lab.ts';

// What the API server fills in when a manifest leaves it out.
const containerDefaults: JsonObject = {
  imagePullPolicy: 'IfNotPresent',
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};

const complete = (container: JsonObject): JsonObject => ({ ...containerDefaults, ...container });

export const podSpecOf = (workload: WorkloadSpec, revision: RevisionSpec): JsonObject =>
  fields({
    containers: revision.containers.map(complete),
    dnsPolicy: 'ClusterFirst',
    hostNetwork: workload.hostNetwork,
    initContainers: workload.initContainers?.map(complete),
    priorityClassName: workload.priorityClass,
    restartPolicy: workload.kind === 'Job' ? 'Never' : 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    serviceAccount: workload.serviceAccount,
    serviceAccountName: workload.serviceAccount,
    terminationGracePeriodSeconds: 30,
    volumes: workload.volumes,
  });

/** The pod template of a controller. */
export const podTemplate = (
  workload: WorkloadSpec,
  revision: RevisionSpec,
  controllerLabels: Readonly<Record<string, string>> = {},
): JsonObject => ({
  metadata: fields({
    annotations: revision.annotations,
    creationTimestamp: null,
    labels: { ...workload.podLabels, ...controllerLabels },
  }),
  spec: podSpecOf(workload, revision),
});
