import type { Access } from '../access/index.ts';
import type { ClusterView, Estate } from '../estate/index.ts';
import type { CheckJudgement, Judgement } from '../model/index.ts';
import type { Check } from './contract/check.ts';
import { judgeCheck, type JudgeGround } from './judge-check.ts';
import { withoutLeftOut } from './out-of-scope.ts';
import type { ObservedGenerations } from './pods/declared-since.ts';
import { CHECKS } from './registry.ts';
import { podViews } from './views/pod-views.ts';
import { storeViews } from './views/store-views.ts';

export interface JudgeOptions {
  /** What earlier audits saw of policies, by UID: proof that a declaration has not changed since. */
  readonly observedGenerations?: ObservedGenerations;
  /** Ids of the checks to report; all when absent. */
  readonly only?: ReadonlySet<string>;
}

function judgeCluster(
  estate: Estate,
  access: Access,
  cluster: ClusterView,
  checks: readonly Check[],
  options: JudgeOptions,
): readonly CheckJudgement[] {
  const views = {
    ...podViews(estate, cluster, options.observedGenerations ?? new Map()),
    stores: storeViews(estate, access, cluster),
  };
  const ground: JudgeGround = { estate, cluster, views };
  const judged = new Map<string, CheckJudgement>();
  for (const check of checks) {
    judged.set(
      check.id,
      judgeCheck(check, ground, (id) => judged.get(id) ?? null),
    );
  }
  return [...judged.values()].map((one) => withoutLeftOut(one, estate.settings.stores));
}

/** A check that looks at others' judgements needs them, whether they are reported or not. */
function withPredecessors(only: ReadonlySet<string>): readonly Check[] {
  const wanted = new Set(only);
  for (const check of CHECKS.toReversed()) {
    if (wanted.has(check.id)) for (const id of check.after) wanted.add(id);
  }
  return CHECKS.filter((check) => wanted.has(check.id));
}

/** Every check over every cluster. Pure: equal estates give equal judgements. */
export function judge(estate: Estate, access: Access, options: JudgeOptions = {}): Judgement {
  const { only } = options;
  const { disabledChecks } = estate.settings;
  const wanted = only === undefined ? CHECKS : withPredecessors(only);
  const checks = wanted.filter(({ id }) => !disabledChecks.has(id));
  return {
    takenAt: estate.takenAt,
    clusters: estate.clusters.map((cluster) => cluster.arn),
    checks: estate.clusters.flatMap((cluster) =>
      judgeCluster(estate, access, cluster, checks, options).filter(
        (one) => only === undefined || only.has(one.check),
      ),
    ),
  };
}
