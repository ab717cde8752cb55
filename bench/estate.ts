import { mkdirSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  ESTATE_HELP,
  parseEstateCommand,
  UsageError,
  type EstateOptions,
} from './estate/options.ts';
import { planEstate } from './estate/plan-estate.ts';
import type { EstatePlan } from './estate/plan.ts';
import { writeEstate, type WrittenEstate } from './estate/write-estate.ts';

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  try {
    const command = parseEstateCommand(args);
    if (command.kind === 'help') {
      process.stdout.write(ESTATE_HELP);
      return 0;
    }
    generate(command.options, command.out);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`estate: ${error.message}\nTry --help.\n`);
    return 2;
  }
}

function generate(options: EstateOptions, out: string): void {
  const started = performance.now();
  // npm runs scripts in the package root; a relative path is meant from where the person stands.
  const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), out);
  requireEmpty(folder);
  const plan = planEstate(options);
  const written = writeEstate(plan, folder);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(`${summary(plan, written)}\n${seconds} s, written to ${folder}\n`);
}

function requireEmpty(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--out ${folder} cannot be used: ${reason}`, { cause: error });
  }
  throw new UsageError(`--out ${folder} is not empty`);
}

function summary(plan: EstatePlan, { files, bytes }: WrittenEstate): string {
  const counts: readonly (readonly [number, string])[] = [
    [plan.pods.length, 'pods'],
    [plan.workloads.length, 'workloads'],
    [plan.namespaces.length, 'namespaces'],
    [plan.policies.length, 'policies'],
    [plan.nodes.length, 'nodes'],
    [plan.branches.filter((branch) => branch.state !== 'unlisted').length, 'branch interfaces'],
    [plan.stores.length, 'stores'],
    [plan.proxies.length, 'proxies'],
    [plan.groups.all.length, 'groups'],
    [plan.rules.length, 'rules'],
    [plan.faults.length, 'deliberate oddities'],
  ];
  const said = counts.map(([count, noun]) => `${count} ${noun}`).join(', ');
  return `${said}\n${files} files, ${(bytes / 1e6).toFixed(1)} MB (${plan.options.form})`;
}
