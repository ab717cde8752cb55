/** An IANA protocol number, 0 to 255, or every protocol. */
export type Protocol = 'all' | number;

export const TCP = 6;
export const UDP = 17;

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [TCP, 'tcp'],
  [UDP, 'udp'],
  [58, 'icmpv6'],
]);

const BY_TEXT: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['-1', 'all'],
  ['all', 'all'],
  ...Array.from({ length: 256 }, (_, number) => [`${number}`, number] as const),
  ...Array.from(NAMES, ([number, name]) => [name, number] as const),
]);

/**
 * Reads a name (tcp, udp, icmp, icmpv6, in any case), a number 0 to 255 without leading zeros, or
 * -1 or `all` for every protocol. Anything else is null, which is not to be read as every protocol.
 */
export function parseProtocol(text: string | number): Protocol | null {
  return BY_TEXT.get(`${text}`.toLowerCase()) ?? null;
}

/** `all`, the name of the four named protocols, else the decimal number. */
export function formatProtocol(protocol: Protocol): string {
  return protocol === 'all' ? protocol : (NAMES.get(protocol) ?? `${protocol}`);
}

/**
 * True for TCP and UDP only. False for `all`: a flow of every protocol has no port to be filtered by.
 */
export function protocolHasPorts(protocol: Protocol): boolean {
  return protocol === TCP || protocol === UDP;
}
