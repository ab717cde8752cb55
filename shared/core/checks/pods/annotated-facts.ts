import { IpSet, parsePrefix, prefixContains } from '../../net/index.ts';
import {
  CONTROLLER,
  INSTANCE_TAG,
  type NetworkInterface,
  OWNER_TAG,
  type PodEniEntry,
  taggedClusters,
  TRUNK_TAG,
  type UnknownReason,
  VLAN_TAG,
} from '../../model/index.ts';
import type { NodeView } from '../../estate/index.ts';
import type { PodViews } from '../contract/views.ts';
import type { PodFacts } from './pod-facts.ts';

/** What should be said of a branch interface, and what is said. */
export interface Difference {
  readonly what: string;
  readonly expected: string;
  readonly observed: string;
}

/** Null: the two sides agree, or one of them says nothing. A reason: what to compare with was not seen. */
export type Comparison = Difference | UnknownReason | null;

/** One pod, its annotation, and the interface that EC2 shows under the annotated id. */
export interface Annotated {
  readonly pod: PodFacts;
  readonly entry: PodEniEntry;
  readonly eni: NetworkInterface;
  readonly views: Pick<PodViews, 'interfaces' | 'nodes' | 'cluster'>;
}

type Row = (annotated: Annotated) => Comparison;

const compare = (what: string, expected: string, observed: string): Difference | null =>
  expected === observed ? null : { what, expected, observed };

const type: Row = ({ eni }) => compare('interface type', 'branch', eni.interfaceType);

/** Old releases of the controller leave fields out of the annotation. */
const mac: Row = ({ entry, eni }) => {
  if (entry.mac === null || entry.mac === '') return null;
  if (eni.mac === null) return 'malformed';
  return compare('annotated MAC address', eni.mac.toLowerCase(), entry.mac.toLowerCase());
};

const vlan: Row = ({ entry, eni }) => {
  const tag = eni.tags.get(VLAN_TAG);
  return tag === undefined || entry.vlanId === null
    ? null
    : compare('annotated VLAN', tag, `${entry.vlanId}`);
};

const remembered = new WeakMap<IpSet, Map<string, boolean>>();

/** Asked for every pod, and answered once for all pods of a subnet. */
function isBlockOf(subnet: IpSet, text: string): boolean {
  const answers = remembered.get(subnet) ?? new Map<string, boolean>();
  remembered.set(subnet, answers);
  const known = answers.get(text) ?? isFamilyOf(subnet, text);
  answers.set(text, known);
  return known;
}

function isFamilyOf(subnet: IpSet, text: string): boolean {
  const prefix = parsePrefix(text);
  if (prefix === null) return false;
  return IpSet.fromPrefixes([prefix]).equals(subnet.restrictTo(prefix.family));
}

/** The block of the interface's subnet. Where the subnet was not seen, it surely holds the interface's own addresses. */
const subnet: Row = ({ entry, eni, views }) => {
  const { subnetCidr } = entry;
  if (subnetCidr === null) return null;
  const what = 'annotated subnet';
  const block = eni.subnetId === null ? null : (views.nodes.subnets.get(eni.subnetId) ?? null);
  if (block !== null) {
    return isBlockOf(block, subnetCidr)
      ? null
      : { what, expected: block.toString(), observed: subnetCidr };
  }
  const prefix = parsePrefix(subnetCidr);
  return prefix !== null && eni.addresses.some((one) => prefixContains(prefix, one))
    ? 'routes-unseen'
    : { what, expected: `the block of ${eni.subnetId ?? 'its subnet'}`, observed: subnetCidr };
};

/** A node of which no trunk was seen says nothing, unless the tagged one hangs on another instance. */
function withoutTrunk(tag: string, { instanceId }: NodeView, { views }: Annotated): Comparison {
  const tagged = views.interfaces.byId(tag);
  const host = tagged?.attachment?.instanceId ?? null;
  if (instanceId !== null && host !== null) {
    return compare('instance of the tagged trunk', instanceId, host);
  }
  if (instanceId === null) return 'identity-unknown';
  return views.interfaces.complete ? null : 'interfaces-unseen';
}

const trunk: Row = (annotated) => {
  const { node } = annotated.pod.view;
  const tag = annotated.eni.tags.get(TRUNK_TAG);
  if (tag === undefined) return null;
  if (node === null) return 'identity-unknown';
  return node.trunk === null
    ? withoutTrunk(tag, node, annotated)
    : compare('tagged trunk', node.trunk.id, tag);
};

const instance: Row = ({ pod, eni }) => {
  const tag = eni.tags.get(INSTANCE_TAG);
  if (tag === undefined) return null;
  const instanceId = pod.view.node?.instanceId ?? null;
  return instanceId === null ? 'identity-unknown' : compare('tagged instance', instanceId, tag);
};

const owner: Row = ({ eni }) => {
  const tag = eni.tags.get(OWNER_TAG);
  return tag === undefined ? null : compare('tagged owner', CONTROLLER, tag);
};

/** Without DescribeCluster the name of the cluster is somebody's word. */
const cluster: Row = ({ eni, views }) => {
  const tagged = taggedClusters(eni.tags);
  if (tagged.length === 0 || tagged.includes(views.cluster.name)) return null;
  return views.cluster.isSeen
    ? { what: 'tagged cluster', expected: views.cluster.name, observed: tagged.join(' ') }
    : 'groups-unseen';
};

const SHOWN: readonly Row[] = [type, mac, subnet];
const TAGGED: readonly Row[] = [vlan, trunk, instance, owner, cluster];

/** How EKS Auto Mode tags its interfaces is not published. */
const onAutoMode =
  (row: Row): Row =>
  (annotated) =>
    row(annotated) === null ? null : 'unsupported';

const ROWS: readonly Row[] = [...SHOWN, ...TAGGED];
const ROWS_OF_AUTO_MODE: readonly Row[] = [...SHOWN, ...TAGGED.map(onAutoMode)];

/** What the annotation of a pod, EC2 and the pod's node say differently of its branch interface. */
export function compareAnnotation(annotated: Annotated): {
  readonly differences: readonly Difference[];
  readonly unseen: readonly UnknownReason[];
} {
  const differences: Difference[] = [];
  const unseen: UnknownReason[] = [];
  for (const row of annotated.pod.isAutoMode === 'no' ? ROWS : ROWS_OF_AUTO_MODE) {
    const comparison = row(annotated);
    if (typeof comparison === 'string') unseen.push(comparison);
    else if (comparison !== null) differences.push(comparison);
  }
  return { differences, unseen };
}
