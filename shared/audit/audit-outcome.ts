import { CHECKS } from '../core/checks/index.ts';
import type { Estate } from '../core/estate/index.ts';
import { type Delta, findingsOf, type SuppressionUse } from '../core/findings/index.ts';
import type { Judgement, Severity } from '../core/model/index.ts';
import { type AuditReport, type CheckHead, toAuditReport } from '../core/render/index.ts';
import { clusterHead } from './answer.ts';
import { configurationOf, documentOf, intentRow } from './decisions.ts';
import { isCheckWanted, isUnknownWanted, isWanted, type Narrowing } from './narrowing.ts';

const HEADS = new Map(CHECKS.map((check) => [check.id, check]));

function headOf(id: string): CheckHead {
  const head = HEADS.get(id);
  if (head === undefined) throw new Error(`${id} was judged, and is no check`);
  return head;
}

/** What of an audit decides its exit code. */
export interface ExitFacts {
  /** Severities of the findings that count: violated in this audit, not suppressed. Held and resolved ones do not. */
  readonly severities: readonly Severity[];
  readonly unknown: boolean;
}

interface Said {
  readonly judgement: Judgement;
  readonly delta: Delta;
  readonly narrowing: Narrowing;
}

export function exitFactsOf({ judgement, delta, narrowing }: Said): ExitFacts {
  const counting = [...delta.raised, ...delta.changed, ...delta.persisting].filter(
    ({ suppressedBy, violation }) => suppressedBy === null && isWanted(violation, narrowing),
  );
  return {
    severities: counting.map(({ violation }) => violation.severity),
    unknown: judgement.checks.some(({ undecided }) =>
      undecided.some((one) => isUnknownWanted(one, narrowing)),
    ),
  };
}

/**
 * The report. A filter narrows what is listed; populations and coverage are always those of whole checks, for a part of
 * a population proves nothing.
 */
export function reportOf(
  said: Said & {
    readonly estate: Estate;
    readonly uses: readonly SuppressionUse[];
    readonly version: string;
  },
): AuditReport {
  const { estate, judgement, delta, narrowing, uses, version } = said;
  const checks = judgement.checks.filter(({ check }) => isCheckWanted(check, narrowing));
  return toAuditReport({
    takenAt: estate.takenAt,
    clusters: estate.clusters.map(clusterHead),
    gaps: estate.gaps,
    findings: findingsOf(delta).filter(({ violation }) => isWanted(violation, narrowing)),
    undecided: checks.flatMap(({ undecided }) =>
      undecided.filter((one) => isUnknownWanted(one, narrowing)),
    ),
    settling: delta.settling.filter(({ violation }) => isWanted(violation, narrowing)),
    populations: checks.map(({ check, population }) => ({ check: headOf(check), ...population })),
    waiting: delta.settling.map(({ violation }) => violation.check),
    inputs: estate.inputs,
    configuration: configurationOf(estate.settings),
    documents: [
      ...estate.documents.map((view) => intentRow(view, estate.now)),
      ...uses.map(documentOf),
    ],
    version,
  });
}
