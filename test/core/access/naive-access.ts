import type {
  DoorView,
  Estate,
  PodView,
  ProxyView,
  StoreView,
} from '../../../shared/core/estate/index.ts';
import {
  type Destination,
  presenceOf,
  type Presented,
} from '../../../shared/core/identity/index.ts';
import type { GroupId, UnknownReason } from '../../../shared/core/model/index.ts';
import {
  type Family,
  type IpAddress,
  IpSet,
  prefixContains,
} from '../../../shared/core/net/index.ts';
import {
  type Answer,
  bestOf,
  eitherOf,
  explainFlow,
  inSeries,
  NO_WAY,
  type Source,
  summariseParts,
  type Target,
  temper,
  unknownAnswer,
} from '../../../shared/core/reach/index.ts';
import { addressesIn } from '../../support/reach-oracle.ts';

/** Every pod at every door, one after the other: what the set form must say. */
export class NaiveAccess {
  private readonly estate: Estate;

  constructor(estate: Estate) {
    this.estate = estate;
  }

  /** Where the store lies as the node's routing sees it: by each of its IPv4 addresses. */
  destination(pod: PodView, target: Target): Destination | 'mixed' {
    const { vpcId } = pod.workload.cluster;
    const all = (target.places ?? []).flatMap(({ addresses }) =>
      addresses === null ? [] : [...addressesIn(addresses, 4)],
    );
    const blocks = vpcId === null ? undefined : this.estate.network.vpcs.get(vpcId)?.blocks;
    const where = all.length === 0 ? null : IpSet.fromAddresses(all);
    if (blocks === undefined || where === null) {
      const isHere = (target.places?.[0]?.vpcId ?? null) === vpcId;
      return isHere ? { kind: 'inside' } : { kind: 'outside', addresses: where };
    }
    const inside = all.filter((one) => blocks.some((block) => prefixContains(block, one)));
    if (inside.length === all.length) return { kind: 'inside' };
    return inside.length > 0 ? 'mixed' : { kind: 'outside', addresses: where };
  }

  private present(pod: PodView, one: Presented, family: Family, target: Target): Answer {
    const { vpcId } = pod.workload.cluster;
    const { address } = one;
    if (address === null) return unknownAnswer(...(one.state === 'unknown' ? one.reasons : []));
    let source: Source;
    if (one.state === 'known') {
      const { interface: eni } = one;
      source = { vpcId: eni.vpcId, subnetId: eni.subnetId, groups: eni.groups };
    } else {
      if (vpcId === null) return unknownAnswer(...one.reasons);
      source = { vpcId, subnetId: null, groups: one.reasons[0] };
    }
    return this.flow(source, address, family, target);
  }

  private flow(source: Source, address: IpAddress, family: Family, target: Target): Answer {
    const from = address.family === 4 ? { v4: address, v6: null } : { v4: null, v6: address };
    return explainFlow(this.estate.network, source, from, { ...target, families: [family] }).answer;
  }

  /** One pod, one target. */
  direct(pod: PodView, target: Target): Answer {
    const to = this.destination(pod, target);
    if (to === 'mixed') return unknownAnswer('unsupported');
    if (target.places === null) return unknownAnswer('store-address-unseen');
    const answers: Answer[] = [];
    for (const family of target.families) {
      const { alternatives, why } = presenceOf(pod.wiring, family, to);
      if (alternatives.length === 0) continue;
      const each = alternatives.map((one) => this.present(pod, one, family, target));
      answers.push(why === null ? bestOf(each) : eitherOf(each, why));
    }
    return answers.length === 0 ? temper(NO_WAY, target) : bestOf(answers);
  }

