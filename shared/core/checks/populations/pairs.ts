import type { StoreView, WorkloadView } from '../../estate/index.ts';
import { type Disposition, type StoreArn, type Subject, toStoreArn } from '../../model/index.ts';
import type { Ground, Population, Rest } from '../contract/population.ts';
import type { Pair } from '../contract/views.ts';
import { temperByPods } from './workloads.ts';

/** A pod that only starts reaches nothing yet, and may in a minute; one that has ended never will. */
function whenNothingIsKept({ pods }: WorkloadView, { views }: Ground): Disposition {
  if (!views.pods.complete) return 'unknown';
  if (pods.some((pod) => pod.onWire)) return 'compliant';
  return pods.every((pod) => views.pods.factsOf(pod).stage === 'ended') ? 'gone' : 'not-judged';
}

function findPair(subject: Subject, ground: Ground): Pair | Disposition {
  if (subject.kind !== 'workload-store') return 'not-judged';
  const { pods, stores } = ground.views;
  const arn: StoreArn | null = toStoreArn(subject.id);
  const store: StoreView | null = arn === null ? null : stores.byArn(arn);
  const workload = pods.workload(subject.namespace, subject.name);
  if (store === null) return stores.complete ? 'gone' : 'unknown';
  if (workload === null) return pods.complete ? 'gone' : 'unknown';
  return stores.pair(workload, store.store.arn) ?? whenNothingIsKept(workload, ground);
}

/** Pairs for which no answer is kept are blocked and not intended: they are counted and never made. */
function restOfPairs({ views }: Ground, appliesTo: (store: StoreView) => boolean): Rest {
  const { pods, stores } = views;
  const onWire = pods.workloads.filter((one) => one.pods.some((pod) => pod.onWire)).length;
  const concerned = new Set(stores.all.filter(appliesTo));
  const kept = stores.pairs.filter(({ store }) => concerned.has(store)).length;
  const others = Math.max(0, onWire * concerned.size - kept);
  const outside = onWire * (stores.all.length - concerned.size) - (stores.pairs.length - kept);
  return {
    compliant: pods.complete ? others : 0,
    unknown: pods.complete ? 0 : others,
    notApplicable: Math.max(0, outside),
  };
}

export const pairs: Population<Pair> = {
  items: ({ views }) => views.stores.pairs,
  subjectOf: ({ workload, store }, { cluster }) => ({
    kind: 'workload-store',
    cluster: cluster.arn,
    namespace: workload.namespace,
    name: workload.name,
    id: store.store.arn,
  }),
  find: findPair,
  temper: temperByPods,
  rest: restOfPairs,
};
