import { IpSet } from '../net/index.ts';
import type {
  GroupId,
  InterfaceId,
  NetworkInterface,
  Rule,
  Store,
  StoreDoor,
  SubnetId,
  UnknownReason,
  VpcId,
} from '../model/index.ts';
import { sortedUnique } from '../model/index.ts';
import { type Network, type Place, ruleServes, type Target } from '../reach/index.ts';
import type { DoorIngress, DoorView } from './estate.ts';
import { isEffective, type ReadReference } from './rule-references.ts';

const TCP = 6;

/** Where a store may answer: at its interface where that is known, else anywhere in the subnet. */
function placesOf(
  store: Store,
  vpcId: VpcId,
  candidates: readonly NetworkInterface[],
  network: Network,
): readonly Place[] {
  const placeIn = (
    subnetId: SubnetId | null,
    vpc: VpcId,
    enis: readonly NetworkInterface[],
  ): Place => {
    const subnet = subnetId === null ? null : (network.subnets.get(subnetId)?.cidrs ?? null);
    const addresses = addressesOf(store, enis, subnet);
    return { subnetId, vpcId: vpc, addresses, interfaceIds: enis.map((eni) => eni.id) };
  };
  if (store.subnetIds === null || store.subnetIds.length === 0) {
    return candidates.length > 0
      ? candidates.map((eni) => placeIn(eni.subnetId, eni.vpcId, [eni]))
      : [placeIn(null, vpcId, [])];
  }
  return store.subnetIds.map((subnetId) =>
    placeIn(
      subnetId,
      vpcId,
      candidates.filter((eni) => eni.subnetId === subnetId),
    ),
  );
}

/** In a family in which its interfaces show no address, the store may have any of the subnet's; null: any at all. */
function addressesOf(
  { families }: Store,
  enis: readonly NetworkInterface[],
  subnet: IpSet | null,
): IpSet | null {
  if (enis.length === 0) return subnet;
  const own = IpSet.fromAddresses(enis.flatMap((eni) => eni.addresses));
  const missing = families.filter((family) => own.restrictTo(family).isEmpty());
  const all = missing.reduce(
    (set, family) => set.union((subnet ?? IpSet.empty).restrictTo(family)),
    own,
  );
  return all.isEmpty() ? null : all;
}

/** What the door's groups admit at its port, without references that match nobody any more. */
function ingressOf(door: StoreDoor, network: Network, referenceOf: ReadReference): DoorIngress {
  const reasons: UnknownReason[] = [];
  const rules: Rule[] = [];
  const ineffective: Rule[] = [];
  if (door.groups.length === 0) reasons.push('groups-unseen');
  for (const id of door.groups) {
    const facts = network.groups.get(id);
    if (facts === undefined) reasons.push('groups-unseen');
    else if (!facts.complete) reasons.push('rules-unseen');
    for (const rule of facts?.ingress ?? []) {
      if (!ruleServes(rule, { protocol: TCP, port: door.port })) continue;
      if (isEffective(referenceOf(rule))) rules.push(rule);
      else ineffective.push(rule);
    }
  }
  const referenced = rules.flatMap((rule) =>
    rule.peer.kind === 'group' ? [rule.peer.groupId] : [],
  );
  return {
    rules,
    ineffective,
    referencedGroups: new Set<GroupId>(referenced),
    complete: reasons.length === 0,
    reasons: sortedUnique(reasons),
  };
}

/** What may be open beside what was seen makes the ingress incomplete. */
const withUncertainty = (ingress: DoorIngress, uncertain: readonly UnknownReason[]): DoorIngress =>
  uncertain.length === 0
    ? ingress
    : { ...ingress, complete: false, reasons: sortedUnique([...ingress.reasons, ...uncertain]) };

/** The doors of a store, each as a destination and with what its groups admit. */
export function compileDoors(
  store: Store,
  interfaces: ReadonlyMap<InterfaceId, NetworkInterface>,
  network: Network,
  referenceOf: ReadReference,
  uncertain: readonly UnknownReason[],
): readonly DoorView[] {
  const candidates = store.candidateInterfaces.flatMap((id) => interfaces.get(id) ?? []);
  const vpcId = store.vpcId ?? candidates[0]?.vpcId ?? null;
  const places = vpcId === null ? null : placesOf(store, vpcId, candidates, network);
  return store.doors.map((door) => ({
    door,
    target: {
      port: door.port,
      protocol: TCP,
      groups: door.groups,
      families: store.families,
      places,
      uncertain,
    } satisfies Target,
    ingress: withUncertainty(ingressOf(door, network, referenceOf), uncertain),
  }));
}
