import {
  type AwsScope,
  type ClusterSnapshot,
  completeListing,
  type DbInstance,
  type NetworkInterface,
  type Node,
  type Pod,
  type Policy,
  type Rule,
  type ServiceAccount,
  type Snapshot,
} from '../../shared/core/model/index.ts';
import { nextNumber } from './counter.ts';
import {
  anAwsNodePod,
  aNode,
  aPod,
  aPolicy,
  aServiceAccount,
  cniEnvironment,
  podEni,
  type PodOverrides,
} from './kubernetes.ts';
import {
  aBranchEni,
  aGroup,
  anEgress,
  anIngress,
  type InterfaceOverrides,
  aNacl,
  aPrimaryEni,
  aRouteTable,
  aSubnet,
  aTrunkEni,
  aVpc,
} from './network.ts';
import { aGuardWebhook, aPodWebhook, webhooks } from './platform.ts';
import { aClusterSnapshot, aScope, aSnapshot } from './snapshot.ts';
import { aDatabase } from './stores.ts';
import { NOW } from './times.ts';

/** A pod and the branch interface that it stands on. */
export interface BranchPod {
  readonly pod: Pod;
  readonly eni: NetworkInterface;
}

/** A pod as the controller and the CNI leave it: requested, annotated, answering on its own interface. */
export function aBranchPod(
  pod: PodOverrides = {},
  eni: InterfaceOverrides = {},
  entry: Parameters<typeof podEni>[2] = {},
): BranchPod {
  const number = nextNumber();
  const ip = pod.ips?.[0] ?? `10.0.1.${100 + (number % 100)}`;
  const vlan = 1 + (number % 4000);
  const branch = aBranchEni({ ips: [ip], vlan, ...eni });
  return {
    eni: branch,
    pod: aPod({
      ips: [ip],
      podEni: podEni(branch.id, ip, { vlanId: vlan, ...entry }),
      eniRequests: 1,
      firstContainerWantsEni: true,
      ...pod,
    }),
  };
}

/** A pod on an address of its node's primary interface: no policy was found for it when it was made. */
export function aNodePod(pod: PodOverrides = {}): Pod {
  return aPod({ ips: ['10.0.1.20'], ...pod });
}

/** A pod that has a node, requests a branch interface and has got none yet. */
export const aWaitingPod = (pod: PodOverrides = {}): Pod =>
  aPod({
    phase: 'Pending',
    ready: false,
    ips: [],
    eniRequests: 1,
    firstContainerWantsEni: true,
    ...pod,
  });

export interface LabParts {
  readonly branchPods?: readonly BranchPod[];
  readonly pods?: readonly Pod[];
  readonly nodes?: readonly Node[];
  readonly policies?: readonly Policy[];
  readonly serviceAccounts?: readonly ServiceAccount[];
  /** Beside the node's primary and trunk and the branch pods'. */
  readonly interfaces?: readonly NetworkInterface[];
  /** Groups beside `sg-pods`, `sg-nodes`, `sg-cluster`, `sg-db`. */
  readonly groups?: readonly string[];
  /** Beside the egress of every group. */
  readonly rules?: readonly Rule[];
  readonly databases?: readonly DbInstance[];
  readonly cni?: ReturnType<typeof cniEnvironment>;
  readonly scope?: Partial<AwsScope>;
  readonly cluster?: Partial<ClusterSnapshot>;
}

const GROUPS = ['sg-pods', 'sg-nodes', 'sg-cluster', 'sg-db'] as const;

/**
 * One cluster with one node, one policy (`sg-pods` for `app: web` in `shop`) and one database that admits `sg-pods`.
 * Everything was seen, and everything is as it should be.
 */
export function aLab(parts: LabParts = {}): Snapshot {
  const branchPods = parts.branchPods ?? [aBranchPod()];
  const cni = parts.cni ?? cniEnvironment();
  const groups = [...GROUPS, ...(parts.groups ?? [])];
  const interfaces = [
    aPrimaryEni({ prefixes: ['10.0.1.16/28'] }),
    aTrunkEni(),
    ...branchPods.map(({ eni }) => eni),
    ...(parts.interfaces ?? []),
  ];
  const rules = [
    ...groups.map((group) => anEgress(group)),
    ...(parts.rules ?? [anIngress('sg-db', 'sg-pods')]),
  ];
  const subnets = [aSubnet('subnet-pods', ['10.0.1.0/24']), aSubnet('subnet-db', ['10.0.2.0/24'])];
  const scope = aScope({
    interfaces: completeListing(interfaces, 'ec2/describe-network-interfaces.json', NOW),
    groups: completeListing(
      groups.map((group) => aGroup(group)),
      'ec2/describe-security-groups.json',
      NOW,
    ),
    rules: completeListing(rules, 'ec2/describe-security-group-rules.json', NOW),
    subnets: completeListing(subnets, 'ec2/describe-subnets.json', NOW),
    vpcs: completeListing([aVpc()], 'ec2/describe-vpcs.json', NOW),
    nacls: completeListing(
      [aNacl(['subnet-pods', 'subnet-db'])],
      'ec2/describe-network-acls.json',
      NOW,
    ),
    routeTables: completeListing([aRouteTable()], 'ec2/describe-route-tables.json', NOW),
    dbInstances: completeListing(
      parts.databases ?? [aDatabase()],
      'rds/describe-db-instances.json',
      NOW,
    ),
    ...parts.scope,
  });
  const nodes = parts.nodes ?? [aNode()];
  const pods = [
    ...nodes.map(({ name }) => anAwsNodePod(name, cni, { ips: ['10.0.1.10'] })),
    ...branchPods.map(({ pod }) => pod),
    ...(parts.pods ?? []),
  ];
  const accounts = parts.serviceAccounts ?? [
    aServiceAccount(),
    aServiceAccount({ namespace: 'kube-system' }),
  ];
  const cluster = aClusterSnapshot('main', {
    pods: completeListing(pods, 'k8s/pods.json', NOW),
    nodes: completeListing(nodes, 'k8s/nodes.json', NOW),
    policies: completeListing(parts.policies ?? [aPolicy()], 'k8s/securitygrouppolicies.json', NOW),
    serviceAccounts: completeListing(accounts, 'k8s/serviceaccounts.json', NOW),
    cniDaemonSet: completeListing(
      [{ cni, generation: 1, image: null }],
      'k8s/daemonset-aws-node.json',
      NOW,
    ),
    ...webhooks(aPodWebhook(), aGuardWebhook()),
    ...parts.cluster,
  });
  return aSnapshot({ scopes: [scope], clusters: [cluster] });
}
