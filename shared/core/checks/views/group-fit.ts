import type { GroupId, GroupVpcAssociation, VpcId } from '../../model/index.ts';
import type { Doubt, Fit, GroupsView } from '../contract/group-views.ts';
import {
  accountOf,
  doubtOf,
  type GroupScene,
  incompleteOf,
  type Lack,
  unseenWearers,
  vpcOwnership,
} from './group-scene.ts';

export interface FitScene extends GroupScene, Pick<GroupsView, 'byId' | 'isSeen' | 'doubt'> {}

const FITS: Fit = { kind: 'fits' };
const unknown = (doubt: Doubt): Fit => ({ kind: 'unknown', doubt });
const lacking = ([reason, missing]: Lack): Fit => unknown({ reasons: [reason], missing });

/** It rests on no interface of the VPC wearing the group. */
function misfits(because: string, scene: FitScene): Fit {
  const doubt = doubtOf(unseenWearers(scene));
  return doubt === null ? { kind: 'misfits', because } : unknown(doubt);
}

const NOT_LISTED = 'GetSecurityGroupsForVpc does not list it';

type Association = GroupVpcAssociation['state'] | null;

/** Of a group of another VPC with that of the cluster: as the account of the cluster sees it. */
const associationOf = (id: GroupId, vpcId: VpcId, { cluster }: FitScene): Association =>
  cluster.aws.groupVpcAssociations.items.find((one) => one.groupId === id && one.vpcId === vpcId)
    ?.state ?? null;

/** States in which nothing is on its way any more (EC2 API, SecurityGroupVpcAssociation). */
const ENDED: ReadonlySet<string> = new Set(['association-failed', 'disassociated']);

/** A group of which only its own VPC and its associations tell. */
function fitByVpc(id: GroupId, vpcId: VpcId, association: Association, scene: FitScene): Fit {
  if (association !== null) {
    return ENDED.has(association)
      ? misfits(`its association is ${association}`, scene)
      : { kind: 'moving' };
  }
  const { cluster, near } = scene;
  const home = scene.byId(id)?.vpcId ?? null;
  if (home === null)
    return lacking(['groups-unseen', incompleteOf(near.map(({ groups }) => groups))]);
  // Somebody else's group in a shared VPC: it can be worn if it is shared.
  if (home === vpcId) return lacking(['foreign-account', []]);
  const associations = cluster.aws.groupVpcAssociations;
  return associations.complete
    ? misfits(`it belongs to ${home}`, scene)
    : lacking(['groups-unseen', [associations.source]]);
}

/** A group that was not seen. */
function fitOfUnseen(isWholeList: boolean, scene: FitScene): Fit {
  // Whether it exists cannot be told in a VPC of another account; that it cannot be worn can.
  if (isWholeList && vpcOwnership(scene) === 'foreign') return misfits(NOT_LISTED, scene);
  return scene.doubt === null ? { kind: 'missing' } : unknown(scene.doubt);
}

/** The first that holds. GetSecurityGroupsForVpc answers for the account that asks, shared groups included. */
export function groupFit(id: GroupId, scene: FitScene): Fit {
  const { cluster, estate } = scene;
  const { vpcId } = cluster;
  if (vpcId === null) return lacking(['groups-unseen', incompleteOf([cluster.snapshot.cluster])]);
  if (estate.wearers.get(id)?.some((eni) => eni.vpcId === vpcId) === true) return FITS;
  const usable = cluster.aws.groupsForVpcs.items.find((one) => one.vpcId === vpcId);
  if (usable?.groupIds.has(id) === true) return FITS;
  const isWholeList = usable?.complete === true;
  if (!scene.isSeen(id)) return fitOfUnseen(isWholeList, scene);
  const group = scene.byId(id);
  const own = accountOf(scene);
  if (group?.vpcId === vpcId && own !== null && group.ownerId === own) return FITS;
  const association = associationOf(id, vpcId, scene);
  if (association === 'associated') return FITS;
  return isWholeList ? misfits(NOT_LISTED, scene) : fitByVpc(id, vpcId, association, scene);
}
