import type { SettlingRow, UnknownRow } from './document/index.ts';
import { spoken } from './table/index.ts';

/** What the report says in codes and times, as every format says it in words. */

export const unknownSentence = ({ reasons, missing }: UnknownRow): string =>
  `Unknown because of ${reasons.join(', ')}.` +
  (missing.length === 0 ? '' : ` It would be settled by ${missing.join(', ')}.`);

/** Of a held finding; `undecided` when it was said why. */
export const heldSentence = (undecided: UnknownRow | null): string =>
  `Held: a violation when it was last judged. ` +
  (undecided === null ? 'It cannot be judged now.' : unknownSentence(undecided));

export const settlingSentence = ({ until }: SettlingRow): string =>
  `Settling until ${spoken(until)}: a finding if it is still there then.`;
