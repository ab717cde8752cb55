import type { DeclaredNonPods, NonPodClients } from '../../intent/index.ts';
import type { GroupId } from '../../model/index.ts';
import { IpSet } from '../../net/index.ts';
import type { GroupRule, StoreItems } from '../contract/store-views.ts';
import type { StoreRule } from '../contract/views.ts';

type Declaring = Pick<StoreItems, 'declaredClients'>;

const declaredAt = ({ store, ports }: StoreRule, views: Declaring): readonly DeclaredNonPods[] =>
  ports.map((port) => views.declaredClients(store, port));

/** Whether documents declare a group as a client at every port that the rule opens. */
export function groupDeclared(
  item: StoreRule,
  group: GroupId,
  views: Declaring,
): 'yes' | 'maybe' | 'no' {
  const all = declaredAt(item, views);
  if (all.every(({ certain }) => certain.groups.has(group))) return 'yes';
  const has = ({ certain, possible }: DeclaredNonPods): boolean =>
    certain.groups.has(group) || possible.groups.has(group);
  return all.every(has) ? 'maybe' : 'no';
}

/** Whether documents declare the group that a rule names as a client of every store that wears the rule's group. */
export const isDeclaredClient = ({ group, peer, stores }: GroupRule, views: Declaring): boolean =>
  stores.every((store) => {
    const ports = store.doors.filter(({ door }) => door.groups.includes(group));
    const declared = ports.map(({ door }) => views.declaredClients(store, door.port));
    return declared.length > 0 && declared.every(({ certain }) => certain.groups.has(peer));
  });

const inAll = (clients: readonly NonPodClients[]): IpSet =>
  clients.map(({ addresses }) => addresses).reduce((a, b) => a.intersect(b), IpSet.everything);

/** Addresses that documents declare at every port that the rule opens: surely, and perhaps. */
export function addressesDeclared(
  item: StoreRule,
  views: Declaring,
): { readonly certain: IpSet; readonly possible: IpSet } {
  const all = declaredAt(item, views);
  const certain = inAll(all.map((one) => one.certain));
  const possible = all
    .map((one) => one.certain.addresses.union(one.possible.addresses))
    .reduce((a, b) => a.intersect(b), IpSet.everything);
  return { certain, possible };
}
