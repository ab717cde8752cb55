import type { ExplainedIdentity, PodExplanation } from '../../core/access/index.ts';
import type { PodView } from '../../core/estate/index.ts';
import { sortedUnique } from '../../core/model/index.ts';
import { formatAddress } from '../../core/net/index.ts';
import {
  ALL_CLIENT_PORTS,
  bestOf,
  type Layer,
  LAYERS,
  type LayerVerdict,
  type TracedHop,
} from '../../core/reach/index.ts';
import type { StepRow } from '../../core/render/index.ts';

/** As whom the pod's packets leave. */
function identityStep({ presented }: ExplainedIdentity, isSure: boolean): StepRow {
  const layer = 'identity';
  if (presented.state === 'unknown') {
    const address = presented.address === null ? '' : formatAddress(presented.address);
    return { layer, component: address, verdict: 'unknown', note: presented.reasons.join(', ') };
  }
  const { via, snat, interface: eni, address } = presented;
  const as = snat ? `${via}, the node’s address replaces the pod’s` : via;
  const groups = eni.groups.length === 0 ? 'no groups' : eni.groups.join(', ');
  const note = `${as}, ${formatAddress(address)}, wears ${groups}`;
  const unsure = isSure ? '' : 'one of several that may hold: ';
  return {
    layer,
    component: eni.id,
    verdict: isSure ? 'pass' : 'unknown',
    note: unsure + note,
  };
}

/** Which client ports replies can reach, where it is not all that a client may use. */
function returnNote(layer: Layer, { hop }: TracedHop): string {
  const isPartial = hop.opens === 'yes' && !hop.returnPorts.covers(ALL_CLIENT_PORTS);
  return layer === 'nacl-return-in' && isPartial
    ? `replies reach client ports ${hop.returnPorts.toString()} only`
    : '';
}

function layerStep(layer: Layer, said: LayerVerdict, notes: readonly string[]): StepRow {
  const base = { layer, component: said.component, verdict: said.verdict };
  const note = [
    said.verdict === 'unknown' ? said.reasons.join(', ') : '',
    said.note ?? '',
    ...notes,
  ].filter((part) => part !== '');
  return {
    ...base,
    ...(said.verdict === 'deny' ? { code: said.code } : {}),
    ...(said.verdict === 'pass' && said.rules.length > 0 ? { rules: said.rules } : {}),
    ...(note.length === 0 ? {} : { note: note.join('; ') }),
  };
}

const subnetOf = ({ place }: TracedHop): string => place.subnetId ?? 'a subnet that was not seen';

/** What a layer says toward every place where the store may answer: once, unless the places differ. */
function layerSteps(layer: Layer, hops: readonly TracedHop[]): readonly StepRow[] {
  const groups = Map.groupBy(hops, ({ hop }) => JSON.stringify(hop.layers[layer]));
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const where = groups.size === 1 ? '' : `toward ${sortedUnique(same.map(subnetOf)).join(', ')}`;
    return [layerStep(layer, first.hop.layers[layer], [returnNote(layer, first), where])];
  });
}

const stepsOfHops = (hops: readonly TracedHop[]): readonly StepRow[] =>
  LAYERS.flatMap((layer) => layerSteps(layer, hops));

/** The family that decides: the first whose own answer is the pod's. */
function decidingFamily({ identities, answer }: PodExplanation): readonly ExplainedIdentity[] {
  const families = [...Map.groupBy(identities, (one) => one.family).values()];
  const deciding = families.find(
    (one) => bestOf(one.map((each) => each.answer)).reach === answer.reach,
  );
  return deciding ?? families[0] ?? [];
}

function nowhereStep(pod: PodView): StepRow {
  const why = pod.onWire
    ? 'it has no address in a family in which the store answers'
    : `it is ${pod.pod.phase} and not on the wire`;
  return { layer: 'identity', component: '', verdict: 'deny', code: 'NO_PATH', note: why };
}

/** From the pod's interface to the store and back. */
export function stepsOf(pod: PodView, explanation: PodExplanation): readonly StepRow[] {
  const identities = decidingFamily(explanation);
  if (identities.length === 0 && explanation.answer.reach === 'blocked') return [nowhereStep(pod)];
  const steps = identities.flatMap((one) => [
    identityStep(one, identities.length === 1),
    ...stepsOfHops(one.hops),
  ]);
  const isShown = steps.some((step) => step.verdict === 'unknown');
  if (explanation.answer.reach !== 'unknown' || isShown) return steps;
  // Where the store answers was not seen: there was no hop to be asked.
  const note = explanation.answer.unknown.join(', ');
  return [...steps, { layer: 'store-address', component: '', verdict: 'unknown', note }];
}

export { stepsOfHops };
