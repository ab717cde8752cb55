import { compareSubjects, compareText } from '../../model/index.ts';
import type { AuditReport, FindingRow } from '../document/index.ts';
import type { Names } from './subject.ts';
import { WORST_FIRST } from './words.ts';

export const isOpen = ({ state, suppressedBy }: FindingRow): boolean =>
  state !== 'resolved' && suppressedBy === null;

/** The worst first, then in the order of the catalogue, then by subject: the order of the whole page. */
export function inOrder(
  { findings }: AuditReport,
  { reference }: Pick<Names, 'reference'>,
): readonly FindingRow[] {
  return findings.toSorted(
    (a, b) =>
      WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity) ||
      compareText(reference(a.check), reference(b.check)) ||
      compareSubjects(a.subject, b.subject),
  );
}
