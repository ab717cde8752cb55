import type { Entry } from '../../access/index.ts';
import type { PodView } from '../../estate/index.ts';
import type { NetworkInterface, Rule } from '../../model/index.ts';
import type { PairEntry } from '../contract/views.ts';
import { type IpAddress, prefixContains } from '../../net/index.ts';

/** The interface whose groups and address the store sees; null when not known. */
function presented(pod: PodView, { snat }: Entry['cohort']): NetworkInterface | null {
  if (snat) return pod.wiring.nodePrimary;
  return pod.worn.state === 'known' ? pod.worn.interface : null;
}

function addressesOf(
  pod: PodView,
  eni: NetworkInterface,
  { snat }: Entry['cohort'],
): readonly IpAddress[] {
  if (snat) return eni.primaryIpv4 === null ? [] : [eni.primaryIpv4];
  return pod.worn.state === 'known' ? pod.worn.addresses : [];
}

function admitsPod(rule: Rule, pod: PodView, cohort: Entry['cohort']): boolean {
  const eni = presented(pod, cohort);
  if (eni === null) return true;
  const { peer } = rule;
  switch (peer.kind) {
    case 'group':
      return eni.groups.includes(peer.groupId);
    case 'cidr':
      return addressesOf(pod, eni, cohort).some((address) => prefixContains(peer.prefix, address));
    case 'prefix-list':
      return true;
  }
}

/**
 * A nested permission is one name for all its peers: of the rules under that name only those count whose peer the pods
 * may be. A rule with an id of its own is what it says.
 */
export const mayBeAdmittedBy = (rule: Rule, { cohort, pods }: Entry): boolean =>
  !rule.nested || pods.some((pod) => admitsPod(rule, pod, cohort));

/** The rules of the store that let the packets of an answer in. */
export const admittingRules = ({ entry, doorRules }: PairEntry): readonly Rule[] =>
  entry.answer.ingressRules.flatMap((id) =>
    (doorRules.get(id) ?? []).filter((rule) => mayBeAdmittedBy(rule, entry)),
  );
