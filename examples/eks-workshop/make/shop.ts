import type { JsonObject } from './json.ts';
import type { PodSpec, WorkloadSpec } from './lab.ts';
import { clusterName } from './place.ts';
import { later, shopDeployedAt } from './times.ts';

// The sample shop of the workshop: five services, four of them with a database in the cluster.

const createdBy = { 'app.kubernetes.io/created-by': clusterName };

export const componentLabels = (name: string, component: string): Record<string, string> => ({
  'app.kubernetes.io/component': component,
  'app.kubernetes.io/instance': name,
  'app.kubernetes.io/name': name,
});

/** A service of the shop, without its pods. They are said chapter by chapter. */
export function shopService(name: string, image: string, memory: string): WorkloadSpec {
  const selector = componentLabels(name, 'service');
  return {
    kind: 'Deployment',
    namespace: name,
    name,
    labels: { ...createdBy, 'app.kubernetes.io/type': 'app' },
    selector,
    podLabels: { ...selector, ...createdBy },
    serviceAccount: name,
    revisions: [
      {
        at: shopDeployedAt,
        containers: [serviceContainer(name, image, memory)],
        annotations: scraped,
      },
    ],
    volumes: [{ emptyDir: { medium: 'Memory' }, name: 'tmp-volume' }],
    pods: [],
  };
}

export const scraped = {
  'prometheus.io/path': '/metrics',
  'prometheus.io/port': '8080',
  'prometheus.io/scrape': 'true',
};

export const serviceContainer = (
  name: string,
  image: string,
  memory: string,
  secret?: string,
): JsonObject => ({
  envFrom: [
    { configMapRef: { name } },
    ...(secret === undefined ? [] : [{ secretRef: { name: secret } }]),
  ],
  image: `public.ecr.aws/aws-containers/retail-store-sample-${image}:1.2.1`,
  livenessProbe: {
    failureThreshold: 3,
    httpGet: { path: '/health', port: 8080, scheme: 'HTTP' },
    initialDelaySeconds: 30,
    periodSeconds: 3,
    successThreshold: 1,
    timeoutSeconds: 1,
  },
  name,
  ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
  resources: { limits: { memory }, requests: { cpu: '250m', memory } },
  securityContext: { capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
  volumeMounts: [{ mountPath: '/tmp', name: 'tmp-volume' }],
});

interface DatabaseSpec {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly service: string;
  readonly component: string;
  readonly container: JsonObject;
  readonly pod: PodSpec;
}

/** A database that is a pod like any other: podfence does not take it for a store. */
function inClusterDatabase(spec: DatabaseSpec): WorkloadSpec {
  const selector = componentLabels(spec.service, spec.component);
  const team = { ...createdBy, 'app.kubernetes.io/team': 'database' };
  return {
    kind: spec.kind,
    namespace: spec.service,
    name: `${spec.service}-${spec.component}`,
    labels: team,
    selector,
    podLabels: { ...selector, ...team },
    serviceAccount: 'default',
    revisions: [{ at: shopDeployedAt, containers: [{ name: spec.component, ...spec.container }] }],
    pods: [spec.pod],
  };
}

const started = (node: PodSpec['node'], address: string): PodSpec => ({
  node,
  address,
  createdAt: later(shopDeployedAt, 2),
});

const running = (workload: WorkloadSpec, pod: PodSpec): WorkloadSpec => ({
  ...workload,
  pods: [pod],
});

export const catalog = shopService('catalog', 'catalog', '512Mi');
export const checkout = shopService('checkout', 'checkout', '512Mi');
export const checkoutPod = started('b', '10.42.146.193');

/** What is the same in all three chapters. */
export const unchangedShop: readonly WorkloadSpec[] = [
  running(shopService('carts', 'cart', '1Gi'), started('a', '10.42.116.17')),
  inClusterDatabase({
    kind: 'Deployment',
    service: 'carts',
    component: 'dynamodb',
    container: {
      image: 'amazon/dynamodb-local:1.25.1',
      ports: [{ containerPort: 8000, name: 'dynamodb', protocol: 'TCP' }],
    },
    pod: started('b', '10.42.133.34'),
  }),
  inClusterDatabase({
    kind: 'StatefulSet',
    service: 'catalog',
    component: 'mysql',
    container: {
      // Raw output of kubectl shows environment values; `podfence collect` drops them.
      env: [
        { name: 'MYSQL_ROOT_PASSWORD', value: 'an-example' },
        { name: 'MYSQL_DATABASE', value: 'catalog' },
        {
          name: 'MYSQL_USER',
          valueFrom: {
            secretKeyRef: { key: 'RETAIL_CATALOG_PERSISTENCE_USER', name: 'catalog-db' },
          },
        },
      ],
      image: 'public.ecr.aws/docker/library/mysql:8.0',
      ports: [{ containerPort: 3306, name: 'mysql', protocol: 'TCP' }],
    },
    pod: started('c', '10.42.163.130'),
  }),
  inClusterDatabase({
    kind: 'Deployment',
    service: 'checkout',
    component: 'redis',
    container: {
      image: 'public.ecr.aws/docker/library/redis:6.0-alpine',
      ports: [{ containerPort: 6379, name: 'redis', protocol: 'TCP' }],
    },
    pod: started('a', '10.42.104.66'),
  }),
  running(shopService('orders', 'orders', '1Gi'), started('c', '10.42.178.81')),
  inClusterDatabase({
    kind: 'StatefulSet',
    service: 'orders',
    component: 'postgresql',
    container: {
      image: 'public.ecr.aws/docker/library/postgres:16.1',
      ports: [{ containerPort: 5432, name: 'postgresql', protocol: 'TCP' }],
    },
    pod: started('a', '10.42.104.67'),
  }),
  running(shopService('ui', 'ui', '1536Mi'), started('b', '10.42.133.35')),
];
