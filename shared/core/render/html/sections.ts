import { renderDecisions } from './decisions.ts';
import { renderFindings } from './findings.ts';
import { renderGuide } from './guide.ts';
import type { Html } from './markup.ts';
import { renderChecksSection, renderInputs } from './proof.ts';
import type { ReachOverview } from './reach/overview.ts';
import { renderReach } from './reach/section.ts';
import type { HtmlReport } from './report.ts';
import type { Names } from './subject.ts';
import { renderUndecided } from './undecided.ts';

export interface Section {
  readonly id: string;
  /** In the contents, where there is little room. */
  readonly short: string;
  readonly title: string;
  readonly count: number | null;
  readonly body: () => Iterable<Html>;
}

/** The parts of the page, in the order in which they are read. */
export function sectionsOf(
  { report, matrix, catalogue }: HtmlReport,
  overview: ReachOverview,
  names: Names,
): readonly Section[] {
  const { findings, unknowns, settling, gaps, checks, inputs, documents } = report;
  return [
    {
      id: 'findings',
      short: 'Findings',
      title: 'Findings',
      count: findings.length,
      body: () => renderFindings(report, names),
    },
    {
      id: 'reach',
      short: 'Reach',
      title: 'Who reaches what',
      count: null,
      body: () => renderReach(matrix, overview, names),
    },
    {
      id: 'undecided',
      short: 'Undecided',
      title: 'Not decided, not seen',
      count: unknowns.length + settling.length + gaps.length,
      body: () => renderUndecided(report, names),
    },
    {
      id: 'checks',
      short: 'Checks',
      title: 'What was checked',
      count: checks.length,
      body: () => renderChecksSection(report, catalogue),
    },
    {
      id: 'decisions',
      short: 'Decisions',
      title: 'What people decided',
      count: documents.length,
      body: () => renderDecisions(report),
    },
    {
      id: 'inputs',
      short: 'Inputs',
      title: 'What it rests on',
      count: inputs.length,
      body: () => [renderInputs(report)],
    },
    {
      id: 'guide',
      short: 'Guide',
      title: 'How to read this',
      count: null,
      body: () => [renderGuide()],
    },
  ];
}
