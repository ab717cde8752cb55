import {
  cniConfigMap,
  cniNodes,
  kubernetesNodes,
  namespaces,
  serviceAccounts,
} from './cluster-objects.ts';
import { buildController, buildControllerRevisions, buildReplicaSets } from './controllers.ts';
import { eksFiles } from './control-plane.ts';
import { storeFiles } from './database.ts';
import {
  describeSecurityGroupRules,
  describeSecurityGroups,
  securityGroupsForVpc,
} from './groups.ts';
import { describeInstances } from './instances.ts';
import { describeNetworkInterfaces } from './interfaces.ts';
import { awsText, type JsonObject, kubectlText, kubernetesList, textOf } from './json.ts';
import type { Lab, WorkloadSpec } from './lab.ts';
import { networkFiles } from './network.ts';
import { account, clusterArn, region, vpc } from './place.ts';
import { buildPod } from './pods.ts';
import { buildPolicy } from './policies.ts';
import { awsNode } from './system.ts';
import { later } from './times.ts';
import { webhookConfigurations } from './webhooks.ts';

/** A snapshot: the text of each file by its path inside the folder. */
export type SnapshotFiles = ReadonlyMap<string, string>;

export function buildSnapshot(lab: Lab): SnapshotFiles {
  const denied = new Set(lab.denied.map(({ file }) => file));
  const files = new Map<string, string>();
  const put = (contents: Readonly<Record<string, JsonObject>>, text: typeof awsText): void => {
    for (const [file, value] of Object.entries(contents)) {
      if (!denied.has(file)) files.set(file, text(value));
    }
  };
  put(kubernetesFiles(lab), kubectlText);
  put({ ...eksFiles, ...ec2Files(lab), ...networkFiles, ...storeFiles }, awsText);
  files.set('snapshot.json', awsText(about(lab, [...files.keys()])));
  return files;
}

function ec2Files(lab: Lab): Readonly<Record<string, JsonObject>> {
  return {
    'ec2/describe-network-interfaces.json': describeNetworkInterfaces(lab),
    'ec2/describe-instances.json': describeInstances,
    'ec2/describe-security-groups.json': describeSecurityGroups(lab.groups),
    'ec2/describe-security-group-rules.json': describeSecurityGroupRules(lab.groups),
    [`ec2/get-security-groups-for-vpc-${vpc.id}.json`]: securityGroupsForVpc(lab.groups),
  };
}

function kubernetesFiles(lab: Lab): Readonly<Record<string, JsonObject>> {
  const { workloads } = lab;
  const controllers = (kind: WorkloadSpec['kind']): JsonObject =>
    listed(workloads.filter((workload) => workload.kind === kind).map(buildController));
  return {
    'k8s/pods.json': listed(
      workloads.flatMap((owner) => owner.pods.map((pod) => buildPod(owner, pod))),
    ),
    'k8s/serviceaccounts.json': listed(serviceAccounts),
    'k8s/namespaces.json': listed(namespaces),
    'k8s/nodes.json': listed(kubernetesNodes),
    'k8s/securitygrouppolicies.json': listed(lab.policies.map(buildPolicy)),
    'k8s/daemonset-aws-node.json': buildController(awsNode),
    'k8s/cninodes.json': listed(cniNodes),
    'k8s/eniconfigs.json': listed([]),
    'k8s/configmap-amazon-vpc-cni.json': cniConfigMap,
    'k8s/webhookconfigurations.json': kubernetesList(webhookConfigurations),
    'k8s/replicasets.json': listed(workloads.flatMap(buildReplicaSets)),
    'k8s/jobs.json': controllers('Job'),
    'k8s/deployments.json': controllers('Deployment'),
    'k8s/statefulsets.json': controllers('StatefulSet'),
    'k8s/daemonsets.json': controllers('DaemonSet'),
    'k8s/cronjobs.json': listed([]),
    'k8s/controllerrevisions.json': listed(buildControllerRevisions(awsNode)),
  };
}

/** The API server lists by namespace, then by name. */
const listed = (items: readonly JsonObject[]): JsonObject =>
  kubernetesList(items.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)));

const place = ({ metadata }: JsonObject): string =>
  `${textOf(metadata, 'namespace')}/${textOf(metadata, 'name')}`;

/** What the collector writes about its own work. */
function about(lab: Lab, files: readonly string[]): JsonObject {
  return {
    schemaVersion: 1,
    takenAt: lab.takenAt,
    takenBy: lab.takenBy,
    accountId: account,
    region,
    cluster: clusterArn,
    includeManagedResources: true,
    read: Object.fromEntries(files.map((file, at) => [file, later(lab.takenAt, at + 1)])),
    gaps: lab.denied.map(({ file, reason }) => ({ source: file, reason })),
  };
}
