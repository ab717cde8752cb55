import { after, catalogPolicy, catalogBranch, replaced } from './after.ts';
import { restartAnnotation } from './controllers.ts';
import { databaseGroup } from './groups.ts';
import type { BranchSpec, GroupSpec, Lab, PolicySpec, WorkloadSpec } from './lab.ts';
import { clusterName, labTags, vpc } from './place.ts';
import { checkout, scraped, serviceContainer } from './shop.ts';
import {
  checkoutPolicyCreatedAt,
  checkoutRestartedAt,
  driftedTakenAt,
  importRanAt,
  later,
  policyEditedAt,
  reportingDeployedAt,
  reportingLabelledAt,
} from './times.ts';

const telemetryGroup: GroupSpec = {
  key: 'catalog-telemetry',
  name: `${clusterName}-catalog-telemetry`,
  description: 'Lets catalog pods be scraped and send traces',
  tags: labTags,
  ingress: [{ protocol: 'tcp', port: 9090, peer: { group: 'cluster' } }],
  egress: [{ protocol: 'tcp', port: 4317, peer: { cidr: vpc.cidr } }],
};

const checkoutGroup: GroupSpec = {
  key: 'checkout',
  name: `${clusterName}-checkout`,
  description: 'Applied to checkout application pods',
  tags: labTags,
  ingress: [{ protocol: 'tcp', port: 8080, peer: { cidr: vpc.cidr } }],
  egress: [{ protocol: '-1', peer: { cidr: '0.0.0.0/0' } }],
};

/** Somebody opened the database to the nodes: every pod without a branch ENI wears that group. */
const openedDatabaseGroup: GroupSpec = {
  ...databaseGroup,
  ingress: [
    ...databaseGroup.ingress,
    {
      protocol: 'tcp',
      port: 3306,
      peer: { group: 'cluster' },
      description: 'temporary: catalog-reporting cannot connect',
    },
  ],
};

/** Edited after the catalog pod started: its branch ENI keeps the groups that it was made with. */
const editedPolicy: PolicySpec = {
  ...catalogPolicy,
  groups: ['catalog', 'catalog-telemetry'],
  editedAt: policyEditedAt,
};

const checkoutPolicy: PolicySpec = {
  namespace: 'checkout',
  name: 'checkout-access',
  podSelector: { matchLabels: { 'app.kubernetes.io/component': 'service' } },
  groups: ['checkout'],
  createdAt: checkoutPolicyCreatedAt,
};

/** The import's branch ENI is gone; its address and VLAN went to the checkout pod. */
const importBranch: BranchSpec = {
  key: 'catalog-import',
  node: 'b',
  address: '10.42.144.56',
  vlan: 2,
  groups: ['catalog'],
  deleted: true,
};

/** Made with the checkout group alone; the catalog group was added by hand. */
const checkoutBranch: BranchSpec = {
  key: 'checkout',
  node: 'b',
  address: importBranch.address,
  vlan: importBranch.vlan,
  groups: ['checkout', 'catalog'],
};

/** Left by a catalog pod that a load test started and stopped. */
const orphanBranch: BranchSpec = {
  key: 'left over from a load test',
  node: 'c',
  address: '10.42.171.204',
  vlan: 1,
  groups: ['catalog'],
};

const restartedCheckout: WorkloadSpec = {
  ...checkout,
  revisions: [
    ...checkout.revisions,
    {
      at: checkoutRestartedAt,
      containers: [serviceContainer('checkout', 'checkout', '512Mi')],
      annotations: { ...scraped, [restartAnnotation]: checkoutRestartedAt },
    },
  ],
  pods: [{ node: 'b', branch: checkoutBranch, createdAt: later(checkoutRestartedAt, 1) }],
};

const importLabels = {
  'app.kubernetes.io/component': 'service',
  'app.kubernetes.io/name': 'catalog-import',
};

/** Ran once, with a branch ENI, and completed: its annotation and address stay in its status. */
const catalogImport: WorkloadSpec = {
  kind: 'Job',
  namespace: 'catalog',
  name: 'catalog-import',
  labels: importLabels,
  selector: {},
  podLabels: importLabels,
  serviceAccount: 'catalog',
  revisions: [
    {
      at: importRanAt,
      containers: [
        {
          image: 'public.ecr.aws/aws-containers/retail-store-sample-catalog:1.2.1',
          name: 'import',
        },
      ],
    },
  ],
  pods: [
    {
      node: 'b',
      branch: importBranch,
      createdAt: importRanAt,
      completedAt: later(importRanAt, 72),
    },
  ],
};

const reportingLabels = {
  'app.kubernetes.io/instance': 'catalog-reporting',
  'app.kubernetes.io/name': 'catalog-reporting',
};

/** Given the policy's label by `kubectl label pod`, after it was created: too late for a branch ENI. */
const catalogReporting: WorkloadSpec = {
  kind: 'Deployment',
  namespace: 'catalog',
  name: 'catalog-reporting',
  labels: reportingLabels,
  selector: reportingLabels,
  podLabels: reportingLabels,
  serviceAccount: 'catalog',
  revisions: [
    {
      at: reportingDeployedAt,
      containers: [
        {
          envFrom: [{ secretRef: { name: 'catalog-rds' } }],
          image: 'public.ecr.aws/docker/library/mysql:8.0',
          name: 'reporting',
        },
      ],
    },
  ],
  pods: [
    {
      node: 'c',
      address: '10.42.178.85',
      createdAt: later(reportingDeployedAt, 1),
      labelled: {
        at: reportingLabelledAt,
        labels: { 'app.kubernetes.io/component': 'service' },
      },
    },
  ],
};

/** Three days later: six things happened, five of them wrong. */
export const drifted: Lab = {
  ...after,
  takenAt: driftedTakenAt,
  groups: [
    ...after.groups.map((group) => (group.key === databaseGroup.key ? openedDatabaseGroup : group)),
    telemetryGroup,
    checkoutGroup,
  ],
  branches: [catalogBranch, checkoutBranch, orphanBranch, importBranch],
  workloads: [...replaced(after.workloads, restartedCheckout), catalogImport, catalogReporting],
  policies: [editedPolicy, checkoutPolicy],
};
