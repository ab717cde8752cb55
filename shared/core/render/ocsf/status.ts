import type { Severity } from '../../model/index.ts';
import type { FindingRow } from '../document/index.ts';
import type { Standing } from '../standing.ts';

/** A number of OCSF with its caption. */
export interface Captioned {
  readonly id: number;
  readonly caption: string;
}

const captioned = (id: number, caption: string): Captioned => ({ id, caption });

export const CREATE = captioned(1, 'Create');

export const ACTIVITIES: Readonly<Record<FindingRow['state'], Captioned>> = {
  raised: CREATE,
  changed: captioned(2, 'Update'),
  persisting: captioned(2, 'Update'),
  held: captioned(2, 'Update'),
  resolved: captioned(3, 'Close'),
};

export const UNKNOWN = captioned(0, 'Unknown');
export const INFORMATIONAL = captioned(1, 'Informational');

export const SEVERITY_IDS: Readonly<Record<Severity, Captioned>> = {
  info: INFORMATIONAL,
  low: captioned(2, 'Low'),
  medium: captioned(3, 'Medium'),
  high: captioned(4, 'High'),
  critical: captioned(5, 'Critical'),
};

export const NEW = captioned(1, 'New');

/** The status of the finding as somebody's work. */
export const STATUSES: Readonly<Record<Standing, Captioned>> = {
  failing: NEW,
  held: NEW,
  informing: NEW,
  suppressed: captioned(3, 'Suppressed'),
  resolved: captioned(4, 'Resolved'),
};

export const PASS = captioned(1, 'Pass');
/** "Did not yield a result due to missing information." */
export const NO_RESULT = captioned(2, 'Warning');
export const FAIL = captioned(3, 'Fail');
export const OTHER_STATUS = 99;
export const SETTLING = captioned(OTHER_STATUS, 'Settling');

/** What the check says of the subject: a subject that is gone passes nothing. */
export function verdictOf(standing: Standing, { resolution }: FindingRow): Captioned {
  if (standing === 'held') return NO_RESULT;
  if (standing !== 'resolved') return FAIL;
  return resolution === 'compliant' ? PASS : captioned(OTHER_STATUS, resolution ?? 'resolved');
}
