import { NO_WAY } from '../reach/index.ts';
import type { Entry } from './access.ts';
import type { CohortIndex } from './cohorts.ts';
import { type DoorIntent, intentionsOver, lettingIn } from './door-intent.ts';

/** No proxy stands before the store, and only through one are these pods meant to come in. */
export const isMissingProxy = ({ path, through }: Pick<Entry, 'path' | 'through'>): boolean =>
  path === 'rds-proxy' && through === null;

/** The answers of pods that are meant to come in through a proxy and not directly, where there is none: they have no way. */
export function entriesWithoutProxy(index: CohortIndex, intent: DoorIntent): readonly Entry[] {
  const proxied = intentionsOver(intent, 'rds-proxy');
  const direct = intentionsOver(intent, 'direct');
  const cohorts = new Set(
    lettingIn(intent, 'rds-proxy').flatMap((document) => index.byGranted.get(document) ?? []),
  );
  return [...cohorts]
    .filter(({ cohort }) => direct(cohort).intended === false)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ cohort }): Entry => {
      const { intended, observed, reasons: undecided } = proxied(cohort);
      const way = { path: 'rds-proxy', through: null, answer: NO_WAY } as const;
      return { cohort, pods: cohort.pods, ...way, intended, observed, undecided };
    });
}
