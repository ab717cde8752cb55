import type { Family } from '../net/index.ts';
import { type Presence, presenceOf, type Presented, type Via } from '../identity/index.ts';
import type { Estate, PodView } from '../estate/index.ts';
import {
  type Answer,
  bestOf,
  eitherOf,
  explainFlow,
  NO_WAY,
  temper,
  type Source,
  type Target,
  type TracedHop,
  unknownAnswer,
} from '../reach/index.ts';
import { undecidedFor } from './access-computer.ts';
import { shownBy, sourceOf } from './cohorts.ts';
import { destinationOf } from './destination.ts';

/** One identity that a pod may present, and what every layer says of it. */
export interface ExplainedIdentity {
  readonly family: Family;
  readonly presented: Presented;
  /** Null when not even its address is known: there is nothing to be asked. */
  readonly source: Source | null;
  readonly answer: Answer;
  readonly hops: readonly TracedHop[];
}

/** One pod toward one target, in the plain form. */
export interface PodExplanation {
  readonly via: Via;
  readonly snat: boolean;
  readonly answer: Answer;
  /** Several in one family are alternatives: which of them holds is not known. */
  readonly identities: readonly ExplainedIdentity[];
}

function explainIdentity(
  { network }: Estate,
  pod: PodView,
  presented: Presented,
  family: Family,
  target: Target,
): ExplainedIdentity {
  const source = sourceOf(presented, pod.workload.cluster.vpcId);
  const { address } = presented;
  if (source === null || address === null) {
    const reasons = presented.state === 'unknown' ? presented.reasons : [];
    return { family, presented, source: null, answer: unknownAnswer(...reasons), hops: [] };
  }
  const addresses = address.family === 4 ? { v4: address, v6: null } : { v4: null, v6: address };
  const flow = explainFlow(network, source, addresses, { ...target, families: [family] });
  return { family, presented, source, ...flow };
}

const familyAnswer = ({ why }: Presence, identities: readonly ExplainedIdentity[]): Answer => {
  const answers = identities.map((one) => one.answer);
  return why === null ? bestOf(answers) : eitherOf(answers, why);
};

/**
 * Whether one pod opens one target, layer by layer: what the set form answers, by the plain walk. A pod that is not on
 * the wire has no way.
 */
export function explainPod(estate: Estate, pod: PodView, target: Target): PodExplanation {
  const { cluster } = pod.workload;
  const found = destinationOf(estate, cluster, target);
  const to = found === 'mixed' ? ({ kind: 'inside' } as const) : found;
  const present = pod.onWire
    ? target.families
        .map((family) => ({ family, presence: presenceOf(pod.wiring, family, to) }))
        .filter(({ presence }) => presence.alternatives.length > 0)
    : [];
  const families = present.map(({ family, presence }) => ({
    presence,
    identities: presence.alternatives.map((one) =>
      explainIdentity(estate, pod, one, family, target),
    ),
  }));
  const undecided = pod.onWire ? undecidedFor(estate, cluster, target) : null;
  // Of who is not on the wire it is sure, whatever else the target may open.
  const noWay = pod.onWire ? temper(NO_WAY, target) : NO_WAY;
  const answers = families.map(({ presence, identities }) => familyAnswer(presence, identities));
  return {
    ...shownBy(present.map(({ presence }) => presence)),
    answer: undecided ?? (answers.length === 0 ? noWay : bestOf(answers)),
    identities: families.flatMap(({ identities }) => identities),
  };
}
