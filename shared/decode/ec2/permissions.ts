import {
  type PortRange,
  type Prefix,
  type Protocol,
  parseProtocol,
  protocolHasPorts,
} from '../../core/net/index.ts';
import { Malformed, numberOrNull, type RawObject, requireText } from '../raw.ts';

const EVERY_PORT: PortRange = { from: 0, to: 65535 };

/** `tcp`, `udp`, `icmp`, `icmpv6` in any case, a number, or -1 for all. */
export function requireProtocol(raw: RawObject, key: string): Protocol {
  const value = raw[key];
  const protocol =
    typeof value === 'string' || typeof value === 'number' ? parseProtocol(value) : null;
  if (protocol !== null) return protocol;
  const text = requireText(raw, key);
  throw new Malformed(`${key} is not a protocol: ${text}`);
}

/**
 * Destination ports. EC2 leaves the bounds out, or writes -1, where all are meant (DescribeSecurityGroups does the
 * first, DescribeSecurityGroupRules the second), so each bound is open by itself. Under a protocol that has no ports the
 * bounds are ICMP type and code or nothing at all, and every port is meant.
 */
export function decodePorts(
  protocol: Protocol,
  raw: RawObject,
  from: string,
  to: string,
): PortRange {
  const first = numberOrNull(raw, from);
  const last = numberOrNull(raw, to);
  if (!protocolHasPorts(protocol)) return EVERY_PORT;
  const range = { from: bound(first, 0, from), to: bound(last, 65535, to) };
  if (range.from === 0 && range.to === 65535) return EVERY_PORT;
  if (range.from <= range.to) return range;
  throw new Malformed(`${from} ${range.from} is above ${to} ${range.to}`);
}

function bound(port: number | null, open: number, key: string): number {
  if (port === null || port === -1) return open;
  if (port >= 0 && port <= 65535) return port;
  throw new Malformed(`${key} is ${port}, not a port`);
}

export const cidrPeer = (prefix: Prefix) => ({ kind: 'cidr', prefix }) as const;
