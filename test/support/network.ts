import type {
  Nacl,
  NaclEntry,
  NetworkInterface,
  PrefixListEntries,
  Route,
  RouteTable,
  Rule,
  RulePeer,
  SecurityGroup,
  Subnet,
  Vpc,
} from '../../shared/core/model/index.ts';
import { sortedUnique, toNaclId } from '../../shared/core/model/index.ts';
import { must, nextId } from './counter.ts';
import {
  ACCOUNT,
  address,
  groupId,
  groupIds,
  instanceId,
  interfaceId,
  prefix,
  prefixListId,
  routeTableId,
  ruleId,
  subnetId,
  vpcId,
} from './identifiers.ts';
import { labels } from './kubernetes.ts';
import { hoursAgo } from './times.ts';

export interface InterfaceOverrides extends Partial<
  Omit<NetworkInterface, 'id' | 'addresses' | 'prefixes' | 'groups' | 'tags' | 'vpcId' | 'subnetId'>
> {
  readonly id?: string;
  readonly vpc?: string;
  readonly subnet?: string | null;
  readonly ips?: readonly string[];
  readonly prefixes?: readonly string[];
  readonly groups?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** An interface of `subnet-pods` that nobody is attached to. */
export function anInterface(overrides: InterfaceOverrides = {}): NetworkInterface {
  const {
    id = nextId('eni'),
    vpc = 'vpc-main',
    subnet = 'subnet-pods',
    ips = [],
    prefixes = [],
    groups = ['sg-pods'],
    tags = {},
    ...rest
  } = overrides;
  const addresses = ips.map(address);
  return {
    id: interfaceId(id),
    vpcId: vpcId(vpc),
    subnetId: subnet === null ? null : subnetId(subnet),
    ownerId: ACCOUNT,
    interfaceType: 'interface',
    status: 'in-use',
    description: '',
    requesterId: null,
    requesterManaged: false,
    operatorManaged: false,
    mac: '02:00:00:00:00:01',
    groups: groupIds(...groups),
    primaryIpv4: addresses.find((one) => one.family === 4) ?? null,
    addresses,
    prefixes: prefixes.map(prefix),
    publicIp: false,
    attachment: null,
    tags: labels(tags),
    ...rest,
  };
}

/** A branch interface as EC2 shows it: no attachment, the controller's tags. */
export function aBranchEni(
  overrides: InterfaceOverrides & { readonly cluster?: string; readonly vlan?: number } = {},
): NetworkInterface {
  const { cluster = 'main', vlan = 1, tags, ...rest } = overrides;
  return anInterface({
    interfaceType: 'branch',
    description: 'aws-k8s-branch-eni',
    tags: {
      'eks:eni:owner': 'eks-vpc-resource-controller',
      [`kubernetes.io/cluster/${cluster}`]: 'owned',
      'vpcresources.k8s.aws/vlan-id': `${vlan}`,
      'vpcresources.k8s.aws/trunk-eni-id': 'eni-trunk-1',
      ...tags,
    },
    ...rest,
  });
}

const attachedTo = (instance: string, deviceIndex: number): NetworkInterface['attachment'] => ({
  instanceId: instanceId(instance),
  instanceOwnerId: ACCOUNT,
  deviceIndex,
  networkCardIndex: 0,
  status: 'attached',
  attachedAt: hoursAgo(96),
});

export const aPrimaryEni = (
  overrides: InterfaceOverrides & { readonly instance?: string } = {},
): NetworkInterface => {
  const { instance = 'i-00000000000000001', ...rest } = overrides;
  return anInterface({
    id: 'eni-primary-1',
    ips: ['10.0.1.10'],
    groups: ['sg-nodes', 'sg-cluster'],
    attachment: attachedTo(instance, 0),
    ...rest,
  });
};

/** The interface of a machine that is no node, its primary one if nothing else is said. */
export const anInstanceEni = (
  overrides: InterfaceOverrides & { readonly instance?: string; readonly device?: number } = {},
): NetworkInterface => {
  const { instance = 'i-00000000000000099', device = 0, ...rest } = overrides;
  return anInterface({ subnet: 'subnet-db', attachment: attachedTo(instance, device), ...rest });
};

export const aTrunkEni = (
  overrides: InterfaceOverrides & { readonly instance?: string } = {},
): NetworkInterface => {
  const { instance = 'i-00000000000000001', ...rest } = overrides;
  return anInterface({
    id: 'eni-trunk-1',
    ips: ['10.0.1.11'],
    groups: ['sg-nodes', 'sg-cluster'],
    interfaceType: 'trunk',
    description: 'aws-k8s-trunk-eni',
    attachment: attachedTo(instance, 2),
    ...rest,
  });
};

export function aGroup(
  id: string,
  overrides: Partial<Omit<SecurityGroup, 'id'>> = {},
): SecurityGroup {
  return {
    id: groupId(id),
    vpcId: vpcId('vpc-main'),
    ownerId: ACCOUNT,
    name: id,
    description: id,
    tags: labels({}),
    rulesKnown: false,
    ...overrides,
  };
}

/** `10.0.0.0/16`, `pl-…`, or a group's id. */
export function peerOf(text: string): RulePeer {
  if (text.startsWith('pl-')) return { kind: 'prefix-list', id: prefixListId(text) };
  if (text.includes('/')) return { kind: 'cidr', prefix: prefix(text) };
  return {
    kind: 'group',
    groupId: groupId(text),
    ownerId: ACCOUNT,
    vpcId: null,
    peeringId: null,
    peeringStatus: null,
  };
}

/** TCP 3306 from a peer. */
export function anIngress(group: string, peer: string, overrides: Partial<Rule> = {}): Rule {
  return {
    id: ruleId(nextId('sgr')),
    groupId: groupId(group),
    direction: 'ingress',
    protocol: 6,
    ports: { from: 3306, to: 3306 },
    peer: peerOf(peer),
    nested: false,
    ...overrides,
  };
}

/** Everything to everywhere, as EC2 gives each group that is made. */
export const anEgress = (group: string, overrides: Partial<Rule> = {}): Rule =>
  anIngress(group, '0.0.0.0/0', {
    direction: 'egress',
    protocol: 'all',
    ports: { from: 0, to: 65535 },
    ...overrides,
  });

export function aSubnet(
  id: string,
  cidrs: readonly string[],
  overrides: Partial<Subnet> = {},
): Subnet {
  return {
    id: subnetId(id),
    vpcId: vpcId('vpc-main'),
    ownerId: ACCOUNT,
    cidrs: cidrs.map(prefix),
    availabilityZone: 'us-west-2a',
    availabilityZoneId: 'usw2-az1',
    mapsPublicIp: false,
    tags: labels({}),
    ...overrides,
  };
}

export const aVpc = (id = 'vpc-main', cidrs: readonly string[] = ['10.0.0.0/16']): Vpc => ({
  id: vpcId(id),
  ownerId: ACCOUNT,
  cidrs: cidrs.map(prefix),
  isDefault: false,
});

const allow = (egress: boolean, cidr: string, ruleNumber: number): NaclEntry => ({
  egress,
  ruleNumber,
  protocol: 'all',
  ports: { from: 0, to: 65535 },
  prefix: prefix(cidr),
  action: 'allow',
});

/** The default ACL: everything passes. */
export function aNacl(subnets: readonly string[], overrides: Partial<Nacl> = {}): Nacl {
  return {
    id: must(toNaclId('acl-main')),
    vpcId: vpcId('vpc-main'),
    isDefault: true,
    subnetIds: sortedUnique(subnets.map(subnetId)),
    entries: [
      allow(true, '0.0.0.0/0', 100),
      allow(false, '0.0.0.0/0', 100),
      allow(true, '::/0', 101),
      allow(false, '::/0', 101),
    ],
    complete: true,
    ...overrides,
  };
}

export const aRoute = (
  destination: string,
  target: Route['target'],
  state: Route['state'] = 'active',
): Route => ({
  destination: { kind: 'cidr', prefix: prefix(destination) },
  target,
  state,
});

export function aRouteTable(overrides: Partial<RouteTable> = {}): RouteTable {
  return {
    id: routeTableId('rtb-main'),
    vpcId: vpcId('vpc-main'),
    isMain: true,
    subnetIds: [],
    routes: [aRoute('10.0.0.0/16', { kind: 'local' })],
    complete: true,
    ...overrides,
  };
}

export const aPrefixList = (
  id: string,
  prefixes: readonly string[],
  complete = true,
): PrefixListEntries => ({
  id: prefixListId(id),
  prefixes: prefixes.map(prefix),
  complete,
});
