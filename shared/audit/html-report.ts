import type { HtmlReport } from '../core/render/index.ts';
import { listChecks } from './list-checks.ts';
import type { Narrowing } from './narrowing.ts';
import type { AuditOutcome } from './run-audit.ts';

const named = (what: string, names: Iterable<string>): readonly string[] =>
  [...names].map((name) => `${what} ${name}`);

const narrowedTo = ({ checks, filters }: Narrowing): readonly string[] => [
  ...named('check', checks),
  ...named('namespace', filters.namespaces),
  ...named('workload', filters.workloads),
  ...named('store', filters.stores),
];

/** All that the HTML report of an audit shows: beside the report, who reaches what and every check that there is. */
export const htmlReportOf = ({ report, matrix, narrowing, now }: AuditOutcome): HtmlReport => ({
  report,
  matrix: matrix(),
  catalogue: listChecks(now, new Set()).checks,
  now,
  narrowedTo: narrowedTo(narrowing),
});
