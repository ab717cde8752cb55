import type { ClusterView, PodView } from '../../estate/index.ts';
import { selectorKeys } from '../../policy/index.ts';
import {
  type Cause,
  type EpochMs,
  type GroupId,
  type Labels,
  type OwnerObject,
  type Policy,
  type ServiceAccount,
  sortedUnique,
} from '../../model/index.ts';
import {
  changedAfter,
  declaredSince,
  isProvenBy,
  type ObservedGenerations,
} from './declared-since.ts';
import {
  accountLabelHistory,
  joinHistories,
  type LabelHistory,
  podLabelHistory,
} from './label-history.ts';
import { compareGroups, isDeclarationExact, type PodFacts, sameGroups } from './pod-facts.ts';
import { isOnItsBranch } from './pod-address.ts';

/** What the rows of the table ask. Everything that costs a look-up is asked only if a row needs it. */
interface Question {
  readonly pod: PodFacts;
  /** Groups of the interface that should carry what is declared; null: there is none, or it was not seen. */
  readonly worn: readonly GroupId[] | null;
  readonly hasOwnInterface: boolean;
  readonly createdAt: EpochMs | null;
  /** Labels that the matching policies read. */
  readonly ownLabels: () => LabelHistory;
  /** Labels that any policy of the namespace reads: one that matched once may match no more. */
  readonly anyLabels: () => LabelHistory;
  readonly observed: ObservedGenerations;
  readonly namespacePolicies: readonly Policy[];
  /** All policies were seen, and each was decided: none that nobody saw can explain what is found. */
  readonly arePoliciesSeen: boolean;
}

interface CauseRow {
  readonly cause: Cause;
  readonly when: (question: Question) => boolean;
}

const lacks = ({ pod, hasOwnInterface }: Question): boolean =>
  !hasOwnInterface && pod.declared.length > 0;

/** A branch that the pod does not stand on is not its own, whatever its annotation says. */
const differs = ({ pod, worn }: Question): boolean =>
  worn !== null && isOnItsBranch(pod) !== 'no' && !sameGroups(worn, pod.declared);

const declaredAfterCreation = ({ pod, createdAt, observed }: Question): boolean =>
  createdAt !== null &&
  changedAfter(declaredSince(pod.view.declaration.matched, observed), createdAt);

const provenOlder = ({ pod, createdAt, observed }: Question): boolean =>
  createdAt !== null &&
  isProvenBy(declaredSince(pod.view.declaration.matched, observed), createdAt);

/** The ENIConfig's groups, else the primary's: what the controller gives a branch for which it finds no policy. */
const fallbackOf = ({ pod }: Question): readonly GroupId[] | null =>
  pod.view.node?.fallbackGroups ?? null;

const wearsFallback = (question: Question): boolean => {
  const fallback = fallbackOf(question);
  const { worn } = question;
  return worn !== null && fallback !== null && sameGroups(worn, sortedUnique(fallback));
};

/** Nobody is accused while the groups may be those of a node that was not seen. Fargate has no such fallback. */
const mayWearFallback = (question: Question): boolean =>
  question.pod.view.class !== 'fargate' && fallbackOf(question) === null;

/** How Auto Mode comes to the groups of a branch is not published in full: they prove nothing against anybody. */
const mayBeAutoMode = ({ pod }: Question): boolean =>
  pod.view.class !== 'fargate' && pod.isAutoMode !== 'no';

/** A policy that matches no more, names a surplus group, and may have matched when the pod was made. */
const formerlyDeclared = ({
  pod,
  worn,
  createdAt,
  observed,
  namespacePolicies,
}: Question): boolean => {
  const extra = new Set(worn === null ? [] : compareGroups(worn, pod).extra);
  const matched = new Set(pod.view.declaration.matched);
  return namespacePolicies.some(
    (policy) =>
      !matched.has(policy) &&
      policy.groupIds.some((group) => extra.has(group)) &&
      !(createdAt !== null && isProvenBy(declaredSince([policy], observed), createdAt)),
  );
};

/**
 * Why a pod does not wear what is declared: the first row that holds. ADMISSION_BYPASS and OUT_OF_BAND_ENI_CHANGE accuse
 * somebody and need proof; the others may rest on evidence.
 */
