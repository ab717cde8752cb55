import type { GroupId, NetworkInterface, UnknownReason } from '../../model/index.ts';
import type { IpSet } from '../../net/index.ts';
import type { PeerAddresses, StoreRule, StoresView } from '../contract/views.ts';
import { addressesDeclared, groupDeclared } from './declared.ts';

/** Who stands behind a rule that is no pod and that no document declares. Without `doubts` there is nobody else. */
export interface ClientsBehind {
  readonly clients: readonly NetworkInterface[];
  /** Addresses outside the VPC of the store: nobody can see who is there. */
  readonly outside: IpSet | null;
  readonly doubts: readonly UnknownReason[];
}

type IsApproved = (eni: NetworkInterface) => boolean;

const NOBODY: ClientsBehind = { clients: [], outside: null, doubts: [] };

const doubtful = (...doubts: readonly UnknownReason[]): ClientsBehind => ({ ...NOBODY, doubts });

/** Whoever wears the group that the rule names. */
export function clientsInGroup(
  item: StoreRule,
  group: GroupId,
  stores: StoresView,
  isApproved: IsApproved,
): ClientsBehind {
  const reference = stores.referenceOf(item.rule);
  if (reference === 'deleted' || reference === 'inactive-peering') {
    // Another rule may say the same over a peering that is active.
    const areRulesSeen = stores.groupFacts(item.rule.groupId)?.complete === true;
    return areRulesSeen ? NOBODY : doubtful('rules-unseen');
  }
  const declared = groupDeclared(item, group, stores);
  if (declared === 'yes') return NOBODY;
  const { sure, doubts } = stores.clients.wearing(group);
  const clients = sure.filter((eni) => !isApproved(eni));
  if (clients.length > 0)
    return declared === 'maybe' ? doubtful('stores-unseen') : { ...NOBODY, clients };
  if (reference !== 'unseen') return doubtful(...doubts);
  const isForeign = stores.groupRule(item.rule.groupId, item.identity)?.isForeign === true;
  return doubtful(...doubts, isForeign ? 'foreign-account' : 'groups-unseen');
}

/** Whoever has one of the addresses that the rule admits. */
export function clientsAt(
  item: StoreRule,
  { addresses, complete }: PeerAddresses,
  stores: StoresView,
  isApproved: IsApproved,
): ClientsBehind {
  const unread: readonly UnknownReason[] = complete ? [] : ['prefix-list-unreadable'];
  const { certain, possible } = addressesDeclared(item, stores);
  const left = addresses.subtract(certain);
  if (left.isEmpty()) return doubtful(...unread);
  const own = stores.vpcAddresses(item.store);
  if (own.isEmpty()) return doubtful('routes-unseen');
  const surely = left.subtract(possible);
  const outside = surely.subtract(own);
  const { sure, doubts } = stores.clients.standing(item.store, surely.intersect(own));
  const clients = sure.filter((eni) => !isApproved(eni));
  if (!outside.isEmpty()) return { clients, outside, doubts: [] };
  if (clients.length > 0) return { ...NOBODY, clients };
  const perhaps: readonly UnknownReason[] = left.overlaps(possible) ? ['stores-unseen'] : [];
  return doubtful(...doubts, ...perhaps, ...unread);
}
