import type { Fix, Rule } from '../../model/index.ts';
import type { Pair, PairEntry } from '../contract/views.ts';
import { LISTED } from '../pods/evidence.ts';
import { replacePods } from '../pods/restart.ts';
import { revoke } from './revoke.ts';
import { namesOf, type Served } from './serving.ts';

/** What closes a door to pods: how one is let in, and how the key is taken away. */
export interface Advice {
  readonly declare: string;
  readonly takeAway: string;
  /** Pods that are made again wear what policies declare: that takes away what was attached by hand. */
  readonly isByPolicy: boolean;
}

type UsersOf = (rule: Rule) => readonly Served[];

function stayText(rules: readonly Rule[], usersOf: UsersOf): string {
  const users = [...new Map(rules.flatMap(usersOf).map((one) => [one.workload, one])).values()];
  const one = users.length === 1;
  const ids = rules.map(({ id }) => id).join(', ');
  return `${ids} ${rules.length === 1 ? 'has' : 'have'} to stay: ${namesOf(users)} ${one ? 'comes' : 'come'} in by ${rules.length === 1 ? 'it' : 'them'} and ${one ? 'is' : 'are'} meant to.`;
}

/**
 * How to shut out pods that nothing intends. A rule by which intended pods come in is not revoked: it is right as it is, and
 * who else wears the group is wrong.
 */
export function expel(
  { workload, store }: Pair,
  entries: readonly PairEntry[],
  rules: readonly Rule[],
  { declare, takeAway, isByPolicy }: Advice,
  usersOf: UsersOf,
): Fix {
  const stays = rules.filter((rule) => usersOf(rule).length > 0);
  const goes = rules.filter((rule) => !stays.includes(rule));
  const advice = `${declare}; else ${takeAway}${goes.length > 0 ? ', or revoke the rule' : ''}.`;
  const { region } = store.store;
  if (stays.length === 0) return revoke(goes, region, advice);
  const hasOwn = entries.some(({ entry }) => entry.cohort.via === 'branch');
  const pods = [...new Set(entries.flatMap(({ entry }) => entry.pods))].slice(0, LISTED);
  const restart =
    isByPolicy && hasOwn
      ? replacePods(
          workload,
          pods.map(({ pod }) => pod.name),
        )
      : null;
  const text = [advice, stayText(stays, usersOf), ...(restart === null ? [] : [restart.summary])];
  const fix = revoke(goes, region, text.join(' '));
  return { ...fix, commands: [...(restart?.commands ?? []), ...fix.commands] };
}
