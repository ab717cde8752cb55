import type {
  AwsScope,
  ClusterSnapshot,
  DbInstance,
  DbProxy,
  DbProxyEndpoint,
  DbProxyTargets,
  Listing,
  NetworkInterface,
  Node,
  Pod,
  Rule,
  Snapshot,
} from '../../shared/core/model/index.ts';
import { completeListing } from '../../shared/core/model/index.ts';
import { groupId, groupIds, instanceId, proxyArn, subnetId, vpcId } from './identifiers.ts';
import {
  anAwsNodePod,
  aNode,
  aPod,
  aPolicy,
  aServiceAccount,
  cniEnvironment,
  matchLabels,
  podEni,
  type PodOverrides,
} from './kubernetes.ts';
import {
  aBranchEni,
  aGroup,
  anEgress,
  anIngress,
  anInterface,
  aPrefixList,
  aPrimaryEni,
  aSubnet,
  aVpc,
} from './network.ts';
import { randomBorders } from './random-estate-borders.ts';
import { SeededRandom } from './seeded-random.ts';
import { aClusterSnapshot, anEksCluster, aScope, aSnapshot, lost, truncated } from './snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from './stores.ts';
import { hoursAgo, NOW } from './times.ts';

/** Subnets of sixteen addresses: `10.0.<zone>.<16 × zone>/28`, so that all of them can be tried. */
export const SUBNETS = {
  'subnet-pods-a': { vpc: 'vpc-main', v4: '10.0.1.', v6: '2001:db8:0:1::' },
  'subnet-pods-b': { vpc: 'vpc-main', v4: '10.0.2.', v6: '2001:db8:0:2::' },
  'subnet-db-a': { vpc: 'vpc-main', v4: '10.0.3.', v6: '2001:db8:0:3::' },
  'subnet-db-b': { vpc: 'vpc-main', v4: '10.0.4.', v6: '2001:db8:0:4::' },
  'subnet-far': { vpc: 'vpc-data', v4: '10.1.1.', v6: '2001:db8:1:1::' },
} as const;
type SubnetName = keyof typeof SUBNETS;
const POD_SUBNETS = ['subnet-pods-a', 'subnet-pods-b'] as const;

const GROUPS = [
  'sg-a',
  'sg-b',
  'sg-c',
  'sg-nodes',
  'sg-cluster',
  'sg-db',
  'sg-db-2',
  'sg-proxy',
] as const;
const NAMESPACES = ['shop', 'bank'] as const;
const WORKLOADS = ['Deployment/web', 'StatefulSet/queue', 'DaemonSet/agent'] as const;
const PEERS = [
  ...GROUPS,
  '10.0.0.0/8',
  '10.0.1.0/28',
  '10.0.1.8/30',
  '10.0.2.5/32',
  '10.0.3.0/29',
  '10.1.0.0/16',
  '2001:db8::/48',
  '2001:db8:0:1::/126',
  '::/0',
  'pl-1',
  'pl-unread',
] as const;

type PodKind = 'branch' | 'prefix' | 'secondary' | 'host' | 'fargate' | 'nowhere';

/** What is built up while pods are placed. */
class EstateMaker {
  private readonly random: SeededRandom;
  private readonly interfaces: NetworkInterface[] = [];
  private readonly pods: Pod[] = [];
  private readonly isIpv6: boolean;
  /** How likely a fact of this estate is not seen. */
  private readonly fog: number;
  private hosts = 1;

  constructor(random: SeededRandom) {
    this.random = random;
    this.isIpv6 = random.chance(0.25);
    this.fog = random.pick([0, 0, 0.05, 0.2]);
  }

  private listing<T>(items: readonly T[], source: string): Listing<T> {
    const { random } = this;
    if (!random.chance(this.fog)) return completeListing(items, source, NOW);
    return random.chance(0.5)
      ? lost(source)
      : truncated(
          items.filter(() => random.chance(0.6)),
          source,
        );
  }

  /** The next free address of a subnet in one or both families. */
  private ips(subnet: SubnetName, families: readonly (4 | 6)[]): readonly string[] {
    const host = this.hosts % 16;
    this.hosts += 1;
    const { v4, v6 } = SUBNETS[subnet];
    return families.map((family) => (family === 4 ? `${v4}${host}` : `${v6}${host.toString(16)}`));
  }

