import { type IpAddress, PortSet } from '../net/index.ts';
import type { RuleId, SubnetId, UnknownReason } from '../model/index.ts';
import { sortedUnique } from '../model/index.ts';
import type { Denial, Layer, Network, Place, Source, Spot, SubnetFacts, Target } from './flow.ts';
import { LAYERS } from './flow.ts';
import { groupLayer } from './group-layer.ts';
import { deny, type LayerVerdict, pass, unknown } from './layer.ts';
import { CLIENT_PORTS, naclPassage } from './nacl-layer.ts';
import { referencesBetween, routeLayer } from './route-layer.ts';

/** One packet's way from one address to one address, layer by layer in the order of `LAYERS`, and its reply's way back. */
export interface Hop {
  readonly opens: 'yes' | 'no' | 'unknown';
  readonly layers: Readonly<Record<Layer, LayerVerdict>>;
  readonly egressRules: readonly RuleId[];
  readonly ingressRules: readonly RuleId[];
  readonly denials: readonly Denial[];
  readonly unknown: readonly UnknownReason[];
  /** Client ports whose replies come back. */
  readonly returnPorts: PortSet;
}

export const ALL_CLIENT_PORTS = PortSet.of([CLIENT_PORTS]);

const EGRESS_LAYERS: ReadonlySet<Layer> = new Set([
  'source-group',
  'route-out',
  'nacl-out',
  'nacl-return-out',
]);

const subnetOf = (network: Network, id: SubnetId | null): SubnetFacts | undefined =>
  id === null ? undefined : network.subnets.get(id);

export interface BorderLayers {
  readonly layers: Pick<
    Record<Layer, LayerVerdict>,
    'nacl-out' | 'nacl-in' | 'nacl-return-out' | 'nacl-return-in'
  >;
  readonly returnPorts: PortSet;
}

/** `perhaps`: a subnet was not seen, so that both ends may be in one. */
function crossesBorder(
  network: Network,
  source: Source,
  src: IpAddress,
  place: Place,
): 'yes' | 'no' | 'perhaps' {
  if (source.vpcId !== place.vpcId) return 'yes';
  if (source.subnetId !== null && place.subnetId !== null)
    return source.subnetId === place.subnetId ? 'no' : 'yes';
  const far = subnetOf(network, place.subnetId);
  return source.subnetId === null && far !== undefined && !far.cidrs.has(src) ? 'yes' : 'perhaps';
}

/** NACLs are asked when a packet enters or leaves a subnet: four passages between two subnets, none inside one. */
export function borderLayers(
  network: Network,
  source: Source,
  src: IpAddress,
  target: Target,
  place: Place,
  dst: Spot,
): BorderLayers {
  const crossing = crossesBorder(network, source, src, place);
  if (crossing === 'no') {
    const free = pass('same-subnet');
    return {
      layers: {
        'nacl-out': free,
        'nacl-in': free,
        'nacl-return-out': free,
        'nacl-return-in': free,
      },
      returnPorts: ALL_CLIENT_PORTS,
    };
  }
  const near = subnetOf(network, source.subnetId)?.nacl ?? null;
  const far = subnetOf(network, place.subnetId)?.nacl ?? null;
  const service = { from: target.port, to: target.port };
  const returnOut = naclPassage(far, true, target.protocol, src, CLIENT_PORTS);
  const returnIn = naclPassage(near, false, target.protocol, dst, CLIENT_PORTS);
  const returnPorts = returnOut.ports.intersect(returnIn.ports);
  // Each NACL lets some client ports back, but no port passes both: the reply dies at the source's subnet.
  const isCut = returnPorts.isEmpty() && !returnOut.ports.isEmpty() && !returnIn.ports.isEmpty();
  const said = (layer: LayerVerdict): LayerVerdict =>
    layer.verdict === 'deny' && crossing === 'perhaps'
      ? unknown(layer.component, 'interfaces-unseen')
      : layer;
  return {
    layers: {
      'nacl-out': said(naclPassage(near, true, target.protocol, dst, service).layer),
      'nacl-in': said(naclPassage(far, false, target.protocol, src, service).layer),
      'nacl-return-out': said(returnOut.layer),
      'nacl-return-in': said(
        isCut ? deny(returnIn.layer.component, 'SUBNET_ACL_RESTRICTION') : returnIn.layer,
      ),
    },
    returnPorts,
  };
}

export interface RouteLayers {
  readonly routes: Pick<Record<Layer, LayerVerdict>, 'route-out' | 'route-back'>;
}

/** The way there from the source's subnet, and the way back from the store's. */
export function routeLayers(
  network: Network,
  source: Source,
  src: IpAddress,
  place: Place,
  dst: Spot,
): RouteLayers {
  const near = { vpcId: source.vpcId, subnet: subnetOf(network, source.subnetId) };
  const far = { vpcId: place.vpcId, subnet: subnetOf(network, place.subnetId) };
  return {
    routes: {
      'route-out': routeLayer(network, near, place.vpcId, dst),
      'route-back': routeLayer(network, far, source.vpcId, src),
    },
  };
}

/**
 * May the source open a connection from `src` to the target at `dst`? A sure denial of any layer wins over what another
 * layer could not tell. Security groups are stateful, so replies are asked of NACLs and routes only.
 */
export function evaluateHop(
  network: Network,
  source: Source,
  src: IpAddress,
  target: Target,
  place: Place,
  dst: Spot,
): Hop {
  const references = referencesBetween(network, source.vpcId, place.vpcId);
  const border = borderLayers(network, source, src, target, place, dst);
  const layers: Record<Layer, LayerVerdict> = {
    ...border.layers,
    ...routeLayers(network, source, src, place, dst).routes,
    'source-group': groupLayer(network, source.groups, 'egress', target, {
      address: dst,
      groups: target.groups,
      references,
    }),
    'store-group': groupLayer(network, target.groups, 'ingress', target, {
      address: src,
      groups: source.groups,
      references,
    }),
  };
  return { ...conclude(layers), layers, returnPorts: border.returnPorts };
}

/** From the layers' words to the packet's fate. */
export function conclude(
  layers: Readonly<Record<Layer, LayerVerdict>>,
): Omit<Hop, 'layers' | 'returnPorts'> {
  const denials: Denial[] = [];
  const reasons: UnknownReason[] = [];
  for (const layer of LAYERS) {
    const verdict = layers[layer];
    if (verdict.verdict === 'unknown') reasons.push(...verdict.reasons);
    else if (verdict.verdict === 'deny') {
      const direction = EGRESS_LAYERS.has(layer) ? 'egress' : 'ingress';
      denials.push({ code: verdict.code, direction, layer, component: verdict.component });
    }
  }
  return {
    opens: denials.length > 0 ? 'no' : reasons.length > 0 ? 'unknown' : 'yes',
    egressRules: rulesOf(layers['source-group']),
    ingressRules: rulesOf(layers['store-group']),
    denials,
    unknown: sortedUnique(reasons),
  };
}

const rulesOf = (verdict: LayerVerdict): readonly RuleId[] =>
  verdict.verdict === 'pass' ? verdict.rules : [];
