import { type IpAddress, type PortRange, PortSet, prefixContains } from '../net/index.ts';
import type { Nacl, NaclEntry } from '../model/index.ts';
import type { Spot } from './flow.ts';
import { deny, type LayerVerdict, pass, unknown } from './layer.ts';

/** Client ports that some stack or NAT may use: what a NACL must let back for a flow to be whole. */
export const CLIENT_PORTS: PortRange = { from: 1024, to: 65535 };

const portSets = new WeakMap<PortRange, PortSet>();

/** Made once for each range: the same entries are asked for every pair of subnets. */
function portSet(range: PortRange): PortSet {
  const set = portSets.get(range) ?? PortSet.of([range]);
  portSets.set(range, set);
  return set;
}

/**
 * The ports of `wanted` that a NACL allows for one direction, protocol and address. Entries stand in ascending rule
 * number, the first that matches decides, the last word is deny (VPC User Guide, "Network ACL rules").
 */
export function naclAllows(
  nacl: Nacl,
  egress: boolean,
  protocol: number,
  address: IpAddress,
  wanted: PortRange,
): PortSet {
  const matches = (entry: NaclEntry): boolean =>
    entry.egress === egress &&
    (entry.protocol === 'all' || entry.protocol === protocol) &&
    prefixContains(entry.prefix, address);
  let undecided = portSet(wanted);
  let allowed = PortSet.empty;
  for (const entry of nacl.entries) {
    if (!matches(entry)) continue;
    const ports = portSet(entry.ports);
    if (entry.action === 'allow') allowed = allowed.union(undecided.intersect(ports));
    undecided = undecided.subtract(ports);
    if (undecided.isEmpty()) break;
  }
  return allowed;
}

/** One of the four passages of a subnet's border, with the ports that get through. */
export interface NaclPassage {
  readonly layer: LayerVerdict;
  readonly ports: PortSet;
}

export function naclPassage(
  nacl: Nacl | null,
  egress: boolean,
  protocol: number,
  address: Spot,
  wanted: PortRange,
): NaclPassage {
  const everything = portSet(wanted);
  if (nacl === null) return { layer: unknown('', 'nacl-unseen'), ports: everything };
  // An entry that could not be read may stand anywhere in the order: it may allow or deny anything.
  if (!nacl.complete) return { layer: unknown(nacl.id, 'nacl-unseen'), ports: everything };
  if (address.value === null)
    return { layer: unknown(nacl.id, 'store-address-unseen'), ports: everything };
  const ports = naclAllows(nacl, egress, protocol, address, wanted);
  return {
    layer: ports.isEmpty() ? deny(nacl.id, 'SUBNET_ACL_RESTRICTION') : pass(nacl.id),
    ports,
  };
}
