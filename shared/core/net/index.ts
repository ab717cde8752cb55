export {
  compareAddresses,
  type Family,
  formatAddress,
  type IpAddress,
  type Ipv4Address,
  type Ipv6Address,
  parseAddress,
  sameAddress,
} from './address.ts';
export { type Interval, IpSet } from './ip-set.ts';
export { type PortRange, PortSet } from './port-set.ts';
export {
  formatPrefix,
  type IpRange,
  type Ipv4Prefix,
  type Ipv4Range,
  type Ipv6Prefix,
  type Ipv6Range,
  parsePrefix,
  parsePrefixOrAddress,
  type Prefix,
  prefixContains,
  prefixOf,
} from './prefix.ts';
export {
  formatProtocol,
  parseProtocol,
  type Protocol,
  protocolHasPorts,
  TCP,
  UDP,
} from './protocol.ts';
