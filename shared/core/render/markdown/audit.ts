import { SEVERITIES } from '../../model/index.ts';
import type { AuditReport } from '../document/index.ts';
import { readReport } from '../standing.ts';
import { counted } from '../table/words.ts';
import { fit } from './block.ts';
import { findingSections } from './findings.ts';
import { aboutText, blocks } from './listing.ts';
import { PARTS } from './parts.ts';
import { prose } from './text.ts';

const ROOM_FOR_DECISIONS = 1500;

const WORST_FIRST = SEVERITIES.toReversed();

/** The news in one line: what is open, and that not everything could be decided. */
function title({ summary, coverage }: AuditReport): string {
  const counts = WORST_FIRST.filter((severity) => summary.bySeverity[severity] > 0).map(
    (severity) => `${summary.bySeverity[severity]} ${severity}`,
  );
  const open = WORST_FIRST.reduce((sum, severity) => sum + summary.bySeverity[severity], 0);
  const nothing = coverage.judged === 0 ? 'nothing could be judged' : 'no open finding';
  const found = open === 0 ? nothing : `${counted(open, 'open finding')} (${counts.join(', ')})`;
  const { unknown } = coverage;
  return unknown === 0 ? found : `${found}, ${unknown.toLocaleString('en-US')} unknown`;
}

/** What was not looked at stands above what was found. */
function decisionsOf({ configuration }: AuditReport): readonly string[] {
  const { storesLeftOut, checksOff, settings } = configuration;
  const lines = [
    ...(storesLeftOut.length === 0
      ? []
      : [`Left out: stores of ${storesLeftOut.join(', ')}. Nothing is said of them.`]),
    ...(checksOff.length === 0
      ? []
      : [`Checks off: ${checksOff.map(({ id, reference }) => `${reference} ${id}`).join(', ')}.`]),
    ...(settings.length === 0
      ? []
      : [
          `Settings: ${settings.map(({ name, value }) => `${name} ${JSON.stringify(value)}`).join(', ')}.`,
        ]),
  ];
  return fit(
    lines.map((line) => prose(line)),
    ROOM_FOR_DECISIONS,
  ).kept;
}

/**
 * A comment for a pull request: what is wrong and how to mend it, the worst first; what the verdicts rest on is folded away
 * below. Never longer than such a comment may be.
 */
export function* renderAuditMarkdown(report: AuditReport): Generator<string> {
  const reading = readReport(report);
  yield* blocks([
    `## podfence: ${title(report)}`,
    aboutText(report),
    ...decisionsOf(report),
    ...findingSections(reading, report),
    ...PARTS.flatMap((part) => part(report, reading)),
    `podfence ${prose(report.tool.version)}`,
  ]);
}
