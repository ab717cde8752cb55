import type { BranchView } from '../../estate/index.ts';
import { TRUNK_TAG, VLAN_TAG } from '../../model/index.ts';

/** A trunk and the VLAN that an interface has on it. */
export interface Lane {
  readonly trunk: string;
  readonly vlan: number;
}

/** What the annotations of its pods say, where they agree. */
function annotated({ claimants, interface: eni }: BranchView): number | null {
  const said = claimants.flatMap(({ claim }) =>
    claim?.entry.eniId === eni.id ? (claim.entry.vlanId ?? []) : [],
  );
  const [first, ...others] = new Set(said);
  return first === undefined || others.length > 0 ? null : first;
}

/** The controller's tags tell; an interface without them stands where its pod and its node say. */
export function laneOf(branch: BranchView): Lane | null {
  const { tags } = branch.interface;
  const tag = tags.get(VLAN_TAG);
  const vlan = tag === undefined ? annotated(branch) : /^\d{1,4}$/.test(tag) ? Number(tag) : null;
  const trunk = tags.get(TRUNK_TAG) ?? branch.node?.trunk?.id ?? null;
  return vlan === null || trunk === null ? null : { trunk, vlan };
}
