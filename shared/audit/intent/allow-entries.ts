import type { ClusterView, PodView, WorkloadView } from '../../core/estate/index.ts';
import { compareText } from '../../core/model/index.ts';
import { NAMESPACE_NAME } from '../../core/intent/index.ts';
import { isLabelValue } from '../../core/policy/index.ts';
import type { YamlMapping } from '../../core/render/index.ts';
import { tellPods, type Term } from './tell-pods.ts';

/** An entry of `allow`, and for whom it is. */
export interface AllowEntry {
  readonly value: YamlMapping;
  /** What it says, as one text: equal entries are one. */
  readonly text: string;
  /** For people: the workload that it is for, and what else it selects. */
  readonly comment: string;
}

const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);
const isLiving = ({ pod }: PodView): boolean => !ENDED.has(pod.phase);

const onWire = ({ pods }: WorkloadView): readonly PodView[] => pods.filter((pod) => pod.onWire);

const nameOf = ({ namespace, name }: WorkloadView): string => `${namespace} ${name}`;

const compareWorkloads = (a: WorkloadView, b: WorkloadView): number =>
  compareText(a.namespace, b.namespace) || compareText(a.name, b.name);

function selectorOf(terms: readonly Term[]): YamlMapping {
  const pairs = terms.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const]));
  const missing = terms.filter(({ value }) => value === null);
  return {
    ...(pairs.length === 0 ? {} : { matchLabels: Object.fromEntries(pairs) }),
    ...(missing.length === 0
      ? {}
      : { matchExpressions: missing.map(({ key }) => ({ key, operator: 'DoesNotExist' })) }),
  };
}

/** Writes entries for the pods of one cluster; what tells some pods apart is found once, whichever stores they reach. */
export class AllowWriter {
  readonly #byNamespace: ReadonlyMap<string, readonly WorkloadView[]>;
  readonly #known = new Map<string, AllowEntry>();

  constructor({ workloads }: ClusterView) {
    this.#byNamespace = Map.groupBy(workloads, ({ namespace }) => namespace);
  }

  /** The entry for some pods of a workload; null where their namespace cannot be named in a selector. */
  entryFor(workload: WorkloadView, pods: readonly PodView[]): AllowEntry | null {
    if (!isLabelValue(workload.namespace)) return null;
    const isWhole = pods.length === onWire(workload).length;
    const key = JSON.stringify([
      workload.namespace,
      workload.name,
      ...(isWhole ? [] : pods.map(({ pod }) => pod.uid)),
    ]);
    const entry = this.#known.get(key) ?? this.#write(workload, pods);
    this.#known.set(key, entry);
    return entry;
  }

  #write(workload: WorkloadView, pods: readonly PodView[]): AllowEntry {
    const others = (this.#byNamespace.get(workload.namespace) ?? [])
      .filter((one) => one !== workload)
      .flatMap((one) => one.pods.filter(isLiving));
    const { terms, alsoSelected } = tellPods(pods, others);
    const value = {
      namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: workload.namespace } },
      podSelector: selectorOf(terms),
    };
    const all = onWire(workload).length;
    const some =
      pods.length < all ? ` (${pods.length} of its ${all} pods get in; it is for all)` : '';
    const also = [...new Set(alsoSelected.map((pod) => pod.workload))].toSorted(compareWorkloads);
    const rest = also.length === 0 ? '' : `; no label tells it from ${also.map(nameOf).join(', ')}`;
    return { value, text: JSON.stringify(value), comment: `${nameOf(workload)}${some}${rest}` };
  }
}
