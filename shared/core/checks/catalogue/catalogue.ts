import { compareText, type Severity, type SubjectKind } from '../../model/index.ts';
import type { Check } from '../contract/check.ts';
import type { Need } from '../contract/need.ts';
import { subjectKindOf } from '../contract/population.ts';
import { CHECKS } from '../registry.ts';
import type { PlannedCheck } from './planned-check.ts';
import { PLANNED_DESTINATIONS } from './planned-destinations.ts';
import { PLANNED_PLATFORM } from './planned-platform.ts';
import { PLANNED_PODS } from './planned-pods.ts';
import { PLANNED_STORES } from './planned-stores.ts';

const GROUPS = ['A', 'B', 'C', 'D', 'R', 'P'] as const;
export type CheckGroup = (typeof GROUPS)[number];

/** One row of `podfence checks`. */
export interface CatalogueEntry {
  readonly id: string;
  readonly group: CheckGroup;
  readonly reference: string;
  readonly title: string;
  readonly severity: Severity;
  readonly subject: SubjectKind;
  readonly needs: readonly Need[];
  readonly status: 'implemented' | 'planned';
  readonly reportsUnder: string | null;
}

export const PLANNED: readonly PlannedCheck[] = [
  ...PLANNED_PLATFORM,
  ...PLANNED_PODS,
  ...PLANNED_STORES,
  ...PLANNED_DESTINATIONS,
];

const groupOf = (reference: string): CheckGroup =>
  GROUPS.find((group) => reference.startsWith(group)) ?? 'P';

const implemented = ({ id, reference, title, severity, over, needs }: Check): CatalogueEntry => ({
  id,
  group: groupOf(reference),
  reference,
  title,
  severity,
  subject: subjectKindOf(over),
  needs,
  status: 'implemented',
  reportsUnder: null,
});

const planned = (check: PlannedCheck): CatalogueEntry => ({
  id: check.id,
  group: groupOf(check.reference),
  reference: check.reference,
  title: check.title,
  severity: check.severity,
  subject: check.subject,
  needs: check.needs,
  status: 'planned',
  reportsUnder: check.reportsUnder ?? null,
});

/** Every check, written or not, by its reference. */
export const catalogue = (): readonly CatalogueEntry[] =>
  [...CHECKS.map(implemented), ...PLANNED.map(planned)].toSorted((a, b) =>
    compareText(a.reference, b.reference),
  );
