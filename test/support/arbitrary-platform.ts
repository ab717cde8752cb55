import * as fc from 'fast-check';
import {
  type ClusterSnapshot,
  type CniEnvironment,
  type Listing,
  type Pod,
  type Snapshot,
} from '../../shared/core/model/index.ts';
import { anAwsNodePod, aNode, cniEnvironment } from './kubernetes.ts';
import { instanceId } from './identifiers.ts';
import { cniWith, declaring, history } from './platform.ts';
import { hoursAgo, minutesAgo } from './times.ts';

const ON = { ENABLE_POD_ENI: 'true' } as const;

const SETTINGS = {
  on: () => cniEnvironment(ON),
  off: () => cniEnvironment({}),
  standard: () => cniEnvironment({ ...ON, POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' }),
  elsewhere: () =>
    cniWith('ENABLE_POD_ENI', { kind: 'config-map', name: 'amazon-vpc-cni', key: 'eni' }),
  opaque: () => ({ ...cniEnvironment({}), opaque: true }),
} as const satisfies Readonly<Record<string, () => CniEnvironment>>;
type SettingsName = keyof typeof SETTINGS;

const HISTORIES = {
  old: () => history([hoursAgo(200), ON]),
  changed: () => history([hoursAgo(200), {}], [hoursAgo(30), ON]),
  young: () => history([hoursAgo(200), {}], [minutesAgo(10), ON]),
} as const;

const settings = fc.oneof(
  { weight: 4, arbitrary: fc.constant<SettingsName>('on') },
  { weight: 3, arbitrary: fc.constantFrom<SettingsName>('off', 'standard', 'elsewhere', 'opaque') },
);

/** How the platform of a lab differs from the usual one. */
export interface PlatformPlan {
  readonly running: SettingsName;
  /** The DaemonSet, where it says something else than its pods. */
  readonly declared: SettingsName | null;
  /** A node more, and what runs there. */
  readonly second: { readonly running: SettingsName; readonly kind: string } | null;
  readonly history: keyof typeof HISTORIES | null;
}

export const arbitraryPlatform: fc.Arbitrary<PlatformPlan> = fc.record({
  running: settings,
  declared: fc.option(settings, { freq: 1 }),
  second: fc.option(
    fc.record({
      running: settings,
      kind: fc.constantFrom('', 'auto', 'hybrid', 'fargate'),
    }),
  ),
  history: fc.option(fc.constantFrom<keyof typeof HISTORIES>('old', 'changed', 'young')),
});

const withItems = <T>(listing: Listing<T>, items: readonly T[]): Listing<T> => ({
  ...listing,
  items,
});

const reconfigured = (pod: Pod, cni: CniEnvironment): Pod =>
  pod.cni === null ? pod : { ...pod, cni };

function onSecondNode(cluster: ClusterSnapshot, second: PlatformPlan['second']): ClusterSnapshot {
  if (second === null) return cluster;
  const labels = {
    'eks.amazonaws.com/nodegroup': 'second',
    ...(second.kind === '' ? {} : { 'eks.amazonaws.com/compute-type': second.kind }),
  };
  const node = aNode({ name: 'node-2', labels, instanceId: instanceId('i-00000000000000002') });
  return {
    ...cluster,
    nodes: withItems(cluster.nodes, [...cluster.nodes.items, node]),
    pods: withItems(cluster.pods, [
      ...cluster.pods.items.map((pod, index) =>
        pod.cni === null && index % 3 === 0 ? { ...pod, nodeName: 'node-2' } : pod,
      ),
      anAwsNodePod('node-2', SETTINGS[second.running](), { ips: ['10.0.1.12'] }),
    ]),
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
  });
  return {
    ...lab,
    clusters: lab.clusters.map((cluster) => onSecondNode(change(cluster), plan.second)),
  };
}
