import type { FindingRow } from '../document/index.ts';
import { spoken } from '../table/words.ts';
import { renderDifference } from './difference.ts';
import { renderEvidence } from './evidence.ts';
import { withIds } from './ids.ts';
import { LIMITS } from './limits.ts';
import { type Html, markup } from './markup.ts';
import { type Names, subjectData, subjectHeading } from './subject.ts';
import { CAUSE_WORDS, RESOLUTION_WORDS, SEVERITY_SHAPES, STATE_WORDS } from './words.ts';

/** A link's target; finding ids end in a digest. */
export const anchorOf = ({ id }: Pick<FindingRow, 'id'>): string =>
  `finding-${id.slice(id.lastIndexOf('/') + 1)}`;

export const badge = (severity: FindingRow['severity']): Html =>
  markup`<span class="badge ${severity}"
    ><span aria-hidden="true">${SEVERITY_SHAPES[severity]}</span> ${severity}</span
  >`;

const dataOf = ({ subject, check, severity, state, suppressedBy }: FindingRow): Html =>
  markup`data-row="finding" data-severity="${severity}"
  data-state="${suppressedBy === null ? state : 'suppressed'}" ${subjectData(subject, check)}`;

function stateTag({ state, resolution, suppressedBy }: FindingRow): Html {
  const closed = resolution === null ? '' : `: ${RESOLUTION_WORDS[resolution]}`;
  return markup`<span class="state ${state}" title="${STATE_WORDS[state]}">${state}${closed}</span>${
    suppressedBy === null
      ? ''
      : markup` <span class="state suppressed">suppressed by ${suppressedBy}</span>`
  }`;
}

function whyPart({ causes, attribution, title }: FindingRow): Html {
  const change =
    attribution === null
      ? ''
      : markup`<p>
          Changed by <b>${attribution.actor}</b> with <b>${attribution.event}</b>${
            attribution.at === null ? '' : ` at ${spoken(attribution.at)}`
          }.
        </p>`;
  return markup`<div class="why">
    <h5>Why</h5>
    ${causes.map(
      (cause) => markup`<p>${CAUSE_WORDS[cause]} <code class="cause">${cause}</code></p>`,
    )}${change}
    <p class="should"><b>What should hold:</b> ${title}.</p>
  </div>`;
}

const command = (text: string): Html => markup`<pre class="command"><code>${text}</code></pre>`;

function fixPart({ fix }: FindingRow): Html {
  const rest = fix.commands.length - LIMITS.commands;
  return markup`<div class="fix">
    <h5>What to do</h5>
    <p>${fix.summary}</p>
    ${fix.commands
      .slice(0, LIMITS.commands)
      .map(
        command,
      )}${rest > 0 ? markup`<p class="note more">and ${rest} more commands in the JSON</p>` : ''}
  </div>`;
}

/** One finding with all that proves it: what is wrong, why, what to do, what it rests on. */
export function renderFinding(finding: FindingRow, names: Names): Html {
  const { check, severity, subject, message, expected, observed, evidence } = finding;
  const anchor = anchorOf(finding);
  return markup`<article class="finding ${severity}" id="${anchor}" ${dataOf(finding)}>
    <header>
      <p class="tags">
        ${badge(severity)} ${stateTag(finding)}
        <span class="check"><b>${names.reference(check)}</b> ${check}</span>
        <a class="permalink" href="#${anchor}" aria-label="Link to this finding">#</a>
      </p>
      <h4>${subjectHeading(subject, names)}</h4>
      <p class="message">${withIds(message)}</p>
    </header>
    <details open data-fold="finding">
      <summary>Why, what to do, and proof</summary>
      <div class="body">
        <div class="column">${whyPart(finding)} ${fixPart(finding)}</div>
        <div class="column">
          <div>
            <h5>Expected and observed</h5>
            ${renderDifference(expected, observed)}
          </div>
          <div>
            <h5>Evidence</h5>
            ${renderEvidence(evidence)}
          </div>
        </div>
        <p class="seen">
          First seen ${spoken(finding.firstSeen)} · last seen ${spoken(finding.lastSeen)} ·
          <code>${finding.id}</code>
        </p>
      </div>
    </details>
  </article> `;
}

/** The same in one line, for what there is no room for. */
export function renderFindingLine(finding: FindingRow, names: Names): Html {
  const { check, severity, subject, firstSeen } = finding;
  return markup`<tr ${dataOf(finding)}>
    <td>${badge(severity)}</td>
    <th scope="row">${subjectHeading(subject, names)}</th>
    <td><b>${names.reference(check)}</b> ${check}</td>
    <td>${stateTag(finding)}</td>
    <td>${spoken(firstSeen)}</td>
  </tr> `;
}
