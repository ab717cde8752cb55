import { ACCOUNT_ID, FOREIGN_ACCOUNT_ID } from './cluster.ts';
import { toCidr } from './addresses.ts';
import { faultCount, type FaultLog, type StoreFaultKind } from './faults.ts';
import type { Ids } from './ids.ts';
import { prefixList } from './network.ts';
import type { Group, GroupCatalogue, Network, Peer, Policy, Proxy, Rule, Store } from './plan.ts';
import { at, type Random } from './random.ts';
import { portsOf, proxyPort } from './stores.ts';

export interface RuleScene {
  readonly network: Network;
  readonly groups: GroupCatalogue;
  readonly policies: readonly Policy[];
  readonly stores: readonly Store[];
  readonly proxies: readonly Proxy[];
  readonly ids: Ids;
  readonly random: Random;
  readonly faults: FaultLog;
}

/** The rules of every group; the faults of stores are rules too many, except for the egress ones. */
export function planRules(scene: RuleScene): readonly Rule[] {
  const planner = new RulePlanner(scene);
  planner.fixedGroups();
  planner.storeGroups();
  planner.storeFaults();
  planner.proxyGroups();
  planner.podGroups();
  planner.spareGroups();
  return planner.rules;
}

const ANY_IPV4: Peer = { kind: 'ipv4', cidr: '0.0.0.0/0' };
const ANY_IPV6: Peer = { kind: 'ipv6', cidr: '::/0' };
const VPN: Peer = { kind: 'ipv4', cidr: '10.200.0.0/16' };

function groupPeer(id: string): Peer {
  return { kind: 'group', id, userId: ACCOUNT_ID };
}

function always(): boolean {
  return true;
}

class RulePlanner {
  readonly rules: Rule[] = [];
  readonly #scene: RuleScene;
  /** Pod groups that store groups admit: pod group → store groups and their ports. */
  readonly #admitted = new Map<string, { readonly group: Group; readonly port: number }[]>();

  readonly #known = new Set<string>();

  constructor(scene: RuleScene) {
    this.#scene = scene;
  }

