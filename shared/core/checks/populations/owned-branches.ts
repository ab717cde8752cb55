import {
  type Disposition,
  type Subject,
  subjectKey,
  type UnknownReason,
} from '../../model/index.ts';
import type { OwnedBranches } from '../contract/interface-views.ts';
import { unknown } from '../contract/outcome.ts';
import type { Ground, Population, Rest } from '../contract/population.ts';
import type { Views } from '../contract/views.ts';
import { NO_REST } from './workloads.ts';

type ItemsOf = (views: Views) => readonly OwnedBranches[];

/** A workload where one is known; else the node group and what the interfaces wear. */
function subjectOf({ workload, nodeGroup, groups }: OwnedBranches, { cluster }: Ground): Subject {
  return workload === null
    ? { kind: 'interfaces', cluster: cluster.arn, name: nodeGroup, group: groups.join(',') }
    : {
        kind: 'workload',
        cluster: cluster.arn,
        namespace: workload.namespace,
        name: workload.name,
      };
}

/** Interfaces with these groups whose node was not seen: they may be those that are asked for. */
function elsewhere(subject: Subject, itemsOf: ItemsOf, views: Views): OwnedBranches | null {
  if (subject.kind !== 'interfaces' || views.nodes.unseen.length === 0) return null;
  const mayBeAsked = ({ workload, groups, branches }: OwnedBranches): boolean =>
    workload === null &&
    groups.join(',') === subject.group &&
    branches.some(({ node }) => node === null);
  return itemsOf(views).find(mayBeAsked) ?? null;
}

/** That an owner has no more of them rests on the interfaces and on the pods that name them. */
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

function branchPopulation(
  itemsOf: ItemsOf,
  rest: (ground: Ground) => Rest,
): Population<OwnedBranches> {
  return {
    items: ({ views }) => itemsOf(views),
    subjectOf,
    find: (subject, ground) => {
      if (subject.kind !== 'workload' && subject.kind !== 'interfaces') return 'not-judged';
      const key = subjectKey(subject);
      const found = itemsOf(ground.views).find(
        (item) => subjectKey(subjectOf(item, ground)) === key,
      );
      return found ?? elsewhere(subject, itemsOf, ground.views) ?? whenNoneIsLeft(ground);
    },
    temper: (outcome, ground) => {
      const isWell = outcome.kind === 'compliant' || outcome.kind === 'idle';
      return isWell && whenNoneIsLeft(ground) === 'unknown'
        ? unknown(unseenIn(ground), 'interfaces-unseen')
        : outcome;
    },
    rest,
  };
}

/** Branch interfaces that no living pod has. Workloads that hold others have nothing left over. */
export const unclaimedBranches = branchPopulation(
  (views) => views.interfaces.unclaimed,
  (ground) => {
    const { holders } = ground.views.interfaces;
    return whenNoneIsLeft(ground) === 'compliant'
      ? { ...NO_REST, compliant: holders }
      : { ...NO_REST, unknown: holders };
  },
);

/** Every branch interface, by who has it or had it last. */
export const ownedBranches = branchPopulation(
  (views) => views.interfaces.owned,
  () => NO_REST,
);
