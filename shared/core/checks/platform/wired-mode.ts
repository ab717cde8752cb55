import type { CniStage } from '../../estate/index.ts';
import type { EpochMs, UnknownReason } from '../../model/index.ts';
import type { CniView } from '../contract/platform-views.ts';
import type { PodFacts } from '../pods/pod-facts.ts';
import { ROLLOUT_MS } from './in-force.ts';

type Mode = 'strict' | 'standard';

/** A revision gets a new number when it is rolled back to, and keeps its time: then times do not tell the order. */
const isInOrder = (history: readonly CniStage[]): boolean =>
  history.every(
    ({ revision }, index) => index === 0 || (revision ?? 0) > (history[index - 1]?.revision ?? 0),
  );

/**
 * The enforcing mode of the revision that ran on a node at a time, for a pod that got a branch ENI then; null where the
 * history does not tell. Revisions without ENABLE_POD_ENI did not wire it.
 */
export function modeAt(time: EpochMs, history: readonly CniStage[]): Mode | null {
  if (history.some(({ createdAt, revision }) => createdAt === null || revision === null)) {
    return null;
  }
  const past = history.filter(({ createdAt }) => (createdAt ?? 0) <= time);
  const last = past.at(-1);
  if (last === undefined) return null;
  const isSettled = time >= (last.createdAt ?? 0) + ROLLOUT_MS;
  const isWhole = history[0]?.revision === 1;
  const serving = past.filter(({ settings }) => settings.podEni !== false);
  const modes = new Set(serving.map(({ settings }) => settings.mode));
  const [only = null] = modes;
  if (modes.size === 1 && (isSettled || isWhole)) return only;
  const tells = isSettled && isInOrder(history) && last.settings.podEni !== false;
  return tells ? last.settings.mode : null;
}

/** The mode that a pod was wired with, against that of its node now. */
export type WiredMode =
  | { readonly state: 'same' }
  | { readonly state: 'other'; readonly was: Mode; readonly now: Mode }
  | { readonly state: 'unknown'; readonly reason: UnknownReason };

const unknownFor = (reason: UnknownReason): WiredMode => ({ state: 'unknown', reason });

/** The CNI reads the mode when aws-node starts, and a pod keeps the one that it was wired with. */
export function wiredMode({ view: { pod } }: PodFacts, cni: CniView): WiredMode {
  const agent = pod.nodeName === null ? null : cni.agentOn(pod.nodeName);
  if (agent === null) return unknownFor(cni.areAgentsSeen ? 'mode-unknown' : 'pods-unseen');
  const { startedAt } = agent.pod;
  if (pod.startedAt === null || startedAt === null) return unknownFor('mode-unknown');
  if (pod.startedAt >= startedAt) return { state: 'same' };
  const now = agent.settings.mode;
  if (now === null) return unknownFor('cni-config-unseen');
  const was = cni.history === null ? null : modeAt(pod.startedAt, cni.history);
  if (was === null) return unknownFor('mode-unknown');
  return was === now ? { state: 'same' } : { state: 'other', was, now };
}
