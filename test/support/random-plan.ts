import type { IpAddress, Prefix } from '../../shared/core/net/index.ts';
import {
  type GroupId,
  type PeeringId,
  type PrefixListId,
  type RuleId,
  type SubnetId,
  toPeeringId,
  type VpcId,
} from '../../shared/core/model/index.ts';
import { must } from './counter.ts';
import { address, groupId, prefix, prefixListId, ruleId, subnetId, vpcId } from './identifiers.ts';
import type { SeededRandom } from './seeded-random.ts';

export const peeringId = (text: string): PeeringId => must(toPeeringId(text));

export const HERE = vpcId('vpc-here');
export const THERE = vpcId('vpc-there');
export const ELSEWHERE = vpcId('vpc-elsewhere');
export const PEERING = peeringId('pcx-1');
export const PORTS = [3306, 5432, 6379] as const;

/** A subnet, small on purpose: sixteen addresses in each family, so that all of them can be tried. */
export interface PlannedSubnet {
  readonly id: SubnetId;
  readonly vpcId: VpcId;
  readonly v4: string;
  readonly v6: string;
  v4At(host: number): string;
  v6At(host: number): string;
}

function planSubnets(
  vpc: VpcId,
  net: string,
  v6Net: string,
  count: number,
): readonly PlannedSubnet[] {
  return Array.from({ length: count }, (_, index) => ({
    id: subnetId(`subnet-${vpc.slice(4)}-${index}`),
    vpcId: vpc,
    v4: `${net}.${index * 16}/28`,
    v6: `${v6Net}::${index.toString(16)}0/124`,
    v4At: (host) => `${net}.${index * 16 + host}`,
    v6At: (host) => `${v6Net}::${index.toString(16)}${host.toString(16)}`,
  }));
}

export const v4In = (subnet: PlannedSubnet, host: number): IpAddress => address(subnet.v4At(host));
export const v6In = (subnet: PlannedSubnet, host: number): IpAddress => address(subnet.v6At(host));

/** What the parts of one random network have in common: its names, its addresses, and how much of it is not seen. */
export class NetworkPlan {
  readonly random: SeededRandom;
  readonly subnets: readonly PlannedSubnet[];
  readonly groupIds: readonly GroupId[] = [0, 1, 2, 3, 4, 5, 6].map((n) => groupId(`sg-${n}`));
  readonly listIds: readonly PrefixListId[] = [0, 1, 2, 3].map((n) => prefixListId(`pl-${n}`));
  readonly nearBlocks = ['10.0.0.0/24', '2001:db8:a::/120'] as const;
  readonly farBlocks: readonly [v4: string, v6: string];
  /** The far blocks that its VPC reports: what is in none of them is behind no peering. */
  readonly reportedFarBlocks: readonly Prefix[];
  private readonly fog: number;
  private readonly prefixes: readonly string[];
  private count = 0;

  constructor(random: SeededRandom) {
    this.random = random;
    this.fog = random.pick([0, 0, 0.03, 0.12]);
    const farNet = random.chance(0.1) ? '10.0.0' : '10.0.1';
    this.farBlocks = [`${farNet}.0/24`, '2001:db8:b::/120'];
    const [v4, v6] = this.farBlocks;
    this.reportedFarBlocks = [random.chance(0.1) ? `${farNet}.0/29` : v4, v6].map(prefix);
    this.subnets = [
      ...planSubnets(HERE, '10.0.0', '2001:db8:a', 4),
      ...planSubnets(THERE, farNet, '2001:db8:b', 2),
    ];
    this.prefixes = this.randomPrefixes();
  }

  /** Whether one more fact of this network was not seen. */
  isLost(): boolean {
    return this.random.chance(this.fog);
  }

  /** A rule's id, the same in every run of one seed. */
  ruleId(): RuleId {
    this.count += 1;
    return ruleId(`sgr-${this.count}`);
  }

  prefix(): Prefix {
    return prefix(this.random.pick(this.prefixes));
  }

  listId(): PrefixListId {
    return this.isLost() ? prefixListId('pl-unread') : this.random.pick(this.listIds);
  }

  /** Wide, exact, narrow and foreign ones; many overlap. */
  private randomPrefixes(): readonly string[] {
    const narrow = [...this.subnets, ...this.subnets].flatMap((subnet) => {
      const host = this.random.pick([0, 15, this.random.below(16)]);
      const length = this.random.pick([29, 30, 31]);
      return [
        subnet.v4,
        subnet.v6,
        `${subnet.v4At(host)}/32`,
        `${subnet.v4At(host)}/${length}`,
        `${subnet.v6At(host)}/128`,
        `${subnet.v6At(host)}/${length + 96}`,
      ];
    });
    const wide = ['0.0.0.0/0', '::/0', '10.0.0.0/8', '10.0.0.0/27', ...this.nearBlocks];
    return [...narrow, ...wide, ...wide, ...wide, ...wide, '192.0.2.0/24', '2001:db8:f::/64'];
  }
}
