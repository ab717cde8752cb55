import { IpSet } from '../net/index.ts';
import type { DataStoreAccess, EpochMs, GroupId } from '../model/index.ts';
import { documentsFor, type SelectableStore } from './store-selection.ts';

/** Known clients of a store that are no pods: whoever wears one of the groups or has one of the addresses. */
export interface NonPodClients {
  readonly groups: ReadonlySet<GroupId>;
  readonly addresses: IpSet;
}

export interface DeclaredNonPods {
  readonly certain: NonPodClients;
  /** Of documents that may select the store: its tags were not seen. */
  readonly possible: NonPodClients;
}

const clientsOf = (documents: readonly DataStoreAccess[]): NonPodClients => {
  const all = documents.flatMap(({ nonPod }) => nonPod);
  return {
    groups: new Set(all.flatMap(({ groupIds }) => groupIds)),
    addresses: IpSet.fromPrefixes(all.flatMap(({ cidrs }) => cidrs)),
  };
};

/**
 * What documents that are enforced and have not expired declare for a store; at one port, if it is given. A document that
 * only observes declares nothing: it changes no verdict.
 */
export function nonPodOf(
  intents: readonly DataStoreAccess[],
  store: SelectableStore,
  { now, port }: { readonly now: EpochMs; readonly port?: number },
): DeclaredNonPods {
  const { certain, possible } = documentsFor(intents, store, now);
  const counts = ({ mode, ports }: DataStoreAccess): boolean =>
    mode === 'enforce' && (port === undefined || ports === null || ports.includes(port));
  return {
    certain: clientsOf(certain.filter(counts)),
    possible: clientsOf(possible.filter(counts)),
  };
}
