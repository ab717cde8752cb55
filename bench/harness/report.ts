import { cpus, totalmem } from 'node:os';
import { toMegabytes, type Budget, type Row } from './results.ts';

/** The machine, without anything that names it. */
export function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB of memory`;
  return `${model}, ${processors.length} cores, ${memory}, ${process.platform} ${process.arch}, Node.js ${process.version}`;
}

export function measurementTable(rows: readonly Row[]): string {
  const head = [
    'pods',
    'form',
    'items',
    'input',
    'JSON.parse',
    'audit',
    'audit CPU',
    'ratio',
    'peak memory',
  ];
  return table(head, rows.map(measurementCells));
}

function measurementCells(row: Row): readonly string[] {
  return [
    String(row.pods),
    row.form,
    String(row.items),
    toMegabytes(row.bytes),
    toSeconds(row.parseMs),
    orDash(row.auditMs, toSeconds),
    orDash(row.cpuMs, toSeconds),
    orDash(row.ratio, (ratio) => ratio.toFixed(2)),
    orDash(row.maxRssBytes, toMegabytes),
  ];
}

export function budgetTable(budgets: readonly Budget[]): string {
  const cells = budgets.map(({ what, limit, measured, verdict }) => [
    what,
    limit,
    measured,
    verdict,
  ]);
  return table(['budget', 'limit', 'measured', 'verdict'], cells);
}

/** A Markdown table with padded cells, as prettier leaves it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) =>
    Math.max(3, name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...rows].map(line).join('\n');
}

function toSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function orDash(value: number | undefined, show: (value: number) => string): string {
  return value === undefined ? '–' : show(value);
}

export interface PerformancePage {
  readonly machine: string;
  readonly stores: number;
  readonly groups: number;
  readonly runs: number;
  readonly rows: readonly Row[];
  readonly budgets: readonly Budget[];
}

export function performancePage(page: PerformancePage): string {
  return `# Performance

Written by \`npm run bench -- --write\`. Measured on: ${page.machine}.

Absolute times say as much about this machine as about podfence. So every audit is compared with the bare
\`JSON.parse\` of the items of the same files, measured in the same run; medians of ${page.runs}.
An audit is a whole process: start, reading, decoding, every join, every check, the report.
The estates are synthetic (\`npm run --silent estate -- --help\`): ${page.stores} stores, ${page.groups} security groups,
a third of the Linux pods under a policy. _raw_ is what kubectl and the AWS CLI print, _collected_ what
\`podfence collect\` keeps.

One rule that opens a store to the nodes is one finding, whatever the number of pods: \`npm run --silent bench:open\`
judges such an estate of 100000 pods (\`-- --pods N\` for another number) and fails on a second finding.

## Measured

${measurementTable(page.rows)}

## Budgets

${budgetTable(page.budgets)}
`;
}
