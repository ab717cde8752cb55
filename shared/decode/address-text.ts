import { type IpAddress, parseAddress, parsePrefix, type Prefix } from '../core/net/index.ts';
import { Malformed, type RawObject, requireText, textOrNull } from './raw.ts';

export function addressOf(text: string, what: string): IpAddress {
  const address = parseAddress(text);
  if (address !== null) return address;
  throw new Malformed(`${what} is not an address: ${text}`);
}

export const requireAddress = (raw: RawObject, key: string): IpAddress =>
  addressOf(requireText(raw, key), key);

/** Absent and empty are null: Kubernetes and the resource controller write `""` for an address that is not there. */
export function addressOrNull(raw: RawObject, key: string): IpAddress | null {
  const text = textOrNull(raw, key);
  return text === null || text === '' ? null : addressOf(text, key);
}

/** A block of one family; bits behind the length are cleared. */
export function prefixOf(text: string, family: 4 | 6, what: string): Prefix {
  const prefix = parsePrefix(text);
  if (prefix?.family === family) return prefix;
  throw new Malformed(`${what} is not an IPv${family} block: ${text}`);
}

export const requirePrefix = (raw: RawObject, key: string, family: 4 | 6): Prefix =>
  prefixOf(requireText(raw, key), family, key);

export function prefixOrNull(raw: RawObject, key: string, family: 4 | 6): Prefix | null {
  const text = textOrNull(raw, key);
  return text === null || text === '' ? null : prefixOf(text, family, key);
}

/** Each once, in the order of their first mention. */
export function distinctPrefixes(prefixes: readonly Prefix[]): readonly Prefix[] {
  return [
    ...new Map(
      prefixes.map((prefix) => [`${prefix.family}:${prefix.first}/${prefix.length}`, prefix]),
    ).values(),
  ];
}