  #ingress(
    group: Group,
    protocol: string,
    fromPort: number,
    toPort: number,
    peer: Peer,
    description = '',
  ): void {
    this.#add(group, false, protocol, fromPort, toPort, peer, description);
  }

  #egress(group: Group, protocol: string, fromPort: number, toPort: number, peer: Peer): void {
    this.#add(group, true, protocol, fromPort, toPort, peer, '');
  }

  #add(
    group: Group,
    egress: boolean,
    protocol: string,
    fromPort: number,
    toPort: number,
    peer: Peer,
    description: string,
  ): void {
    // EC2 refuses a second rule that says the same (InvalidPermission.Duplicate).
    const key = [group.id, egress, protocol, fromPort, toPort, JSON.stringify(peer)].join(' ');
    if (this.#known.has(key)) return;
    this.#known.add(key);
    const id = this.#scene.ids.resource('sgr', this.rules.length);
    this.rules.push({
      id,
      groupId: group.id,
      egress,
      protocol,
      fromPort,
      toPort,
      peer,
      description,
    });
  }

  #openEgress(group: Group, ipv6 = false): void {
    this.#egress(group, '-1', -1, -1, ANY_IPV4);
    if (ipv6) this.#egress(group, '-1', -1, -1, ANY_IPV6);
  }

  fixedGroups(): void {
    const { groups, network } = this.#scene;
    const { cluster, node, legacyNode, balancer, bastion } = groups;
    this.#ingress(cluster, '-1', -1, -1, groupPeer(cluster.id));
    for (const cidr of network.cidrs) {
      const peer: Peer = { kind: 'ipv4', cidr: toCidr(cidr) };
      this.#ingress(cluster, 'tcp', 53, 53, peer, 'DNS from pods');
      this.#ingress(cluster, 'udp', 53, 53, peer, 'DNS from pods');
    }
    for (const group of [node, legacyNode]) {
      this.#ingress(group, '-1', -1, -1, groupPeer(group.id));
      this.#ingress(group, 'tcp', 1025, 65_535, groupPeer(cluster.id), 'Control plane to nodes');
      this.#ingress(group, 'tcp', 30_000, 32_767, groupPeer(balancer.id), 'Node ports');
      this.#ingress(group, 'icmp', 3, 4, { kind: 'ipv4', cidr: '10.0.0.0/8' }, 'Path MTU');
    }
    this.#ingress(balancer, 'tcp', 443, 443, ANY_IPV4);
    this.#ingress(balancer, 'tcp', 443, 443, ANY_IPV6);
    this.#ingress(bastion, 'tcp', 22, 22, {
      kind: 'prefix-list',
      id: prefixList(network, 'offices').id,
    });
    this.#ingress(bastion, 'tcp', 22, 22, {
      kind: 'prefix-list',
      id: prefixList(network, 'offices-v6').id,
    });
    this.#ingress(groups.default, '-1', -1, -1, groupPeer(groups.default.id));
    for (const group of [
      cluster,
      node,
      legacyNode,
      balancer,
      bastion,
      groups.function,
      groups.default,
    ]) {
      this.#openEgress(group, group !== balancer);
    }
  }

  /** What each store admits: some pod groups by reference, sometimes an office, a bastion or the VPN. */
  storeGroups(): void {
    const { groups, network, random, stores, proxies } = this.#scene;
    const grants = this.#grantableGroups();
    for (const [group, ports] of this.#storePorts()) {
      for (const port of ports) {
        const count = Math.min(grants.length, random.heavyTail(1, 12, 1.1));
        for (const granted of random.shuffled(grants).slice(0, count))
          this.#admit(group, port, granted);
        if (random.chance(0.15))
          this.#ingress(group, 'tcp', port, port, groupPeer(groups.bastion.id), 'Bastion');
        if (random.chance(0.08)) this.#ingress(group, 'tcp', port, port, VPN, 'VPN clients');
        if (random.chance(0.05))
          this.#ingress(group, 'tcp', port, port, {
            kind: 'prefix-list',
            id: prefixList(network, 'offices').id,
          });
        if (random.chance(0.03))
          this.#ingress(group, 'tcp', port, port, groupPeer(groups.function.id), 'Reports');
      }
    }
    const first = stores[0];
    // One store at least admits the bastion's group, which some pods wear and should not.
    if (first !== undefined)
      this.#ingress(
        at(first.groups, 0),
        'tcp',
        first.port,
        first.port,
        groupPeer(groups.bastion.id),
        'Bastion',
      );
    for (const proxy of proxies) {
      const { store } = proxy;
      this.#ingress(
        at(store.groups, 0),
        'tcp',
        store.port,
        store.port,
        groupPeer(proxy.group.id),
        'RDS Proxy',
      );
    }
    for (const group of groups.store)
      if (random.chance(0.5)) this.#openEgress(group, random.chance(0.3));
  }

  /** Groups that active policies name, and a few that nothing wears. */
  #grantableGroups(): readonly Group[] {
    const { groups, policies } = this.#scene;
    const named = new Set(policies.flatMap((policy) => policy.groupIds ?? []));
    return groups.pod.filter((group, index) => named.has(group.id) || index % 25 === 0);
  }

  #storePorts(): Map<Group, Set<number>> {
    const ports = new Map<Group, Set<number>>();
    for (const store of this.#scene.stores) {
      for (const group of store.groups) {
        const known = ports.get(group) ?? new Set();
        for (const port of portsOf(store)) known.add(port);
        ports.set(group, known);
      }
    }
    return ports;
  }

  #admit(group: Group, port: number, granted: Group): void {
    this.#ingress(group, 'tcp', port, port, groupPeer(granted.id), granted.name);
    const known = this.#admitted.get(granted.id) ?? [];
    known.push({ group, port });
    this.#admitted.set(granted.id, known);
  }

  storeFaults(): void {
    const { groups, network, random, stores, faults } = this.#scene;
    const order = random.shuffled(stores);
    let cursor = 0;
    const some = (
      kind: StoreFaultKind,
      fits: (store: Store) => boolean,
      spoil: (store: Store, group: Group) => void,
    ): void => {
      const wanted = Math.min(stores.length, faultCount(stores.length, 0.006));
      for (
        let done = 0, tries = 0;
        done < wanted && tries < order.length;
        tries += 1, cursor += 1
      ) {
        const store = at(order, cursor % order.length);
        if (!fits(store)) continue;
        spoil(store, at(store.groups, 0));
        faults.add(kind, store.arn);
        done += 1;
      }
    };
    const open =
      (peer: Peer) =>
      (store: Store, group: Group): void =>
        this.#ingress(group, 'tcp', store.port, store.port, peer);
    some('store-open-to-nodes', always, open(groupPeer(groups.node.id)));
    some(
      'store-open-to-vpc-cidr',
      always,
      open({ kind: 'ipv4', cidr: toCidr(at(network.cidrs, 0)) }),
    );
    some(
      'store-open-by-prefix-list',
      always,
      open({ kind: 'prefix-list', id: prefixList(network, 'all-internal').id }),
    );
    some('store-open-over-ipv6', (store) => store.dualStack, open(ANY_IPV6));
    some('store-names-gone-group', always, open(groupPeer(at(groups.goneIds, 1))));
    some('store-names-foreign-group', always, open({ kind: 'peered-group', id: at(groups.goneIds, 2), userId: FOREIGN_ACCOUNT_ID, vpcId: this.#scene.ids.resource('vpc', 1), peeringId: network.peeringId, status: 'active' })); // prettier-ignore
    some('store-names-stale-peer', always, open({ kind: 'peered-group', id: at(groups.goneIds, 2), vpcId: this.#scene.ids.resource('vpc', 2), peeringId: network.gonePeeringId, status: 'deleted' })); // prettier-ignore
    some(
      'store-open-to-internet',
      (store) => store.kind === 'instance',
      (store, group) => {
        Object.assign(store, { publicAccess: true, tier: 'public' });
        open(ANY_IPV4)(store, group);
      },
    );
    some('store-ports-too-wide', always, (_, group) =>
      this.#ingress(group, 'tcp', 1024, 65_535, groupPeer(at(groups.pod, 0).id)),
    );
    some('store-wears-default-group', always, (store) => {
      store.groups = [...store.groups, groups.default];
    });
    some('store-shares-group-with-pods', always, (store) => {
      const shared = random.pick(this.#grantableGroups());
      store.groups = [...store.groups, shared];
      this.#ingress(
        shared,
        'tcp',
        store.port,
        store.port,
        groupPeer(shared.id),
        'Same group on both sides',
      );
    });
  }

  proxyGroups(): void {
    const { groups, proxies, random } = this.#scene;
    const grants = this.#grantableGroups();
    for (const proxy of proxies) {
      const port = proxyPort(proxy);
      const doors =
        proxy.endpoint === undefined ? [proxy.group] : [proxy.group, proxy.endpoint.group];
      for (const door of doors) {
        for (const granted of random.shuffled(grants).slice(0, 2)) this.#admit(door, port, granted);
      }
    }
    for (const group of groups.proxy) this.#openEgress(group);
  }

  /** Most pod groups let everything out; the narrow ones name what their pods need, and a few forget it. */
  podGroups(): void {
    const { groups, random, faults } = this.#scene;
    for (const group of groups.pod) {
      this.#ingress(group, 'tcp', 8080, 8080, groupPeer(groups.balancer.id), 'Load balancer');
      this.#ingress(group, 'tcp', 1, 65_535, groupPeer(groups.node.id), 'Probes');
      this.#ingress(group, 'tcp', 8080, 8090, groupPeer(group.id), 'Replicas');
      const admitting = this.#admitted.get(group.id) ?? [];
      const isNarrow = random.chance(0.15);
      if (!isNarrow) {
        this.#openEgress(group, random.chance(0.3));
        continue;
      }
      this.#narrowEgress(group);
      const forgets = admitting.length > 0 && random.chance(0.05);
      if (forgets) faults.add('egress-blocks-intended-pods', group.id);
      else for (const { group: store, port } of admitting) this.#egressToStore(group, store, port);
    }
  }

  #narrowEgress(group: Group): void {
    const { groups, network } = this.#scene;
    this.#egress(group, 'tcp', 443, 443, ANY_IPV4);
    this.#egress(group, 'tcp', 443, 443, ANY_IPV6);
    this.#egress(group, 'udp', 53, 53, groupPeer(groups.cluster.id));
    this.#egress(group, '6', 53, 53, groupPeer(groups.cluster.id));
    this.#egress(group, 'tcp', 443, 443, {
      kind: 'prefix-list',
      id: at(network.prefixLists, 4).id,
    });
  }

  #egressToStore(group: Group, store: Group, port: number): void {
    const { network, random } = this.#scene;
    const peers: readonly Peer[] = [
      groupPeer(store.id),
      groupPeer(store.id),
      { kind: 'ipv4', cidr: '10.42.192.0/18' },
      { kind: 'prefix-list', id: prefixList(network, 'data-subnets').id },
    ];
    this.#egress(group, 'tcp', port, port, random.pick(peers));
  }

  spareGroups(): void {
    const { groups, random } = this.#scene;
    for (const group of groups.spare) {
      const count = random.heavyTail(1, 30, 1.3);
      for (let index = 0; index < count; index += 1) {
        const port = random.pick([22, 80, 443, 8080, 8443, 9090, 9100]);
        const cidr = `10.${200 + random.int(50)}.${random.int(256)}.${index}/32`;
        this.#ingress(group, 'tcp', port, port, { kind: 'ipv4', cidr });
      }
      this.#openEgress(group);
    }
  }
}
