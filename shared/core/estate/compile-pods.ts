import type { PodWiring } from '../identity/index.ts';
import type { GrantIndex } from '../intent/index.ts';
import type {
  ClusterSnapshot,
  InterfaceId,
  Labels,
  NetworkInterface,
  Pod,
  ServiceAccount,
  UnknownReason,
} from '../model/index.ts';
import { compareText } from '../model/index.ts';
import {
  type AccountFact,
  classifyPod,
  type PodClass,
  policiesApply,
  type PolicyIndex,
  type PolicyMatch,
} from '../policy/index.ts';
import { sameWiring, UNSEEN_SETTINGS } from './cni-settings.ts';
import { isHybridNode, isWindowsNode } from './compile-nodes.ts';
import type {
  Claim,
  ClusterView,
  CniSettings,
  Declaration,
  NodeView,
  PodView,
  WorkloadView,
  Worn,
} from './estate.ts';
import { indexOwners, workloadName } from './owner-chain.ts';
import { type PodPlace, type StandingContext, standingOf } from './pod-standing.ts';

export interface PodContext extends StandingContext {
  readonly snapshot: ClusterSnapshot;
  readonly policies: PolicyIndex;
  readonly grants: GrantIndex;
  readonly nodes: ReadonlyMap<string, NodeView>;
  readonly interfaces: ReadonlyMap<InterfaceId, NetworkInterface>;
  readonly clusterFamily: 'ipv4' | 'ipv6' | null;
  readonly cniHistory: ClusterView['cniHistory'];
}

const ENDED = new Set(['Succeeded', 'Failed']);
export const hasEnded = (pod: Pod): boolean => ENDED.has(pod.phase);

/** Terminating pods are still on the wire until their object is gone. */
const isOnWire = (pod: Pod): boolean =>
  pod.ips.length > 0 && !hasEnded(pod) && (pod.phase === 'Running' || pod.deletedAt !== null);

const claimOf = (pod: Pod, interfaces: PodContext['interfaces']): Claim | null => {
  if (pod.podEni.state !== 'present') return null;
  const [entry] = pod.podEni.entries;
  return { entry, interface: interfaces.get(entry.eniId) ?? null };
};

type Declare = (pod: Pod, podClass: PodClass, account: AccountFact) => Declaration;

/** The ServiceAccount of a pod, or of a template of pods. */
export type ReadAccount = (pod: Pick<Pod, 'namespace' | 'serviceAccountName'>) => AccountFact;

/** Accounts with equal labels share one object. */
export function accountReader({ serviceAccounts }: ClusterSnapshot): ReadAccount {
  const accounts = new Map<string, ServiceAccount>(
    serviceAccounts.items.map((one) => [`${one.namespace}/${one.name}`, one]),
  );
  const missing: AccountFact = { kind: serviceAccounts.complete ? 'absent' : 'unseen' };
  const known = new WeakMap<Labels, AccountFact>();
  return (pod) => {
    const account = accounts.get(`${pod.namespace}/${pod.serviceAccountName ?? ''}`);
    if (account === undefined) return missing;
    const fact = known.get(account.labels) ?? { kind: 'known', labels: account.labels };
    known.set(account.labels, fact);
    return fact;
  };
}

/** Declarations, one object for equal answers: what a workload's pods share is computed once. */
function declarer({ snapshot, policies }: PodContext): Declare {
  const seen: UnknownReason[] = snapshot.policies.complete ? [] : ['policies-unseen'];
  const memo = new WeakMap<PolicyMatch, Map<boolean, Declaration>>();
  return (pod, podClass, account) => {
    const match = policies.match(pod.namespace, pod.labels, account);
    const applies = policiesApply(podClass);
    const byClass = memo.get(match) ?? new Map<boolean, Declaration>();
    memo.set(match, byClass);
    const declaration = byClass.get(applies) ?? toDeclaration(match, applies, seen);
    byClass.set(applies, declaration);
    return declaration;
  };
}

function toDeclaration(
  match: PolicyMatch,
  applies: boolean,
  seen: readonly UnknownReason[],
): Declaration {
  const { matched, undecided } = match;
  if (!applies) return { matched, undecided, groups: [], complete: true, reasons: [] };
  const reasons: UnknownReason[] = [...seen];
  if (undecided.length > 0) reasons.push('service-accounts-unseen');
  return { matched, undecided, groups: match.groups, complete: reasons.length === 0, reasons };
}

/**
 * The settings that a pod was wired with: those of its node's aws-node pod if the pod is the younger one. An older pod may
 * have met another revision; a complete list of revisions that all say the same proves that it did not matter.
 */
