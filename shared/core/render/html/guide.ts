import { type Html, markup } from './markup.ts';
import { CLASS_SHAPES, CLASS_WORDS, PAIR_CLASSES } from './reach/pair-class.ts';
import { SEVERITY_SHAPES, STATE_WORDS, WORST_FIRST } from './words.ts';

const MEANINGS: readonly (readonly [string, string])[] = [
  ['unknown', 'What was read does not decide it. Never a pass.'],
  ['settling', 'Wrong, but so young that controllers may still be at work.'],
  ['suppressed', 'Accepted by somebody for a while, with a reason and a last day.'],
  [
    'intended',
    'A policy gives the pod a group that the store admits at its port, or an intent document names it.',
  ],
  ['coverage', 'Decided answers among all that were asked, settling ones included.'],
];

/** For who sees such a report for the first time. */
export const renderGuide = (): Html =>
  markup`<dl class="guide">
    <div>
      <dt>Severity</dt>
      <dd>
        ${WORST_FIRST.map(
          (severity) =>
            markup`<span class="badge ${severity}"
              ><span aria-hidden="true">${SEVERITY_SHAPES[severity]}</span> ${severity}</span
            > `,
        )} <span>info tells of what was not seen, and fails no run.</span>
      </dd>
    </div>
    ${Object.entries(STATE_WORDS).map(
      ([state, words]) =>
        markup`<div>
          <dt>${state}</dt>
          <dd>${words}</dd>
        </div> `,
    )}
    ${MEANINGS.map(
      ([word, meaning]) =>
        markup`<div>
          <dt>${word}</dt>
          <dd>${meaning}</dd>
        </div> `,
    )}
    <div>
      <dt>In the picture</dt>
      <dd>
        ${PAIR_CLASSES.map(
          (one) =>
            markup`<span class="pair ${one}"
              ><span aria-hidden="true">${CLASS_SHAPES[one]}</span> ${CLASS_WORDS[one]}</span
            > `,
        )}
      </dd>
    </div>
  </dl>`;
