import type { ClusterView, Estate } from '../../estate/index.ts';
import { isLost, type Listing, sortedUnique, type UnknownReason } from '../../model/index.ts';

/** Parts of the input, as the catalogue names them. */
export const NEEDS = [
  'cluster',
  'addon',
  'cni',
  'webhooks',
  'pods',
  'policies',
  'service-accounts',
  'templates',
  'nodes',
  'cni-nodes',
  'node-classes',
  'interfaces',
  'groups',
  'rules',
  'stores',
  'subnets',
  'nacls',
  'routes',
  'cluster-names',
  'quotas',
  'roles',
  'audit-log',
  'events',
  'history',
] as const;
export type Need = (typeof NEEDS)[number];

/** How much of one part was seen. `lost`: nothing at all. */
export interface NeedState {
  readonly lost: boolean;
  readonly complete: boolean;
  readonly reason: UnknownReason;
  /** Sources that are not complete, sorted. */
  readonly missing: readonly string[];
}

const stateOf = (reason: UnknownReason, listings: readonly Listing<unknown>[]): NeedState => {
  const open = listings.filter((listing) => !listing.complete);
  return {
    complete: open.length === 0,
    lost: open.length > 0 && listings.every(isLost),
    reason,
    missing: sortedUnique(open.map((listing) => listing.source)),
  };
};

/** Either form of the rules is enough: flat, or nested in the groups. */
function rulesState({ aws }: ClusterView): NeedState {
  const state = stateOf('rules-unseen', [aws.rules, aws.nestedRules]);
  const complete = aws.rules.complete || aws.nestedRules.complete;
  return complete ? { ...state, complete, lost: false, missing: [] } : state;
}

/** Stores of every scope: a cluster's pods may reach those of another account. */
function storesState(estate: Estate): NeedState {
  const complete = estate.storeGaps.length === 0;
  return {
    complete,
    lost: !complete && estate.stores.length === 0,
    reason: 'stores-unseen',
    missing: sortedUnique(estate.storeGaps.map(({ source }) => source)),
  };
}

/** The parts that implemented checks stand on. */
const STATES = {
  cluster: ({ snapshot }) => stateOf('groups-unseen', [snapshot.cluster]),
  cni: ({ snapshot }) => stateOf('cni-config-unseen', [snapshot.cniDaemonSet]),
  addon: ({ snapshot }) => stateOf('cni-config-unseen', [snapshot.cniAddon]),
  webhooks: ({ snapshot }) => stateOf('cni-config-unseen', [snapshot.webhooks]),
  pods: ({ snapshot }) => stateOf('pods-unseen', [snapshot.pods]),
  policies: ({ snapshot }) => stateOf('policies-unseen', [snapshot.policies]),
  templates: ({ snapshot }) => stateOf('templates-unseen', [snapshot.templates]),
  nodes: ({ snapshot }) => stateOf('identity-unknown', [snapshot.nodes]),
  interfaces: ({ aws }) => stateOf('interfaces-unseen', [aws.interfaces]),
  groups: ({ aws }) => stateOf('groups-unseen', [aws.groups]),
  'cluster-names': ({ aws }) => stateOf('truncated', [aws.clusterNames]),
  rules: rulesState,
  stores: (_cluster, estate) => storesState(estate),
} as const satisfies Partial<Record<Need, (cluster: ClusterView, estate: Estate) => NeedState>>;

export type ReadableNeed = keyof typeof STATES;

export const needState = (estate: Estate, cluster: ClusterView, need: ReadableNeed): NeedState =>
  STATES[need](cluster, estate);
