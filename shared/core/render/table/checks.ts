import { compareText, type Severity } from '../../model/index.ts';
import type { CheckCatalogue, CheckGroup } from '../document/index.ts';
import { grid } from './grid.ts';
import { type Ink, ink, line, type Screen } from './screen.ts';
import { counted } from './words.ts';

export const SEVERITY_INKS = {
  critical: 'alarm',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
} as const satisfies Record<Severity, Ink>;

const GROUPS = [
  ['A', 'PLATFORM'],
  ['B', 'POLICIES'],
  ['C', 'PODS AND THEIR INTERFACES'],
  ['D', 'INTERFACES LEFT OVER'],
  ['R', 'WHO REACHES THE STORES'],
  ['P', 'PODFENCE ITSELF'],
] as const satisfies readonly (readonly [CheckGroup, string])[];

/** The catalogue by group: what is checked, how severe, and what is yet to come. */
export function* renderChecks(catalogue: CheckCatalogue, screen: Screen): Generator<string> {
  for (const [group, title] of GROUPS) {
    const checks = catalogue.checks
      .filter((check) => check.group === group)
      .toSorted((a, b) => compareText(a.reference, b.reference));
    if (checks.length === 0) continue;
    yield line(screen, 0, ink('bold', title));
    yield* grid(
      screen,
      2,
      ['REFERENCE', 'SEVERITY', 'SUBJECT', 'CHECK', 'TRUE WHEN COMPLIANT'],
      checks.map((check) => [
        check.reference,
        ink(SEVERITY_INKS[check.severity], check.severity),
        check.subject,
        check.status === 'planned' ? ink('dim', `${check.id} (planned)`) : check.id,
        check.title,
      ]),
    );
    yield '\n';
  }
  const planned = catalogue.checks.filter((check) => check.status === 'planned').length;
  const implemented = catalogue.checks.length - planned;
  const rest = planned === 0 ? '' : `, ${planned} planned`;
  yield line(screen, 0, ink('bold', counted(implemented, 'check')), rest);
}
