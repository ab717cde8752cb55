import type { ClusterView, Estate, StoreView, WorkloadView } from '../estate/index.ts';
import {
  type CheckJudgement,
  compareSubjects,
  type Disposition,
  type Population,
  type Severity,
  sortedUnique,
  type Subject,
  toStoreArn,
  type Undecided,
  type UnknownReason,
  type Violation,
} from '../model/index.ts';
import type { Check, ItemJudge, Judged } from './contract/check.ts';
import { needState } from './contract/need.ts';
import { type Outcome, reasonsOf } from './contract/outcome.ts';
import type { Ground, Items, Over, Rest } from './contract/population.ts';
import type { Given, Views } from './contract/views.ts';
import { POPULATIONS } from './populations/index.ts';
import { sourcesOf } from './sources-of.ts';

export interface JudgeGround extends Ground {
  readonly estate: Estate;
  readonly cluster: ClusterView;
  readonly views: Views & Given;
}

const bySubject = (a: { readonly subject: Subject }, b: { readonly subject: Subject }): number =>
  compareSubjects(a.subject, b.subject);

/** Pairs that are never made cannot have rows of their own. */
function unsettledReasons({ unsettled }: Check, ground: JudgeGround): readonly UnknownReason[] {
  if (unsettled === null) return [];
  const { stores } = ground.views;
  return sortedUnique([
    ...ground.cluster.workloads.flatMap(unsettled.byWorkload),
    ...stores.all.flatMap((store) => unsettled.byStore(store, stores)),
    ...ground.cluster.workloads.flatMap((one) => unsettled.byDocuments?.reasons(one) ?? []),
  ]);
}

/** One row for the cluster where a part of the input is not whole: there may be more than what was judged. */
function unseenParts(
  check: Check,
  ground: JudgeGround,
  unsettled: readonly UnknownReason[],
): readonly Undecided[] {
  const open = check.needs
    .map((need) => needState(ground.estate, ground.cluster, need))
    .filter((state) => !state.complete);
  const [first, ...others] = sortedUnique([...open.map((state) => state.reason), ...unsettled]);
  if (first === undefined) return [];
  return [
    {
      check: check.id,
      subject: { kind: 'cluster', cluster: ground.cluster.arn },
      reasons: [first, ...others],
      missing: sortedUnique([
        ...open.flatMap((state) => state.missing),
        ...sourcesOf(unsettled, ground),
      ]),
    },
  ];
}

function lostJudgement(
  check: Check,
  undecided: readonly Undecided[],
  cluster: ClusterView,
): CheckJudgement {
  return {
    check: check.id,
    reference: check.reference,
    cluster: cluster.arn,
    violations: [],
    undecided,
    population: {
      judged: 0,
      compliant: 0,
      violations: 0,
      unknown: undecided.length,
      notApplicable: 0,
    },
    disposition: (subject) => (subject.cluster === cluster.arn ? 'unknown' : 'not-judged'),
  };
}

function joined(a: Undecided, b: Undecided): Undecided {
  return {
    ...a,
    reasons: reasonsOf([...a.reasons, ...b.reasons], a.reasons[0]),
    missing: sortedUnique([...a.missing, ...b.missing]),
  };
}

/** Collects outcomes item by item; compliant ones are counted only. */
class Tally<Item extends object> {
  readonly violations: Violation[] = [];
  readonly undecided: Undecided[] = [];
  readonly #dispositions = new Map<Item, Disposition>();
  readonly #counts = { compliant: 0, notApplicable: 0, untold: 0 };
  readonly #check: Check;
  readonly #ground: JudgeGround;
  readonly #severity: Severity | undefined;

  constructor(check: Check, ground: JudgeGround) {
    this.#check = check;
    this.#ground = ground;
    this.#severity = ground.views.settings.severities.get(check.id);
  }

  add(item: Item, subject: () => Subject, outcome: Outcome): void {
    const { id: check, title } = this.#check;
    if (outcome.kind === 'compliant') {
      this.#counts.compliant += 1;
      return;
    }
    if (outcome.kind === 'idle') {
      this.#counts.notApplicable += 1;
      return;
    }
    this.#dispositions.set(item, outcome.kind);
    switch (outcome.kind) {
      case 'violation':
        this.violations.push({
          check,
          subject: subject(),
          title,
          ...outcome.breach,
          severity: outcome.keepsSeverity
            ? outcome.breach.severity
            : (this.#severity ?? outcome.breach.severity),
        });
        return;
      case 'unknown':
        this.#undecide({
          check,
          subject: subject(),
          reasons: outcome.reasons,
          missing: sortedUnique([
            ...(outcome.missing ?? []),
            ...sourcesOf(outcome.reasons, this.#ground),
          ]),
        });
        return;
      case 'not-applicable':
      case 'not-judged':
        this.#counts.notApplicable += 1;
    }
  }

