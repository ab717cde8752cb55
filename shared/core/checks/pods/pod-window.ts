import type { EpochMs, Pod } from '../../model/index.ts';
import type { Settings, WindowName } from '../../settings/index.ts';
import type { PodFacts } from './pod-facts.ts';

/** What of a pod's own times proves that it has been as it is: its start, or where it waits to start, when it got a node. */
const PROOFS = {
  start: (pod: Pod) => pod.startedAt,
  allocation: (pod: Pod) => pod.scheduledAt,
} as const satisfies Partial<Record<WindowName, (pod: Pod) => EpochMs | null>>;

export type PodWindow = keyof typeof PROOFS;

/** How long a pod has to be as it is, and since when it surely is. */
export interface Wait {
  readonly windowMs: number;
  since(pod: PodFacts): EpochMs | null;
}

export const waitFor = (window: PodWindow | null, { windowsMs }: Settings): Wait | null =>
  window === null
    ? null
    : { windowMs: windowsMs[window], since: ({ view }) => PROOFS[window](view.pod) };

/** Without a window a violation counts at once. */
export function isSettled(pod: PodFacts, now: EpochMs, wait: Wait | null): boolean {
  if (wait === null) return true;
  const since = wait.since(pod);
  return since !== null && since + wait.windowMs <= now;
}

/** Association and wiring take their time: only a pod that has run for a while has proven anything. */
export const hasRunFor = ({ view }: PodFacts, now: EpochMs, windowMs: number): boolean =>
  view.pod.startedAt !== null && view.pod.startedAt + windowMs <= now;
