import type { AuditReport, PopulationRow } from '../document/index.ts';
import { counted } from '../table/words.ts';
import { leftOut } from './decisions.ts';
import { type Html, markup } from './markup.ts';
import { isOpen } from './order.ts';
import { sumTallies, type Tally } from './reach/tally.ts';
import type { ReachOverview } from './reach/overview.ts';
import { PAIR_CLASSES } from './reach/pair-class.ts';

/** Checks of stores and of what pods admit are about who reaches what; all others about what pods wear. */
const isAboutReach = (reference: string): boolean => /^[RP]/u.test(reference);

type Answer = 'no' | 'unknown' | 'none' | 'yes';

const ANSWER_WORDS = {
  no: ['✕', 'No'],
  unknown: ['?', 'Not known'],
  none: ['–', 'Nothing to judge'],
  yes: ['✓', 'Yes'],
} as const satisfies Record<Answer, readonly [string, string]>;

interface Part {
  readonly answer: Answer;
  readonly findings: number;
  readonly populations: readonly PopulationRow[];
}

/** Yes needs more than silence: something was judged, all of it was decided, and the report holds all of it. */
function partOf(report: AuditReport, isNarrowed: boolean, isReach: boolean): Part {
  const populations = report.checks.filter(
    ({ reference }) => reference !== 'R-20' && isAboutReach(reference) === isReach,
  );
  const ids = new Set(populations.map(({ id }) => id));
  const findings = report.findings.filter(
    (one) => ids.has(one.check) && isOpen(one) && one.severity !== 'info',
  ).length;
  return { answer: answerOf(populations, findings, isNarrowed), findings, populations };
}

function answerOf(
  populations: readonly PopulationRow[],
  findings: number,
  isNarrowed: boolean,
): Answer {
  if (findings > 0) return 'no';
  const isDecided = populations.every(({ unknown, settling }) => unknown + settling === 0);
  if (isNarrowed || !isDecided) return 'unknown';
  return populations.some(({ judged }) => judged > 0) ? 'yes' : 'none';
}

function countWords({ findings, populations }: Part): string {
  const sum = (field: 'judged' | 'unknown' | 'settling'): number =>
    populations.reduce((total, row) => total + row[field], 0);
  const parts = [
    counted(findings, 'finding'),
    `${sum('judged').toLocaleString('en-US')} judged`,
    sum('unknown') > 0 ? `${sum('unknown').toLocaleString('en-US')} unknown` : '',
    sum('settling') > 0 ? `${sum('settling').toLocaleString('en-US')} settling` : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Workloads by their worst pair: one that is wrong at several stores is one workload. */
function reachWords({ sources, doors }: ReachOverview): string {
  const classes = sources.map(({ tally }) => PAIR_CLASSES.find((one) => tally[one] > 0));
  const count = (found: string): number => classes.filter((one) => one === found).length;
  const total: Tally = sumTallies(doors.map(({ tally }) => tally));
  const stores = new Set(
    doors.filter(({ tally }) => tally.unintended > 0).map(({ row }) => row.store),
  );
  return [
    count('unintended') > 0
      ? `${counted(count('unintended'), 'workload reaches', 'workloads reach')} ${counted(stores.size, 'store')} and should not.`
      : 'No workload is known to reach a store that it should not.',
    total.broken > 0 ? `${counted(total.broken, 'intended way')} blocked.` : '',
    total.unknown > 0 ? `${counted(total.unknown, 'pair')} not decided.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function card(question: string, part: Part, detail: string, limit: string): Html {
  const [shape, word] = ANSWER_WORDS[part.answer];
  return markup`<div class="question ${part.answer}">
    <h2>${question}</h2>
    <p class="answer"><span class="shape" aria-hidden="true">${shape}</span> ${word}${part.answer === 'yes' ? limit : ''}</p>
    ${detail === '' ? '' : markup`<p>${detail}</p>`}
    <p class="counts">${countWords(part)}</p>
  </div> `;
}

/** The two questions that podfence is there to answer. */
export function renderQuestions(
  report: AuditReport,
  overview: ReachOverview,
  isNarrowed: boolean,
): Html {
  const limit = leftOut(report.configuration).length === 0 ? '' : ', in what was looked at';
  const wears = partOf(report, isNarrowed, false);
  const reaches = partOf(report, isNarrowed, true);
  return markup`<div class="questions">
    ${card('Do pods wear the groups that their policies declare?', wears, '', limit)}
    ${card('Do only intended pods reach each data store?', reaches, reachWords(overview), limit)}
  </div>`;
}
