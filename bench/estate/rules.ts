import { toCidr } from './addresses.ts';
import type { FaultLog } from './faults.ts';
import type { Ids } from './ids.ts';
import { prefixList } from './network.ts';
import type { Group, GroupCatalogue, Network, Rule } from './plan.ts';
import { at, type Random } from './random.ts';
import {
  ANY_IPV4,
  ANY_IPV6,
  EVERYTHING,
  RuleBook,
  cidrPeer,
  groupPeer,
  listPeer,
  tcp,
} from './rule-book.ts';
import { addStoreFaults } from './store-faults.ts';
import { addStoreRules, type Grant, type StoreRuleScene } from './store-rules.ts';

type RuleScene = Omit<StoreRuleScene, 'book'> & { readonly ids: Ids; readonly faults: FaultLog };

/** The rules of every group. Changes the stores that get a group or a place that they should not have. */
export function planRules(scene: RuleScene): readonly Rule[] {
  const { groups, network, ids, faults, random } = scene;
  const book = new RuleBook(ids);
  addFixedRules(book, groups, network);
  const grants = addStoreRules({ ...scene, book });
  addStoreFaults({ ...scene, book }, ids, faults);
  for (const group of groups.pod) {
    addPodIngress(book, group, groups);
    addPodEgress({ ...scene, book }, group, grants.get(group.id) ?? [], faults);
  }
  for (const group of groups.spare) addSpareRules(book, group, random);
  return book.rules;
}

function addFixedRules(book: RuleBook, groups: GroupCatalogue, network: Network): void {
  const { cluster, node, legacyNode, balancer, bastion } = groups;
  book.ingress(cluster, EVERYTHING, groupPeer(cluster));
  for (const cidr of network.cidrs) {
    for (const protocol of ['tcp', 'udp']) {
      book.ingress(
        cluster,
        { protocol, from: 53, to: 53 },
        cidrPeer(toCidr(cidr)),
        'DNS from pods',
      );
    }
  }
  for (const group of [node, legacyNode]) {
    book.ingress(group, EVERYTHING, groupPeer(group));
    book.ingress(group, tcp(1025, 65_535), groupPeer(cluster), 'Control plane to nodes');
    book.ingress(group, tcp(30_000, 32_767), groupPeer(balancer), 'Node ports');
    // Type 3 code 4, fragmentation needed: ICMP has no ports.
    book.ingress(group, { protocol: 'icmp', from: 3, to: 4 }, cidrPeer('10.0.0.0/8'), 'Path MTU');
  }
  for (const anywhere of [ANY_IPV4, ANY_IPV6]) book.ingress(balancer, tcp(443), anywhere);
  for (const list of ['offices', 'offices-v6']) {
    book.ingress(bastion, tcp(22), listPeer(prefixList(network, list)));
  }
  book.ingress(groups.default, EVERYTHING, groupPeer(groups.default));
  for (const group of [cluster, node, legacyNode, bastion, groups.function, groups.default]) {
    book.openEgress(group, true);
  }
  book.openEgress(balancer, false);
}

function addPodIngress(book: RuleBook, group: Group, groups: GroupCatalogue): void {
  book.ingress(group, tcp(8080), groupPeer(groups.balancer), 'Load balancer');
  book.ingress(group, tcp(1, 65_535), groupPeer(groups.node), 'Probes');
  book.ingress(group, tcp(8080, 8090), groupPeer(group), 'Replicas');
}

/** Most pod groups let everything out; the narrow ones name what their pods need, and a few forget it. */
function addPodEgress(
  { book, groups, network, random }: StoreRuleScene,
  group: Group,
  grants: readonly Grant[],
  faults: FaultLog,
): void {
  if (random.chance(0.85)) {
    book.openEgress(group, random.chance(0.3));
    return;
  }
  for (const anywhere of [ANY_IPV4, ANY_IPV6]) book.egress(group, tcp(443), anywhere);
  for (const protocol of ['udp', 'tcp']) {
    book.egress(group, { protocol, from: 53, to: 53 }, groupPeer(groups.cluster));
  }
  book.egress(group, tcp(443), listPeer(at(network.prefixLists, 4)));
  if (grants.length > 0 && random.chance(0.05)) {
    faults.add('egress-blocks-intended-pods', group.id);
    return;
  }
  const dataSubnets = [cidrPeer('10.42.192.0/18'), listPeer(prefixList(network, 'data-subnets'))];
  for (const { door, port } of grants) {
    book.egress(group, tcp(port), random.pick([groupPeer(door), groupPeer(door), ...dataSubnets]));
  }
}

function addSpareRules(book: RuleBook, group: Group, random: Random): void {
  const count = random.heavyTail(1, 30, 1.3);
  for (let index = 0; index < count; index += 1) {
    const port = random.pick([22, 80, 443, 8080, 8443, 9090, 9100]);
    const cidr = `10.${200 + random.int(50)}.${random.int(256)}.${index}/32`;
    book.ingress(group, tcp(port), cidrPeer(cidr));
  }
  book.openEgress(group, false);
}
