import type { AuditReport } from '../document/index.ts';
import { ink, labelled, type Screen } from './screen.ts';

const WORDS: Readonly<Record<string, string>> = { elasticache: 'ElastiCache', rds: 'RDS' };

/** What was not looked at, and what was decided otherwise than by default: a green report rests on it. */
export function* configurationLines(
  screen: Screen,
  { storesLeftOut, checksOff, settings }: AuditReport['configuration'],
): Generator<string> {
  const line = (label: string, text: string): string =>
    labelled(screen, 0, ink('yellow', label), ink('yellow', text));
  if (storesLeftOut.length > 0) {
    const services = storesLeftOut.map((one) => WORDS[one] ?? one).join(', ');
    yield line('left out    ', `stores of ${services}: nothing is said of them`);
  }
  if (checksOff.length > 0) {
    yield line(
      'checks off  ',
      checksOff.map(({ id, reference }) => `${reference} ${id}`).join(', '),
    );
  }
  const others = settings.filter(({ name }) => name !== 'stores' && name !== 'disabledChecks');
  if (others.length > 0) {
    const values = others.map(({ name, value }) => `${name} ${JSON.stringify(value)}`);
    yield labelled(screen, 0, ink('dim', 'settings    '), ink('dim', values.join(', ')));
  }
}
