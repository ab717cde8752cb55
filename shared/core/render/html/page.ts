import type { AuditReport } from '../document/index.ts';
import { gather } from '../json.ts';
import { spoken } from '../table/words.ts';
import { renderFilters } from './filters.ts';
import { renderHead } from './head.ts';
import { constant, type Html, markup, markupText } from './markup.ts';
import { overviewOf } from './reach/overview.ts';
import type { HtmlReport } from './report.ts';
import { SCRIPT } from './script.ts';
import { type Section, sectionsOf } from './sections.ts';
import { securityPolicy } from './security.ts';
import { STYLE } from './style/index.ts';
import { namesOf } from './subject.ts';
import { severityWords } from './verdict.ts';

const ICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Cpath d=%22M3 14V4l2-2 2 2v10M9 14V4l2-2 2 2v10M1 7h14M1 11h14%22 fill=%22none%22 stroke=%22%232563a8%22 stroke-width=%221.6%22/%3E%3C/svg%3E';

function titleOf(report: AuditReport): string {
  const found = severityWords(report);
  const names = report.clusters.slice(0, 3).map(({ name }) => name);
  return `podfence: ${found === '' ? 'no open finding' : found} · ${names.join(', ')} · ${spoken(report.takenAt)}`;
}

const head = (report: AuditReport): Html =>
  markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="${constant(securityPolicy(STYLE, SCRIPT))}"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <meta name="generator" content="podfence ${report.tool.version}" />
        <link rel="icon" href="${constant(ICON)}" />
        <title>${titleOf(report)}</title>
        ${constant(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <a class="skip" href="#findings">Skip to the findings</a> `;

const contents = (sections: readonly Section[]): Html =>
  markup`<nav aria-label="Contents">
    <ul>
      ${sections.map(
        ({ id, short, count }) =>
          markup`<li>
            <a href="#${id}"
              >${short}${count === null ? '' : markup` <span class="count">${count.toLocaleString('en-US')}</span>`}</a
            >
          </li>`,
      )}
    </ul>
  </nav> `;

function* renderSection({ id, title, body }: Section): Generator<Html> {
  yield markup`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2> `;
  yield* body();
  yield markup`</section>
`;
}

const foot = ({ tool, schemaVersion }: AuditReport): Html => markup`</main>
<footer><p>podfence ${tool.version} · report form ${schemaVersion} · the same input gives the same file · nothing in it is loaded from or sent to anywhere. What is folded or left out here is in the JSON of the same audit: <code>podfence audit --json</code>.</p></footer>
${constant(`<script>${SCRIPT}</script>`)}
</body>
</html>
`;

function* pieces(input: HtmlReport): Generator<Html> {
  const { report, matrix, catalogue } = input;
  const names = namesOf(report, matrix, catalogue);
  const overview = overviewOf(matrix);
  const sections = sectionsOf(input, overview, names);
  yield head(report);
  yield renderHead(input, overview, names);
  yield contents(sections);
  yield markup`<main>${renderFilters(report, matrix, overview, names)}`;
  for (const section of sections) yield* renderSection(section);
  yield foot(report);
}

function* texts(input: HtmlReport): Generator<string> {
  for (const piece of pieces(input)) yield markupText(piece);
}

/**
 * One file that needs nothing else: no network, no script to be readable. The same input gives the same bytes, within some
 * megabytes whatever the input.
 */
export function* renderHtml(input: HtmlReport): Generator<string> {
  yield* gather(texts(input));
}