  private get podFamilies(): readonly (4 | 6)[] {
    return this.isIpv6 ? [6] : [4];
  }

  private keep(eni: NetworkInterface): NetworkInterface {
    if (!this.random.chance(this.fog / 3)) this.interfaces.push(eni);
    return eni;
  }

  private someGroups(most: number): readonly string[] {
    const { random } = this;
    return random.some(['sg-a', 'sg-b', 'sg-c', 'sg-cluster', 'sg-nodes'], random.between(1, most));
  }

  // ------------------------------------------------------------------------------------------ nodes and pods

  private node(index: number): Node {
    const { random } = this;
    const subnet = random.pick(POD_SUBNETS);
    const id = `i-0000000000000000${index}`;
    const families: readonly (4 | 6)[] = this.isIpv6 || random.chance(0.2) ? [4, 6] : [4];
    this.keep(
      aPrimaryEni({
        id: `eni-primary-${index}`,
        instance: id,
        subnet,
        ips: this.ips(subnet, families),
        groups: ['sg-nodes', 'sg-cluster'],
      }),
    );
    const special = random.weighted<Readonly<Record<string, string>>>(
      [8, { 'eks.amazonaws.com/nodegroup': 'default' }],
      [1, { 'eks.amazonaws.com/compute-type': 'auto' }],
      [1, { 'eks.amazonaws.com/compute-type': 'hybrid' }],
      [1, { 'kubernetes.io/os': 'windows' }],
    );
    return aNode({ name: `node-${index}`, instanceId: instanceId(id), labels: special });
  }

