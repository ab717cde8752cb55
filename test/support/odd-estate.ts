import { isJsonObject, type JsonObject, valueAt } from './json-path.ts';
import { documentIn, withChange, withDocument } from './mutation.ts';
import type { RawFiles } from './raw-snapshot.ts';
import { shortWorkshop, type World } from './worlds.ts';

const ACCOUNT = '111122223333';
const VPC = 'vpc-02a6b5bed2d0539ed';
const NODES_GROUP = 'sg-022e525270d4490d9';
const CATALOG_GROUP = 'sg-0cc2e782fc45fb1dc';
const PUBLIC_SUBNETS = ['subnet-05c30b3969006194c', 'subnet-0caa447356dc1d6cf'];
const PRIVATE_SUBNETS = [
  'subnet-0ae9f4a5280a8553d',
  'subnet-03cc0169e6ace6344',
  'subnet-03ca9946cfe3b7bd6',
];
const PREFIX_LIST = 'pl-0dd0000000000001a';

const itemsOf = (files: RawFiles, path: string, key: string): readonly unknown[] => {
  const items = valueAt(documentIn(files, path), [key]);
  return Array.isArray(items) ? items : [];
};

const withItems = (
  files: RawFiles,
  path: string,
  key: string,
  ...more: readonly unknown[]
): RawFiles => withChange(files, path, [key], () => [...itemsOf(files, path, key), ...more]);

interface OddStore {
  readonly name: string;
  readonly group: string;
  readonly subnets: readonly string[];
  readonly isPublic: boolean;
  /** Peers that it admits on 5432. */
  readonly admits: readonly JsonObject[];
}

const groupPeer = (id: string): JsonObject => ({
  ReferencedGroupInfo: { GroupId: id, UserId: ACCOUNT },
});
const cidrPeer = (cidr: string): JsonObject => ({ CidrIpv4: cidr });
const listPeer: JsonObject = { PrefixListId: PREFIX_LIST };

const STORES: readonly OddStore[] = [
  {
    name: 'public',
    group: 'sg-0dd0000000000001a',
    subnets: PUBLIC_SUBNETS,
    isPublic: true,
    admits: [cidrPeer('0.0.0.0/0'), groupPeer(CATALOG_GROUP)],
  },
  {
    // An address of the control plane, and one that is free.
    name: 'single-addresses',
    group: 'sg-0dd0000000000002a',
    subnets: PRIVATE_SUBNETS,
    isPublic: false,
    admits: [cidrPeer('10.42.97.33/32'), cidrPeer('10.42.97.34/32'), cidrPeer('10.42.179.30/32')],
  },
  {
    name: 'by-list',
    group: 'sg-0dd0000000000003a',
    subnets: PRIVATE_SUBNETS,
    isPublic: false,
    admits: [listPeer],
  },
  {
    name: 'nodes-only',
    group: 'sg-0dd0000000000004a',
    subnets: PRIVATE_SUBNETS,
    isPublic: false,
    admits: [groupPeer(NODES_GROUP)],
  },
  {
    name: 'pods-only',
    group: 'sg-0dd0000000000005a',
    subnets: PRIVATE_SUBNETS.slice(2),
    isPublic: false,
    admits: [groupPeer(CATALOG_GROUP)],
  },
  {
    name: 'closed',
    group: 'sg-0dd0000000000006a',
    subnets: PRIVATE_SUBNETS,
    isPublic: false,
    admits: [],
  },
];

const databaseOf = ({ name, group, subnets, isPublic }: OddStore): JsonObject => ({
  DBInstanceIdentifier: `odd-${name}`,
  DBInstanceArn: `arn:aws:rds:us-west-2:${ACCOUNT}:db:odd-${name}`,
  DBInstanceStatus: 'available',
  Engine: 'postgres',
  Endpoint: { Address: `odd-${name}.example.internal`, Port: 5432 },
  PubliclyAccessible: isPublic,
  NetworkType: 'IPV4',
  VpcSecurityGroups: [{ VpcSecurityGroupId: group, Status: 'active' }],
  DBSubnetGroup: {
    DBSubnetGroupName: `odd-${name}`,
    VpcId: VPC,
    SubnetGroupStatus: 'Complete',
    Subnets: subnets.map((id) => ({ SubnetIdentifier: id, SubnetStatus: 'Active' })),
  },
  OptionGroupMemberships: [],
  TagList: [],
});

const groupOf = ({ group, name }: OddStore): JsonObject => ({
  GroupId: group,
  GroupName: `odd-${name}`,
  Description: 'Data store access',
  OwnerId: ACCOUNT,
  VpcId: VPC,
  Tags: [],
});

const rulesOf = ({ group, admits }: OddStore): readonly JsonObject[] =>
  admits.map((peer, index) => ({
    SecurityGroupRuleId: `sgr-${group.slice(3, -1)}${index}`,
    GroupId: group,
    GroupOwnerId: ACCOUNT,
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: 5432,
    ToPort: 5432,
    ...peer,
    Tags: [],
  }));

