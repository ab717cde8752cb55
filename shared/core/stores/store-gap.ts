import type { Listing, StoreArn, UnknownReason } from '../model/index.ts';

/** What of one store was not seen, with what follows for its verdicts. */
export const STORE_GAPS = {
  cluster: {
    reason: 'stores-unseen',
    detail: 'No listing shows the cluster: it is known by its members, and may have more.',
  },
  members: {
    reason: 'stores-unseen',
    detail: 'Not every member instance was seen: whether one is publicly accessible is unknown.',
  },
  groups: {
    reason: 'groups-unseen',
    detail: 'Not every security group of the store was seen: who is let in may be more.',
  },
  subnets: {
    reason: 'store-address-unseen',
    detail: 'The subnets of the store were not seen: its addresses are unknown.',
  },
  interfaces: {
    reason: 'interfaces-unseen',
    detail: 'Not every interface was seen: the store may answer elsewhere in its subnets.',
  },
  port: {
    reason: 'stores-unseen',
    detail: 'The store reports no port: the default of its engine is a guess, or not known.',
  },
  options: {
    reason: 'stores-unseen',
    detail: 'The option group was not seen: an option may open a further port.',
  },
  families: {
    reason: 'unsupported',
    detail: 'The network type is not known: both address families are assumed.',
  },
  endpoints: {
    reason: 'stores-unseen',
    detail: 'Not every endpoint of the proxy was seen: it may have further doors.',
  },
  targets: {
    reason: 'stores-unseen',
    detail: 'Not every target of the proxy was seen: which store is behind it is unknown.',
  },
} as const satisfies Record<string, { readonly reason: UnknownReason; readonly detail: string }>;

export type StoreAspect = keyof typeof STORE_GAPS;

/** `source` is the listing that would settle it; `store` is a proxy's ARN for `endpoints` and `targets`. */
export interface StoreGap {
  readonly store: StoreArn;
  readonly aspect: StoreAspect;
  readonly reason: UnknownReason;
  readonly source: string;
  readonly detail: string;
}

export function storeGap(
  store: StoreArn,
  aspect: StoreAspect,
  listing: Pick<Listing<unknown>, 'source'>,
): StoreGap {
  return { store, aspect, ...STORE_GAPS[aspect], source: listing.source };
}

/** The gaps whose condition holds, in the order given. */
export function gapsWhere(
  store: StoreArn,
  rows: readonly (readonly [boolean, StoreAspect, Pick<Listing<unknown>, 'source'>])[],
): readonly StoreGap[] {
  return rows
    .filter(([holds]) => holds)
    .map(([, aspect, listing]) => storeGap(store, aspect, listing));
}
