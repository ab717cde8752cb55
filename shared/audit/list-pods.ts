import {
  type ClusterView,
  type Estate,
  type PodView,
  type PolicyView,
} from '../core/estate/index.ts';
import { judgePods, type PodVerdict } from '../core/checks/index.ts';
import { compareText, sortedUnique } from '../core/model/index.ts';
import { formatAddress } from '../core/net/index.ts';
import {
  coverageOf,
  type PodList,
  type PodRow,
  type PolicyRow,
  type PresentedInterface,
  toIso,
} from '../core/render/index.ts';
import { type Answered, arePodsUnseen, estateEnvelope } from './answer.ts';
import {
  type Filters,
  isNamespaceNamed,
  isWorkloadWanted,
  NO_FILTERS,
  refuseUnknownNames,
} from './filters.ts';

const KINDS = {
  branch: 'branch',
  'node-primary': 'node',
  'node-secondary': 'node',
  host: 'node',
  fargate: 'fargate',
  auto: 'auto',
} as const;

function presented({ worn }: PodView): readonly PresentedInterface[] {
  if (worn.state !== 'known') return [];
  return [
    {
      id: worn.interface.id,
      kind: KINDS[worn.via],
      addresses: worn.addresses.map(formatAddress),
      groups: sortedUnique(worn.interface.groups),
    },
  ];
}

function podRow(cluster: ClusterView, view: PodView, said: PodVerdict): PodRow {
  const { pod, declaration } = view;
  return {
    cluster: cluster.arn,
    namespace: pod.namespace,
    name: pod.name,
    workload: view.workload.name,
    serviceAccount: pod.serviceAccountName,
    node: pod.nodeName,
    class: view.class,
    phase: pod.phase,
    policies: sortedUnique(declaration.matched.map((one) => `${one.namespace}/${one.name}`)),
    declaredGroups: declaration.groups,
    interfaces: presented(view),
    verdict: said.verdict,
    causes: said.causes,
    reasons: said.reasons,
    ...(said.settlingUntil === null ? {} : { settlingUntil: toIso(said.settlingUntil) }),
  };
}

function policyRow(cluster: ClusterView, view: PolicyView): PolicyRow {
  return {
    cluster: cluster.arn,
    namespace: view.policy.namespace,
    name: view.policy.name,
    status: view.status,
    ...(view.reason === null ? {} : { reason: view.reason }),
    groups: view.groups,
    pods: view.pods.length,
  };
}

const byName = (
  a: { readonly namespace: string; readonly name: string },
  b: { readonly namespace: string; readonly name: string },
): number => compareText(a.namespace, b.namespace) || compareText(a.name, b.name);

const isSettling = ({ settlingUntil, reasons }: PodVerdict): boolean =>
  settlingUntil !== null && reasons.length === 0;

type Seen = readonly [cluster: ClusterView, view: PodView, said: PodVerdict];

function podsOf(estate: Estate, filters: Filters): readonly Seen[] {
  const verdicts = judgePods(estate);
  return estate.clusters.flatMap((cluster) =>
    cluster.pods
      .filter(({ workload }) => isWorkloadWanted(workload, filters))
      .toSorted((a, b) => byName(a.pod, b.pod))
      .flatMap((view): readonly Seen[] => {
        const said = verdicts.get(view);
        return said === undefined ? [] : [[cluster, view, said]];
      }),
  );
}

const policiesOf = ({ clusters }: Estate, filters: Filters): readonly PolicyRow[] =>
  clusters.flatMap((cluster) =>
    cluster.policies
      .filter(({ policy }) => isNamespaceNamed(policy.namespace, filters))
      .toSorted((a, b) => byName(a.policy, b.policy))
      .map((view) => policyRow(cluster, view)),
  );

/**
 * What each pod should wear and wears. Throws a {@link QuestionError} for a filter that nothing is named by. Rows are made while they are read, and may be read more than once.
 */
export function listPods(estate: Estate, filters: Filters = NO_FILTERS): Answered<PodList> {
  refuseUnknownNames(estate, filters);
  const seen = podsOf(estate, filters);
  const count = (holds: (said: PodVerdict) => boolean): number =>
    seen.filter(([, , said]) => holds(said)).length;
  const settling = count((said) => said.verdict === 'unknown' && isSettling(said));
  const unknown = count(({ verdict }) => verdict === 'unknown') - settling;
  // A pod that no policy concerns was not judged: it counts neither for nor against.
  const judged = count(({ verdict }) => verdict === 'compliant' || verdict === 'violation');
  return {
    // A pod that only waits changes no exit code: some pod is always young.
    unknown: unknown > 0 || arePodsUnseen(estate),
    document: {
      ...estateEnvelope('PodList', estate, coverageOf(judged, unknown, settling)),
      pods: { [Symbol.iterator]: () => seen.values().map((one) => podRow(...one)) },
      policies: policiesOf(estate, filters),
    },
  };
}
