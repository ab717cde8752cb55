import { type Family, type IpAddress, IpSet } from '../net/index.ts';
import type { NetworkInterface, UnknownReason } from '../model/index.ts';
import {
  type Destination,
  NO_PRESENCE,
  type PodWiring,
  type Presence,
  type Presented,
  type Standing,
  type WiringSettings,
} from './identity.ts';

/** One row: for which pods and destinations it holds, and what they present then. The first row that holds decides. */
export interface IdentityRow {
  readonly name: string;
  readonly source: string;
  when(pod: PodWiring, family: Family, to: Destination): boolean;
  present(pod: PodWiring, family: Family, to: Destination): Presence;
}

const only = (presented: Presented | null): Presence =>
  presented === null ? NO_PRESENCE : { alternatives: [presented], why: null };

const ownAddress = (pod: PodWiring, family: Family): IpAddress | null =>
  pod.ips.find((ip) => ip.family === family) ?? null;

const via = (pod: PodWiring): string =>
  pod.standing.state === 'known' ? pod.standing.via : 'unknown';

/** The pod's own address on the interface that it stands on. */
function own(pod: PodWiring, family: Family): Presented | null {
  const address = ownAddress(pod, family);
  if (address === null) return null;
  const { standing } = pod;
  if (standing.state === 'unknown') return { state: 'unknown', address, reasons: standing.reasons };
  return { state: 'known', via: standing.via, snat: false, interface: standing.interface, address };
}

/** Source NAT to the node's primary IPv4 address: the destination sees the primary interface and its groups. */
function nodeSnat(pod: PodWiring): Presented {
  const { nodePrimary } = pod;
  const address = nodePrimary?.primaryIpv4 ?? null;
  if (nodePrimary === null || address === null) {
    return { state: 'unknown', address: null, reasons: ['interfaces-unseen'] };
  }
  return { state: 'known', via: 'node-primary', snat: true, interface: nodePrimary, address };
}

function hostPresence(pod: PodWiring, family: Family): Presence {
  const { standing } = pod;
  const primary = pod.nodePrimary ?? knownInterface(standing);
  if (primary === null) {
    const reasons =
      standing.state === 'unknown' ? standing.reasons : (['interfaces-unseen'] as const);
    return only({ state: 'unknown', address: ownAddress(pod, family), reasons });
  }
  const addresses =
    family === 4
      ? [primary.primaryIpv4].filter((one) => one !== null)
      : primary.addresses.filter((one) => one.family === 6);
  const alternatives = addresses.map(
    (address) =>
      ({ state: 'known', via: 'host', snat: false, interface: primary, address }) as const,
  );
  return { alternatives, why: alternatives.length > 1 ? 'identity-unknown' : null };
}

const knownInterface = (standing: Standing): NetworkInterface | null =>
  standing.state === 'known' ? standing.interface : null;

/** Another address may take the place of the pod's own one, so that no address is sure. IPv4 clusters have no IPv6. */
const notModelled = (pod: PodWiring, family: Family): Presence =>
  family === 6 && pod.clusterFamily !== 'ipv6' && ownAddress(pod, family) === null
    ? NO_PRESENCE
    : only({ state: 'unknown', address: null, reasons: ['unsupported'] });

function unseen(pod: PodWiring): Presented {
  const { standing } = pod;
  const reasons = standing.state === 'unknown' ? standing.reasons : (['identity-unknown'] as const);
  return { state: 'unknown', address: null, reasons };
}

/** Both may hold: which one depends on a setting that was not seen. */
function either(first: Presented | null, second: Presented | null, why: UnknownReason): Presence {
  const alternatives = [first, second].filter((one) => one !== null);
  return { alternatives, why: alternatives.length > 1 ? why : null };
}

/** Whether the node replaces the pod's address toward an IPv4 destination outside the VPC; null when not known. */
function isSnated(settings: WiringSettings, to: Destination): boolean | null {
  if (to.kind === 'inside') return false;
  const { externalSnat, excludedFromSnat } = settings;
  if (externalSnat === true) return false;
  const excluded = excludedFromSnat === null ? null : isExcluded(excludedFromSnat, to);
  if (excluded === true) return false;
  return externalSnat === null || excluded === null ? null : true;
}

/**
 * Whether the node's primary IPv4 address takes the place of that of a pod on a branch interface, in a cluster of IPv4:
 * in standard mode outside the VPC, unless other settings keep it; null when not known.
 */
export function replacesBranchAddress(settings: WiringSettings, to: Destination): boolean | null {
  if (settings.mode === 'strict') return false;
  const isReplaced = isSnated(settings, to);
  return isReplaced === true && settings.mode === null ? null : isReplaced;
}

function isExcluded(
  excluded: NonNullable<WiringSettings['excludedFromSnat']>,
  to: Destination,
): boolean | null {
  if (excluded.isEmpty()) return false;
  const anywhere = IpSet.everything.restrictTo(4);
  const addresses = to.kind === 'inside' ? anywhere : (to.addresses?.restrictTo(4) ?? anywhere);
  if (excluded.covers(addresses)) return true;
  return excluded.overlaps(addresses) ? null : false;
}

