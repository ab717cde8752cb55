import {
  type Labels,
  type LabelSelector,
  type Policy,
  toGroupId,
} from '../../shared/core/model/index.ts';
import type { AccountFact } from '../../shared/core/policy/index.ts';

/**
 * What one question is about, in lists throughout, so that one shrinker fits all of it. Null is a field that the
 * Kubernetes object does not have.
 */
export interface World {
  readonly policies: readonly PolicyDraft[];
  readonly accounts: readonly AccountDraft[];
  readonly pods: readonly PodDraft[];
  readonly windowsIpam: boolean;
}

export interface Pair {
  readonly key: string;
  readonly value: string;
}

export interface SelectorDraft {
  readonly matchLabels: readonly Pair[] | null;
  readonly matchExpressions:
    | readonly {
        readonly key: string;
        readonly operator: string;
        readonly values: readonly string[] | null;
      }[]
    | null;
}

export interface PolicyDraft {
  readonly namespace: string;
  readonly name: string;
  readonly podSelector: SelectorDraft | null;
  readonly serviceAccountSelector: SelectorDraft | null;
  readonly groupIds: readonly string[] | null;
}

export interface AccountDraft {
  readonly namespace: string;
  readonly name: string;
  readonly labels: readonly Pair[];
}

export interface PodDraft {
  readonly namespace: string;
  readonly labels: readonly Pair[];
  readonly account: string | null;
  readonly hostNetwork: boolean;
  readonly nodeSelector: readonly Pair[];
  readonly fargatePodSg: string | null;
  /** What each container asks of `vpc.amazonaws.com/pod-eni` as its user wrote it; null for no resources at all. */
  readonly containers: readonly {
    readonly limit: string | null;
    readonly request: string | null;
  }[];
}

export const toLabels = (pairs: readonly Pair[]): Labels =>
  new Map(pairs.map(({ key, value }) => [key, value]));

const toSelector = (draft: SelectorDraft | null): LabelSelector | null =>
  draft && {
    matchLabels: toLabels(draft.matchLabels ?? []),
    matchExpressions: (draft.matchExpressions ?? []).map((term) => ({
      ...term,
      values: term.values ?? [],
    })),
  };

export const toPolicy = (draft: PolicyDraft): Policy => ({
  namespace: draft.namespace,
  name: draft.name,
  uid: `${draft.namespace}/${draft.name}`,
  generation: 1,
  createdAt: null,
  podSelector: toSelector(draft.podSelector),
  serviceAccountSelector: toSelector(draft.serviceAccountSelector),
  groupIds: (draft.groupIds ?? []).map(toGroupId).filter((id) => id !== null),
  fieldOwners: [],
  lastAppliedMatchNames: false,
});

/** A listing of accounts is complete here: one that it does not show is absent. */
export function accountOf(world: World, pod: PodDraft): AccountFact {
  const account = world.accounts.find(
    ({ namespace, name }) => namespace === pod.namespace && name === pod.account,
  );
  return account ? { kind: 'known', labels: toLabels(account.labels) } : { kind: 'absent' };
}
