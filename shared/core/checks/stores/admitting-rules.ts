import type { Entry } from '../../access/index.ts';
import type { PodView } from '../../estate/index.ts';
import type { NetworkInterface, Rule } from '../../model/index.ts';
import type { PairEntry, PeerAddresses } from '../contract/views.ts';
import type { IpAddress } from '../../net/index.ts';

/** The interface whose groups and address the store sees; null when not known. */
function presented(pod: PodView, { snat }: Entry['cohort']): NetworkInterface | null {
  if (snat) return pod.wiring.nodePrimary;
  return pod.worn.state === 'known' ? pod.worn.interface : null;
}

function presentedAddresses(
  pod: PodView,
  eni: NetworkInterface,
  { snat }: Entry['cohort'],
): readonly IpAddress[] {
  if (snat) return eni.primaryIpv4 === null ? [] : [eni.primaryIpv4];
  return pod.worn.state === 'known' ? pod.worn.addresses : [];
}

type AddressesOf = (rule: Rule) => PeerAddresses | null;

/** `maybe` where it was not seen what the pod presents, or what the peer stands for. */
function admitsPod(
  rule: Rule,
  pod: PodView,
  cohort: Entry['cohort'],
  addressesOf: AddressesOf,
): 'yes' | 'no' | 'maybe' {
  const eni = presented(pod, cohort);
  if (eni === null) return 'maybe';
  if (rule.peer.kind === 'group') return eni.groups.includes(rule.peer.groupId) ? 'yes' : 'no';
  const peer = addressesOf(rule);
  if (peer === null) return 'maybe';
  const isIn = presentedAddresses(pod, eni, cohort).some((one) => peer.addresses.has(one));
  if (isIn) return 'yes';
  return peer.complete ? 'no' : 'maybe';
}

/**
 * A nested permission is one name for all its peers: of the rules under that name only those count whose peer the pods
 * may be. A rule with an id of its own is what it says.
 */
export const mayBeAdmittedBy = (
  rule: Rule,
  { cohort, pods }: Entry,
  addressesOf: AddressesOf,
): boolean =>
  !rule.nested || pods.some((pod) => admitsPod(rule, pod, cohort, addressesOf) !== 'no');

const isSurelyAdmittedBy = (
  rule: Rule,
  { cohort, pods }: Entry,
  addressesOf: AddressesOf,
): boolean =>
  !rule.nested || pods.some((pod) => admitsPod(rule, pod, cohort, addressesOf) === 'yes');

/** The rules of the store that let the packets of an answer in: those that surely do, if any does. */
export function admittingRules(
  { entry, doorRules }: PairEntry,
  addressesOf: AddressesOf,
): readonly Rule[] {
  const named = entry.answer.ingressRules.flatMap((id) => doorRules.get(id) ?? []);
  const sure = named.filter((rule) => isSurelyAdmittedBy(rule, entry, addressesOf));
  return sure.length > 0 ? sure : named.filter((rule) => mayBeAdmittedBy(rule, entry, addressesOf));
}
