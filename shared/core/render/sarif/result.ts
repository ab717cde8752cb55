import { findingId } from '../../findings/index.ts';
import type { AuditReport, FindingRow } from '../document/index.ts';
import { heldSentence, unknownSentence } from '../sentences.ts';
import { readReport, type Told } from '../standing.ts';
import type { Locator } from './location.ts';
import { message } from './message.ts';
import { LEVELS, type Rules, SCORES } from './rule.ts';
import { type Suppress, suppressor } from './suppression.ts';

/**
 * The identity of the finding. `primaryLocationLineHash` is the one that code scanning looks at: without it, it would take
 * the text of the line, which is the same for every finding of a file.
 */
const fingerprints = (id: string): object => ({
  'findingId/v1': id,
  primaryLocationLineHash: `${id.slice(id.lastIndexOf('/') + 1)}:1`,
});

function propertiesOf(finding: FindingRow): object {
  const { severity, state, subject, causes, expected, observed, evidence } = finding;
  const { fix, attribution, firstSeen, lastSeen } = finding;
  return {
    'security-severity': SCORES[severity],
    severity,
    state,
    subject,
    causes,
    expected,
    observed,
    evidence,
    fix,
    attribution,
    firstSeen,
    lastSeen,
  };
}

/** A held finding is open: what it violates could not be seen again. */
function verdictOf({ finding, standing, undecided }: Told, suppress: Suppress): object {
  const { severity, fix, suppressedBy } = finding;
  if (standing === 'held') {
    return {
      kind: 'open',
      level: 'none',
      message: message(heldSentence(undecided), finding.message),
    };
  }
  return {
    kind: 'fail',
    level: LEVELS[severity],
    message: message(finding.message, fix.summary === '' ? '' : `Fix: ${fix.summary}`),
    ...(suppressedBy === null ? {} : { suppressions: [suppress(suppressedBy)] }),
  };
}

/** What is open now, the worst first, then what could not be decided. Resolved findings are no results of this run. */
export function* resultsOf(
  report: AuditReport,
  { indexOf }: Rules,
  { ofSubject }: Locator,
): Generator<object> {
  const { findings, unknowns } = readReport(report);
  const suppress = suppressor(report.documents);
  const head = (check: string): object => ({ ruleId: check, ruleIndex: indexOf(check) });
  for (const told of findings) {
    if (told.standing === 'resolved') continue;
    const { check, subject, id } = told.finding;
    yield {
      ...head(check),
      ...verdictOf(told, suppress),
      locations: [ofSubject(subject)],
      partialFingerprints: fingerprints(id),
      properties: propertiesOf(told.finding),
    };
  }
  for (const row of unknowns) {
    yield {
      ...head(row.check),
      kind: 'open',
      level: 'none',
      message: message(unknownSentence(row)),
      locations: [ofSubject(row.subject)],
      partialFingerprints: fingerprints(findingId(row.check, row.subject)),
      properties: { subject: row.subject, reasons: row.reasons, missing: row.missing },
    };
  }
}