const entry = (number: number, egress: boolean, action: string, cidr: string): JsonObject => ({
  RuleNumber: number,
  Egress: egress,
  RuleAction: action,
  CidrBlock: cidr,
  Protocol: '-1',
});

/** One private subnet has a NACL of its own, which keeps another out. */
function withNacl(files: RawFiles): RawFiles {
  const path = 'ec2/describe-network-acls.json';
  const subnet = PRIVATE_SUBNETS[2];
  const others = itemsOf(files, path, 'NetworkAcls').map((one) => {
    const associations = valueAt(one, ['Associations']);
    if (!isJsonObject(one) || !Array.isArray(associations)) return one;
    return {
      ...one,
      Associations: associations.filter((link) => valueAt(link, ['SubnetId']) !== subnet),
    };
  });
  const own = {
    NetworkAclId: 'acl-0dd0000000000001a',
    VpcId: VPC,
    OwnerId: ACCOUNT,
    IsDefault: false,
    Associations: [{ NetworkAclId: 'acl-0dd0000000000001a', SubnetId: subnet }],
    Entries: [
      entry(90, false, 'deny', '10.42.128.0/19'),
      entry(100, false, 'allow', '10.42.0.0/16'),
      entry(32767, false, 'deny', '0.0.0.0/0'),
      entry(100, true, 'allow', '0.0.0.0/0'),
      entry(32767, true, 'deny', '0.0.0.0/0'),
    ],
    Tags: [],
  };
  return withDocument(files, path, { NetworkAcls: [...others, own] });
}

const policy = (namespace: string, name: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'vpcresources.k8s.aws/v1beta1',
  kind: 'SecurityGroupPolicy',
  metadata: {
    namespace,
    name,
    uid: `00000000-0000-4000-8000-${name.padEnd(12, '0')}`,
    generation: 1,
    creationTimestamp: '2026-11-15T09:00:00Z',
  },
  spec,
});

const SERVICE = { 'app.kubernetes.io/component': 'service' };

const POLICIES: readonly JsonObject[] = [
  policy('ui', 'by-account', {
    serviceAccountSelector: { matchLabels: SERVICE },
    securityGroups: { groupIds: [CATALOG_GROUP] },
  }),
  policy('orders', 'nodes-group', {
    podSelector: { matchLabels: SERVICE },
    securityGroups: { groupIds: [NODES_GROUP] },
  }),
  policy('carts', 'inert', { securityGroups: { groupIds: [CATALOG_GROUP] } }),
  policy('carts', 'invalid', {
    podSelector: { matchExpressions: [{ key: 'a', operator: 'Near', values: ['b'] }] },
    securityGroups: { groupIds: [CATALOG_GROUP] },
  }),
];

/** Flat rules are all there is: what is lost of them is lost. */
const withoutNestedRules = (files: RawFiles): RawFiles =>
  withChange(files, 'ec2/describe-security-groups.json', ['SecurityGroups'], (groups) =>
    Array.isArray(groups)
      ? groups.map((one: unknown) => {
          if (!isJsonObject(one)) return one;
          const { IpPermissions: _in, IpPermissionsEgress: _out, ...rest } = one;
          return rest;
        })
      : groups,
  );

/** The drifted workshop, with a store, policy and network ACL for each oddity that losing a fact could turn round. */
export function oddEstate(): World {
  const drifted = shortWorkshop('drifted');
  const files = [
    (left: RawFiles) =>
      withItems(left, 'rds/describe-db-instances.json', 'DBInstances', ...STORES.map(databaseOf)),
    (left: RawFiles) =>
      withItems(
        left,
        'ec2/describe-security-groups.json',
        'SecurityGroups',
        ...STORES.map(groupOf),
      ),
    withoutNestedRules,
    (left: RawFiles) =>
      withItems(
        left,
        'ec2/describe-security-group-rules.json',
        'SecurityGroupRules',
        ...STORES.flatMap(rulesOf),
      ),
    (left: RawFiles) =>
      withDocument(left, `ec2/get-managed-prefix-list-entries-${PREFIX_LIST}.json`, {
        Entries: [{ Cidr: '10.42.128.0/20' }, { Cidr: '10.43.0.0/16' }],
      }),
    (left: RawFiles) =>
      withItems(left, 'ec2/describe-managed-prefix-lists.json', 'PrefixLists', {
        PrefixListId: PREFIX_LIST,
        AddressFamily: 'IPv4',
        OwnerId: ACCOUNT,
        Tags: [],
      }),
    withNacl,
    (left: RawFiles) => withItems(left, 'k8s/securitygrouppolicies.json', 'items', ...POLICIES),
  ].reduce((left, change) => change(left), drifted.files);
  return { ...drifted, name: 'an odd estate', files };
}
