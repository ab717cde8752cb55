import type { ClusterView, Estate, StoreView } from '../../estate/index.ts';
import {
  type GroupId,
  type Rule,
  ruleIdentity,
  sortedUnique,
  type StoreArn,
  type UnknownReason,
} from '../../model/index.ts';
import type { PairEntry, PeerAddresses, StoreRule } from '../contract/views.ts';
import { mayBeAdmittedBy } from '../stores/admitting-rules.ts';
import { unintendedWorkloads } from '../stores/unintended.ts';
import { homeReader, vpcOfStore } from './home.ts';
import { listenersByGroup } from './listeners.ts';
import { once } from './once.ts';
import type { PairIndex } from './pairs.ts';
import { peerAddresses } from './peer-addresses.ts';

interface Draft {
  readonly rule: Rule;
  readonly ids: string[];
  readonly ports: Set<number>;
}

/** The permissions of one store, each once: two doors and two listings may show the same one. */
function draftRules(store: StoreView): ReadonlyMap<string, Draft> {
  const drafts = new Map<string, Draft>();
  for (const { door, ingress } of store.doors) {
    for (const rule of [...ingress.rules, ...ingress.ineffective]) {
      const identity = ruleIdentity(rule);
      const draft = drafts.get(identity) ?? { rule, ids: [], ports: new Set<number>() };
      drafts.set(identity, draft);
      draft.ids.push(rule.id);
      draft.ports.add(door.port);
    }
  }
  return drafts;
}

interface StoreAnswers {
  /** By the rule ids that they cite. */
  readonly byRule: Map<string, PairEntry[]>;
  readonly unknown: Set<UnknownReason>;
}

function take({ byRule, unknown }: StoreAnswers, one: PairEntry): void {
  const { answer } = one.entry;
  if (answer.opens === 'unknown') for (const reason of answer.unknown) unknown.add(reason);
  for (const id of answer.ingressRules) {
    const list = byRule.get(id);
    if (list === undefined) byRule.set(id, [one]);
    else list.push(one);
  }
}

/** Answers over the direct path, by store. */
function answersByStore(pairs: PairIndex): ReadonlyMap<StoreArn, StoreAnswers> {
  const byStore = new Map<StoreArn, StoreAnswers>();
  for (const { store, entries } of pairs.all) {
    const known = byStore.get(store.store.arn);
    const answers = known ?? { byRule: new Map<string, PairEntry[]>(), unknown: new Set() };
    if (known === undefined) byStore.set(store.store.arn, answers);
    for (const one of entries) if (one.entry.path === 'direct') take(answers, one);
  }
  return byStore;
}

export interface StoreRuleIndex {
  readonly all: readonly StoreRule[];
  find(store: StoreArn, identity: string): StoreRule | null;
}

/** Every permission that admits TCP at a port of a store, with the answers of the cluster's pods that rest on it. */
export function indexStoreRules(
  estate: Estate,
  cluster: ClusterView,
  pairs: PairIndex,
): StoreRuleIndex {
  const answered = answersByStore(pairs);
  const homeOf = homeReader(estate, cluster);
  const listenersOf = listenersByGroup(estate);
  const scene: Scene = {
    addressesOf: (rule) => peerAddresses(rule, estate.network),
    arePodsSeen: cluster.snapshot.pods.complete,
    isShared: (group) => listenersOf(group).isShared,
  };
  const byStore = new Map<StoreArn, ReadonlyMap<string, StoreRule>>();
  for (const store of estate.stores) {
    const { arn } = store.store;
    const vpcId = vpcOfStore(store);
    const isLocal = vpcId === null || cluster.vpcId === null ? null : vpcId === cluster.vpcId;
    const place = { store, isLocal, isHome: homeOf(store) };
    byStore.set(arn, rulesOf(place, answered.get(arn), scene));
  }
  return {
    all: [...byStore.values()].flatMap((rules) => [...rules.values()]),
    find: (store, identity) => byStore.get(store)?.get(identity) ?? null,
  };
}

interface Scene {
  readonly addressesOf: (rule: Rule) => PeerAddresses | null;
  readonly arePodsSeen: boolean;
  readonly isShared: (group: GroupId) => boolean;
}

function rulesOf(
  place: Pick<StoreRule, 'store' | 'isLocal' | 'isHome'>,
  answers: StoreAnswers | undefined,
  { addressesOf, arePodsSeen, isShared }: Scene,
): ReadonlyMap<string, StoreRule> {
  const unknown = [...(answers?.unknown ?? [])];
  const isWhole = arePodsSeen && unknown.length === 0;
  const rules = new Map<string, StoreRule>();
  for (const [identity, { rule, ids, ports }] of draftRules(place.store)) {
    const cited = new Set(ids.flatMap((id) => answers?.byRule.get(id) ?? []));
    const entries = [...cited].filter((one) => mayBeAdmittedBy(rule, one.entry, addressesOf));
    rules.set(identity, {
      ...place,
      identity,
      rule,
      ids: sortedUnique(ids),
      ports: [...ports].toSorted((a, b) => a - b),
      entries,
      isShared: isShared(rule.groupId),
      unintended: once(() => unintendedWorkloads(entries)),
      isWhole: isWhole && entries.every(({ entry }) => entry.intended !== null),
      unknown,
    });
  }
  return rules;
}