function snatOrOwn(pod: PodWiring, to: Destination): Presence {
  const snated = isSnated(pod.settings, to);
  if (snated === null) {
    const { externalSnat, excludedFromSnat } = pod.settings;
    const isConfigSeen = externalSnat !== null && excludedFromSnat !== null;
    const why = isConfigSeen ? 'store-address-unseen' : 'cni-config-unseen';
    return either(own(pod, 4), nodeSnat(pod), why);
  }
  return only(snated ? nodeSnat(pod) : own(pod, 4));
}

function branchOutside(pod: PodWiring, to: Destination): Presence {
  const { mode } = pod.settings;
  if (mode === 'strict') return only(own(pod, 4));
  const standard = snatOrOwn(pod, to);
  if (mode === 'standard') return standard;
  const others = standard.alternatives.filter((one) => one.state !== 'known' || one.snat);
  return others.length === 0
    ? only(own(pod, 4))
    : either(own(pod, 4), others[0] ?? null, 'mode-unknown');
}

/** Auto Mode: `snatPolicy` of the NodeClass is not in the input, so both identities are tried outside the VPC. */
const autoOutside = (pod: PodWiring): Presence => either(own(pod, 4), nodeSnat(pod), 'unsupported');

function v4FromIpv6Cluster(pod: PodWiring): Presence {
  const { v4Egress } = pod.settings;
  if (v4Egress === false) return NO_PRESENCE;
  const snat = nodeSnat(pod);
  // Without IPv4 egress there is no packet: it cannot be told from a reach that is not there.
  if (v4Egress === null)
    return only({ state: 'unknown', address: null, reasons: ['cni-config-unseen'] });
  return only(snat);
}

/**
 * Which identity a pod presents to a destination. Sources: amazon-vpc-cni-k8s README (POD_SECURITY_GROUP_ENFORCING_MODE,
 * AWS_VPC_K8S_CNI_EXTERNALSNAT, ENABLE_V4_EGRESS), pkg/networkutils/network.go, cmd/routed-eni-cni-plugin/driver;
 * amazon-vpc-resource-controller-k8s webhooks/core/pod_webhook.go.
 */
export const IDENTITY_ROWS: readonly IdentityRow[] = [
  {
    name: 'host-network',
    source: 'the node’s primary interface, in both families; policies are refused for these pods',
    when: (pod) => pod.isHostNetwork,
    present: hostPresence,
  },
  {
    name: 'hybrid',
    source: 'hybrid nodes run another CNI: not modelled',
    when: (pod) => pod.isHybrid,
    present: notModelled,
  },
  {
    name: 'unknown-translated',
    source: 'whether the node translates depends on the interface, which was not seen',
    when: (pod, family, to) =>
      via(pod) === 'unknown' &&
      family === 4 &&
      (to.kind === 'outside' || pod.clusterFamily === 'ipv6'),
    present: (pod) => only(unseen(pod)),
  },
  {
    name: 'fargate',
    source: 'one interface per pod; any source NAT stays on it',
    when: (pod) => via(pod) === 'fargate',
    present: (pod, family) =>
      family === 4 && pod.clusterFamily === 'ipv6'
        ? notModelled(pod, family)
        : only(own(pod, family)),
  },
  {
    name: 'windows',
    source: 'a secondary address of the node inside the VPC; outside not modelled',
    when: (pod) => pod.isWindows,
    present: (pod, family, to) =>
      to.kind === 'inside' ? only(own(pod, family)) : notModelled(pod, family),
  },
  {
    name: 'ipv6',
    source: 'IPv6 is never translated',
    when: (_pod, family) => family === 6,
    present: (pod, family) => only(own(pod, family)),
  },
  {
    name: 'branch-ipv4-from-ipv6-cluster',
    source:
      'egress-only IPv4 of branch pods: the plugin has no exception for them, nobody has measured it',
    when: (pod) => pod.clusterFamily === 'ipv6' && via(pod) === 'branch',
    present: notModelled,
  },
  {
    name: 'ipv4-from-ipv6-cluster',
    source: 'ENABLE_V4_EGRESS: translated to the node’s primary IPv4 address wherever the store is',
    when: (pod) => pod.clusterFamily === 'ipv6',
    present: (pod) => v4FromIpv6Cluster(pod),
  },
  {
    name: 'branch-inside',
    source: 'the branch interface in both enforcing modes',
    when: (pod, _family, to) => to.kind === 'inside' && via(pod) === 'branch',
    present: (pod) => only(own(pod, 4)),
  },
  {
    name: 'branch-outside',
    source:
      'strict: never translated; standard: the node unless external SNAT or an excluded range',
    when: (pod) => via(pod) === 'branch',
    present: (pod, _family, to) => branchOutside(pod, to),
  },
  {
    name: 'auto-outside',
    source: 'EKS Auto Mode outside the VPC',
    when: (pod, _family, to) => via(pod) === 'auto' && to.kind === 'outside',
    present: (pod) => autoOutside(pod),
  },
  {
    name: 'node',
    source:
      'a secondary address or prefix of a node interface; outside the VPC the node unless not translated',
    when: () => true,
    present: (pod, _family, to) => snatOrOwn(pod, to),
  },
];

/** What the pod presents in one family toward a destination. */
export function presenceOf(pod: PodWiring, family: Family, to: Destination): Presence {
  const row = IDENTITY_ROWS.find((one) => one.when(pod, family, to));
  return row === undefined ? NO_PRESENCE : row.present(pod, family, to);
}
