import type { PodView } from '../estate/index.ts';
import { type Evidence, type Fix, sortedUnique, type UnknownReason } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import {
  COMPLIANT,
  IDLE,
  NOT_JUDGED,
  type Outcome,
  unknown,
  violated,
} from './contract/outcome.ts';
import type { StoreEntry, StoreItem } from './contract/store-views.ts';
import type { PodsView, StoresView } from './contract/views.ts';
import { cniEvidence } from './platform/cni-evidence.ts';
import { firstOf, podEvidence } from './pods/evidence.ts';
import { identityReader, type Presents } from './stores/own-identity.ts';
import { storeEvidence } from './stores/store-evidence.ts';
import { countText, workloadEvidence, workloadsOf } from './stores/unintended.ts';

type Ask = (pod: PodView, port: number) => Presents;

interface Met {
  /** Pods that are meant to come in, and do as their nodes. */
  readonly letIn: ReadonlySet<PodView>;
  /** Some of them are shut out as their nodes. */
  readonly isShutOut: boolean;
  readonly doubts: readonly UnknownReason[];
}

const whyUndecided = ({ entry }: StoreEntry): readonly UnknownReason[] => {
  const { reasons } = entry.cohort.declaration;
  return reasons.length > 0 ? reasons : ['policies-unseen'];
};

function meet(entries: readonly StoreEntry[], ask: Ask): Met {
  const letIn = new Set<PodView>();
  const doubts: UnknownReason[] = [];
  let isShutOut = false;
  for (const one of entries) {
    const { intended, answer } = one.entry;
    if (intended === false) continue;
    for (const pod of one.entry.pods) {
      const presents = ask(pod, one.port);
      if (presents === 'itself') continue;
      if (presents !== 'node') doubts.push(...presents);
      else if (intended === null) doubts.push(...whyUndecided(one));
      else if (answer.opens === 'yes') letIn.add(pod);
      else if (answer.opens === 'no') isShutOut = true;
      else doubts.push(...answer.unknown);
    }
  }
  return { letIn, isShutOut, doubts: sortedUnique(doubts) };
}

/** What is blocked is kept for pods that are surely meant to come in: others may be, if more is declared than was seen. */
function unseenFor(
  { store }: StoreItem,
  ask: Ask,
  pods: PodsView,
  stores: StoresView,
): readonly UnknownReason[] {
  const ports = store.doors.map(({ door }) => door.port);
  const mayBeNodes = pods.workloads.filter((workload) =>
    workload.pods.some((pod) => pod.onWire && ports.some((port) => ask(pod, port) !== 'itself')),
  );
  const declared = mayBeNodes.flatMap((workload): readonly UnknownReason[] => [
    ...workload.pods.flatMap(({ onWire, declaration }) => (onWire ? declaration.reasons : [])),
    ...(stores.isOpenByDocuments(workload, store) === true ? (['policies-unseen'] as const) : []),
  ]);
  return [
    ...(pods.complete ? [] : (['pods-unseen'] as const)),
    ...store.unseenPorts,
    ...(mayBeNodes.length > 0 ? stores.intentUnseen(store) : []),
    ...declared,
  ];
}

const SETTINGS_FIX: Fix = {
  summary:
    'Let pods keep their identity on the way to the store: strict enforcing mode, or the store’s block in AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS (with AWS_VPC_K8S_CNI_EXTERNALSNAT, all blocks); then replace the pods. For a cluster of IPv6, make the store dual-stack.',
  commands: [
    'kubectl set env daemonset/aws-node --namespace kube-system POD_SECURITY_GROUP_ENFORCING_MODE=strict',
  ],
};

function settingsEvidence([pod]: readonly PodView[]): readonly Evidence[] {
  if (pod === undefined) return [];
  const { mode, externalSnat, excludedFromSnat } = pod.wiring.settings;
  return [cniEvidence({ mode, externalSnat, excluded: excludedFromSnat?.toString() ?? null })];
}

export const storeIsReachedUnderPodIdentity = defineCheck({
  id: 'store-is-reached-under-pod-identity',
  reference: 'R-14',
  title: 'Intended pods present their own groups to a data store',
  severity: 'high',
  over: 'store',
  needs: ['stores', 'pods', 'interfaces', 'policies'],
  messages: {
    letIn: {
      severity: 'high',
      text: '{pods} of {workloads} that are meant to reach {store} pass as their nodes, and are let in as such: so is every other pod of these nodes.',
    },
  },
  judge(item, { stores, pods }, say): Outcome {
    const { store } = item;
    const doors = stores.outsideDoors().filter(({ arn }) => arn === store.store.arn);
    const entries = item.entries();
    const whenKept = entries.some(({ entry }) => entry.intended === true) ? COMPLIANT : IDLE;
    // Inside the VPC, over IPv4 in a cluster of IPv4 or over IPv6, every pod keeps its identity.
    const isOtherFamily = item.clusterFamily !== 'ipv4' && !store.store.families.includes(6);
    if (doors.length === 0 && !isOtherFamily) return whenKept;
    const ask = identityReader(store, doors);
    const met = meet(entries, ask);
    if (met.letIn.size > 0) {
      const replaced = [...met.letIn];
      const workloads = workloadsOf(replaced);
      const said = say('letIn', {
        pods: countText(replaced.length, 'pod'),
        workloads: countText(workloads.length, 'workload'),
        store: store.store.name,
      });
      return violated({
        said: [said],
        expected: ['the branch interface of each pod'],
        observed: ['the primary interface of its node'],
        evidence: [
          storeEvidence(store),
          ...settingsEvidence(replaced),
          ...workloadEvidence(workloads),
          ...firstOf('pods', replaced.map(podEvidence)),
        ],
        fix: SETTINGS_FIX,
      });
    }
    const doubts = [...met.doubts, ...unseenFor(item, ask, pods, stores)];
    if (doubts.length > 0) return unknown(doubts, 'mode-unknown');
    // Broken access is told for each workload, and the mode for the cluster.
    if (met.isShutOut) return NOT_JUDGED;
    return whenKept;
  },
  rationale:
    'In standard enforcing mode the node puts its own address in the place of the pod’s toward everything outside the VPC. The store then sees the groups of the node: a store that is opened for the node, because those of the policy open nothing there, is open for all its pods.',
  unknownWhen:
    'The mode that a pod was wired with, its interface or the address of the store were not seen; or pods of a cluster of IPv6 reach for a store that answers over IPv4 alone, which nobody has measured for branch interfaces.',
  remediation: {
    summary: 'Set the enforcing mode to strict, or exclude the store’s block from translation.',
    commands: SETTINGS_FIX.commands,
  },
  references: [
    'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/README.md',
    'https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html',
  ],
  since: '0.1.0',
});
