import type { StoreView, WorkloadView } from '../../estate/index.ts';
import type { CheckJudgement, Severity, UnknownReason } from '../../model/index.ts';
import { type Messages, type Say, sayIn } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { Items, Over } from './population.ts';
import type { Given, StoresView, ViewName, Views } from './views.ts';

/** What is known of a check without running it. */
export interface CheckMetadata {
  /** A permanent slug that says what is true when the check is compliant; never used again for something else. */
  readonly id: string;
  /** The id of the reference catalogue, for instance `C-01`. */
  readonly reference: string;
  /** At most 100 characters: what is true when compliant. */
  readonly title: string;
  /** The usual one; each message has its own. */
  readonly severity: Severity;
  readonly over: Over;
  /** Parts of the input whose total loss leaves every subject undecided. */
  readonly needs: readonly ViewName[];
  /** Parts that are read too; without them some answers are unknown, or less is said. */
  readonly uses: readonly ViewName[];
  readonly messages: Messages;
  readonly rationale: string;
  /** In which cases a subject stays undecided, in one or two sentences. */
  readonly unknownWhen: string;
  readonly remediation: { readonly summary: string; readonly commands: readonly string[] };
  readonly references: readonly string[];
  /** The version that brought the check. */
  readonly since: string;
  readonly aliases: readonly string[];
  /** Checks that are judged before this one, because it looks at what they say. */
  readonly after: readonly string[];
  readonly appliesTo: AppliesTo;
  readonly isWhole: IsWhole;
  readonly unsettled: Unsettled | null;
}

/**
 * For checks over workloads and stores: why a pair may be violated by answers that are not kept, for all stores or for all
 * workloads of one store. For those over policies and stores the stores alone. Such a pair is not compliant; told in one row for the cluster.
 */
export interface Unsettled {
  readonly byWorkload: (workload: WorkloadView) => readonly UnknownReason[];
  readonly byStore: (store: StoreView, stores: StoresView) => readonly UnknownReason[];
  /** In the place of the two, for stores that documents of intent are about. */
  readonly byDocuments?: {
    readonly reasons: (workload: WorkloadView) => readonly UnknownReason[];
    /** Null: no document is about the store. */
    readonly isOpen: (
      workload: WorkloadView,
      store: StoreView,
      stores: StoresView,
    ) => boolean | null;
  };
}

/**
 * Whether everything was seen whose absence makes a subject compliant. Where it was not, nothing is compliant; the row of
 * the incomplete need tells it for all subjects at once.
 */
export type IsWhole = (views: Views) => boolean;

/**
 * For checks over workloads and stores: whether a pair for which no answer is kept counts as compliant with the store, or
 * as nothing that the check is about. For the counts alone; nothing is made of such pairs.
 */
export type AppliesTo = (store: StoreView, stores: StoresView) => boolean;

/** Judgements of earlier checks, for the same cluster; null for one that was not asked for. */
export type Judged<Id extends string> = (id: Id) => CheckJudgement | null;

export interface CheckSpec<
  M extends Messages,
  O extends Over,
  N extends ViewName,
  U extends ViewName,
  A extends string,
> {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly severity: Severity;
  readonly over: O;
  readonly needs: readonly N[];
  readonly uses?: readonly U[];
  readonly messages: M;
  readonly after?: readonly A[];
  readonly appliesTo?: AppliesTo;
  readonly isWhole?: IsWhole;
  readonly unsettled?: Unsettled;
  readonly judge: (
    item: Items[O],
    views: Pick<Views, N | U> & Given,
    say: Say<M>,
    judged: Judged<A>,
  ) => Outcome;
  readonly rationale: string;
  /** In which cases a subject stays undecided, in one or two sentences. */
  readonly unknownWhen: string;
  readonly remediation: { readonly summary: string; readonly commands: readonly string[] };
  readonly references: readonly string[];
  readonly since: string;
  readonly aliases?: readonly string[];
}

/** A check whose item type is known to its population alone. */
export interface Check extends CheckMetadata {
  /** Runs the check over one population; `visit` gets the judge for the items of `over`. */
  withJudge<T>(visit: <O extends Over>(over: O, judge: ItemJudge<O>) => T): T;
}

export type ItemJudge<O extends Over> = (
  item: Items[O],
  views: Views & Given,
  judged: Judged<string>,
) => Outcome;

/** Checks that the compiler holds to their declared views, messages and placeholders. */
export function defineCheck<
  const M extends Messages,
  O extends Over,
  N extends ViewName = never,
  U extends ViewName = never,
  A extends string = never,
>(spec: CheckSpec<M, O, N, U, A>): Check {
  const { judge, uses = [], aliases = [], after = [], ...metadata } = spec;
  const always = (): boolean => true;
  const { appliesTo = always, isWhole = always, unsettled = null } = spec;
  const say = sayIn(spec.messages);
  return {
    ...metadata,
    uses,
    aliases,
    after,
    appliesTo,
    isWhole,
    unsettled,
    withJudge: (visit) =>
      visit(spec.over, (item, views, judged) => judge(item, views, say, judged)),
  };
}
