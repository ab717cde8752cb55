/** An IPv4 block: `base` is the first address as an unsigned number. */
export interface Cidr {
  readonly base: number;
  readonly length: number;
}

/** The addresses of a delegated prefix: EC2 delegates /28 blocks of IPv4. */
export const PREFIX_SIZE = 16;

export function toIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

export function toCidr(cidr: Cidr): string {
  return `${toIpv4(cidr.base)}/${cidr.length}`;
}

export function cidrOf(a: number, b: number, c: number, d: number, length: number): Cidr {
  return { base: ((a << 24) | (b << 16) | (c << 8) | d) >>> 0, length };
}

export function sizeOf(cidr: Cidr): number {
  return 2 ** (32 - cidr.length);
}

/**
 * Hands out the addresses of one subnet, each once: delegated /28 prefixes from the low end,
 * single addresses from the high end. The first and the last /28 stay unused, because AWS keeps
 * the first four addresses and the last one of a subnet for itself.
 */
export class SubnetSpace {
  readonly #base: number;
  #lowBlock = 1;
  #highBlock: number;
  #single = 0;
  #singlesLeft = 0;
  #taken = 0;

  constructor(cidr: Cidr) {
    this.#base = cidr.base;
    this.#highBlock = sizeOf(cidr) / PREFIX_SIZE - 2;
  }

  /** Whether this many prefixes and single addresses still fit. */
  fits(prefixes: number, singles: number): boolean {
    const blocks = prefixes + Math.ceil(Math.max(0, singles - this.#singlesLeft) / PREFIX_SIZE);
    return blocks <= this.#highBlock - this.#lowBlock + 1;
  }

  /** The first address of a /28 prefix that nobody else has. */
  takePrefix(): number {
    if (this.#lowBlock > this.#highBlock) throw new RangeError('the subnet is full');
    const base = this.#base + this.#lowBlock * PREFIX_SIZE;
    this.#lowBlock += 1;
    this.#taken += PREFIX_SIZE;
    return base;
  }

  /** One address that nobody else has. */
  takeAddress(): number {
    if (this.#singlesLeft === 0) {
      if (this.#lowBlock > this.#highBlock) throw new RangeError('the subnet is full');
      this.#single = this.#base + this.#highBlock * PREFIX_SIZE;
      this.#highBlock -= 1;
      this.#singlesLeft = PREFIX_SIZE;
    }
    const address = this.#single;
    this.#single += 1;
    this.#singlesLeft -= 1;
    this.#taken += 1;
    return address;
  }

  get taken(): number {
    return this.#taken;
  }
}
