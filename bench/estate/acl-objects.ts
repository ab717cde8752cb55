import { ACCOUNT_ID } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';
import { nameTag } from './name-tag.ts';
import type { EstatePlan, Network, Subnet, SubnetTier } from './plan.ts';

const LAST_IPV4 = 32_767;
const LAST_IPV6 = 32_768;

interface AclEntry {
  readonly number: number;
  readonly egress: boolean;
  readonly allow: boolean;
  readonly protocol: string;
  readonly cidr: string;
  readonly ports?: readonly [number, number];
}

/** Three NACLs: the default one, one that admits every ephemeral port back, one that admits only Linux's. */
export function aclObjects({ network }: EstatePlan, ids: Ids): readonly JsonObject[] {
  const own: readonly SubnetTier[] = ['restricted', 'partial'];
  const others = network.subnets.filter(({ tier }) => !own.includes(tier));
  return [
    aclObject(network, ids, 0, 'default', others, defaultEntries()),
    aclObject(
      network,
      ids,
      1,
      'restricted',
      network.tier('restricted'),
      dataEntries([1024, 65_535]),
    ),
    aclObject(network, ids, 2, 'partial', network.tier('partial'), dataEntries([32_768, 60_999])),
  ];
}

function defaultEntries(): readonly AclEntry[] {
  return [false, true].flatMap((egress) => [
    { number: 100, egress, allow: true, protocol: '-1', cidr: '0.0.0.0/0' },
    { number: 101, egress, allow: true, protocol: '-1', cidr: '::/0' },
  ]);
}

/** In no particular order, as the API gives them: the numbers decide. */
function dataEntries(back: readonly [number, number]): readonly AclEntry[] {
  const inside = ['10.42.0.0/16', '100.64.0.0/10'];
  const protocol = '6';
  const databases: readonly (readonly [number, number])[] = [
    [1433, 1521],
    [3306, 3306],
    [5432, 5432],
    [6379, 6380],
    [8182, 8182],
    [11_211, 27_017],
  ];
  const doors = inside.flatMap((cidr, block) =>
    databases.map((ports, index) => ({
      protocol,
      number: 200 + block * 10 + index,
      egress: false,
      allow: true,
      cidr,
      ports,
    })),
  );
  const returns = inside.map((cidr, block) => ({
    protocol,
    number: 200 + block,
    egress: true,
    allow: true,
    cidr,
    ports: back,
  }));
  return [
    ...doors.toReversed(),
    ...returns,
    {
      protocol,
      number: 90,
      egress: false,
      allow: false,
      cidr: '10.42.231.0/24',
      ports: [0, 65_535],
    },
    { number: 95, egress: false, allow: true, protocol: '-1', cidr: '10.42.192.0/19' },
    { number: 95, egress: true, allow: true, protocol: '-1', cidr: '10.42.192.0/19' },
    { protocol, number: 120, egress: true, allow: true, cidr: '0.0.0.0/0', ports: [443, 443] },
  ];
}

function aclObject(
  { vpcId }: Network,
  ids: Ids,
  index: number,
  name: string,
  subnets: readonly Subnet[],
  entries: readonly AclEntry[],
): JsonObject {
  const id = ids.resource('acl', index);
  const last = [false, true].flatMap((egress) => [
    { number: LAST_IPV4, egress, allow: false, protocol: '-1', cidr: '0.0.0.0/0' },
    { number: LAST_IPV6, egress, allow: false, protocol: '-1', cidr: '::/0' },
  ]);
  return {
    Associations: subnets.map((subnet) => ({
      NetworkAclAssociationId: subnet.id.replace('subnet', 'aclassoc'),
      NetworkAclId: id,
      SubnetId: subnet.id,
    })),
    Entries: [...entries, ...last].map(aclEntryObject),
    IsDefault: index === 0,
    NetworkAclId: id,
    Tags: nameTag(`bench-${name}`),
    VpcId: vpcId,
    OwnerId: ACCOUNT_ID,
  };
}

function aclEntryObject({ number, egress, allow, protocol, cidr, ports }: AclEntry): JsonObject {
  const family = cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr };
  return {
    ...family,
    Egress: egress,
    ...(ports === undefined ? {} : { PortRange: { From: ports[0], To: ports[1] } }),
    Protocol: protocol,
    RuleAction: allow ? 'allow' : 'deny',
    RuleNumber: number,
  };
}
