import type {
  CniEnvironment,
  EnvValue,
  FieldOwner,
  Labels,
  LabelSelector,
  Node,
  OwnerObject,
  OwnerReference,
  Pod,
  PodEniAnnotation,
  PodEniEntry,
  Policy,
  ServiceAccount,
} from '../../shared/core/model/index.ts';
import { nextId, nextNumber } from './counter.ts';
import { address, groupId, instanceId, interfaceId } from './identifiers.ts';
import { hoursAgo } from './times.ts';

export const labels = (pairs: Readonly<Record<string, string>>): Labels =>
  new Map(Object.entries(pairs));

export const matchLabels = (pairs: Readonly<Record<string, string>>): LabelSelector => ({
  matchLabels: labels(pairs),
  matchExpressions: [],
});

/** A managedFields entry that owns a spec. */
export const specOwner = (manager: string, at: number | null): FieldOwner => ({
  manager,
  operation: 'Update',
  at,
  labels: [],
  ownsSpec: true,
});

/** A managedFields entry that owns labels. */
export const labelOwner = (
  manager: string,
  at: number | null,
  keys: readonly string[],
): FieldOwner => ({ manager, operation: 'Update', at, labels: keys, ownsSpec: false });

const nextUid = (): string =>
  `00000000-0000-4000-8000-${nextNumber().toString(16).padStart(12, '0')}`;

/** A pod's controller: `Deployment/catalog` goes by way of a ReplicaSet, anything else owns its pods itself. */
export function ownedBy(workload: string): OwnerReference {
  const [kind = '', name = ''] = workload.split('/');
  const isDeployment = kind === 'Deployment';
  return {
    apiVersion: 'apps/v1',
    kind: isDeployment ? 'ReplicaSet' : kind,
    name: isDeployment ? `${name}-6f7d9c` : name,
    uid: `uid-of-${workload}`,
  };
}

/** What a builder is given: texts where the model has parsed values. */
export interface PodOverrides extends Partial<Omit<Pod, 'ips' | 'labels' | 'owner'>> {
  readonly workload?: string | null;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ips?: readonly string[];
}

/** A running pod of `Deployment/web` in `shop`, a day old, with an address and nothing of pod networking. */
export function aPod(overrides: PodOverrides = {}): Pod {
  const { workload = 'Deployment/web', labels: own = { app: 'web' }, ips, ...rest } = overrides;
  const createdAt = overrides.createdAt === undefined ? hoursAgo(24) : overrides.createdAt;
  const hash = workload?.startsWith('Deployment/') ? { 'pod-template-hash': '6f7d9c' } : {};
  return {
    uid: nextUid(),
    namespace: 'shop',
    name: `pod-${nextNumber()}`,
    labels: labels({ ...own, ...hash }),
    owner: workload === null ? null : ownedBy(workload),
    createdAt,
    deletedAt: null,
    labelOwners: [],
    managedFieldsSeen: false,
    podEni: { state: 'absent' },
    fargatePodSg: null,
    nicConfig: null,
    nodeName: 'node-1',
    serviceAccountName: 'default',
    hostNetwork: false,
    osSelectors: [],
    firstContainerWantsEni: false,
    eniRequests: 0,
    phase: 'Running',
    ready: true,
    ips: (ips ?? ['10.0.1.200']).map(address),
    startedAt: createdAt === null ? null : createdAt + 5000,
    scheduledAt: createdAt,
    cni: null,
    ...rest,
  };
}

export const podEniEntry = (
  eniId: string,
  ip: string | null,
  overrides: Partial<PodEniEntry> = {},
): PodEniEntry => ({
  eniId: interfaceId(eniId),
  mac: '02:00:00:00:00:01',
  addresses: ip === null ? [] : [address(ip)],
  vlanId: 1,
  subnetCidr: '10.0.1.0/24',
  associationId: 'trunk-assoc-1',
  ...overrides,
});

export const podEni = (
  eniId: string,
  ip: string | null,
  overrides: Partial<PodEniEntry> = {},
): PodEniAnnotation => ({
  state: 'present',
  entries: [podEniEntry(eniId, ip, overrides)],
});

const literal = (value: string): EnvValue => ({ kind: 'literal', value });

export const cniEnvironment = (
  node: Readonly<Record<string, string>> = { ENABLE_POD_ENI: 'true' },
): CniEnvironment => ({
  node: new Map(Object.entries(node).map(([name, value]) => [name, literal(value)])),
  init: new Map(),
  opaque: false,
});

/** The pod of aws-node on a node, older than the pods that it wires. */
export const anAwsNodePod = (
  nodeName: string,
  cni = cniEnvironment(),
  overrides: PodOverrides = {},
): Pod =>
  aPod({
    namespace: 'kube-system',
    name: `aws-node-${nodeName}`,
    workload: 'DaemonSet/aws-node',
    labels: { 'k8s-app': 'aws-node' },
    nodeName,
    hostNetwork: true,
    createdAt: hoursAgo(72),
    cni,
    ...overrides,
  });

export function aNode(
  overrides: Partial<Omit<Node, 'labels'>> & {
    readonly labels?: Readonly<Record<string, string>>;
  } = {},
): Node {
  const { labels: own = { 'eks.amazonaws.com/nodegroup': 'default' }, ...rest } = overrides;
  return {
    name: 'node-1',
    labels: labels(own),
    instanceId: instanceId('i-00000000000000001'),
    providerId: 'aws:///us-west-2a/i-00000000000000001',
    addresses: [address('10.0.1.10')],
    createdAt: hoursAgo(96),
    allocatablePodEni: 9,
    instanceType: 'm5.large',
    annotations: { eniConfig: null },
    ...rest,
  };
}

export interface PolicyOverrides extends Partial<Omit<Policy, 'groupIds'>> {
  readonly groups?: readonly string[];
}

/** A policy of `shop` for `app: web`, two days old and never edited. */
export function aPolicy(overrides: PolicyOverrides = {}): Policy {
  const { groups = ['sg-pods'], ...rest } = overrides;
  return {
    namespace: 'shop',
    name: 'web',
    uid: nextUid(),
    generation: 1,
    createdAt: hoursAgo(48),
    podSelector: matchLabels({ app: 'web' }),
    serviceAccountSelector: null,
    groupIds: groups.map(groupId),
    fieldOwners: [],
    lastAppliedMatchNames: false,
    ...rest,
  };
}

export function aServiceAccount(
  overrides: Partial<Omit<ServiceAccount, 'labels'>> & {
    readonly labels?: Readonly<Record<string, string>>;
  } = {},
): ServiceAccount {
  const { labels: own = {}, ...rest } = overrides;
  return {
    namespace: 'shop',
    name: 'default',
    labels: labels(own),
    createdAt: hoursAgo(96),
    labelOwners: [],
    managedFieldsSeen: true,
    ...rest,
  };
}

/** The ReplicaSet of a Deployment, with the labels that its pods were made with. */
export function aReplicaSet(
  workload: string,
  templateLabels: Readonly<Record<string, string>>,
  namespace = 'shop',
): OwnerObject {
  const reference = ownedBy(workload);
  const [kind = '', name = ''] = workload.split('/');
  return {
    kind: 'ReplicaSet',
    namespace,
    name: reference.name,
    uid: reference.uid,
    owner: { apiVersion: 'apps/v1', kind, name, uid: nextId('uid') },
    templateLabels: labels({ ...templateLabels, 'pod-template-hash': '6f7d9c' }),
  };
}
