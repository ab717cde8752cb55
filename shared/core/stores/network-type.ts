const FAMILIES: Readonly<Record<string, readonly (4 | 6)[]>> = {
  ipv4: [4],
  ipv6: [6],
  dual: [4, 6],
  dual_stack: [4, 6],
};

/** What is assumed of a network type that is not known: every door that there may be. */
export const EVERY_FAMILY: readonly (4 | 6)[] = [4, 6];

/**
 * Address families of `NetworkType`: RDS says IPV4 or DUAL, ElastiCache ipv4, ipv6 or dual_stack. Outputs older than the
 * field are IPv4. Null for any other text.
 */
export function toFamilies(networkType: string | null): readonly (4 | 6)[] | null {
  if (networkType === null) return [4];
  const name = networkType.toLowerCase();
  return Object.hasOwn(FAMILIES, name) ? (FAMILIES[name] ?? null) : null;
}