const CAUSE_TABLE: readonly CauseRow[] = [
  {
    cause: 'CNI_NOT_USING_BRANCH',
    when: ({ pod }) => pod.view.pod.eniRequests > 0 && isOnItsBranch(pod) === 'no',
  },
  { cause: 'POD_PREDATES_POLICY', when: (pod) => lacks(pod) && declaredAfterCreation(pod) },
  {
    cause: 'ADMISSION_BYPASS',
    when: (pod) =>
      lacks(pod) && pod.arePoliciesSeen && provenOlder(pod) && pod.ownLabels() === 'unchanged',
  },
  { cause: 'LABEL_DRIFT', when: (pod) => lacks(pod) && pod.ownLabels() === 'changed' },
  { cause: 'INSTANCE_SG_FALLBACK', when: (pod) => differs(pod) && wearsFallback(pod) },
  { cause: 'LABEL_DRIFT', when: (pod) => differs(pod) && pod.anyLabels() === 'changed' },
  {
    cause: 'STALE_AFTER_POLICY_CHANGE',
    when: (pod) => differs(pod) && (declaredAfterCreation(pod) || pod.pod.declared.length === 0),
  },
  {
    cause: 'OUT_OF_BAND_ENI_CHANGE',
    when: (pod) =>
      differs(pod) &&
      !mayBeAutoMode(pod) &&
      pod.arePoliciesSeen &&
      !mayWearFallback(pod) &&
      provenOlder(pod) &&
      pod.ownLabels() === 'unchanged' &&
      !formerlyDeclared(pod),
  },
];

interface Lookup {
  readonly templates: ReadonlyMap<string, OwnerObject>;
  readonly accounts: ReadonlyMap<string, ServiceAccount>;
  readonly policies: ReadonlyMap<string, readonly Policy[]>;
}

function lookUp({ snapshot, policies }: ClusterView): Lookup {
  const owners = [...snapshot.replicaSets.items, ...snapshot.jobs.items];
  const active = policies.filter(({ status }) => status === 'active').map(({ policy }) => policy);
  return {
    templates: new Map(owners.map((owner) => [owner.uid, owner])),
    accounts: new Map(
      snapshot.serviceAccounts.items.map((one) => [`${one.namespace}/${one.name}`, one]),
    ),
    policies: Map.groupBy(active, (policy) => policy.namespace),
  };
}

function historyOf(view: PodView, policies: readonly Policy[], lookup: Lookup): LabelHistory {
  const { pod } = view;
  if (pod.createdAt === null) return 'unknown';
  const keys = policies.map(selectorKeys);
  const template: Labels | null =
    pod.owner === null ? null : (lookup.templates.get(pod.owner.uid)?.templateLabels ?? null);
  const account = lookup.accounts.get(`${pod.namespace}/${pod.serviceAccountName ?? ''}`) ?? null;
  return joinHistories(
    podLabelHistory(
      pod,
      keys.flatMap((one) => one.pod),
      pod.createdAt,
      template,
    ),
    accountLabelHistory(
      account,
      keys.flatMap((one) => one.account),
      pod.createdAt,
    ),
  );
}

/** A Fargate pod has an interface of its own always; what it was declared at creation is in its annotation. */
function wornBy({ view, branch }: PodFacts): Pick<Question, 'worn' | 'hasOwnInterface'> {
  if (view.class !== 'fargate') {
    return { worn: branch?.interface?.groups ?? null, hasOwnInterface: branch !== null };
  }
  const worn = view.worn.state === 'known' ? view.worn.interface.groups : null;
  return view.pod.fargatePodSg === null
    ? { worn: null, hasOwnInterface: false }
    : { worn, hasOwnInterface: true };
}

/** Asked for violating pods only. */
export function causeReader(
  cluster: ClusterView,
  observed: ObservedGenerations,
): (pod: PodFacts) => Cause {
  let lookup: Lookup | null = null;
  return (pod) => {
    // A pod that has not started lacks everything still, and that is nobody's doing.
    if (pod.stage === 'pending') return 'UNKNOWN';
    lookup ??= lookUp(cluster);
    const known = lookup;
    const namespacePolicies = known.policies.get(pod.view.pod.namespace) ?? [];
    const question: Question = {
      pod,
      ...wornBy(pod),
      createdAt: pod.view.pod.createdAt,
      ownLabels: () => historyOf(pod.view, pod.view.declaration.matched, known),
      anyLabels: () => historyOf(pod.view, namespacePolicies, known),
      observed,
      namespacePolicies,
      arePoliciesSeen: cluster.snapshot.policies.complete && isDeclarationExact(pod),
    };
    return CAUSE_TABLE.find((row) => row.when(question))?.cause ?? 'UNKNOWN';
  };
}
