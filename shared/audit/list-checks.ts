import { catalogue, type CatalogueEntry } from '../core/checks/index.ts';
import { compareText, type EpochMs } from '../core/model/index.ts';
import { type CheckCatalogue, type CheckRow, coverageOf, envelope } from '../core/render/index.ts';
import type { CheckNames } from '../core/settings/index.ts';
import { QuestionError } from './answer.ts';

/** What is checked. It rests on no snapshot: `takenAt` is the clock that was given. */
export function listChecks(takenAt: EpochMs, wanted: ReadonlySet<string>): CheckCatalogue {
  const checks = catalogue()
    .filter(({ id }) => wanted.size === 0 || wanted.has(id))
    .map(
      ({
        id,
        group,
        reference,
        title,
        severity,
        subject,
        needs,
        status,
        reportsUnder,
      }): CheckRow => ({
        id,
        group,
        reference,
        title,
        severity,
        subject,
        needs,
        status,
        reportsUnder,
      }),
    )
    .toSorted((a, b) => compareText(a.id, b.id));
  return { ...envelope('CheckCatalogue', takenAt, [], coverageOf(0, 0, 0), []), checks };
}

/** The names that configuration may call checks by. */
export const checkNames = (): CheckNames =>
  catalogue().map(({ id, reference, reportsUnder }) => ({ id, reference, reportsUnder }));

/** Slugs of checks that were named by slug or by reference. Throws a {@link QuestionError} for a name of none. */
export function findChecks(names: readonly string[]): ReadonlySet<string> {
  const known = catalogue();
  return new Set(
    names.map((name) => {
      const found = known.find(({ id, reference }) => id === name || reference === name);
      if (found !== undefined) return found.id;
      const alike = known.filter(
        ({ id, reference }) => reference.startsWith(name.slice(0, 2)) || id.includes(name),
      );
      throw new QuestionError(
        `no check is named '${name}'`,
        alike.map(({ id, reference }) => `${reference} ${id}`),
      );
    }),
  );
}

function whyNothingJudges({ id, reference, reportsUnder }: CatalogueEntry): string {
  const name = `${reference} ${id}`;
  const other = catalogue().find((one) => one.id === reportsUnder);
  if (other === undefined) return `${name} is planned: nothing judges it yet`;
  return `${name} is judged under another check; name ${other.reference} ${other.id}`;
}

/** A report of nothing but a check that never runs would look well. Throws a {@link QuestionError}. */
export function refuseUnjudgedChecks(wanted: ReadonlySet<string>): void {
  const idle = catalogue().find(({ id, status }) => status === 'planned' && wanted.has(id));
  if (idle !== undefined) throw new QuestionError(whyNothingJudges(idle), []);
}
