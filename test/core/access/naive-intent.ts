import type { DoorView, Estate, PodView, StoreView } from '../../../shared/core/estate/index.ts';
import type { DataStoreAccess, LabelSelector } from '../../../shared/core/model/index.ts';

/** `null`: not known. */
type Maybe = boolean | null;

const and = (parts: readonly Maybe[]): Maybe =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;
const or = (parts: readonly Maybe[]): Maybe =>
  parts.includes(true) ? true : parts.includes(null) ? null : false;

/** `valueOf` gives undefined for a label that is not there, null for one that was not seen. */
function selects(
  selector: LabelSelector,
  valueOf: (key: string) => string | undefined | null,
): Maybe {
  const term = (key: string, operator: string, values: readonly string[]): Maybe => {
    const value = valueOf(key);
    if (value === null) return null;
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      default:
        return value === undefined;
    }
  };
  return and([
    ...[...selector.matchLabels].map(([key, value]) => term(key, 'In', [value ?? ''])),
    ...selector.matchExpressions.map((one) => term(one.key, one.operator, one.values)),
  ]);
}

function isAllowed(document: DataStoreAccess, pod: PodView): Maybe {
  const { cluster } = pod.workload;
  if (document.cluster !== '*' && document.cluster !== cluster.arn) return false;
  const { namespaces, serviceAccounts } = cluster.snapshot;
  const { namespace, serviceAccountName, labels } = pod.pod;
  const seen = namespaces.items.find(({ name }) => name === namespace);
  const account = serviceAccounts.items.find(
    (one) => one.namespace === namespace && one.name === serviceAccountName,
  );
  return or(
    document.allow.map(({ namespaceSelector, podSelector, serviceAccountSelector }) =>
      and([
        namespaceSelector === null ||
          selects(namespaceSelector, (key) => {
            if (key === 'kubernetes.io/metadata.name') return namespace;
            return seen === undefined ? null : seen.labels.get(key);
          }),
        podSelector === null || selects(podSelector, (key) => labels.get(key)),
        serviceAccountSelector === null ||
          (account === undefined
            ? null
            : selects(serviceAccountSelector, (key) => account.labels.get(key))),
      ]),
    ),
  );
}

const isSelected = (document: DataStoreAccess, { store }: StoreView): Maybe =>
  or(
    document.stores.map(({ arn, tagSelector }) =>
      and([
        arn === null || arn === '*' || arn === store.arn,
        tagSelector === null ||
          (tagSelector.matchLabels.size + tagSelector.matchExpressions.length === 0
            ? true
            : selects(tagSelector, (key) => (store.tagsSeen ? store.tags.get(key) : null))),
      ]),
    ),
  );

/**
 * Whether a pod is meant to come in, by trying every way in which what was not seen may be: each document that may select
 * the store does or does not, and so on.
 */
export function naiveIntent(
  estate: Estate,
  store: StoreView,
  door: DoorView,
  pod: PodView,
  path: 'direct' | 'rds-proxy',
  inferred: Maybe,
  modes: readonly DataStoreAccess['mode'][] = ['enforce'],
): Maybe {
  const about = estate.intents
    .filter(({ mode, ports }) => modes.includes(mode) && (ports?.includes(door.door.port) ?? true))
    .map((document) => ({
      selects: isSelected(document, store),
      allows:
        (document.expiresAt === null || estate.now < document.expiresAt) &&
        document.via.includes(path)
          ? isAllowed(document, pod)
          : false,
    }))
    .filter((one) => one.selects !== false);
  const answers = new Set<Maybe>();
  const sure = about.filter((one) => one.selects === true);
  const perhaps = about.filter((one) => one.selects === null);
  for (let choice = 0; choice < 2 ** perhaps.length; choice += 1) {
    const chosen = [...sure, ...perhaps.filter((_, index) => (choice >> index) % 2 === 1)];
    answers.add(chosen.length === 0 ? inferred : or(chosen.map(({ allows }) => allows)));
  }
  const [only] = answers;
  return answers.size === 1 && only !== undefined ? only : null;
}
