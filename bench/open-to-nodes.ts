/**
 * One rule opens a store to the nodes of many pods: how long the judgement takes, and what is told. The same estate as in
 * test/scenarios/open-to-nodes.test.ts, at any size.
 */
import { parseArgs } from 'node:util';
import { computeAccess } from '../shared/core/access/index.ts';
import { judge } from '../shared/core/checks/index.ts';
import { compileEstate } from '../shared/core/estate/index.ts';
import { openEstate } from '../test/support/open-estate.ts';
import { NOW } from '../test/support/times.ts';
import { toCount, UsageError } from './estate/options.ts';

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  try {
    return run(podsIn(args));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`open-to-nodes: ${error.message}\n`);
    return 2;
  }
}

function podsIn(args: readonly string[]): number {
  try {
    const { values } = parseArgs({ args: [...args], options: { pods: { type: 'string' } } });
    return toCount('pods', values.pods ?? '100000');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** 0 when there is one finding about the rule and no other; 1 otherwise. */
function run(pods: number): number {
  const snapshot = openEstate(pods);
  const started = performance.now();
  const estate = compileEstate(snapshot, { now: NOW });
  const { checks } = judge(estate, computeAccess(estate));
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  const findings = checks.flatMap(({ violations }) => violations);
  for (const { check, message } of findings) process.stdout.write(`${check}: ${message}\n`);
  process.stdout.write(
    `${pods} pods, findings: ${findings.length}; compiled and judged in ${seconds} s\n`,
  );
  return findings.length === 1 ? 0 : 1;
}
