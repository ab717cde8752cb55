import * as fc from 'fast-check';
import {
  type ClusterSnapshot,
  type CniEnvironment,
  type LabelSelector,
  type Listing,
  type Pod,
  type Snapshot,
  type Webhook,
} from '../../shared/core/model/index.ts';
import { anAwsNodePod, aNode, aPod, cniEnvironment, labels } from './kubernetes.ts';
import { instanceId } from './identifiers.ts';
import { aPrimaryEni } from './network.ts';
import { type PeeredStore, withPeeredStore } from './peered-store.ts';
import {
  addon,
  aGuardWebhook,
  aPodWebhook,
  cniWith,
  configMap,
  declaring,
  history,
  webhooks,
  withAgents,
} from './platform.ts';
import { hoursAgo, minutesAgo } from './times.ts';

const ON = { ENABLE_POD_ENI: 'true' } as const;
const STANDARD = { ...ON, POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' } as const;

const SETTINGS = {
  on: () => cniEnvironment(ON),
  off: () => cniEnvironment({}),
  standard: () => cniEnvironment(STANDARD),
  excluding: () =>
    cniEnvironment({ ...STANDARD, AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.1.1.0/28' }),
  elsewhere: () =>
    cniWith('ENABLE_POD_ENI', { kind: 'config-map', name: 'amazon-vpc-cni', key: 'eni' }),
  opaque: () => ({ ...cniEnvironment({}), opaque: true }),
} as const satisfies Readonly<Record<string, () => CniEnvironment>>;
type SettingsName = keyof typeof SETTINGS;

const HISTORIES = {
  old: () => history([hoursAgo(200), ON]),
  changed: () => history([hoursAgo(200), STANDARD], [hoursAgo(10), ON]),
  young: () => history([hoursAgo(200), {}], [minutesAgo(10), ON]),
} as const;

const skipping = (key: string, ...values: readonly string[]): LabelSelector => ({
  matchLabels: new Map(),
  matchExpressions: [{ key, operator: 'NotIn', values }],
});

const WEBHOOKS = {
  none: () => [],
  injector: () => [aPodWebhook()],
  guard: () => [aGuardWebhook()],
  deaf: () => [aPodWebhook({ podOperations: ['UPDATE'] }), aGuardWebhook()],
  byName: () => [
    aPodWebhook({ namespaceSelector: skipping('kubernetes.io/metadata.name', 'shop') }),
    aGuardWebhook(),
  ],
  byLabel: () => [aPodWebhook({ namespaceSelector: skipping('team', 'a') }), aGuardWebhook()],
  byPodLabel: () => [aPodWebhook({ objectSelector: skipping('app', 'api') }), aGuardWebhook()],
  conditional: () => [aPodWebhook({ hasMatchConditions: true }), aGuardWebhook()],
} as const satisfies Readonly<Record<string, () => readonly Webhook[]>>;
type WebhooksName = keyof typeof WEBHOOKS;

const ADDONS = {
  nothing: () => addon(),
  on: () => addon(ON),
  standard: () => addon(STANDARD),
  busy: () => addon(STANDARD, { status: 'UPDATING' }),
  malformed: () => addon({}, { configuration: { state: 'malformed' } }),
} as const;

const settings = fc.oneof(
  { weight: 4, arbitrary: fc.constant<SettingsName>('on') },
  { weight: 3, arbitrary: fc.constantFrom<SettingsName>('standard', 'excluding') },
  { weight: 3, arbitrary: fc.constantFrom<SettingsName>('off', 'off', 'elsewhere', 'opaque') },
);

/** How the platform of a lab differs from the usual one. */
export interface PlatformPlan {
  readonly running: SettingsName;
  /** The DaemonSet, where it says something else than its pods. */
  readonly declared: SettingsName | null;
  /** A node more, and what runs there. */
  readonly second: { readonly running: SettingsName; readonly kind: string } | null;
  readonly history: keyof typeof HISTORIES | null;
  readonly peered: PeeredStore | null;
  /** Other webhooks than those that EKS installs. */
  readonly webhooks: WebhooksName | null;
  /** What the add-on declares; null without one. */
  readonly addon: 'nothing' | 'on' | 'standard' | 'busy' | 'malformed' | null;
  /** Seconds of cooldown; null where the ConfigMap does not say. */
  readonly cooldown: string | null;
  /** Labels of the namespace `shop`. */
  readonly team: string;
  /** aws-node is younger than the pods. */
  readonly isRestarted: boolean;
}

export const arbitraryPlatform: fc.Arbitrary<PlatformPlan> = fc.record({
  running: settings,
  declared: fc.option(settings, { freq: 2 }),
  second: fc.option(
    fc.record({
      running: settings,
      kind: fc.constantFrom('', '', 'auto', 'hybrid'),
    }),
  ),
  history: fc.option(fc.constantFrom<keyof typeof HISTORIES>('old', 'changed', 'young')),
  webhooks: fc.option(fc.constantFrom(...(Object.keys(WEBHOOKS) as WebhooksName[])), { freq: 2 }),
  addon: fc.constantFrom('nothing', 'on', 'on', 'standard', 'busy', 'malformed', null),
  cooldown: fc.constantFrom('60', '5', 'soon', null),
  team: fc.constantFrom('a', 'b'),
  isRestarted: fc.boolean(),
  peered: fc.option(
    fc.record(
      {
        peers: fc.subarray(['sg-pods', 'sg-x', 'sg-nodes', '10.0.0.0/16']),
        address: fc.constantFrom('10.1.1.5', '10.1.1.99'),
      },
      { requiredKeys: ['peers'] },
    ),
  ),
});

const withItems = <T>(listing: Listing<T>, items: readonly T[]): Listing<T> => ({
  ...listing,
  items,
});

const withMore = <T>(listing: Listing<T>, items: readonly T[]): Listing<T> =>
  withItems(listing, [...listing.items, ...items]);

const reconfigured = (pod: Pod, cni: CniEnvironment): Pod =>
  pod.cni === null ? pod : { ...pod, cni };

const SECOND = 'i-00000000000000002';

/** A node with a primary interface of its own, unless it is no instance, and an ordinary pod of `shop` on it. */
function withSecondNode(lab: Snapshot, second: PlatformPlan['second']): Snapshot {
  if (second === null) return lab;
  const { kind } = second;
  const isInstance = kind !== 'hybrid';
  const own = {
    'eks.amazonaws.com/nodegroup': 'second',
    ...(kind === '' ? {} : { 'eks.amazonaws.com/compute-type': kind }),
  };
  const node = aNode({
    name: 'node-2',
    labels: own,
    instanceId: isInstance ? instanceId(SECOND) : null,
  });
  const address = isInstance ? '10.0.1.12' : '192.168.0.12';
  const primary = aPrimaryEni({ id: 'eni-primary-2', instance: SECOND, ips: [address] });
  const pods = [
    aPod({ name: 'second-1', nodeName: 'node-2', ips: [address], hostNetwork: !isInstance }),
    ...(kind === ''
      ? [anAwsNodePod('node-2', SETTINGS[second.running](), { ips: [address] })]
      : []),
  ];
  return {
    ...lab,
    scopes: lab.scopes.map((scope) => ({
      ...scope,
      interfaces: withMore(scope.interfaces, isInstance ? [primary] : []),
    })),
    clusters: lab.clusters.map((cluster) => ({
      ...cluster,
      cluster: withItems(
        cluster.cluster,
        cluster.cluster.items.map((one) => ({ ...one, autoMode: kind === 'auto' })),
      ),
      nodes: withMore(cluster.nodes, [node]),
      pods: withMore(cluster.pods, pods),
    })),
  };
}

/** The lab on such a platform. */
export function onPlatform(lab: Snapshot, plan: PlatformPlan): Snapshot {
  const running = SETTINGS[plan.running]();
  const change = (cluster: ClusterSnapshot): ClusterSnapshot => ({
    ...cluster,
    pods: withItems(
      cluster.pods,
      cluster.pods.items.map((pod) => reconfigured(pod, running)),
    ),
    ...declaring(plan.declared === null ? running : SETTINGS[plan.declared]()),
    ...(plan.history === null ? {} : { cniRevisions: HISTORIES[plan.history]() }),
    ...(plan.cooldown === null ? {} : configMap({ 'branch-eni-cooldown': plan.cooldown })),
    ...(plan.addon === null ? {} : ADDONS[plan.addon]()),
    ...(plan.webhooks === null ? {} : webhooks(...WEBHOOKS[plan.webhooks]())),
    namespaces: withItems(cluster.namespaces, [
      { name: 'shop', labels: labels({ team: plan.team }) },
    ]),
  });
  const placed = plan.peered === null ? lab : withPeeredStore(lab, plan.peered);
  const changed = { ...placed, clusters: placed.clusters.map(change) };
  return withSecondNode(
    plan.isRestarted ? withAgents(changed, { startedAt: hoursAgo(3) }) : changed,
    plan.second,
  );
}
