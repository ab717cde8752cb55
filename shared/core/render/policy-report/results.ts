import type {
  AuditReport,
  ConfigurationRow,
  FindingRow,
  GapRow,
  PopulationRow,
  SettlingRow,
  UnknownRow,
} from '../document/index.ts';
import { heldSentence, settlingSentence, unknownSentence } from '../sentences.ts';
import { readReport, type Standing, type Told } from '../standing.ts';
import { type Result, resultOf, type ResultWord } from './result.ts';

/** A resolved finding passes only where its subject was seen to comply. */
const WORDS: Readonly<Record<Exclude<Standing, 'resolved'>, ResultWord>> = {
  failing: 'fail',
  held: 'error',
  informing: 'warn',
  suppressed: 'skip',
};

const wordOf = (standing: Standing, { resolution }: FindingRow): ResultWord => {
  if (standing !== 'resolved') return WORDS[standing];
  return resolution === 'compliant' ? 'pass' : 'skip';
};

const MESSAGES: Readonly<Record<Standing, (told: Told) => string>> = {
  failing: ({ finding }) => finding.message,
  informing: ({ finding }) => finding.message,
  held: ({ finding, undecided }) => `${heldSentence(undecided)} ${finding.message}`,
  suppressed: ({ finding: { suppressedBy, message } }) =>
    `Suppressed by ${suppressedBy ?? ''}: ${message}`,
  resolved: ({ finding }) => `Resolved (${finding.resolution ?? ''}).`,
};

function findingResult(told: Told): Result {
  const { finding, standing, reference } = told;
  const { check, severity, subject, id, state, firstSeen, lastSeen, causes } = finding;
  const { expected, observed, evidence, fix, suppressedBy, attribution } = finding;
  return resultOf({
    policy: check,
    rule: reference,
    result: wordOf(standing, finding),
    severity,
    message: MESSAGES[standing](told),
    subject,
    at: lastSeen,
    properties: {
      id,
      state,
      causes,
      expected,
      observed,
      evidence: evidence.map((one) => `${one.kind} ${one.id}`),
      fix: fix.summary,
      commands: fix.commands,
      firstSeen,
      suppressedBy,
      actor: attribution?.actor ?? null,
      event: attribution?.event ?? null,
    },
  });
}

type References = ReadonlyMap<string, string>;

const unknownResult = (row: UnknownRow, at: string, references: References): Result =>
  resultOf({
    policy: row.check,
    rule: references.get(row.check),
    result: 'error',
    message: unknownSentence(row),
    subject: row.subject,
    at,
    properties: { reasons: row.reasons, missing: row.missing },
  });

const settlingResult = (row: SettlingRow, references: References): Result =>
  resultOf({
    policy: row.check,
    rule: references.get(row.check),
    result: 'warn',
    message: settlingSentence(row),
    subject: row.subject,
    at: row.since,
    properties: { until: row.until },
  });

/** What a check found compliant: nothing judged is no pass. */
function populationResult(population: PopulationRow, at: string): Result {
  const { id, reference, title, references: _, severity, ...counts } = population;
  const { compliant, judged, unknown, settling } = counts;
  const rest = [`${unknown} unknown`, `${settling} settling`].filter(
    (text) => !text.startsWith('0 '),
  );
  return resultOf({
    policy: id,
    rule: reference,
    result: compliant > 0 ? 'pass' : 'skip',
    severity,
    message: `${title}: ${[`${compliant} of ${judged} judged are compliant`, ...rest].join(', ')}.`,
    at,
    properties: counts,
  });
}

const gapResult = ({ source, item, reason, detail, effect }: GapRow, at: string): Result =>
  resultOf({
    policy: 'coverage',
    result: 'skip',
    message: `Not seen (${reason}): ${effect}`,
    at,
    properties: { source, item: item ?? null, detail },
  });

const leftOutResults = (
  { storesLeftOut, checksOff }: ConfigurationRow,
  at: string,
): readonly Result[] => [
  ...storesLeftOut.map((service) =>
    resultOf({
      policy: 'coverage',
      result: 'skip',
      message: `Stores of ${service} are left out by the configuration: nothing is said of them.`,
      at,
    }),
  ),
  ...checksOff.map(({ id, reference }) =>
    resultOf({
      policy: id,
      rule: reference,
      result: 'skip',
      message: 'Switched off by the configuration.',
      at,
    }),
  ),
];

/** What is said of one cluster, the worst first; what is said of all of them follows. */
export function resultsOf(
  report: AuditReport,
  isOurs: (cluster: string) => boolean,
): readonly Result[] {
  const { takenAt, checks, settling, gaps, configuration } = report;
  const { findings, unknowns } = readReport(report);
  const references = new Map(checks.map(({ id, reference }) => [id, reference]));
  return [
    ...findings.filter(({ finding }) => isOurs(finding.subject.cluster)).map(findingResult),
    ...unknowns
      .filter(({ subject }) => isOurs(subject.cluster))
      .map((row) => unknownResult(row, takenAt, references)),
    ...settling
      .filter(({ subject }) => isOurs(subject.cluster))
      .map((row) => settlingResult(row, references)),
    ...checks.map((row) => populationResult(row, takenAt)),
    ...leftOutResults(configuration, takenAt),
    ...gaps.map((gap) => gapResult(gap, takenAt)),
  ];
}