  /** From every address that the proxy has, or may have. */
  dials({ path }: ProxyView, { target }: DoorView): Answer {
    const { vpcId, subnetIds, groups, interfaces } = path.source;
    if (vpcId === null || subnetIds.length === 0 || target.places === null) {
      return unknownAnswer('store-address-unseen');
    }
    const families = target.families.map((family) => {
      const isAnywhere = target.places?.some(
        ({ addresses }) => addresses === null || !addresses.restrictTo(family).isEmpty(),
      );
      if (isAnywhere !== true) return [];
      return subnetIds.flatMap((subnetId) => {
        const own = interfaces
          .map((id) => this.estate.interfaces.get(id))
          .flatMap((eni) => (eni?.subnetId === subnetId ? eni.addresses : []))
          .filter((one) => one.family === family);
        const cidrs = this.estate.network.subnets.get(subnetId)?.cidrs;
        if (own.length === 0 && cidrs === undefined) return [unknownAnswer('store-address-unseen')];
        const from = own.length > 0 ? own : [...addressesIn(cidrs ?? IpSet.empty, family)];
        return from.map((address) =>
          this.flow({ vpcId, subnetId, groups }, address, family, target),
        );
      });
    });
    const parts = families.filter((answers) => answers.length > 0).map(summariseParts);
    return parts.length === 0 ? temper(NO_WAY, target) : bestOf(parts);
  }

  /** Proxies in front of a door, with what is known of whether they are. */
  proxies(store: StoreView, { door }: DoorView): readonly { proxy: ProxyView; isSure: boolean }[] {
    const sure = store.proxies.filter(({ path }) =>
      path.targets.some(
        (one) => one.store === store.store.arn && (one.port ?? door.port) === door.port,
      ),
    );
    const isOfRds = store.store.kind === 'rds-instance' || store.store.kind === 'rds-cluster';
    const possible = this.estate.unassignedProxies.filter(
      (proxy) =>
        isOfRds &&
        !store.proxies.includes(proxy) &&
        (store.store.vpcId === null ||
          proxy.path.source.vpcId === null ||
          proxy.path.source.vpcId === store.store.vpcId),
    );
    return [
      ...sure.map((proxy) => ({ proxy, isSure: true })),
      ...possible.map((proxy) => ({ proxy, isSure: false })),
    ];
  }

  /** One answer for each identity that the pod presents to the proxy's endpoints. */
  through(pod: PodView, proxy: ProxyView, door: DoorView, isSure: boolean): readonly Answer[] {
    const second = this.dials(proxy, door);
    const byIdentity = new Map<string, Answer[]>();
    for (const { target } of proxy.endpoints.flatMap(({ doors }) => doors)) {
      const to = this.destination(pod, target);
      const isInside = to === 'mixed' || to.kind === 'inside';
      const key = `${isInside ? '' : (to.addresses?.toString() ?? 'anywhere')} ${isInside} ${target.families.join()}`;
      byIdentity.set(key, [...(byIdentity.get(key) ?? []), this.direct(pod, target)]);
    }
    return [...byIdentity.values()].map((answers) => {
      const whole = inSeries(bestOf(answers), second);
      return isSure || whole.reach === 'blocked' ? whole : possibly(whole);
    });
  }
}

const possibly = ({ egressRules, ingressRules }: Answer): Answer => ({
  ...unknownAnswer('stores-unseen'),
  egressRules,
  ingressRules,
});

/** Groups by which pods are meant to reach the store: named at its door or at a proxy's. */
export function meantGroups(store: StoreView, door: DoorView): ReadonlySet<GroupId> {
  const doors = [
    door,
    ...store.proxies.flatMap((one) => one.endpoints.flatMap(({ doors: all }) => all)),
  ];
  return new Set(doors.flatMap(({ ingress }) => [...ingress.referencedGroups]));
}

export const isMeant = (pod: PodView, groups: ReadonlySet<GroupId>): boolean =>
  pod.declaration.groups.some((group) => groups.has(group));

/** What a person reads of an answer. */
export const spoken = ({
  reach,
  opens,
  partialBecause,
  unknown,
  ingressRules,
  returnPorts,
}: Answer): string =>
  [
    reach,
    opens,
    partialBecause.join('+'),
    reasonsOf(unknown),
    ingressRules.join('+'),
    returnPorts.toString(),
  ].join(' ');

const reasonsOf = (reasons: readonly UnknownReason[]): string => reasons.toSorted().join('+');
