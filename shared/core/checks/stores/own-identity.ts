import type { PodView, StoreView } from '../../estate/index.ts';
import type { UnknownReason } from '../../model/index.ts';
import type { OutsideDoor } from '../contract/platform-views.ts';
import { isReplaced, whyUnsure } from '../platform/mode-faults.ts';

/**
 * What a pod with an interface of its own presents to a door: that, or the primary interface of its node; reasons where
 * it is not known. Pods without an interface of their own have no identity to lose.
 */
export type Presents = 'itself' | 'node' | readonly UnknownReason[];

type Settings = PodView['wiring']['settings'];

/** Asks about one store; thousands of pods share the settings of their nodes. */
export function identityReader(
  { store: { families } }: StoreView,
  doors: readonly OutsideDoor[],
): (pod: PodView, port: number) => Presents {
  const byPort = new Map(doors.map((door) => [door.port, door]));
  const known = new Map<OutsideDoor, Map<Settings, boolean | null>>();
  const replaced = (settings: Settings, door: OutsideDoor): boolean | null => {
    const bySettings = known.get(door) ?? new Map<Settings, boolean | null>();
    known.set(door, bySettings);
    const found = bySettings.get(settings);
    if (found !== undefined) return found;
    const answer = isReplaced(settings, door);
    bySettings.set(settings, answer);
    return answer;
  };
  return ({ class: podClass, worn, wiring: { clusterFamily, settings } }, port) => {
    if (podClass !== 'linux' || worn.state === 'none') return 'itself';
    if (worn.state === 'known' && worn.via !== 'branch') return 'itself';
    if (clusterFamily === 'ipv6' && families.includes(6)) return 'itself';
    const door = byPort.get(port);
    const answer = door === undefined ? false : replaced(settings, door);
    // What the egress of IPv4 makes of branch interfaces in a cluster of IPv6, nobody has measured.
    const isOnlyIpv4 = !families.includes(6);
    if (clusterFamily === 'ipv6') return isOnlyIpv4 ? ['unsupported'] : 'itself';
    if (answer === false && (clusterFamily !== null || !isOnlyIpv4)) return 'itself';
    const reasons: UnknownReason[] = worn.state === 'unknown' ? [...worn.reasons] : [];
    if (clusterFamily === null) reasons.push('identity-unknown');
    if (answer === null) reasons.push(whyUnsure(settings));
    return reasons.length > 0 ? reasons : 'node';
  };
}
