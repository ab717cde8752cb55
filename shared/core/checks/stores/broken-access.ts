import type { PodView } from '../../estate/index.ts';
import type { EpochMs, UnknownReason } from '../../model/index.ts';
import { PortSet } from '../../net/index.ts';
import type { Pair, PairEntry, PodsView } from '../contract/views.ts';
import { hasRunFor } from '../pods/pod-window.ts';

/** Client ports that Linux picks by default (net.ipv4.ip_local_port_range). */
const LINUX_PORTS = PortSet.of([{ from: 32768, to: 60999 }]);

/** Only return ports are missing, none that Linux picks, and the node does not replace the pod's port by one of its own. */
function suffices({ entry }: PairEntry): boolean {
  const { reach, partialBecause, returnPorts } = entry.answer;
  if (reach === 'reachable') return true;
  return (
    reach === 'partial' &&
    partialBecause.every((because) => because === 'return-ports') &&
    returnPorts.covers(LINUX_PORTS) &&
    !entry.cohort.snat
  );
}

export interface BrokenAccess {
  /** Running pods that are meant to reach a door and do not, by no path. */
  readonly pods: readonly PodView[];
  /** The answers that say so. */
  readonly entries: readonly PairEntry[];
  readonly unknown: readonly UnknownReason[];
  readonly isUnclear: boolean;
}

interface DoorState {
  readonly broken: ReadonlySet<PodView>;
  readonly unclear: ReadonlySet<PodView>;
}

function stateOfDoor(
  entries: readonly PairEntry[],
  isJudged: (pod: PodView) => boolean,
): DoorState {
  const served = new Set<PodView>();
  const unclear = new Set<PodView>();
  const broken = new Set<PodView>();
  for (const one of entries) {
    const { intended, answer, pods } = one.entry;
    // By a path that is not meant nobody is served: the one that is meant may be broken.
    if (intended === false) continue;
    const into = suffices(one)
      ? served
      : answer.reach === 'unknown' || intended === null
        ? unclear
        : broken;
    for (const pod of pods) into.add(pod);
  }
  const left = (pods: ReadonlySet<PodView>): ReadonlySet<PodView> =>
    new Set([...pods].filter((pod) => !served.has(pod) && isJudged(pod)));
  return { broken: left(broken).difference(unclear), unclear: left(unclear) };
}

const NOTHING_BROKEN: BrokenAccess = { pods: [], entries: [], unknown: [], isUnclear: false };

/** Pods of a pair that are intended and cannot get in, door by door; any path will do. */
export function brokenAccess(
  pair: Pair,
  pods: PodsView,
  now: EpochMs,
  windowMs: number,
): BrokenAccess {
  // Most pairs are of pods that are surely not meant to come in: nothing of theirs can be broken.
  if (pair.entries.every(({ entry }) => entry.intended === false)) return NOTHING_BROKEN;
  const isJudged = (pod: PodView): boolean => pods.factsOf(pod).stage === 'running';
  const doors = [...Map.groupBy(pair.entries, ({ port }) => port).values()].map((entries) =>
    stateOfDoor(entries, isJudged),
  );
  const all = new Set(doors.flatMap(({ broken }) => [...broken]));
  const settled = [...all].filter((pod) => hasRunFor(pods.factsOf(pod), now, windowMs));
  const told = new Set(settled.length > 0 ? settled : all);
  const unclear = new Set(doors.flatMap((door) => [...door.unclear]));
  const unclearEntries = pair.entries.filter(({ entry }) =>
    entry.pods.some((pod) => unclear.has(pod)),
  );
  return {
    pods: [...told],
    entries: pair.entries.filter(
      (one) =>
        !suffices(one) &&
        one.entry.intended === true &&
        one.entry.pods.some((pod) => told.has(pod)),
    ),
    isUnclear: unclear.size > 0,
    unknown: unclearEntries.flatMap(({ entry }) => [
      ...entry.answer.unknown,
      ...(entry.intended === null ? entry.undecided : []),
    ]),
  };
}
