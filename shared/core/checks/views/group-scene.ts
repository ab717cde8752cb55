import type { ClusterView, Estate } from '../../estate/index.ts';
import {
  type AwsScope,
  type Listing,
  sortedUnique,
  type UnknownReason,
} from '../../model/index.ts';
import type { Doubt } from '../contract/group-views.ts';
import { reasonsOf } from '../contract/outcome.ts';

/** What tells of the groups that one cluster may use. */
export interface GroupScene {
  readonly estate: Estate;
  readonly cluster: ClusterView;
  /** The scopes of the cluster's Region: a group is one of its Region, and nothing in another. */
  readonly near: readonly AwsScope[];
  /** Interfaces that wear a group may be hidden. */
  readonly isHiding: boolean;
}

export type Lack = readonly [reason: UnknownReason, missing: readonly string[]];

export const incompleteOf = (listings: readonly Listing<unknown>[]): readonly string[] =>
  listings.filter((listing) => !listing.complete).map((listing) => listing.source);

/** Null where nothing is lacking. */
export function doubtOf(lacks: readonly Lack[]): Doubt | null {
  const [first] = lacks;
  if (first === undefined) return null;
  return {
    reasons: reasonsOf(
      lacks.map(([reason]) => reason),
      first[0],
    ),
    missing: sortedUnique(lacks.flatMap(([, missing]) => missing)),
  };
}

export function lackOf(reason: UnknownReason, listings: readonly Listing<unknown>[]): Lack[] {
  const missing = incompleteOf(listings);
  return missing.length === 0 ? [] : [[reason, missing]];
}

/** Why an interface that wears a group may not have been seen. */
export const unseenWearers = ({ near, isHiding }: GroupScene): readonly Lack[] => [
  ...lackOf(
    'interfaces-unseen',
    near.map(({ interfaces }) => interfaces),
  ),
  ...(isHiding ? [['managed-interfaces-hidden', []] satisfies Lack] : []),
];

/** The account in which the cluster makes interfaces. */
export const accountOf = ({ cluster }: GroupScene): string | null =>
  cluster.accountId ?? cluster.aws.accountId;

/** The subnets of a VPC belong to its owner: in a shared one they have the id of another account. */
function vpcOwner({ estate, cluster }: GroupScene): string | null {
  const { vpcId, aws } = cluster;
  if (vpcId === null) return null;
  const listed = estate.network.vpcs.get(vpcId)?.ownerId ?? null;
  return listed ?? aws.subnets.items.find((one) => one.vpcId === vpcId)?.ownerId ?? null;
}

/** Whose the VPC of the cluster is. */
export function vpcOwnership(scene: GroupScene): 'own' | 'foreign' | 'unseen' {
  const own = accountOf(scene);
  const owner = vpcOwner(scene);
  if (own === null || owner === null) return 'unseen';
  return own === owner ? 'own' : 'foreign';
}
