import type { ClusterView, Estate } from '../estate/index.ts';
import {
  type CheckJudgement,
  compareSubjects,
  type Disposition,
  type Population,
  sortedUnique,
  type Subject,
  type Undecided,
  type Violation,
} from '../model/index.ts';
import type { Check, ItemJudge, Judged } from './contract/check.ts';
import { needState } from './contract/need.ts';
import { type Outcome, reasonsOf } from './contract/outcome.ts';
import type { Ground, Items, Over } from './contract/population.ts';
import type { Views } from './contract/views.ts';
import { POPULATIONS } from './populations/index.ts';
import { sourcesOf } from './sources-of.ts';

export interface JudgeGround extends Ground {
  readonly estate: Estate;
  readonly cluster: ClusterView;
  readonly views: Views;
}

const bySubject = (a: { readonly subject: Subject }, b: { readonly subject: Subject }): number =>
  compareSubjects(a.subject, b.subject);

/** One row for the cluster where a part of the input is not whole: there may be more than what was judged. */
function unseenParts(check: Check, { estate, cluster }: JudgeGround): readonly Undecided[] {
  const open = check.needs
    .map((need) => needState(estate, cluster, need))
    .filter((state) => !state.complete);
  if (open.length === 0) return [];
  return [
    {
      check: check.id,
      subject: { kind: 'cluster', cluster: cluster.arn },
      reasons: reasonsOf(
        open.map((state) => state.reason),
        'truncated',
      ),
      missing: sortedUnique(open.flatMap((state) => state.missing)),
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

/** Collects outcomes item by item; compliant ones are counted only. */
class Tally<Item extends object> {
  readonly violations: Violation[] = [];
  readonly undecided: Undecided[] = [];
  readonly #dispositions = new Map<Item, Disposition>();
  readonly #counts = { compliant: 0, notApplicable: 0 };
  readonly #check: Check;
  readonly #ground: JudgeGround;

  constructor(check: Check, ground: JudgeGround) {
    this.#check = check;
    this.#ground = ground;
  }

  add(item: Item, subject: () => Subject, outcome: Outcome): void {
    const { id: check, title } = this.#check;
    if (outcome.kind === 'compliant') {
      this.#counts.compliant += 1;
      return;
    }
    this.#dispositions.set(item, outcome.kind);
    switch (outcome.kind) {
      case 'violation':
        this.violations.push({ check, subject: subject(), title, ...outcome.breach });
        return;
      case 'unknown':
        this.undecided.push({
          check,
          subject: subject(),
          reasons: outcome.reasons,
          missing: outcome.missing ?? sourcesOf(outcome.reasons, this.#ground),
        });
        return;
      case 'not-applicable':
      case 'not-judged':
        this.#counts.notApplicable += 1;
    }
  }

  dispositionOf(item: Item): Disposition {
    return this.#dispositions.get(item) ?? 'compliant';
  }

  population(rest: { compliant: number; notApplicable: number; unknown: number }): Population {
    const compliant = this.#counts.compliant + rest.compliant;
    const violations = this.violations.length;
    return {
      judged: compliant + violations,
      compliant,
      violations,
      unknown: this.undecided.length + rest.unknown,
      notApplicable: this.#counts.notApplicable + rest.notApplicable,
    };
  }
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
  const tally = new Tally<Items[O]>(check, ground);
  tally.undecided.push(...unseen);
  for (const item of population.items(ground)) {
    const outcome = population.temper(judge(item, ground.views, judged), ground);
    tally.add(item, () => population.subjectOf(item, ground), outcome);
  }
  return {
    check: check.id,
    reference: check.reference,
    cluster: ground.cluster.arn,
    violations: tally.violations.toSorted(bySubject),
    undecided: tally.undecided.toSorted(bySubject),
    population: tally.population(
      population.rest(ground, (store) => check.appliesTo(store, ground.views.stores)),
    ),
    disposition: (subject) => {
      if (subject.cluster !== ground.cluster.arn) return 'not-judged';
      const found = population.find(subject, ground);
      return typeof found === 'string' ? found : tally.dispositionOf(found);
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
  const unseen = unseenParts(check, ground);
  const isLost = check.needs.some((need) => needState(estate, cluster, need).lost);
  if (isLost) return lostJudgement(check, unseen, cluster);
  return check.withJudge((over, judge) =>
    judgePopulation(check, over, judge, ground, judged, unseen),
  );
}
