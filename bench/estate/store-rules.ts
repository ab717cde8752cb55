import { prefixList } from './network.ts';
import type { Group, GroupCatalogue, Network, Policy, Proxy, Store } from './plan.ts';
import { at, type Random } from './random.ts';
import { cidrPeer, groupPeer, listPeer, tcp, type RuleBook } from './rule-book.ts';
import { portsOf, proxyPort } from './stores.ts';

export interface StoreRuleScene {
  readonly book: RuleBook;
  readonly network: Network;
  readonly groups: GroupCatalogue;
  readonly policies: readonly Policy[];
  readonly stores: readonly Store[];
  readonly proxies: readonly Proxy[];
  readonly random: Random;
}

/** A door that a pod group was let through: the group of a store or proxy, and its port. */
export interface Grant {
  readonly door: Group;
  readonly port: number;
}

/** What stores and proxies admit. Gives the doors that each pod group may use, by its id. */
export function addStoreRules(scene: StoreRuleScene): ReadonlyMap<string, readonly Grant[]> {
  const grants = new Map<string, Grant[]>();
  const candidates = grantableGroups(scene);
  const admit = (door: Group, port: number, count: number): void => {
    for (const granted of scene.random.shuffled(candidates).slice(0, count)) {
      scene.book.ingress(door, tcp(port), groupPeer(granted), granted.name);
      grants.set(granted.id, [...(grants.get(granted.id) ?? []), { door, port }]);
    }
  };
  addStoreDoors(scene, admit);
  addProxyDoors(scene, admit);
  return grants;
}

/** Groups that policies name, and a few that nothing wears. */
export function grantableGroups({ groups, policies }: StoreRuleScene): readonly Group[] {
  const named = new Set(policies.flatMap((policy) => policy.groupIds ?? []));
  return groups.pod.filter((group, index) => named.has(group.id) || index % 25 === 0);
}

type Admit = (door: Group, port: number, count: number) => void;

/** Some pod groups by reference, sometimes an office, a bastion or the VPN. */
function addStoreDoors(
  { book, network, groups, stores, random }: StoreRuleScene,
  admit: Admit,
): void {
  const extras = [
    { chance: 0.15, peer: groupPeer(groups.bastion), why: 'Bastion' },
    { chance: 0.08, peer: cidrPeer('10.200.0.0/16'), why: 'VPN clients' },
    { chance: 0.05, peer: listPeer(prefixList(network, 'offices')), why: 'Offices' },
    { chance: 0.03, peer: groupPeer(groups.function), why: 'Reports' },
  ];
  for (const [group, ports] of doorsOf(stores)) {
    for (const port of ports) {
      admit(group, port, random.heavyTail(1, 12, 1.1));
      for (const { chance, peer, why } of extras) {
        if (random.chance(chance)) book.ingress(group, tcp(port), peer, why);
      }
    }
    if (random.chance(0.5)) book.openEgress(group, random.chance(0.3));
  }
  const [first] = stores;
  if (first === undefined) return;
  // One store at least admits the bastion's group, which some pods wear and should not.
  book.ingress(at(first.groups, 0), tcp(first.port), groupPeer(groups.bastion), 'Bastion');
}

/** The groups of stores, each with the ports of all stores that wear it. */
function doorsOf(stores: readonly Store[]): ReadonlyMap<Group, ReadonlySet<number>> {
  const doors = new Map<Group, Set<number>>();
  for (const store of stores) {
    for (const group of store.groups) {
      const ports = doors.get(group) ?? new Set();
      for (const port of portsOf(store)) ports.add(port);
      doors.set(group, ports);
    }
  }
  return doors;
}

/** A proxy reaches its store; two pod groups reach each of its endpoints. */
function addProxyDoors({ book, groups, proxies }: StoreRuleScene, admit: Admit): void {
  for (const proxy of proxies) {
    const { store, group, endpoint } = proxy;
    book.ingress(at(store.groups, 0), tcp(store.port), groupPeer(group), 'RDS Proxy');
    admit(group, proxyPort(proxy), 2);
    if (endpoint !== undefined) admit(endpoint.group, proxyPort(proxy), 2);
  }
  for (const group of groups.proxy) book.openEgress(group, false);
}
