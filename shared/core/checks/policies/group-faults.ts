import type { PolicyView } from '../../estate/index.ts';
import type { GroupId, UnknownReason } from '../../model/index.ts';
import type { Views } from '../contract/views.ts';
import { isWellFormed } from './group-id.ts';

/** What may be wrong with an id that a policy names, the worst first. */
export type GroupFault = 'malformed' | 'nodes' | 'cluster' | 'byDefault' | 'repeated';

export interface GroupFaults {
  /** By fault, without those of which there is none. */
  readonly found: ReadonlyMap<GroupFault, readonly GroupId[]>;
  /** Why there may be more. */
  readonly doubts: readonly UnknownReason[];
}

type Known = Pick<Views, 'groups' | 'nodes' | 'cluster' | 'pods'>;

type Finding = Pick<GroupFaults, 'doubts'> & { readonly groups: readonly GroupId[] };

/** What is listed or worn has an id by which EC2 knows it, whatever it looks like. */
function malformed({ groups }: PolicyView, known: Known): Finding {
  const odd = groups.filter((group) => !isWellFormed(group) && !known.groups.isSeen(group));
  const { unlisted } = known.groups;
  if (odd.length === 0 || unlisted === null) return { groups: odd, doubts: [] };
  return { groups: [], doubts: unlisted.reasons };
}

function byDefault({ groups }: PolicyView, known: Known): Finding {
  const isUnseen = (group: GroupId): boolean => known.groups.byId(group) === null;
  const { unlisted } = known.groups;
  return {
    groups: groups.filter((group) => known.groups.byId(group)?.name === 'default'),
    doubts:
      groups.some(isUnseen) && unlisted?.reasons.includes('groups-unseen') === true
        ? ['groups-unseen']
        : [],
  };
}

const isFargate = ({ class: podClass }: PolicyView['pods'][number]): boolean =>
  podClass === 'fargate';

/** Why the policy may be one for Fargate pods, although none was seen that it matches. */
function unseenFargate({ undecidedPods }: PolicyView, { pods }: Known): readonly UnknownReason[] {
  return [
    ...(pods.complete ? [] : (['pods-unseen'] as const)),
    ...(undecidedPods.some(isFargate) ? (['service-accounts-unseen'] as const) : []),
  ];
}

/** Groups of the cluster's own machines; Fargate pods need such a one. */
function ofMachines(
  view: PolicyView,
  known: Known,
  isOne: (group: GroupId) => boolean,
  unseen: readonly UnknownReason[],
): Finding {
  if (view.pods.some(isFargate)) return { groups: [], doubts: [] };
  const groups = view.groups.filter(isOne);
  if (groups.length === 0) return { groups, doubts: unseen };
  const doubts = unseenFargate(view, known);
  return doubts.length > 0 ? { groups: [], doubts } : { groups, doubts: unseen };
}

function repeated({ policy, groups }: PolicyView): Finding {
  const isRepeated = (group: GroupId): boolean =>
    policy.groupIds.indexOf(group) !== policy.groupIds.lastIndexOf(group);
  return { groups: groups.filter(isRepeated), doubts: [] };
}

export function groupFaults(view: PolicyView, known: Known): GroupFaults {
  const { nodes, cluster } = known;
  const findings: readonly (readonly [GroupFault, Finding])[] = [
    ['malformed', malformed(view, known)],
    ['nodes', ofMachines(view, known, (group) => nodes.groups.has(group), nodes.unseen)],
    [
      'cluster',
      ofMachines(
        view,
        known,
        (group) => group === cluster.clusterGroupId,
        cluster.isSeen ? [] : ['groups-unseen'],
      ),
    ],
    ['byDefault', byDefault(view, known)],
    ['repeated', repeated(view)],
  ];
  return {
    found: new Map(
      findings.flatMap(([fault, { groups }]) => (groups.length > 0 ? [[fault, groups]] : [])),
    ),
    doubts: findings.flatMap(([, { doubts }]) => doubts),
  };
}
