import { toCidr } from './addresses.ts';
import { FOREIGN_ACCOUNT_ID } from './cluster.ts';
import { faultCount, type FaultLog, type StoreFaultKind } from './faults.ts';
import type { Ids } from './ids.ts';
import { prefixList } from './network.ts';
import type { Group, Peer, Store } from './plan.ts';
import { at } from './random.ts';
import { ANY_IPV4, ANY_IPV6, cidrPeer, groupPeer, listPeer, tcp } from './rule-book.ts';
import { grantableGroups, type StoreRuleScene } from './store-rules.ts';

/** Subjects of each fault in a thousand stores, beside the one that every estate has. */
const RATE = 0.006;

interface StoreFault {
  readonly kind: StoreFaultKind;
  readonly fits?: (store: Store) => boolean;
  /** What to do to the store, whose first group is given. */
  readonly spoil: (store: Store, group: Group) => void;
}

/** Opens some stores too far, and makes others name what is not there. */
export function addStoreFaults(scene: StoreRuleScene, ids: Ids, faults: FaultLog): void {
  const order = scene.random.shuffled(scene.stores);
  const wanted = Math.min(order.length, faultCount(order.length, RATE));
  let cursor = 0;
  for (const { kind, fits, spoil } of [
    ...openings(scene),
    ...references(scene, ids),
    ...habits(scene),
  ]) {
    let done = 0;
    for (const end = cursor + order.length; done < wanted && cursor < end; cursor += 1) {
      const store = at(order, cursor % order.length);
      if (fits !== undefined && !fits(store)) continue;
      spoil(store, at(store.groups, 0));
      faults.add(kind, store.arn);
      done += 1;
    }
  }
}

function opening({ book }: StoreRuleScene, peer: Peer): StoreFault['spoil'] {
  return (store, group) => book.ingress(group, tcp(store.port), peer);
}

/** Doors that more than the intended pods can use. */
function openings(scene: StoreRuleScene): readonly StoreFault[] {
  const { book, groups, network } = scene;
  const vpc = cidrPeer(toCidr(at(network.cidrs, 0)));
  return [
    { kind: 'store-open-to-nodes', spoil: opening(scene, groupPeer(groups.node)) },
    { kind: 'store-open-to-vpc-cidr', spoil: opening(scene, vpc) },
    {
      kind: 'store-open-by-prefix-list',
      spoil: opening(scene, listPeer(prefixList(network, 'all-internal'))),
    },
    {
      kind: 'store-open-over-ipv6',
      fits: (store) => store.dualStack,
      spoil: opening(scene, ANY_IPV6),
    },
    {
      kind: 'store-open-to-internet',
      fits: (store) => store.kind === 'instance',
      spoil: (store, group) => {
        Object.assign(store, { publicAccess: true, tier: 'public' });
        book.ingress(group, tcp(store.port), ANY_IPV4);
      },
    },
    {
      kind: 'store-ports-too-wide',
      spoil: (_, group) => book.ingress(group, tcp(1024, 65_535), groupPeer(at(groups.pod, 0))),
    },
  ];
}

/** Rules that name a group that is gone, another account's, or one behind a deleted peering. */
function references(scene: StoreRuleScene, ids: Ids): readonly StoreFault[] {
  const { groups, network } = scene;
  const id = at(groups.goneIds, 2);
  const foreign: Peer = {
    kind: 'peered-group',
    id,
    userId: FOREIGN_ACCOUNT_ID,
    vpcId: ids.resource('vpc', 1),
    peeringId: network.peeringId,
    status: 'active',
  };
  const stale: Peer = {
    kind: 'peered-group',
    id,
    vpcId: ids.resource('vpc', 2),
    peeringId: network.gonePeeringId,
    status: 'deleted',
  };
  return [
    {
      kind: 'store-names-gone-group',
      spoil: opening(scene, groupPeer({ id: at(groups.goneIds, 1) })),
    },
    { kind: 'store-names-foreign-group', spoil: opening(scene, foreign) },
    { kind: 'store-names-stale-peer', spoil: opening(scene, stale) },
  ];
}

/** Groups that a store should not wear. */
function habits(scene: StoreRuleScene): readonly StoreFault[] {
  const { book, groups, random } = scene;
  return [
    {
      kind: 'store-wears-default-group',
      spoil: (store) => {
        store.groups = [...store.groups, groups.default];
      },
    },
    {
      kind: 'store-shares-group-with-pods',
      spoil: (store) => {
        const shared = random.pick(grantableGroups(scene));
        store.groups = [...store.groups, shared];
        book.ingress(shared, tcp(store.port), groupPeer(shared), 'Same group on both sides');
      },
    },
  ];
}
