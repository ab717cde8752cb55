import { awsId } from './identifiers.ts';
import { fields, type Json, type JsonObject } from './json.ts';
import type { GroupSpec, RuleSpec } from './lab.ts';
import { account, clusterName, labTags, region, tags, vpc } from './place.ts';

export const groupId = (key: string): string => awsId('sg', key);

const everything: RuleSpec = { protocol: '-1', peer: { cidr: '0.0.0.0/0' } };

/** The VPC's default group, emptied, as the workshop's Terraform leaves it. */
export const defaultGroup: GroupSpec = {
  key: 'default',
  name: 'default',
  description: 'default VPC security group',
  tags: { Name: `${clusterName}-default`, ...labTags },
  ingress: [],
  egress: [],
};

/** The cluster security group: EKS gives it to the control plane and to managed nodes. */
export const clusterGroup: GroupSpec = {
  key: 'cluster',
  name: `eks-cluster-sg-${clusterName}-1178203355`,
  description:
    'EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.',
  tags: {
    Name: `eks-cluster-sg-${clusterName}-1178203355`,
    'aws:eks:cluster-name': clusterName,
    [`kubernetes.io/cluster/${clusterName}`]: 'owned',
  },
  ingress: [
    { protocol: '-1', peer: { group: 'cluster' } },
    { protocol: 'udp', port: 53, peer: { cidr: vpc.cidr } },
    { protocol: 'tcp', port: 53, peer: { cidr: vpc.cidr } },
  ],
  egress: [everything],
};

export const catalogGroup: GroupSpec = {
  key: 'catalog',
  name: `${clusterName}-catalog`,
  description: 'Applied to catalog application pods',
  tags: labTags,
  ingress: [
    {
      protocol: 'tcp',
      port: 8080,
      peer: { cidr: vpc.cidr },
      description: 'Allow inbound HTTP API traffic',
    },
  ],
  egress: [{ ...everything, description: 'Allow all egress' }],
};

/** The database's group: one rule in, none out. A database needs no rule out to answer. */
export const databaseGroup: GroupSpec = {
  key: 'catalog-rds',
  name: `${clusterName}-catalog-rds-20261116083412552100000005`,
  description: 'Catalog RDS security group',
  tags: { Name: `${clusterName}-catalog-rds`, ...labTags },
  ingress: [
    {
      protocol: 'tcp',
      port: 3306,
      peer: { group: 'catalog' },
      description: 'MySQL access from specific security group',
    },
  ],
  egress: [],
};

/** DescribeSecurityGroups: rules with the same protocol and ports are one permission with several peers. */
export function describeSecurityGroups(groups: readonly GroupSpec[]): JsonObject {
  return { SecurityGroups: groups.map(describeGroup) };
}

function describeGroup(group: GroupSpec): JsonObject {
  return fields({
    GroupId: groupId(group.key),
    IpPermissionsEgress: permissions(group.egress),
    Tags: tags(group.tags),
    VpcId: vpc.id,
    SecurityGroupArn: `arn:aws:ec2:${region}:${account}:security-group/${groupId(group.key)}`,
    OwnerId: account,
    GroupName: group.name,
    Description: group.description,
    IpPermissions: permissions(group.ingress),
  });
}

function permissions(rules: readonly RuleSpec[]): JsonObject[] {
  const byPorts = Map.groupBy(rules, (rule) => `${rule.protocol} ${rule.port ?? ''}`);
  return [...byPorts.values()].map(permission);
}

function permission(rules: readonly RuleSpec[]): JsonObject {
  const [first] = rules;
  return fields({
    IpProtocol: first?.protocol,
    FromPort: first?.port,
    ToPort: first?.port,
    UserIdGroupPairs: rules.flatMap((rule) =>
      'group' in rule.peer
        ? [described(rule, { UserId: account, GroupId: groupId(rule.peer.group) })]
        : [],
    ),
    IpRanges: rules.flatMap((rule) =>
      'cidr' in rule.peer ? [described(rule, { CidrIp: rule.peer.cidr })] : [],
    ),
    Ipv6Ranges: [],
    PrefixListIds: [],
  });
}

const described = (rule: RuleSpec, peer: Readonly<Record<string, Json>>): JsonObject =>
  fields({ Description: rule.description, ...peer });

/** DescribeSecurityGroupRules: one row for each peer; `-1` ports where all are meant. */
export function describeSecurityGroupRules(groups: readonly GroupSpec[]): JsonObject {
  const rules = groups.flatMap((group) => [
    ...group.ingress.map((rule) => describeRule(group, false, rule)),
    ...group.egress.map((rule) => describeRule(group, true, rule)),
  ]);
  return { SecurityGroupRules: rules };
}

export function ruleId(groupKey: string, direction: 'ingress' | 'egress', rule: RuleSpec): string {
  const peer = 'cidr' in rule.peer ? rule.peer.cidr : rule.peer.group;
  return awsId('sgr', [groupKey, direction, rule.protocol, rule.port ?? 'all', peer].join(' '));
}

function describeRule(group: GroupSpec, isEgress: boolean, rule: RuleSpec): JsonObject {
  const id = ruleId(group.key, isEgress ? 'egress' : 'ingress', rule);
  const { peer } = rule;
  return fields({
    SecurityGroupRuleId: id,
    GroupId: groupId(group.key),
    GroupOwnerId: account,
    IsEgress: isEgress,
    IpProtocol: rule.protocol,
    FromPort: rule.port ?? -1,
    ToPort: rule.port ?? -1,
    CidrIpv4: 'cidr' in peer ? peer.cidr : undefined,
    ReferencedGroupInfo:
      'group' in peer ? { GroupId: groupId(peer.group), UserId: account } : undefined,
    Description: rule.description,
    Tags: [],
    SecurityGroupRuleArn: `arn:aws:ec2:${region}:${account}:security-group-rule/${id}`,
  });
}

/** GetSecurityGroupsForVpc: which groups can be worn in the cluster's VPC. */
export function securityGroupsForVpc(groups: readonly GroupSpec[]): JsonObject {
  const rows = groups.map((group) => ({
    Description: group.description,
    GroupName: group.name,
    OwnerId: account,
    GroupId: groupId(group.key),
    Tags: tags(group.tags),
    PrimaryVpcId: vpc.id,
  }));
  return { SecurityGroupForVpcs: rows };
}
