import { CLUSTER_NAME, EKS_ACCOUNT_ID, ACCOUNT_ID } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { GroupCatalogue, Network, Proxy, ServiceInterface, Store, Subnet } from './plan.ts';
import { at } from './random.ts';

/** Interfaces of services are numbered from here, so that no other interface has the id of one. */
const FIRST_SERVICE = 200_000_000;

/** The interfaces of everything but nodes and pods. */
export function planServices(
  stores: readonly Store[],
  proxies: readonly Proxy[],
  groups: GroupCatalogue,
  network: Network,
  ids: Ids,
): readonly ServiceInterface[] {
  const planner = new ServicePlanner(network, ids);
  planner.controlPlane([groups.cluster.id]);
  planner.balancer([groups.balancer.id]);
  planner.gateways();
  planner.functions([groups.function.id]);
  planner.bastion([groups.bastion.id]);
  for (const store of stores) planner.store(store);
  for (const proxy of proxies) planner.proxy(proxy);
  return planner.services;
}

type Wish = Pick<ServiceInterface, 'description' | 'requesterId' | 'groupIds' | 'instanceOwnerId'> &
  Partial<ServiceInterface>;

class ServicePlanner {
  readonly services: ServiceInterface[] = [];
  readonly #network: Network;
  readonly #ids: Ids;

  constructor(network: Network, ids: Ids) {
    this.#network = network;
    this.#ids = ids;
  }

  controlPlane(groupIds: readonly string[]): void {
    for (const subnet of this.#network.tier('service').slice(0, 2)) {
      const description = `Amazon EKS ${CLUSTER_NAME}`;
      this.#add(subnet, {
        description,
        requesterId: EKS_ACCOUNT_ID,
        groupIds,
        instanceOwnerId: EKS_ACCOUNT_ID,
      });
    }
  }

  balancer(groupIds: readonly string[]): void {
    for (const subnet of this.#network.tier('public')) {
      const description = 'ELB app/k8s-public-bench/0a1b2c3d4e5f6071';
      this.#add(subnet, {
        description,
        requesterId: 'amazon-elb',
        groupIds,
        instanceOwnerId: 'amazon-elb',
      });
    }
  }

  /** A NAT gateway has no groups. */
  gateways(): void {
    const subnet = at(this.#network.tier('public'), 0);
    this.#add(subnet, {
      description: `Interface for NAT Gateway ${this.#ids.resource('nat', 0)}`,
      requesterId: ACCOUNT_ID,
      interfaceType: 'nat_gateway',
      groupIds: [],
      instanceOwnerId: 'amazon-aws',
    });
  }

  functions(groupIds: readonly string[]): void {
    for (const subnet of this.#network.tier('service')) {
      this.#add(subnet, {
        description: `AWS Lambda VPC ENI-reporting-${this.#ids.uid('function', this.services.length)}`,
        requesterId: 'AROAEXAMPLEEXAMPLE:reporting',
        interfaceType: 'lambda',
        groupIds,
        instanceOwnerId: 'amazon-aws',
      });
    }
  }

  /** A plain instance beside the cluster. */
  bastion(groupIds: readonly string[]): void {
    this.#add(at(this.#network.tier('public'), 1), {
      description: '',
      requesterId: '',
      requesterManaged: false,
      groupIds,
      attachment: 'instance',
      instanceId: this.#ids.resource('i', FIRST_SERVICE),
      instanceOwnerId: ACCOUNT_ID,
      publicIp: '203.0.113.10',
    });
  }

  store(store: Store): void {
    const groupIds = store.groups.map((group) => group.id);
    for (let member = 0; member < store.members; member += 1) {
      const subnet = this.#memberSubnet(store, member);
      const ipv6 = store.dualStack
        ? `${subnet.ipv6Base}${(0x5000 + this.services.length).toString(16)}`
        : undefined;
      this.#add(subnet, { ...this.#storeWish(store, member), groupIds, ipv6 });
    }
  }

  /** RDS writes no identifier on its interfaces, ElastiCache does; a serverless cache has endpoints. */
  #storeWish(store: Store, member: number): Wish {
    const groupIds: readonly string[] = [];
    switch (store.kind) {
      case 'instance':
      case 'cluster':
        return {
          description: 'RDSNetworkInterface',
          requesterId: 'amazon-rds',
          groupIds,
          instanceOwnerId: 'amazon-rds',
          publicIp:
            store.publicAccess && member === 0
              ? `203.0.113.${20 + (store.index % 200)}`
              : undefined,
        };
      case 'replication-group':
      case 'cache-cluster': {
        const node =
          store.kind === 'replication-group' ? `${store.name}-00${member + 1}` : store.name;
        return {
          description: `ElastiCache ${node}`,
          requesterId: 'amazon-elasticache',
          groupIds,
          instanceOwnerId: 'amazon-elasticache',
        };
      }
      case 'serverless-cache':
        return {
          description: `VPC Endpoint Interface ${this.#ids.resource('vpce', store.index)}`,
          requesterId: ACCOUNT_ID,
          interfaceType: 'vpc_endpoint',
          groupIds,
          instanceOwnerId: 'amazon-aws',
        };
    }
  }

  #memberSubnet(store: Store, member: number): Subnet {
    const subnets = this.#network.tier(store.tier);
    return at(subnets, (store.index + member) % subnets.length);
  }

  proxy(proxy: Proxy): void {
    for (const subnet of this.#network.tier(proxy.store.tier)) {
      const description = `Network interface for DBProxy ${proxy.name}`;
      this.#add(subnet, {
        description,
        requesterId: 'amazon-rds',
        groupIds: [proxy.group.id],
        instanceOwnerId: 'amazon-rds',
      });
    }
  }

  #add(subnet: Subnet, wish: Wish): void {
    const index = FIRST_SERVICE + this.services.length;
    this.services.push({
      interfaceType: 'interface',
      requesterManaged: true,
      attachment: 'service',
      instanceId: undefined,
      publicIp: undefined,
      ipv6: undefined,
      ...wish,
      id: this.#ids.resource('eni', index),
      index,
      subnet,
      address: subnet.space.takeAddress(),
    });
  }
}
