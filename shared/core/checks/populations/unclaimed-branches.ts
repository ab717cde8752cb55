import {
  type Disposition,
  type Subject,
  subjectKey,
  type UnknownReason,
} from '../../model/index.ts';
import { unknown } from '../contract/outcome.ts';
import type { Ground, Population } from '../contract/population.ts';
import type { UnclaimedBranches, Views } from '../contract/views.ts';
import { NO_REST } from './workloads.ts';

function subjectOf(
  { workload, nodeGroup, groups }: UnclaimedBranches,
  { cluster }: Ground,
): Subject {
  return workload === null
    ? { kind: 'interfaces', cluster: cluster.arn, name: nodeGroup, group: groups.join(',') }
    : {
        kind: 'workload',
        cluster: cluster.arn,
        namespace: workload.namespace,
        name: workload.name,
      };
}

/** A leftover with these groups whose node was not seen: it may be the one that is asked for. */
function elsewhere(subject: Subject, { nodes, interfaces }: Views): UnclaimedBranches | null {
  if (subject.kind !== 'interfaces' || nodes.unseen.length === 0) return null;
  const mayBeAsked = ({ workload, groups, branches }: UnclaimedBranches): boolean =>
    workload === null &&
    groups.join(',') === subject.group &&
    branches.some(({ node }) => node === null);
  return interfaces.unclaimed.find(mayBeAsked) ?? null;
}

/** That none is left over rests on the interfaces and on the pods that name them. */
function whenNoneIsLeft({ views }: Ground): Disposition {
  const { pods, interfaces } = views;
  return pods.complete && interfaces.complete && !interfaces.isHiding ? 'compliant' : 'unknown';
}

function unseenIn({ views: { pods, interfaces } }: Ground): readonly UnknownReason[] {
  return [
    ...(pods.complete ? [] : (['pods-unseen'] as const)),
    ...(interfaces.complete ? [] : (['interfaces-unseen'] as const)),
    ...(interfaces.isHiding ? (['managed-interfaces-hidden'] as const) : []),
  ];
}

export const unclaimedBranches: Population<UnclaimedBranches> = {
  items: ({ views }) => views.interfaces.unclaimed,
  subjectOf,
  find: (subject, ground) => {
    if (subject.kind !== 'workload' && subject.kind !== 'interfaces') return 'not-judged';
    const key = subjectKey(subject);
    const found = ground.views.interfaces.unclaimed.find(
      (item) => subjectKey(subjectOf(item, ground)) === key,
    );
    return found ?? elsewhere(subject, ground.views) ?? whenNoneIsLeft(ground);
  },
  temper: (outcome, ground) => {
    const isWell = outcome.kind === 'compliant' || outcome.kind === 'idle';
    return isWell && whenNoneIsLeft(ground) === 'unknown'
      ? unknown(unseenIn(ground), 'interfaces-unseen')
      : outcome;
  },
  rest: (ground) => {
    const { holders } = ground.views.interfaces;
    return whenNoneIsLeft(ground) === 'compliant'
      ? { ...NO_REST, compliant: holders }
      : { ...NO_REST, unknown: holders };
  },
};
