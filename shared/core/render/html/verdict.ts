import type { AuditReport, FindingRow } from '../document/index.ts';
import { counted } from '../table/words.ts';
import { leftOut } from './decisions.ts';
import { inOrder, isOpen } from './order.ts';
import type { Names } from './subject.ts';
import { WORST_FIRST } from './words.ts';

/** What an audit comes to. `bad`: something is wrong; `doubtful`: nothing is known to be, but not all was decided. */
export type Outcome = 'bad' | 'doubtful' | 'good';

export interface Verdict {
  readonly outcome: Outcome;
  readonly headline: string;
  /** What the headline rests on. */
  readonly sentence: string;
  /** The first thing to look at. */
  readonly worst: FindingRow | null;
}

/** The first on the page. Info never is: it says that something was not seen, not that something is wrong. */
const worstFinding = (report: AuditReport, names: Names): FindingRow | null =>
  inOrder(report, names).find((one) => isOpen(one) && one.severity !== 'info') ?? null;

export function severityWords({ summary }: AuditReport): string {
  return WORST_FIRST.filter((severity) => summary.bySeverity[severity] > 0)
    .map((severity) => `${summary.bySeverity[severity].toLocaleString('en-US')} ${severity}`)
    .join(', ');
}

function lifeSentence({ summary }: AuditReport): string {
  const open = WORST_FIRST.reduce((sum, severity) => sum + summary.bySeverity[severity], 0);
  const states = ['raised', 'changed', 'persisting', 'held', 'resolved', 'suppressed'] as const;
  const parts = states
    .filter((state) => summary[state] > 0)
    .map((state) => `${summary[state].toLocaleString('en-US')} ${state}`);
  const life = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${counted(open, 'open finding')}${life}.`;
}

function sureness({ coverage }: AuditReport): string {
  const { judged, unknown, settling } = coverage;
  if (judged + unknown + settling === 0) return 'Nothing was judged.';
  const parts = [
    unknown > 0 ? `${unknown.toLocaleString('en-US')} could not be decided` : '',
    settling > 0 ? `${settling.toLocaleString('en-US')} still settling` : '',
  ].filter((part) => part !== '');
  const decided = counted(judged, 'answer');
  return parts.length === 0
    ? `All ${decided} decided.`
    : `${decided} decided, ${parts.join(', ')}.`;
}

/** A report that was narrowed to a part, or that judged nothing, never says "compliant"; one with parts left out says so. */
export function verdictOf(report: AuditReport, names: Names, isNarrowed: boolean): Verdict {
  const worst = worstFinding(report, names);
  const sentence = `${lifeSentence(report)} ${sureness(report)}`;
  const [outcome, headline, meaning] = outcomeOf(report, worst, isNarrowed);
  return { outcome, headline, sentence: `${meaning}${sentence}`, worst };
}

function outcomeOf(
  report: AuditReport,
  worst: FindingRow | null,
  isNarrowed: boolean,
): readonly [Outcome, string, string] {
  const { coverage, unknowns } = report;
  if (worst !== null) return ['bad', 'Not compliant', ''];
  if (unknowns.length > 0 || coverage.unknown > 0) {
    return ['doubtful', 'Incomplete', 'No violation was found, and not everything was decided. '];
  }
  if (coverage.judged === 0) return ['doubtful', 'Nothing was judged', ''];
  if (isNarrowed) return ['doubtful', 'No violation in the part that was asked for', ''];
  return ['good', `Compliant${limitOf(report)}`, ''];
}

/** What "compliant" does not speak for, though it fails no run. */
function limitOf({ configuration, summary, coverage }: AuditReport): string {
  const part = leftOut(configuration).length === 0 ? '' : ' in what was looked at';
  const open = [
    summary.suppressed > 0 ? 'what is accepted' : '',
    coverage.settling > 0 ? 'what is settling' : '',
  ].filter((one) => one !== '');
  return open.length === 0 ? part : `${part}, but for ${open.join(' and ')}`;
}
