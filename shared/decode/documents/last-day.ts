import type { EpochMs } from '../../core/model/index.ts';
import { type Kind, placed, refuse } from '../../core/settings/index.ts';

const EXPECTED = 'a day like 2027-01-31 (the last one, in UTC)';
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** The first moment after a day, in UTC; null for text that is no day of the calendar. */
export function endOfDay(text: string): EpochMs | null {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? [];
  if (year < '1000') return null;
  const start = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isReal = new Date(start).toISOString().startsWith(text);
  return isReal ? Date.UTC(Number(year), Number(month) - 1, Number(day) + 1) : null;
}

/** The last day on which a document holds; the value is the first moment at which it no longer does. */
export const LAST_DAY: Kind<EpochMs> = {
  expected: EXPECTED,
  schema: () => ({ type: 'string', format: 'date', pattern: '^[1-9][0-9]{3}-' }),
  read(value, at) {
    const text = value.kind === 'scalar' && typeof value.value === 'string' ? value.value : '';
    return endOfDay(text) ?? refuse(value, at, EXPECTED);
  },
  fromText: placed,
  write: (end) => new Date(end - 1).toISOString().slice(0, 10),
};
