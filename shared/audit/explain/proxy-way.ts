import { explainPod, type ProxyDoor } from '../../core/access/index.ts';
import type { DoorView, Estate, PodView } from '../../core/estate/index.ts';
import type { IpAddress } from '../../core/net/index.ts';
import {
  type Answer,
  bestOf,
  explainFlow,
  inSeries,
  type Source,
  type TracedHop,
  unknownAnswer,
} from '../../core/reach/index.ts';
import type { PathRow, StepRow } from '../../core/render/index.ts';
import { stepsOf, stepsOfHops } from './steps.ts';

const RANK = { blocked: 0, unknown: 1, partial: 2, reachable: 3 } as const;

const noted = (steps: readonly StepRow[], hop: string): readonly StepRow[] =>
  steps.map((step) => ({
    ...step,
    note: step.note === undefined ? hop : `${hop}: ${step.note}`,
  }));

/** Addresses from which the proxy dials in one subnet: its interfaces', else one of the subnet. */
function senders(estate: Estate, proxy: ProxyDoor, source: Source): readonly IpAddress[] {
  const own = proxy.proxy.path.source.interfaces
    .flatMap((id) => estate.interfaces.get(id) ?? [])
    .filter((eni) => eni.subnetId === source.subnetId)
    .flatMap((eni) => eni.addresses);
  if (own.length > 0 || source.subnetId === null) return own;
  const cidrs = estate.network.subnets.get(source.subnetId)?.cidrs;
  const v4 = cidrs?.v4Intervals()[0];
  return v4 === undefined ? [] : [{ family: 4, value: v4[0] }];
}

/** Proxy → store, layer by layer, from every subnet of the proxy. */
function secondHops(estate: Estate, proxy: ProxyDoor, door: DoorView): readonly TracedHop[] {
  const { vpcId, subnetIds, groups } = proxy.proxy.path.source;
  if (vpcId === null) return [];
  return subnetIds.flatMap((subnetId) => {
    const source: Source = { vpcId, subnetId, groups };
    return senders(estate, proxy, source).flatMap((address) => {
      const addresses =
        address.family === 4 ? { v4: address, v6: null } : { v4: null, v6: address };
      return explainFlow(estate.network, source, addresses, door.target).hops;
    });
  });
}

function secondSteps(estate: Estate, proxy: ProxyDoor, door: DoorView): readonly StepRow[] {
  const hops = secondHops(estate, proxy, door);
  if (hops.length > 0) return stepsOfHops(hops);
  const note = proxy.second.unknown.join(', ');
  return [{ layer: 'proxy', component: proxy.proxy.path.proxyArn, verdict: 'unknown', note }];
}

const perhaps = (answer: Answer): Answer =>
  answer.reach === 'blocked' ? answer : unknownAnswer('stores-unseen');

/** Pod → the proxy's best endpoint → store. */
export function proxyWay(
  estate: Estate,
  pod: PodView,
  door: DoorView,
  proxy: ProxyDoor,
): PathRow | null {
  const endpoints = proxy.proxy.endpoints.flatMap((endpoint) => endpoint.doors);
  const first = endpoints
    .map((endpoint) => explainPod(estate, pod, endpoint.target))
    .toSorted((a, b) => RANK[b.answer.reach] - RANK[a.answer.reach])[0];
  if (first === undefined) return null;
  const whole = inSeries(bestOf([first.answer]), proxy.second);
  const answer = proxy.isPossible ? perhaps(whole) : whole;
  const steps = [
    ...noted(stepsOf(pod, first), 'to the proxy'),
    ...noted(secondSteps(estate, proxy, door), 'proxy to store'),
  ];
  const behind: StepRow = {
    layer: 'proxy',
    component: proxy.proxy.path.proxyArn,
    verdict: 'unknown',
    note: 'which store is behind it was not seen',
  };
  return {
    path: 'rds-proxy',
    through: proxy.proxy.path.proxyArn,
    via: first.via,
    snat: first.snat,
    reach: answer.reach,
    partialBecause: answer.partialBecause,
    unknown: answer.unknown,
    steps: proxy.isPossible ? [...steps, behind] : steps,
  };
}
