import { type CheckJudgement, sortedUnique, type Undecided } from '../model/index.ts';
import { type Check, defineCheck } from './contract/check.ts';
import { COMPLIANT, violated } from './contract/outcome.ts';
import { LISTED } from './pods/evidence.ts';

const countOf = (judgements: readonly CheckJudgement[]): number =>
  judgements.reduce((sum, one) => sum + one.population.unknown, 0);

const rowText = ({ check, reasons }: Undecided): string => `${check}: ${reasons.join(', ')}`;

/** The first of many lines, the commonest first. */
function commonest(lines: readonly string[]): readonly string[] {
  return [...Map.groupBy(lines, (line) => line)]
    .toSorted(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1))
    .slice(0, LISTED)
    .map(([line, all]) => `${line} (${all.length})`);
}

/** Looks at what the other checks left open, so it has to be told which they are. */
export const everythingIsEvaluated = (others: readonly Check[]): Check =>
  defineCheck({
    id: 'everything-is-evaluated',
    reference: 'R-20',
    title: 'Nothing that the checks ask of the cluster is unknown',
    severity: 'info',
    over: 'cluster',
    needs: [],
    after: others.map(({ id }) => id),
    messages: {
      unknown: {
        severity: 'info',
        text: '{count} answers for this cluster are unknown ({reasons}); it takes {missing} to settle them.',
      },
    },
    judge({ name }, _views, say, judged) {
      const judgements = others.flatMap(({ id }) => judged(id) ?? []);
      const rows = judgements.flatMap(({ undecided }) => undecided);
      if (rows.length === 0) return COMPLIANT;
      const reasons = sortedUnique(rows.flatMap((row) => row.reasons));
      const missing = sortedUnique(rows.flatMap((row) => row.missing));
      const said = say('unknown', {
        count: countOf(judgements),
        reasons,
        missing: missing.length > 0 ? missing : 'more than the input holds',
      });
      return violated({
        said: [said],
        expected: ['no unknown answers'],
        observed: commonest(rows.map(rowText)),
        evidence: [{ kind: 'note', id: name, unknown: countOf(judgements), reasons, missing }],
        fix: {
          summary: 'Collect what is missing, or let the auditor read it.',
          commands: [],
        },
      });
    },
    rationale:
      'What could not be seen is neither compliant nor violated. It is said once for each cluster, so that nobody takes silence for safety.',
    unknownWhen: 'Never: this is where everything unknown is told.',
    remediation: {
      summary: 'Collect the sources that are named, or grant the reads that were denied.',
      commands: [],
    },
    references: [],
    since: '0.1.0',
  });
