import type { DoorView, Estate, StoreView } from '../../shared/core/estate/index.ts';
import { type GroupId, ruleIdentity, type Subject } from '../../shared/core/model/index.ts';

const doorsOf = ({ doors, proxies }: StoreView): readonly DoorView[] => [
  ...doors,
  ...proxies.flatMap(({ endpoints }) => endpoints.flatMap((endpoint) => endpoint.doors)),
];

const groupsOf = (doors: readonly DoorView[]): readonly GroupId[] => [
  ...new Set(doors.flatMap(({ door }) => door.groups)),
];

/** Every subject of a cluster that has a store in it, workloads left out. */
export function storeSubjects(estate: Estate, cluster: string): readonly Subject[] {
  const policies = estate.clusters.find(({ arn }) => arn === cluster)?.policies ?? [];
  return estate.stores.flatMap((view): readonly Subject[] => {
    const id = view.store.arn;
    const rulesBehind = (doors: readonly DoorView[]) =>
      groupsOf(doors).flatMap((group) => estate.network.groups.get(group)?.ingress ?? []);
    return [
      { kind: 'store', cluster, id },
      ...groupsOf(view.doors).map((group): Subject => ({
        kind: 'store-group',
        cluster,
        id,
        group,
      })),
      ...rulesBehind(view.doors).map((rule): Subject => ({
        kind: 'store-rule',
        cluster,
        id,
        rule: ruleIdentity(rule),
      })),
      ...rulesBehind(doorsOf(view)).map((rule): Subject => ({
        kind: 'group-rule',
        cluster,
        group: rule.groupId,
        rule: ruleIdentity(rule),
      })),
      ...policies.map(({ policy: { namespace, name } }): Subject => ({
        kind: 'policy-store',
        cluster,
        namespace,
        name,
        id,
      })),
    ];
  });
}
