import { type Access, addressesOutside, type Entry } from '../../access/index.ts';
import type { ClusterView, DoorView, Estate, ProxyView } from '../../estate/index.ts';
import type { StoreArn } from '../../model/index.ts';
import type { OutsideDoor } from '../contract/platform-views.ts';
import { once } from './once.ts';

/** Each proxy once, in front of whatever store: behind which one it stands may be unknown. */
function proxiesOf(estate: Estate): readonly ProxyView[] {
  const assigned = estate.stores.flatMap(({ proxies }) => proxies);
  return [...new Set([...assigned, ...estate.unassignedProxies])];
}

const byArn = <T extends { readonly through: StoreArn | null }>(entries: readonly T[]) =>
  Map.groupBy(entries, ({ through }) => through);

/** Doors to which pods of the cluster may connect, and that lie outside its VPC, or may. */
export function outsideDoors(
  estate: Estate,
  access: Access,
  cluster: ClusterView,
): readonly OutsideDoor[] {
  const isOwn = ({ cohort }: Entry): boolean => cohort.cluster === cluster;
  const proxied = once(() => byArn(access.doors.flatMap(({ entries }) => entries.filter(isOwn))));
  const make = (
    of: Pick<OutsideDoor, 'arn' | 'name'>,
    { door, target, ingress }: DoorView,
    entries: () => readonly Entry[],
  ): OutsideDoor => ({
    ...of,
    port: door.port,
    ingress,
    outside: addressesOutside(estate, cluster, target),
    entries: once(entries),
  });
  const direct = access.doors.map(({ store: { store }, door, entries }) =>
    make({ arn: store.arn, name: store.name }, door, () =>
      entries.filter((one) => one.path === 'direct' && isOwn(one)),
    ),
  );
  const viaProxies = proxiesOf(estate).flatMap(({ path: { proxyArn, proxyName }, endpoints }) =>
    endpoints.flatMap(({ doors }) =>
      doors.map((door) =>
        make({ arn: proxyArn, name: proxyName }, door, () => proxied().get(proxyArn) ?? []),
      ),
    ),
  );
  return [...direct, ...viaProxies].filter(
    ({ outside }) => outside.runs.length > 0 || !outside.complete,
  );
}