  private cniOf(): ReturnType<typeof cniEnvironment> {
    const { random } = this;
    const entries = Object.entries({
      ENABLE_POD_ENI: 'true',
      ...(random.chance(0.5) ? { POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' } : {}),
      ...(random.chance(0.2) ? { AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' } : {}),
      ...(random.chance(0.3)
        ? {
            AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: random.pick([
              '10.1.0.0/16',
              '10.1.1.0/30',
              '0.0.0.0/0',
            ]),
          }
        : {}),
      ...(random.chance(0.1) ? { ENABLE_V4_EGRESS: 'false' } : {}),
    });
    const known = cniEnvironment(Object.fromEntries(entries));
    return random.chance(0.1) ? { ...known, opaque: true } : known;
  }

  private addPod(node: Node): void {
    const { random } = this;
    const base: PodOverrides = {
      namespace: random.pick(NAMESPACES),
      workload: random.pick(WORKLOADS),
      labels: { app: random.pick(['web', 'api']) },
      nodeName: random.chance(0.97) ? node.name : 'node-unseen',
      serviceAccountName: random.pick(['default', 'robot', 'ghost']),
      phase: random.weighted([20, 'Running'], [1, 'Pending'], [1, 'Succeeded'], [1, 'Failed']),
      deletedAt: random.chance(0.05) ? NOW : null,
      createdAt: hoursAgo(random.pick([1, 24, 100])),
    };
    const kind = random.weighted<PodKind>(
      [5, 'branch'],
      [4, 'prefix'],
      [2, 'secondary'],
      [2, 'host'],
      [1, 'fargate'],
      [1, 'nowhere'],
    );
    this.pods.push(this.podOf(kind, base, node));
  }

  private podOf(kind: PodKind, base: PodOverrides, node: Node): Pod {
    const { random } = this;
    const subnet = random.pick(POD_SUBNETS);
    const ips = this.ips(subnet, this.podFamilies);
    switch (kind) {
      case 'branch': {
        const eni = this.keep(
          aBranchEni({
            subnet,
            ips,
            groups: this.someGroups(2),
            tags: { 'vpcresources.k8s.aws/trunk-eni-id': 'eni-trunk-unseen' },
          }),
        );
        return aPod({
          ...base,
          ips,
          podEni: podEni(eni.id, ips[0] ?? null),
          firstContainerWantsEni: true,
          eniRequests: 1,
        });
      }
      case 'prefix':
      case 'secondary': {
        const own =
          kind === 'prefix'
            ? { prefixes: ips.map((ip) => `${ip}/${ip.includes(':') ? 128 : 32}`) }
            : { ips };
        const primary = aPrimaryEni({ instance: node.instanceId ?? 'i-unseen' });
        this.keep(
          anInterface({
            subnet,
            ...own,
            groups: this.someGroups(2),
            attachment: primary.attachment && {
              ...primary.attachment,
              deviceIndex: random.below(3),
            },
          }),
        );
        return aPod({ ...base, ips });
      }
      case 'host':
        return aPod({ ...base, hostNetwork: true, ips: this.ips(subnet, [4]) });
      case 'fargate': {
        this.keep(anInterface({ subnet, ips, groups: this.someGroups(2) }));
        const labels = { app: 'web', 'eks.amazonaws.com/fargate-profile': 'default' };
        return aPod({ ...base, ips, labels, nodeName: 'fargate-node' });
      }
      case 'nowhere':
        return aPod({ ...base, ips });
    }
  }

  // ------------------------------------------------------------------------------------------ stores

  private database(index: number): DbInstance {
    const { random } = this;
    const isFar = random.chance(0.3);
    const subnets: readonly SubnetName[] = isFar
      ? ['subnet-far']
      : random.some(['subnet-db-a', 'subnet-db-b', 'subnet-pods-a'] as const, random.between(1, 2));
    const vpc = isFar ? 'vpc-data' : 'vpc-main';
    const groups = random.some(['sg-db', 'sg-db-2', 'sg-a'], random.between(1, 2));
    const isDual = random.chance(0.4);
    for (const subnet of subnets) {
      if (random.chance(0.5)) continue;
      const ips = this.ips(subnet, isDual ? [4, 6] : [4]);
      this.keep(
        anInterface({
          vpc,
          subnet,
          ips,
          groups,
          description: 'RDSNetworkInterface',
          requesterId: 'amazon-rds',
        }),
      );
    }
    return aDatabase({
      id: `db-${index}`,
      vpc,
      subnets,
      groups: random.chance(this.fog / 2) ? [] : groups,
      networkType: isDual ? 'DUAL' : 'IPV4',
      ...(random.chance(this.fog / 2) ? { subnetGroup: null } : {}),
    });
  }

  private proxies(
    count: number,
  ): Pick<AwsScope, 'dbProxies' | 'dbProxyTargets' | 'dbProxyEndpoints'> {
    const { random } = this;
    const proxies: DbProxy[] = [];
    const targets: DbProxyTargets[] = [];
    const endpoints: DbProxyEndpoint[] = [];
    for (let index = 0; index < random.below(3); index += 1) {
      const name = `proxy-${index}`;
      const subnetIds = random
        .some(['subnet-db-a', 'subnet-db-b', 'subnet-pods-b'], random.between(1, 2))
        .map(subnetId);
      const groups = groupIds(random.pick(['sg-proxy', 'sg-a', 'sg-db']));
      proxies.push(aDbProxy(name, { groupIds: groups, subnetIds, vpcId: vpcId('vpc-main') }));
      if (random.chance(0.8)) targets.push(proxyTargets(name, `db-${random.below(count)}`));
      if (random.chance(0.5)) {
        endpoints.push({
          arn: proxyArn(`${name}-more`),
          name: `${name}-more`,
          proxyName: name,
          status: 'available',
          vpcId: vpcId('vpc-data'),
          groupIds: groupIds(random.pick(GROUPS)),
          subnetIds: [subnetId('subnet-far')],
          isDefault: false,
        });
      }
    }
    return {
      dbProxies: this.listing(proxies, 'rds/describe-db-proxies.json'),
      dbProxyTargets: this.listing(targets, 'rds/describe-db-proxy-targets.json'),
      dbProxyEndpoints: this.listing(endpoints, 'rds/describe-db-proxy-endpoints.json'),
    };
  }

  // ------------------------------------------------------------------------------------------ rules

  private rules(): readonly Rule[] {
    const { random } = this;
    return GROUPS.flatMap((group) => {
      const ingress = Array.from({ length: random.below(4) }, () =>
        anIngress(
          group,
          random.pick(PEERS),
          random.chance(0.2) ? { protocol: 'all', ports: { from: 0, to: 65535 } } : {},
        ),
      );
      const open = random.chance(0.75)
        ? [
            anEgress(group),
            {
              ...anIngress(group, '::/0', { protocol: 'all', ports: { from: 0, to: 65535 } }),
              direction: 'egress' as const,
            },
          ]
        : [];
      const narrow = random.chance(0.5)
        ? [{ ...anIngress(group, random.pick(PEERS)), direction: 'egress' as const }]
        : [];
      return [...ingress, ...open, ...narrow];
    });
  }

  private scope(databases: readonly DbInstance[]): AwsScope {
    const rules = this.listing(this.rules(), 'ec2/describe-security-group-rules.json');
    const subnets = Object.entries(SUBNETS).map(([id, { vpc, v4, v6 }]) =>
      aSubnet(id, [`${v4}0/28`, `${v6}/124`], { vpcId: vpcId(vpc) }),
    );
    const vpcs = [
      aVpc('vpc-main', ['10.0.0.0/16', '2001:db8::/48']),
      aVpc('vpc-data', ['10.1.0.0/16', '2001:db8:1::/48']),
    ];
    return aScope({
      rules,
      incompleteRuleGroups: rules.complete ? new Set() : 'any',
      groups: this.listing(
        GROUPS.map((group) => aGroup(group)),
        'ec2/describe-security-groups.json',
      ),
      subnets: this.listing(subnets, 'ec2/describe-subnets.json'),
      vpcs: this.listing(vpcs, 'ec2/describe-vpcs.json'),
      prefixListEntries: completeListing(
        [aPrefixList('pl-1', ['10.0.1.4/30', '2001:db8:0:2::/126'])],
        '',
      ),
      ...this.proxies(databases.length),
      ...randomBorders(this.random, (items, source) => this.listing(items, source)),
      dbInstances: this.listing(databases, 'rds/describe-db-instances.json'),
      interfaces: this.listing(this.interfaces, 'ec2/describe-network-interfaces.json'),
    });
  }

  private cluster(nodes: readonly Node[]): ClusterSnapshot {
    const { random } = this;
    const eks = anEksCluster('main', {
      ipFamily: this.isIpv6 ? 'ipv6' : 'ipv4',
      clusterGroupId: groupId('sg-cluster'),
      vpcId: random.chance(this.fog / 4) ? null : 'vpc-main',
    });
    const policies = Array.from({ length: random.between(1, 3) }, (_, index) =>
      aPolicy({
        name: `policy-${index}`,
        namespace: random.pick(NAMESPACES),
        groups: this.someGroups(2),
        ...(random.chance(0.3)
          ? { podSelector: null, serviceAccountSelector: matchLabels({ team: 'a' }) }
          : { podSelector: matchLabels({ app: random.pick(['web', 'api']) }) }),
      }),
    );
    const accounts = NAMESPACES.flatMap((namespace) => [
      aServiceAccount({ namespace }),
      aServiceAccount({ namespace, name: 'robot', labels: { team: random.pick(['a', 'b']) } }),
    ]);
    const agents = nodes
      .filter(() => random.chance(0.95))
      .map(({ name }) => anAwsNodePod(name, this.cniOf()));
    return aClusterSnapshot('main', {
      cluster: this.listing([eks], 'eks/describe-cluster.json'),
      nodes: this.listing(nodes, 'k8s/nodes.json'),
      pods: completeListing([...this.pods, ...agents], 'k8s/pods.json'),
      policies: this.listing(policies, 'k8s/securitygrouppolicies.json'),
      serviceAccounts: this.listing(accounts, 'k8s/serviceaccounts.json'),
    });
  }

  make(): Snapshot {
    const { random } = this;
    const nodes = [1, 2, 3].map((index) => this.node(index));
    for (let count = 0; count < 30; count += 1) this.addPod(random.pick(nodes));
    const databases = Array.from({ length: random.between(2, 4) }, (_, index) =>
      this.database(index),
    );
    const cluster = this.cluster(nodes);
    return aSnapshot({ scopes: [this.scope(databases)], clusters: [cluster] });
  }
}

/**
 * A cluster with thirty pods of every kind, databases in its VPC and behind a peering, proxies in front of some, and in
 * half of the estates facts that were not seen. Equal seeds give equal estates, but for generated ids.
 */
export const randomEstate = (seed: number): Snapshot =>
  new EstateMaker(new SeededRandom(seed)).make();
