import { toIso } from '../document/index.ts';
import { printable } from '../printable.ts';
import { counted, spoken } from '../table/words.ts';
import { leftOut } from './decisions.ts';
import { anchorOf, badge } from './finding.ts';
import { withIds } from './ids.ts';
import { LIMITS } from './limits.ts';
import { type Html, markup } from './markup.ts';
import { renderQuestions } from './questions.ts';
import type { ReachOverview } from './reach/overview.ts';
import type { HtmlReport } from './report.ts';
import { type Names, subjectWords } from './subject.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { spokenLength, WORST_FIRST } from './words.ts';

const OUTCOME_SHAPES = { bad: '✕', doubtful: '?', good: '✓' } as const;

const fact = (name: string, value: Html | string): Html =>
  markup`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** The oldest read, where reads were made long before the snapshot was closed. */
const OLD_MS = 60 * 60 * 1000;

function oldestRead({ inputs, takenAt }: HtmlReport['report']): string | null {
  const oldest = inputs
    .flatMap(({ readAt }) => (readAt === null ? [] : [readAt]))
    .reduce<string | null>((a, b) => (a === null || b < a ? b : a), null);
  if (oldest === null || Date.parse(takenAt) - Date.parse(oldest) < OLD_MS) return null;
  return oldest;
}

function ageWords(takenAt: string, now: number): string {
  const age = now - Date.parse(takenAt);
  return age < 60_000 ? 'as the data was taken' : `${spokenLength(age)} after the data was taken`;
}

function clusterFacts({ report }: HtmlReport): Html {
  const rest = report.clusters.length - LIMITS.clusters;
  return markup`${report.clusters.slice(0, LIMITS.clusters).map(
    ({ name, region, accountId, enforcingMode }) =>
      markup`<li>
        <b>${printable(name)}</b>
        <span
          >${[region, accountId, `${enforcingMode} enforcing mode`]
            .flatMap((part) => (part === null ? [] : printable(part)))
            .join(' · ')}</span
        >
      </li>`,
  )}${rest > 0 ? markup`<li>and ${counted(rest, 'cluster')} more</li>` : ''}${
    report.clusters.length === 0 ? markup`<li>no cluster was seen</li>` : ''
  }`;
}

function counts({ report }: HtmlReport): Html {
  const chips = WORST_FIRST.filter((severity) => report.summary.bySeverity[severity] > 0).map(
    (severity) =>
      markup`<li>
        <a href="#${severity}"
          >${badge(severity)}
          <b>${report.summary.bySeverity[severity].toLocaleString('en-US')}</b></a
        >
      </li>`,
  );
  return chips.length === 0
    ? markup``
    : markup`<ul class="chips" aria-label="Open findings by severity">
        ${chips}
      </ul>`;
}

function worstFirst({ worst }: Verdict, names: Names): Html {
  if (worst === null) return markup``;
  const subject = subjectWords(worst.subject, names);
  return markup`<p class="worst"><b>Look here first:</b> <a href="#${anchorOf(worst)}">${subject}</a></p>
    <p>${withIds(worst.message)}</p>`;
}

/** How many of the parts that are left out are named at the top. */
const MOST_PARTS = 8;

/** What is not in it, lest silence be taken for a pass. */
function partWarning({ narrowedTo, report }: HtmlReport): Html {
  const parts = leftOut(report.configuration);
  const rest = parts.length - MOST_PARTS;
  return markup`${
    narrowedTo.length === 0
      ? ''
      : markup`<p class="warning">
          <b>Only a part:</b> this report was narrowed to ${narrowedTo.join(', ')}. Findings of
          anything else are not in it.
        </p>`
  }${
    parts.length === 0
      ? ''
      : markup`<p class="warning">
          <b>Left out by the configuration:</b> ${parts.slice(0, MOST_PARTS).join(', ')}${
            rest > 0 ? ` and ${rest} more` : ''
          }.
        </p>`
  }`;
}

/** What a reader has to know before anything else: how bad, of what, from when, and how sure. */
export function renderHead(input: HtmlReport, overview: ReachOverview, names: Names): Html {
  const { report, now, narrowedTo } = input;
  const isNarrowed = narrowedTo.length > 0;
  const verdict = verdictOf(report, names, isNarrowed);
  const oldest = oldestRead(report);
  return markup`<header class="top">
    <p class="brand">podfence <span>audit of security groups for pods</span></p>
    <ul class="clusters">
      ${clusterFacts(input)}
    </ul>
    <div class="verdict ${verdict.outcome}">
      <p class="sign" aria-hidden="true">${OUTCOME_SHAPES[verdict.outcome]}</p>
      <div>
        <h1>${verdict.headline}</h1>
        ${counts(input)}
        <p class="sentence">${verdict.sentence}</p>
        ${worstFirst(verdict, names)}
      </div>
    </div>
    ${partWarning(input)}
    <p class="warning" id="age" data-taken="${report.takenAt}" hidden></p>
    <dl class="facts">
      ${fact('Data taken', spoken(report.takenAt))}
      ${fact('Audited', markup`${spoken(toIso(now))}, ${ageWords(report.takenAt, now)}`)}
      ${oldest === null ? '' : fact('Oldest input', markup`${spoken(oldest)}, ${spokenLength(Date.parse(report.takenAt) - Date.parse(oldest))} before the rest`)}
      ${fact('Coverage', markup`${report.coverage.percent} % <progress max="100" value="${report.coverage.percent}" aria-label="Coverage in percent"></progress>`)}
      ${fact('podfence', report.tool.version)}
    </dl>
    ${renderQuestions(report, overview, isNarrowed)}
  </header> `;
}
