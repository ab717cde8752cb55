import type { Family, IpAddress } from '../net/index.ts';
import type { DoorView, Estate, ProxyView, StoreView } from '../estate/index.ts';
import type { SubnetId } from '../model/index.ts';
import {
  type Answer,
  bestOf,
  type FlowTarget,
  NO_WAY,
  type ReachEngine,
  type Source,
  summariseParts,
  temper,
  unknownAnswer,
} from '../reach/index.ts';
import { mayServe } from './unseen-proxies.ts';

/** Addresses that the proxy may send from in one subnet: its interfaces', else every part of the subnet that is told apart. */
function sendersIn(
  estate: Estate,
  proxy: ProxyView,
  subnetId: SubnetId,
  flow: FlowTarget,
): readonly IpAddress[] {
  const own = proxy.path.source.interfaces
    .flatMap((id) => estate.interfaces.get(id) ?? [])
    .filter((eni) => eni.subnetId === subnetId)
    .flatMap((eni) => eni.addresses.filter((one) => one.family === flow.family));
  if (own.length > 0) return own;
  return representatives(estate, subnetId, flow);
}

function representatives(
  estate: Estate,
  subnetId: SubnetId,
  { family, cuts }: FlowTarget,
): readonly IpAddress[] {
  const cidrs = estate.network.subnets.get(subnetId)?.cidrs;
  if (cidrs === undefined) return [];
  if (family === 4) {
    return cidrs
      .v4Intervals()
      .flatMap(([first, last]) =>
        [
          first,
          ...cuts.filter(
            (cut): cut is number => typeof cut === 'number' && first < cut && cut <= last,
          ),
        ].map((value): IpAddress => ({ family: 4, value })),
      );
  }
  return cidrs
    .v6Intervals()
    .flatMap(([first, last]) =>
      [
        first,
        ...cuts.filter(
          (cut): cut is bigint => typeof cut === 'bigint' && first < cut && cut <= last,
        ),
      ].map((value): IpAddress => ({ family: 6, value })),
    );
}

/** Proxy → store: may the proxy's groups open the store's door, from each subnet where it stands? */
function dialled(estate: Estate, engine: ReachEngine, proxy: ProxyView, door: DoorView): Answer {
  const { vpcId, subnetIds, groups } = proxy.path.source;
  if (vpcId === null || subnetIds.length === 0) return unknownAnswer('store-address-unseen');
  if (door.target.places === null) return unknownAnswer('store-address-unseen');
  const families: Partial<Record<Family, Answer[]>> = {};
  for (const flow of engine.flowTargets(door.target)) {
    for (const subnetId of subnetIds) {
      const senders = sendersIn(estate, proxy, subnetId, flow);
      const source: Source = { vpcId, subnetId, groups };
      const answers = senders.map((address) =>
        engine.answer(engine.register(source, address), address, flow),
      );
      (families[flow.family] ??= []).push(...answers);
      if (senders.length === 0 && !estate.network.subnets.has(subnetId)) {
        families[flow.family]?.push(unknownAnswer('store-address-unseen'));
      }
    }
  }
  const perFamily = Object.values(families).filter((answers) => answers.length > 0);
  return perFamily.length === 0
    ? temper(NO_WAY, door.target)
    : bestOf(perFamily.map(summariseParts));
}

/** A proxy that dials, or may dial, one door of a store. */
export interface ProxyDoor {
  readonly proxy: ProxyView;
  /** Which store is behind the proxy was not seen: every answer through it is at best unknown. */
  readonly isPossible: boolean;
  readonly second: Answer;
}

/** The proxies in front of a door that surely or perhaps reach it. */
export function proxyDoors(
  estate: Estate,
  engine: ReachEngine,
  store: StoreView,
  door: DoorView,
): readonly ProxyDoor[] {
  const dials = (proxy: ProxyView): boolean =>
    proxy.path.targets.some(
      (one) => one.store === store.store.arn && (one.port === null || one.port === door.door.port),
    );
  const sure = store.proxies.filter(dials).map((proxy) => ({ proxy, isPossible: false }));
  const possible = estate.unassignedProxies
    .filter((proxy) => !store.proxies.includes(proxy) && mayServe(proxy, store.store))
    .map((proxy) => ({ proxy, isPossible: true }));
  return [...sure, ...possible].map(({ proxy, isPossible }) => ({
    proxy,
    isPossible,
    second: dialled(estate, engine, proxy, door),
  }));
}