function wiringSettings(
  pod: Pod,
  node: NodeView | null,
  revisionsAgree: RevisionsAgree,
): CniSettings {
  if (node === null || node.cni.environment === null) return UNSEEN_SETTINGS;
  const isYounger =
    pod.startedAt !== null && node.cniStartedAt !== null && pod.startedAt >= node.cniStartedAt;
  return isYounger || revisionsAgree(node.cni, pod) ? node.cni : UNSEEN_SETTINGS;
}

type RevisionsAgree = (settings: CniSettings, pod: Pod) => boolean;

function revisionCheck({ cniHistory }: PodContext): RevisionsAgree {
  if (cniHistory === null) return () => false;
  const memo = new Map<CniSettings, boolean>();
  // Old revisions are forgotten (revisionHistoryLimit): a pod older than all that are left may have met another one.
  const oldest = Math.min(...cniHistory.map((one) => one.createdAt ?? Infinity));
  return (settings, pod) => {
    const known =
      memo.get(settings) ?? cniHistory.every((one) => sameWiring(one.settings, settings));
    memo.set(settings, known);
    return known && pod.startedAt !== null && pod.startedAt >= oldest;
  };
}

function wornOf(wiring: PodWiring, onWire: boolean): Worn {
  if (!onWire) return { state: 'none' };
  const { standing } = wiring;
  if (standing.state === 'unknown') return standing;
  const eni = standing.interface;
  const addresses = wiring.isHostNetwork
    ? [eni.primaryIpv4, ...eni.addresses.filter((one) => one.family === 6)].filter(
        (one) => one !== null,
      )
    : wiring.ips;
  return { state: 'known', via: standing.via, interface: eni, addresses };
}

type Draft = Omit<PodView, 'workload'>;

/** What policies declare for a pod, and what documents grant it. */
type Entitle = (pod: Pod, podClass: PodClass) => Pick<PodView, 'declaration' | 'grants'>;

function entitler(context: PodContext): Entitle {
  const accountOf = accountReader(context.snapshot);
  const declare = declarer(context);
  return (pod, podClass) => {
    const account = accountOf(pod);
    return {
      declaration: declare(pod, podClass, account),
      grants: context.grants.grantsOf(pod.namespace, pod.labels, account),
    };
  };
}

function draftPod(pod: Pod, context: PodContext, entitle: Entitle, agree: RevisionsAgree): Draft {
  const podClass = classifyPod(pod);
  const node = pod.nodeName === null ? null : (context.nodes.get(pod.nodeName) ?? null);
  const place: PodPlace = { pod, class: podClass, node, claim: claimOf(pod, context.interfaces) };
  const onWire = isOnWire(pod);
  const wiring: PodWiring = {
    isHostNetwork: podClass === 'host-network',
    isWindows: podClass === 'windows' || (node !== null && isWindowsNode(node.node)),
    isHybrid: node !== null && isHybridNode(node.node),
    clusterFamily: context.clusterFamily,
    ips: pod.ips,
    standing: onWire
      ? standingOf(context, place)
      : { state: 'unknown', reasons: ['identity-unknown'] },
    nodePrimary: node?.primary ?? null,
    settings: wiringSettings(pod, node, agree),
  };
  return {
    pod,
    class: podClass,
    node,
    claim: place.claim,
    ...entitle(pod, podClass),
    onWire,
    worn: wornOf(wiring, onWire),
    wiring,
  };
}

const byName = (a: Pod, b: Pod): number =>
  compareText(a.namespace, b.namespace) || compareText(a.name, b.name) || compareText(a.uid, b.uid);

/** Every pod with its joins, and the workloads that own them; both in the order of namespace and name. */
export function compilePods(
  cluster: ClusterView,
  context: PodContext,
): { pods: readonly PodView[]; workloads: readonly WorkloadView[] } {
  const owners = indexOwners(context.snapshot);
  const entitle = entitler(context);
  const agree = revisionCheck(context);
  const workloads = new Map<string, { readonly view: WorkloadView; readonly pods: PodView[] }>();
  const pods: PodView[] = [];
  for (const pod of context.snapshot.pods.items.toSorted(byName)) {
    const name = workloadName(pod, owners);
    const key = `${pod.namespace}\n${name}`;
    let workload = workloads.get(key);
    if (workload === undefined) {
      const own: PodView[] = [];
      workload = { view: { cluster, namespace: pod.namespace, name, pods: own }, pods: own };
      workloads.set(key, workload);
    }
    const view: PodView = { ...draftPod(pod, context, entitle, agree), workload: workload.view };
    workload.pods.push(view);
    pods.push(view);
  }
  const views = [...workloads.values()].map(({ view }) => view);
  return {
    pods,
    workloads: views.toSorted(
      (a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name),
    ),
  };
}
