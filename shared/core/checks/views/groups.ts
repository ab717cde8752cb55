import type { ClusterView, Estate } from '../../estate/index.ts';
import type { GroupId, SecurityGroup } from '../../model/index.ts';
import type { GroupsView } from '../contract/group-views.ts';
import { groupFit } from './group-fit.ts';
import {
  doubtOf,
  type GroupScene,
  incompleteOf,
  type Lack,
  lackOf,
  unseenWearers,
  vpcOwnership,
} from './group-scene.ts';
import { once } from './once.ts';

/** Why a group may be listed or worn, and not seen. */
const unlisted = (scene: GroupScene): readonly Lack[] => [
  ...lackOf(
    'groups-unseen',
    scene.near.map(({ groups }) => groups),
  ),
  ...unseenWearers(scene),
];

/** Groups that another account shares in its VPC need not be shown to those who may wear them. */
function unshown(scene: GroupScene): readonly Lack[] {
  const { aws, snapshot } = scene.cluster;
  switch (vpcOwnership(scene)) {
    case 'own':
      return [];
    case 'foreign':
      return [['foreign-account', []]];
    case 'unseen':
      return [['foreign-account', incompleteOf([aws.vpcs, snapshot.cluster])]];
  }
}

/** By id; what the cluster's own account lists goes before what another one lists. */
function indexGroups({ near, cluster }: GroupScene): ReadonlyMap<GroupId, SecurityGroup> {
  const scopes = [...near.filter((scope) => scope !== cluster.aws), cluster.aws];
  return new Map(
    scopes.flatMap(({ groups, accountId }) =>
      groups.items.map((group) => [
        group.id,
        group.ownerId === null ? { ...group, ownerId: accountId } : group,
      ]),
    ),
  );
}

export function groupsView(
  estate: Estate,
  cluster: ClusterView,
  { complete, isHiding }: { readonly complete: boolean; readonly isHiding: boolean },
): GroupsView {
  const { region } = cluster.aws;
  const near = estate.scopes.filter(
    (scope) => scope.region === null || region === null || scope.region === region,
  );
  const scene: GroupScene = { estate, cluster, near, isHiding };
  const groups = once(() => indexGroups(scene));
  const doubt = once(() => doubtOf([...unlisted(scene), ...unshown(scene)]));
  const byId = (id: GroupId): SecurityGroup | null => groups().get(id) ?? null;
  const isSeen = (id: GroupId): boolean => groups().has(id) || estate.wearers.has(id);
  return {
    complete,
    byId,
    isSeen,
    get doubt() {
      return doubt();
    },
    get unlisted() {
      return doubtOf(unlisted(scene));
    },
    fitOf: (id) => groupFit(id, { ...scene, byId, isSeen, doubt: doubt() }),
  };
}
