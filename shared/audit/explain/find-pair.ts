import type { Access, DoorAccess } from '../../core/access/index.ts';
import type { Estate, PodView, StoreView } from '../../core/estate/index.ts';
import { compareText } from '../../core/model/index.ts';
import { QuestionError } from '../answer.ts';
import { findStores, unknownStore } from '../filters.ts';

/** A pod by name. `cluster` is a name or an ARN, and needed only where two clusters have such a pod. */
export interface PodName {
  readonly cluster: string | null;
  readonly namespace: string;
  readonly name: string;
}

/** How many alike are named when something was not found. */
const CANDIDATES = 10;

const nameOf = ({ pod, workload }: PodView): string =>
  `${workload.cluster.name}/${pod.namespace}/${pod.name}`;

/** What a person may have meant: pods of that namespace, those that begin alike first. */
function podCandidates(pods: readonly PodView[], wanted: PodName): readonly string[] {
  const stem = wanted.name.split('-')[0] ?? '';
  const isAlike = ({ pod }: PodView): boolean => pod.name.startsWith(stem);
  const near = pods.filter(
    ({ pod }) => pod.namespace === wanted.namespace || pod.name === wanted.name,
  );
  return near
    .toSorted(
      (a, b) => Number(isAlike(b)) - Number(isAlike(a)) || compareText(a.pod.name, b.pod.name),
    )
    .slice(0, CANDIDATES)
    .map(({ pod }) => `${pod.namespace}/${pod.name}`);
}

export function findPod(estate: Estate, wanted: PodName): PodView {
  const clusters = estate.clusters.filter(
    ({ arn, name }) => wanted.cluster === null || wanted.cluster === arn || wanted.cluster === name,
  );
  const pods = clusters.flatMap((cluster) => cluster.pods);
  const found = pods.filter(
    ({ pod }) => pod.namespace === wanted.namespace && pod.name === wanted.name,
  );
  const [pod, other] = found;
  if (pod === undefined) {
    const unseen = clusters.every((one) => one.snapshot.pods.complete)
      ? ''
      : ' (some pods were not seen)';
    throw new QuestionError(
      `no pod is named '${wanted.namespace}/${wanted.name}'${unseen}`,
      podCandidates(pods, wanted),
    );
  }
  if (other !== undefined) {
    throw new QuestionError(
      `several clusters have a pod '${wanted.namespace}/${wanted.name}'; put the cluster's name before it`,
      found.map(nameOf),
    );
  }
  return pod;
}

export function findStore(estate: Estate, name: string): StoreView {
  const [store, other, ...more] = findStores(estate, name);
  if (store === undefined) throw unknownStore(estate, name);
  if (other === undefined) return store;
  throw new QuestionError(
    `several stores are named '${name}'; name one by its ARN`,
    [store, other, ...more].map((one) => one.store.arn),
  );
}

/** The door that is asked about: by its port, else the store's own, which is the first. */
export function findDoor(access: Access, store: StoreView, port: number | null): DoorAccess {
  const doors = access.doorsOf(store);
  const door = port === null ? doors[0] : doors.find((one) => one.door.door.port === port);
  if (door !== undefined) return door;
  const ports = doors.map((one) => `${one.door.door.port}`);
  if (ports.length === 0) {
    throw new QuestionError(
      `store '${store.store.name}' has no port yet (it is being created)`,
      [],
    );
  }
  throw new QuestionError(`store '${store.store.name}' does not listen on port ${port}`, ports);
}
