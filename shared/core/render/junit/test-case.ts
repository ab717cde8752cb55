import type {
  AuditReport,
  ConfigurationRow,
  GapRow,
  PopulationRow,
  SettlingRow,
  UnknownRow,
} from '../document/index.ts';
import { heldSentence, settlingSentence, unknownSentence } from '../sentences.ts';
import type { Standing, Told } from '../standing.ts';
import { spoken, subjectText } from '../table/index.ts';
import { type Attributes, element, xmlLines } from './xml.ts';

export interface TestCase {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly xml: string;
}

type Outcome =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'skipped'; readonly message: string }
  | {
      readonly outcome: 'failed';
      readonly type: string;
      readonly message: string;
      readonly lines: readonly string[];
    };

function testCase(classname: string, name: string, outcome: Outcome): TestCase {
  const attributes: Attributes = { classname: `podfence.${classname}`, name, time: 0 };
  const xml = (content: string): string => element('testcase', attributes, content);
  if (outcome.outcome === 'passed') return { outcome: 'passed', xml: xml('') };
  const { message } = outcome;
  if (outcome.outcome === 'skipped') {
    return { outcome: 'skipped', xml: xml(element('skipped', { message })) };
  }
  const { type, lines } = outcome;
  return { outcome: 'failed', xml: xml(element('failure', { message, type }, xmlLines(lines))) };
}

/** Passes only where subjects were found compliant: nothing judged is no pass. */
export function populationCase(population: PopulationRow): TestCase {
  const { id, compliant } = population;
  return testCase(
    id,
    'compliant subjects',
    compliant > 0
      ? { outcome: 'passed' }
      : { outcome: 'skipped', message: `no subject is compliant: ${countsText(population)}` },
  );
}

export function countsText(population: PopulationRow): string {
  const { judged, compliant, violations, unknown, settling, notApplicable } = population;
  return (
    `${judged} judged, ${compliant} compliant, ${violations} in violation, ${unknown} unknown, ` +
    `${settling} settling, ${notApplicable} not applicable`
  );
}

const labelled = (label: string, values: readonly string[]): readonly string[] =>
  values.length === 0 ? [] : [`${label}: ${values.join(', ')}`];

function bodyOf({ finding }: Told): readonly string[] {
  const { message, causes, expected, observed, evidence, fix, state, firstSeen, id } = finding;
  return [
    message,
    ...labelled('cause', causes),
    ...labelled('expected', expected),
    ...labelled('observed', observed),
    ...labelled(
      'evidence',
      evidence.map(({ kind, id: what }) => `${kind} ${what}`),
    ),
    `fix: ${fix.summary}`,
    ...fix.commands.map((command) => `$ ${command}`),
    `${state}, first seen ${spoken(firstSeen)}`,
    id,
  ];
}

/** Only what fails a run fails here. */
const OUTCOMES: Readonly<Record<Standing, (told: Told) => Outcome>> = {
  failing: (told) => ({
    outcome: 'failed',
    type: told.finding.severity,
    message: told.finding.message,
    lines: bodyOf(told),
  }),
  held: ({ finding, undecided }) => ({
    outcome: 'skipped',
    message: `${heldSentence(undecided)} ${finding.message}`,
  }),
  informing: ({ finding }) => ({ outcome: 'skipped', message: `info: ${finding.message}` }),
  suppressed: ({ finding }) => ({
    outcome: 'skipped',
    message: `suppressed by ${finding.suppressedBy ?? ''}: ${finding.message}`,
  }),
  resolved: ({ finding: { resolution } }) =>
    resolution === 'compliant'
      ? { outcome: 'passed' }
      : { outcome: 'skipped', message: `resolved: ${resolution ?? ''}` },
};

export const findingCase = (told: Told, report: AuditReport): TestCase =>
  testCase(
    told.finding.check,
    subjectText(told.finding.subject, report),
    OUTCOMES[told.standing](told),
  );

export const unknownCase = (row: UnknownRow, report: AuditReport): TestCase =>
  testCase(row.check, subjectText(row.subject, report), {
    outcome: 'skipped',
    message: unknownSentence(row),
  });

export const settlingCase = (row: SettlingRow, report: AuditReport): TestCase =>
  testCase(row.check, subjectText(row.subject, report), {
    outcome: 'skipped',
    message: settlingSentence(row),
  });

export const gapCase = ({ source, item, reason, effect, detail }: GapRow): TestCase =>
  testCase('coverage', item === undefined ? source : `${source} ${item}`, {
    outcome: 'skipped',
    message: `not seen (${reason}): ${effect} ${detail}`,
  });

export const leftOutCase = (service: string): TestCase =>
  testCase('coverage', `stores of ${service}`, {
    outcome: 'skipped',
    message: 'left out by the configuration: nothing is said of them',
  });

export const checkOffCase = ({ id, reference }: ConfigurationRow['checksOff'][number]): TestCase =>
  testCase('coverage', `${reference} ${id}`, {
    outcome: 'skipped',
    message: 'switched off by the configuration',
  });

/** Passes when something was judged and nothing is unknown. */
export function coverageCase({ coverage }: AuditReport): TestCase {
  const { judged, unknown, settling, percent } = coverage;
  const counts = `${percent} % decided: ${judged} judged, ${unknown} unknown, ${settling} settling`;
  return testCase(
    'coverage',
    'everything could be decided',
    judged > 0 && unknown === 0 ? { outcome: 'passed' } : { outcome: 'skipped', message: counts },
  );
}
