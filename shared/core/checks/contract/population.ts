import type { ClusterView, PolicyView, StoreView, WorkloadView } from '../../estate/index.ts';
import type { Disposition, Subject, SubjectKind } from '../../model/index.ts';
import type { InterfaceItems, OwnedBranches } from './interface-views.ts';
import type { Outcome } from './outcome.ts';
import type { GroupRule, PolicyStore, StoreGroup, StoreIngress, StoreItem } from './store-views.ts';
import type { TemplateItems } from './template-views.ts';
import type { Given, Pair, StoreRule, Views } from './views.ts';

/** What a check is asked about, by what it goes over. */
export interface Items extends InterfaceItems, TemplateItems {
  readonly cluster: ClusterView;
  readonly policy: PolicyView;
  readonly workload: WorkloadView;
  readonly 'workload-store': Pair;
  readonly 'store-rule': StoreRule;
  readonly 'store-ingress': StoreIngress;
  readonly 'store-group': StoreGroup;
  readonly 'policy-store': PolicyStore;
  readonly 'group-rule': GroupRule;
  readonly store: StoreItem;
  readonly interfaces: OwnedBranches;
}

export type Over = keyof Items;

type OfInterfaces = 'strangers' | 'unlisted-cluster' | 'owned-branches';

const INTERFACES: ReadonlySet<Over> = new Set<OfInterfaces>([
  'strangers',
  'unlisted-cluster',
  'owned-branches',
]);

const isOfInterfaces = (over: Over): over is OfInterfaces => INTERFACES.has(over);

/** The kind of subject that a check is about; two populations may share one. */
export function subjectKindOf(over: Over): SubjectKind {
  if (isOfInterfaces(over)) return 'interfaces';
  if (over === 'store-ingress') return 'store-rule';
  return over === 'templated-workload' ? 'workload' : over;
}

/** What a population is drawn from. */
export interface Ground {
  readonly cluster: ClusterView;
  readonly views: Views & Given;
}

/** Subjects that are never made one by one, because nothing is to be said about them. */
export interface Rest {
  readonly compliant: number;
  readonly notApplicable: number;
  readonly unknown: number;
}

export interface Population<Item> {
  items(ground: Ground): Iterable<Item>;
  subjectOf(item: Item, ground: Ground): Subject;
  /** The item of a subject; else what the listings say of the subject. */
  find(subject: Subject, ground: Ground): Item | Disposition;
  /** What a listing that is not complete may hide makes a verdict that rests on absence unknown. */
  temper(outcome: Outcome, ground: Ground): Outcome;
  rest(ground: Ground, appliesTo: (store: StoreView) => boolean): Rest;
}
