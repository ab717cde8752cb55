import type { IpAddress } from '../net/index.ts';
import type { NetworkInterface, VpcId } from '../model/index.ts';

type Holders = Map<number | bigint, NetworkInterface[]>;

/** Host-part widths of the delegated prefixes in use, so that one look-up per width finds the prefix of an address. */
interface VpcIndex {
  readonly exact: Holders;
  readonly v4Prefixes: Map<number, Holders>;
  readonly v6Prefixes: Map<number, Holders>;
}

/** Which interfaces hold an address. Scoped by VPC: overlapping blocks are normal. */
export interface AddressIndex {
  holders(vpcId: VpcId, address: IpAddress): readonly NetworkInterface[];
}

function put(holders: Holders, key: number | bigint, eni: NetworkInterface): void {
  const list = holders.get(key);
  if (list === undefined) holders.set(key, [eni]);
  else if (!list.includes(eni)) list.push(eni);
}

const widthOf = (byWidth: Map<number, Holders>, length: number): Holders => {
  const holders = byWidth.get(length) ?? new Map<number | bigint, NetworkInterface[]>();
  byWidth.set(length, holders);
  return holders;
};

function register(index: VpcIndex, eni: NetworkInterface): void {
  for (const address of eni.addresses) put(index.exact, address.value, eni);
  for (const prefix of eni.prefixes) {
    const byWidth = prefix.family === 4 ? index.v4Prefixes : index.v6Prefixes;
    put(widthOf(byWidth, prefix.length), prefix.first, eni);
  }
}

const firstOf4 = (value: number, length: number): number => {
  const size = 2 ** (32 - length);
  return value - (value % size);
};
const firstOf6 = (value: bigint, length: number): bigint => {
  const width = BigInt(128 - length);
  return (value >> width) << width;
};

const NOBODY: readonly NetworkInterface[] = [];

function look(index: VpcIndex, address: IpAddress): readonly NetworkInterface[] {
  const exact = index.exact.get(address.value);
  if (exact !== undefined) return exact;
  const byWidth = address.family === 4 ? index.v4Prefixes : index.v6Prefixes;
  for (const [length, holders] of byWidth) {
    const first =
      address.family === 4 ? firstOf4(address.value, length) : firstOf6(address.value, length);
    const found = holders.get(first);
    if (found !== undefined) return found;
  }
  return NOBODY;
}

export function indexAddresses(interfaces: Iterable<NetworkInterface>): AddressIndex {
  const byVpc = new Map<VpcId, VpcIndex>();
  for (const eni of interfaces) {
    const known = byVpc.get(eni.vpcId);
    const index = known ?? { exact: new Map(), v4Prefixes: new Map(), v6Prefixes: new Map() };
    if (known === undefined) byVpc.set(eni.vpcId, index);
    register(index, eni);
  }
  return {
    holders(vpcId, address) {
      const index = byVpc.get(vpcId);
      return index === undefined ? NOBODY : look(index, address);
    },
  };
}
