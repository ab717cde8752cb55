import type { Json, JsonObject } from './json.ts';
import { cniPodSpec } from './cni.ts';
import type { Workload } from './plan.ts';

const IMAGES = '111122223333.dkr.ecr.us-west-2.amazonaws.com';

/** The pod template of a workload: what a Deployment holds, and what the API server makes a pod from. */
export function podTemplate(workload: Workload): {
  metadata: JsonObject;
  spec: Record<string, Json>;
} {
  const spec = workload.name === 'aws-node' ? cniPodSpec() : applicationSpec(workload);
  return {
    metadata: { labels: { ...workload.labels } },
    spec: {
      ...spec,
      dnsPolicy: workload.podClass === 'host-network' ? 'ClusterFirstWithHostNet' : 'ClusterFirst',
      ...(workload.podClass === 'host-network' ? { hostNetwork: true } : {}),
      ...(workload.podClass === 'windows'
        ? { nodeSelector: { 'kubernetes.io/os': 'windows' } }
        : {}),
      restartPolicy: workload.component === 'batch' ? 'Never' : 'Always',
      schedulerName: workload.podClass === 'fargate' ? 'fargate-scheduler' : 'default-scheduler',
      securityContext: { runAsNonRoot: true },
      serviceAccount: workload.account.name,
      serviceAccountName: workload.account.name,
      terminationGracePeriodSeconds: 30,
    },
  };
}

function applicationSpec(workload: Workload): Record<string, Json> {
  const containers = [applicationContainer(workload), ...(workload.sidecar ? [sidecar()] : [])];
  return {
    containers,
    volumes: [{ name: 'config', configMap: { defaultMode: 420, name: `${workload.name}-config` } }],
  };
}

function applicationContainer(workload: Workload): JsonObject {
  const secret = (name: string, key: string): JsonObject => ({
    name,
    valueFrom: { secretKeyRef: { key, name: `${workload.name}-secrets` } },
  });
  return {
    name: 'app',
    image: `${IMAGES}/${workload.namespace.name}/${workload.component}:${workload.labels['app.kubernetes.io/version']}`,
    imagePullPolicy: 'IfNotPresent',
    env: [
      value('SERVICE_NAME', workload.name),
      value('DATABASE_HOST', `db.${workload.namespace.name}.internal.example.com`),
      secret('DATABASE_PASSWORD', 'password'),
      {
        name: 'POD_NAME',
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } },
      },
    ],
    livenessProbe: probe('/healthz', 20),
    ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
    resources: {
      limits: { cpu: '500m', memory: '512Mi' },
      requests: { cpu: '250m', memory: '256Mi' },
    },
    securityContext: { readOnlyRootFilesystem: true },
    volumeMounts: [{ mountPath: '/etc/app', name: 'config', readOnly: true }],
  };
}

function value(name: string, text: string): JsonObject {
  return { name, value: text };
}

function sidecar(): JsonObject {
  return {
    name: 'telemetry',
    image: `${IMAGES}/platform/telemetry:v0.118.0`,
    imagePullPolicy: 'IfNotPresent',
    args: ['--config=/etc/telemetry/config.yaml', '--feature-gates=+filelog.allowFileDeletion'],
    ports: [{ containerPort: 4317, name: 'otlp', protocol: 'TCP' }],
    resources: { limits: { memory: '128Mi' }, requests: { cpu: '50m', memory: '64Mi' } },
  };
}

function probe(path: string, initialDelaySeconds: number): JsonObject {
  return {
    failureThreshold: 3,
    httpGet: { path, port: 'http', scheme: 'HTTP' },
    initialDelaySeconds,
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 2,
  };
}
