import type { AuditReport, FindingRow, PopulationRow } from '../document/index.ts';
import { counted } from '../table/words.ts';
import { leftOut } from './decisions.ts';
import { type Html, markup } from './markup.ts';
import { isOpen } from './order.ts';
import { sumTallies, type Tally } from './reach/tally.ts';
import type { ReachOverview } from './reach/overview.ts';

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
  /** What the answer does not speak for, or why it is so; empty where there is nothing to add. */
  readonly limit: string;
  readonly findings: number;
  readonly populations: readonly PopulationRow[];
}

interface Question {
  readonly report: AuditReport;
  readonly isNarrowed: boolean;
  /** The matrix shows somebody in who should not be, or out who should be in. */
  readonly isSeen: boolean;
  readonly isAsked: (reference: string) => boolean;
}

function partOf({ report, isNarrowed, isSeen, isAsked }: Question): Part {
  const populations = report.checks.filter(
    ({ reference }) => reference !== 'R-20' && isAsked(reference),
  );
  const ids = new Set(populations.map(({ id }) => id));
  const own = report.findings.filter(({ check, state }) => ids.has(check) && state !== 'resolved');
  const open = own.filter(isOpen);
  const isWrong = (one: FindingRow): boolean => one.severity !== 'info';
  const part = { findings: open.length, populations };
  if (open.some(isWrong)) return { ...part, answer: 'no', limit: '' };
  // Accepted, told only, or not for these checks to judge: it fails no run, and yes would be wrong all the same.
  if (own.some(isWrong)) return { ...part, answer: 'no', limit: ', and it is accepted' };
  if (isSeen) return { ...part, answer: 'no', limit: ', and no finding is open about it' };
  const answer = silentAnswer(populations, isNarrowed);
  const isWhole = answer !== 'yes' || leftOut(report.configuration).length === 0;
  return { ...part, answer, limit: isWhole ? '' : ', in what was looked at' };
}

/** Yes needs more than silence: something was judged, all of it was decided, and the report holds all of it. */
function silentAnswer(populations: readonly PopulationRow[], isNarrowed: boolean): Answer {
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
function reachWords({ sources, doors }: ReachOverview, total: Tally): string {
  const unintended = sources.filter(({ tally }) => tally.unintended > 0).length;
  const stores = new Set(
    doors.filter(({ tally }) => tally.unintended > 0).map(({ row }) => row.store),
  );
  const workloads = counted(unintended, 'workload reaches', 'workloads reach');
  return [
    unintended > 0
      ? `${workloads} ${counted(stores.size, 'store')} and should not.`
      : 'No workload is known to reach a store that it should not.',
    total.broken > 0 ? `${counted(total.broken, 'intended way')} blocked.` : '',
    total.unknown > 0 ? `${counted(total.unknown, 'pair')} not decided.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function card(question: string, part: Part, detail: string): Html {
  const [shape, word] = ANSWER_WORDS[part.answer];
  return markup`<div class="question ${part.answer}">
    <h2>${question}</h2>
    <p class="answer"><span class="shape" aria-hidden="true">${shape}</span> ${word}${part.limit}</p>
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
  const total = sumTallies(overview.doors.map(({ tally }) => tally));
  const asked = { report, isNarrowed };
  const wears = partOf({ ...asked, isSeen: false, isAsked: (one) => !isAboutReach(one) });
  const isSeen = total.unintended + total.broken > 0;
  const reaches = partOf({ ...asked, isSeen, isAsked: isAboutReach });
  return markup`<div class="questions">
    ${card('Do pods wear the groups that their policies declare?', wears, '')}
    ${card('Do the intended pods, and no others, reach each data store?', reaches, reachWords(overview, total))}
  </div>`;
}
