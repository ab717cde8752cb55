import { IpSet, parsePrefix } from '../../net/index.ts';
import type { RouteTable } from '../../model/index.ts';

/** Ranges that no packet from the internet comes from (RFC 1918, 3927, 4193, 4291, 5735, 6598). */
const PRIVATE = IpSet.fromPrefixes(
  [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/4',
    '240.0.0.0/4',
    '::/127',
    'fc00::/7',
    'fe80::/10',
    'ff00::/8',
  ].flatMap((text) => parsePrefix(text) ?? []),
);

/** What of some addresses the internet may be, seen from a VPC with its own blocks. */
export const publicAddresses = (addresses: IpSet, vpc: IpSet): IpSet =>
  addresses.subtract(PRIVATE).subtract(vpc);

/** Whether replies to some addresses leave by an internet gateway. `unclear`: a destination is a prefix list. */
export function leavesByGateway(table: RouteTable, addresses: IpSet): 'yes' | 'no' | 'unclear' {
  let isUnclear = !table.complete;
  for (const { destination, target, state } of table.routes) {
    if (target.kind !== 'internet-gateway' || state !== 'active') continue;
    if (destination.kind === 'prefix-list') isUnclear = true;
    else if (IpSet.fromPrefixes([destination.prefix]).overlaps(addresses)) return 'yes';
  }
  return isUnclear ? 'unclear' : 'no';
}
