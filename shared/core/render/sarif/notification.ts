import type { AuditReport, GapRow, SettlingRow } from '../document/index.ts';
import { settlingSentence } from '../sentences.ts';
import type { Locator } from './location.ts';
import { message } from './message.ts';
import type { Rules } from './rule.ts';

const NOT_SEEN = 'not-seen';
const SETTLING = 'settling';

export const NOTIFICATIONS = [
  {
    id: NOT_SEEN,
    shortDescription: message('A part of the input could not be seen, and what follows.'),
  },
  {
    id: SETTLING,
    shortDescription: message('A violation that is too young to be called one.'),
  },
];

const gapNotification = (gap: GapRow, { ofSource }: Locator): object => ({
  descriptor: { id: NOT_SEEN },
  level: 'warning',
  message: message(gap.effect, `${gap.source} (${gap.reason}): ${gap.detail}`),
  locations: [ofSource(gap.source)],
  properties: gap,
});

const settlingNotification = (
  row: SettlingRow,
  { indexOf }: Rules,
  { ofSubject }: Locator,
): object => ({
  descriptor: { id: SETTLING },
  associatedRule: { id: row.check, index: indexOf(row.check) },
  level: 'note',
  message: message(settlingSentence(row)),
  locations: [ofSubject(row.subject)],
  properties: { subject: row.subject, since: row.since, until: row.until },
});

/** What the results do not say: what was not seen, and what waits. */
export const notificationsOf = (
  report: AuditReport,
  rules: Rules,
  locator: Locator,
): readonly object[] => [
  ...report.gaps.map((gap) => gapNotification(gap, locator)),
  ...report.settling.map((row) => settlingNotification(row, rules, locator)),
];