  /** One row for one subject: the cluster may have one already, for a need that is not complete. */
  #undecide(row: Undecided): void {
    const isOfCluster = row.subject.kind === 'cluster';
    const place = isOfCluster
      ? this.undecided.findIndex(({ subject }) => subject.kind === 'cluster')
      : -1;
    const other = this.undecided[place];
    if (other === undefined) this.undecided.push(row);
    else this.undecided[place] = joined(other, row);
  }

  /** Unknown, and told by the row of a need that is not complete. */
  addUntold(item: Item): void {
    this.#dispositions.set(item, 'unknown');
    this.#counts.untold += 1;
  }

  dispositionOf(item: Item): Disposition {
    return this.#dispositions.get(item) ?? 'compliant';
  }

  population(rest: Rest): Population {
    const compliant = this.#counts.compliant + rest.compliant;
    const violations = this.violations.length;
    return {
      judged: compliant + violations,
      compliant,
      violations,
      unknown: this.undecided.length + this.#counts.untold + rest.unknown,
      notApplicable: this.#counts.notApplicable + rest.notApplicable,
    };
  }
}

const restOf = (rest: Rest, isWhole: boolean): Rest =>
  isWhole ? rest : { ...rest, compliant: 0, unknown: rest.unknown + rest.compliant };

/** Whether answers that are not kept may violate the pair that a subject names. */
function unsettledIn({ unsettled }: Check, { stores, pods }: Views): (subject: Subject) => boolean {
  if (unsettled === null) return () => false;
  const byWorkload = remembered((one: WorkloadView) => unsettled.byWorkload(one).length > 0);
  const byStore = remembered((one: StoreView) => unsettled.byStore(one, stores).length > 0);
  return (subject) => {
    if (subject.kind !== 'workload-store' && subject.kind !== 'policy-store') return false;
    const isOfWorkload = subject.kind === 'workload-store';
    const workload = isOfWorkload ? pods.workload(subject.namespace, subject.name) : null;
    const arn = toStoreArn(subject.id);
    const store = arn === null ? null : stores.byArn(arn);
    if (workload !== null && store !== null) {
      const open = unsettled.byDocuments?.isOpen(workload, store, stores) ?? null;
      if (open !== null) return open;
    }
    return (workload !== null && byWorkload(workload)) || (store !== null && byStore(store));
  };
}

function remembered<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

function judgePopulation<O extends Over>(
  check: Check,
  over: O,
  judge: ItemJudge<O>,
  ground: JudgeGround,
  judged: Judged<string>,
  unseen: readonly Undecided[],
): CheckJudgement {
  const population = POPULATIONS[over];
  const isWhole = check.isWhole(ground.views);
  const isUnsettled = unsettledIn(check, ground.views);
  const tally = new Tally<Items[O]>(check, ground);
  tally.undecided.push(...unseen);
  for (const item of population.items(ground)) {
    const outcome = population.temper(judge(item, ground.views, judged), ground);
    const subject = (): Subject => population.subjectOf(item, ground);
    const isWell = outcome.kind === 'compliant' || outcome.kind === 'idle';
    if (isWell && (!isWhole || isUnsettled(subject()))) tally.addUntold(item);
    else tally.add(item, subject, outcome);
  }
  return {
    check: check.id,
    reference: check.reference,
    cluster: ground.cluster.arn,
    violations: tally.violations.toSorted(bySubject),
    undecided: tally.undecided.toSorted(bySubject),
    population: tally.population(
      restOf(
        population.rest(ground, (store) => check.appliesTo(store, ground.views.stores)),
        isWhole,
      ),
    ),
    disposition: (subject) => {
      if (subject.cluster !== ground.cluster.arn) return 'not-judged';
      const found = population.find(subject, ground);
      const said = typeof found === 'string' ? found : tally.dispositionOf(found);
      return said === 'compliant' && (!isWhole || isUnsettled(subject)) ? 'unknown' : said;
    },
  };
}

/** One check over one cluster. */
export function judgeCheck(
  check: Check,
  ground: JudgeGround,
  judged: Judged<string>,
): CheckJudgement {
  const { estate, cluster } = ground;
  const unseen = unseenParts(check, ground, unsettledReasons(check, ground));
  const isLost = check.needs.some((need) => needState(estate, cluster, need).lost);
  if (isLost) return lostJudgement(check, unseen, cluster);
  return check.withJudge((over, judge) =>
    judgePopulation(check, over, judge, ground, judged, unseen),
  );
}
