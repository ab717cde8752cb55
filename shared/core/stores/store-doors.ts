import { type GroupId, sortedUnique, type StoreDoor } from '../model/index.ts';
import { defaultPort, toPort } from './engine-port.ts';

const PORT_ASSUMED = "The service reports no port yet: the engine's default is assumed.";

/** The store's own listener; null when it reports no port and the engine's default is not known either. */
export function listenerDoor(
  port: number | null,
  engine: string,
  groups: readonly GroupId[],
): StoreDoor | null {
  const reported = toPort(port);
  if (reported !== null) return { port: reported, groups, note: null };
  const assumed = defaultPort(engine);
  return assumed === null ? null : { port: assumed, groups, note: PORT_ASSUMED };
}

const joinNotes = (a: string | null, b: string | null): string | null =>
  a === null || a === b ? b : b === null ? a : `${a} ${b}`;

const mergeDoors = (a: StoreDoor, b: StoreDoor): StoreDoor => ({
  port: a.port,
  groups: sortedUnique([...a.groups, ...b.groups]),
  note: joinNotes(a.note, b.note),
});

/**
 * One door for each port: what is listed twice admits whom either listing admits. The first door given stays first,
 * being the store's own listener; the others follow in ascending order.
 */
export function toDoors(doors: readonly (StoreDoor | null)[]): readonly StoreDoor[] {
  const byPort = new Map<number, StoreDoor>();
  for (const door of doors) {
    if (door === null) continue;
    const other = byPort.get(door.port);
    byPort.set(door.port, other === undefined ? door : mergeDoors(other, door));
  }
  const [first, ...rest] = byPort.values();
  return first === undefined ? [] : [first, ...rest.toSorted((a, b) => a.port - b.port)];
}

/** True when the store's own listener was not reported: its port is a guess, or there is none. */
export const isPortAssumed = ([listener]: readonly StoreDoor[]): boolean =>
  listener?.note?.includes(PORT_ASSUMED) ?? listener === undefined;
