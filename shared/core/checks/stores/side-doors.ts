import type { DoorView } from '../../estate/index.ts';
import type { Rule, UnknownReason } from '../../model/index.ts';
import { type Family, IpSet, parsePrefix } from '../../net/index.ts';
import type { VpcPlan } from '../contract/store-views.ts';
import type { PeerAddresses, RulesView } from '../contract/views.ts';
import { publicAddresses } from './public-addresses.ts';

/** Addresses of IPv6 that are given out for the internet (RFC 4291). */
const GLOBAL_IPV6 = IpSet.fromPrefixes(['2000::/3'].flatMap((text) => parsePrefix(text) ?? []));

/** What a door admits by address in one family. */
interface Admitted {
  readonly rules: readonly { readonly rule: Rule; readonly addresses: IpSet }[];
  readonly addresses: IpSet;
  /** Every prefix list could be read. */
  readonly complete: boolean;
}

function admittedIn({ ingress }: DoorView, family: Family, rules: RulesView): Admitted {
  const read = ingress.rules.flatMap((rule): readonly { rule: Rule; peer: PeerAddresses }[] => {
    const peer = rules.addressesOf(rule);
    return peer === null ? [] : [{ rule, peer }];
  });
  const inFamily = read.map(({ rule, peer }) => ({
    rule,
    own: peer.addresses.restrictTo(family),
    isCut: !peer.complete,
  }));
  return {
    rules: inFamily
      .filter(({ own }) => !own.isEmpty())
      .map(({ rule, own }) => ({ rule, addresses: own })),
    addresses: inFamily.reduce((all, { own }) => all.union(own), IpSet.empty),
    complete: !inFamily.some(({ isCut }) => isCut),
  };
}

/** Where IPv6 lets more in than IPv4, as texts; whole places, or places that IPv4 keeps out altogether. */
function widerPlaces(v6: IpSet, v4: IpSet, { blocks, subnets }: VpcPlan): readonly string[] {
  const inSubnets = subnets
    .filter(({ addresses }) => {
      const [own6, own4] = [addresses.restrictTo(6), addresses.restrictTo(4)];
      if (own6.isEmpty() || own4.isEmpty() || !v6.overlaps(own6)) return false;
      return !v4.overlaps(own4) || (v6.covers(own6) && !v4.covers(own4));
    })
    .map(({ id }): string => id)
    .toSorted();
  const outside6 = v6.subtract(blocks);
  const isAll6 = v6.covers(GLOBAL_IPV6.subtract(blocks));
  const isAll4 = v4.covers(publicAddresses(IpSet.everything.restrictTo(4), blocks));
  const isWiderOutside =
    !outside6.isEmpty() && (v4.subtract(blocks).isEmpty() || (isAll6 && !isAll4));
  return isWiderOutside ? [...inSubnets, isAll6 ? 'the internet' : 'other networks'] : inSubnets;
}

/** What one family keeps out and the other lets in, at one door. */
export interface SideDoor {
  readonly port: number;
  readonly rules: readonly Rule[];
  readonly places: readonly string[];
}

/** Doubts about a door that shows no side door, or whose IPv4 side may be wider than was seen. */
export type SideDoors = SideDoor | readonly UnknownReason[] | null;

export function sideDoorAt(door: DoorView, plan: VpcPlan | null, rules: RulesView): SideDoors {
  const v6 = admittedIn(door, 6, rules);
  const v4 = admittedIn(door, 4, rules);
  const doubts: UnknownReason[] = [...door.ingress.reasons];
  if (!v6.complete || !v4.complete) doubts.push('prefix-list-unreadable');
  if (v6.addresses.isEmpty()) return doubts.length > 0 ? doubts : null;
  if (plan === null) return [...doubts, 'routes-unseen'];
  const places = widerPlaces(v6.addresses, v4.addresses, plan);
  if (places.length > 0 && doubts.length === 0) {
    const wide = v6.rules.filter(
      ({ addresses }) => widerPlaces(addresses, v4.addresses, plan).length > 0,
    );
    const rules6 = (wide.length > 0 ? wide : v6.rules).map(({ rule }) => rule);
    return { port: door.door.port, rules: rules6, places };
  }
  if (!plan.complete) doubts.push('store-address-unseen');
  return doubts.length > 0 ? doubts : null;
}
