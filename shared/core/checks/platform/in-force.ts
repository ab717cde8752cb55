import type { CniAgent, CniSettings } from '../../estate/index.ts';
import type { EpochMs } from '../../model/index.ts';
import type { CniView } from '../contract/platform-views.ts';
import { type Reasons, reasonsOf } from '../contract/outcome.ts';

/** Reasons: it could not be told. */
export type Holding = 'holds' | 'fails' | Reasons;

/**
 * Whether something is true of the settings with which the VPC CNI runs. `rolling`: the DaemonSet has what is asked for
 * and is being rolled out to the nodes. `lagging`: it has, and nodes that were left behind have not.
 */
export type InForce =
  | { readonly state: 'holds' }
  | { readonly state: 'fails' }
  | { readonly state: 'rolling' }
  | { readonly state: 'absent' }
  | { readonly state: 'lagging'; readonly agents: readonly [CniAgent, ...CniAgent[]] }
  | { readonly state: 'unknown'; readonly reasons: Reasons };

/** It is not true, of all nodes or of some. */
export type Failing = Extract<InForce, { state: 'fails' | 'absent' | 'lagging' }>;

/** How long a change of aws-node may take to come to every node. */
export const ROLLOUT_MS = 60 * 60 * 1000;

/** Whether a change of the DaemonSet may still be on its way to the nodes; null where its history was not seen. */
export function isRollingOut({ history }: CniView, now: EpochMs): boolean | null {
  if (history === null || history.length === 0) return null;
  const times = history.map(({ createdAt }) => createdAt);
  if (times.includes(null)) return null;
  return now < Math.max(...times.filter((time) => time !== null)) + ROLLOUT_MS;
}

const HOLDS: InForce = { state: 'holds' };

const isTold = (holding: Holding): holding is 'holds' | 'fails' =>
  holding === 'holds' || holding === 'fails';

const unknownFor = (...reasons: Reasons): InForce => ({ state: 'unknown', reasons });

function amongAgents(cni: CniView, test: (settings: CniSettings) => Holding): InForce {
  const holdings = cni.agents.map((agent) => ({ agent, holding: test(agent.settings) }));
  const [first, ...others] = holdings
    .filter(({ holding }) => holding === 'fails')
    .map(({ agent }) => agent);
  if (first !== undefined) return { state: 'lagging', agents: [first, ...others] };
  if (!cni.areAgentsSeen) return unknownFor('pods-unseen');
  const reasons = holdings.flatMap(({ holding }) => (isTold(holding) ? [] : holding));
  return reasons.length > 0 ? unknownFor(...reasonsOf(reasons, 'mode-unknown')) : HOLDS;
}

/**
 * The DaemonSet decides what every node will run with, its pods what the nodes run with now. Without a DaemonSet of the
 * usual name, pods of aws-node may be those of another one.
 */
export function inForce(
  cni: CniView,
  now: EpochMs,
  test: (settings: CniSettings) => Holding,
): InForce {
  const { daemonSet } = cni;
  if (daemonSet.state === 'unseen') return unknownFor('cni-config-unseen');
  if (daemonSet.state === 'absent') {
    if (cni.agents.length > 0) return amongAgents(cni, test);
    return cni.areAgentsSeen ? { state: 'absent' } : unknownFor('pods-unseen');
  }
  const declared = test(daemonSet.settings);
  if (declared === 'fails') return { state: 'fails' };
  if (!isTold(declared)) return unknownFor(...declared);
  const running = amongAgents(cni, test);
  if (running.state !== 'lagging') return running;
  const isRolling = isRollingOut(cni, now);
  if (isRolling === null) return unknownFor('mode-unknown');
  return isRolling ? { state: 'rolling' } : running;
}
