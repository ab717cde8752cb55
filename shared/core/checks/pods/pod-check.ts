import { type Check, type CheckSpec, defineCheck } from '../contract/check.ts';
import { type Messages, type Say, sayIn } from '../contract/message.ts';
import type { Given, PodViews, ViewName } from '../contract/views.ts';
import { mergePods, type Merging } from './merge-pods.ts';
import type { PodFacts } from './pod-facts.ts';
import type { PodOutcome } from './pod-outcome.ts';
import type { PodWindow } from './pod-window.ts';

type PodViewName = Exclude<ViewName, 'stores'>;

type Shared<M extends Messages, N extends PodViewName, U extends PodViewName> = Omit<
  CheckSpec<M, 'workload', N, U, never>,
  'over' | 'judge' | 'after'
>;

export interface PodCheckSpec<M extends Messages, N extends PodViewName, U extends PodViewName>
  extends Shared<M, N, U>, Merging {
  readonly judgePod: (
    pod: PodFacts,
    views: Pick<PodViews, N | U> & Given,
    say: Say<M>,
  ) => PodOutcome;
}

/** A check on pods: told as one answer for each workload, and pod by pod where pods are listed. */
export interface PodCheck extends Check {
  readonly settles: PodWindow | null;
  readonly judgePod: (pod: PodFacts, views: PodViews) => PodOutcome;
}

export function definePodCheck<
  const M extends Messages,
  N extends PodViewName,
  U extends PodViewName = never,
>(spec: PodCheckSpec<M, N, U>): PodCheck {
  const { settles, judgePod, ...shared } = spec;
  const say = sayIn(spec.messages);
  const uses: readonly PodViewName[] = [...(shared.uses ?? []), 'cluster'];
  const check = defineCheck<M, 'workload', PodViewName, PodViewName>({
    ...shared,
    needs: [...shared.needs],
    uses: [...uses],
    over: 'workload',
    judge: (workload, views) =>
      mergePods(workload, views, spec, (pod) => judgePod(pod, views, say)),
  });
  return {
    ...check,
    uses: shared.uses ?? [],
    settles,
    judgePod: (pod, views) => judgePod(pod, views, say),
  };
}
