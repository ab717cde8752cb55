import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  measureAudit,
  measureParse,
  ChildFailure,
  type AuditCost,
  type ParseCost,
} from './harness/child.ts';
import { cachedEstate } from './harness/estates.ts';
import { BENCH_HELP, parseBenchCommand, type BenchOptions } from './harness/options.ts';
import {
  budgetTable,
  describeMachine,
  measurementTable,
  performancePage,
} from './harness/report.ts';
import { judgeBudgets, toRow, type Measurement, type Row } from './harness/results.ts';
import { UsageError, type EstateForm } from './estate/options.ts';

const PAGE = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
const SEED = 1;

process.exitCode = await main(process.argv.slice(2));

/** 0 when every measured budget is kept, 1 when one is missed or an audit failed, 2 for wrong arguments. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const command = parseBenchCommand(args);
    if (command.kind === 'measure') return await bench(command.options);
    process.stdout.write(BENCH_HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`bench: ${error.message}\nTry --help.\n`);
    return 2;
  }
}

async function bench(options: BenchOptions): Promise<number> {
  const machine = describeMachine();
  process.stdout.write(`${machine}\n`);
  const rows: Row[] = [];
  for (const form of options.forms) {
    for (const pods of options.pods) rows.push(toRow(await measure(pods, form, options)));
  }
  const budgets = judgeBudgets(rows);
  process.stdout.write(`\n${measurementTable(rows)}\n\n${budgetTable(budgets)}\n`);
  const isWhole = rows.every((row) => row.auditMs !== undefined);
  if (options.write && isWhole) {
    const { stores, groups, runs } = options;
    writeFileSync(PAGE, performancePage({ machine, stores, groups, runs, rows, budgets }));
  } else if (options.write) {
    progress('docs/performance.md is left as it is: not every audit could be measured');
  }
  return isWhole && budgets.every(({ verdict }) => verdict !== 'missed') ? 0 : 1;
}

/** Parsing and audits alternate, so that what else the machine does meets both. */
async function measure(
  pods: number,
  form: EstateForm,
  options: BenchOptions,
): Promise<Measurement> {
  const { stores, groups, runs } = options;
  progress(`${pods} pods, ${form}: generating or finding the estate`);
  const snapshot = cachedEstate({ pods, stores, groups, seed: SEED, form });
  const parses: ParseCost[] = [];
  const audits: AuditCost[] = [];
  for (let run = 1; run <= runs; run += 1) {
    progress(`${pods} pods, ${form}: run ${run} of ${runs}`);
    parses.push(await measureParse(snapshot));
    const cost = await tryAudit(snapshot, options.profile);
    if (cost === undefined) return { pods, form, parses, audits: [] };
    audits.push(cost);
  }
  return { pods, form, parses, audits };
}

async function tryAudit(
  snapshot: string,
  profile: string | undefined,
): Promise<AuditCost | undefined> {
  const folder =
    profile === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', profile);
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  try {
    return await measureAudit(snapshot, folder);
  } catch (error) {
    if (!(error instanceof ChildFailure)) throw error;
    progress(`the audit could not be measured: ${error.message}`);
    return undefined;
  }
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
