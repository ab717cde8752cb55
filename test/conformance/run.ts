import { admission } from './admission.ts';
import { type Outcome, runSuite } from './differential.ts';
import { matching } from './matching.ts';
import { startOracle } from './oracle-client.ts';
import { prepareOracle } from './prepare-oracle.ts';

/**
 * Differential tests of our policy semantics against the AWS VPC resource controller's own Go code.
 *
 * Environment: CONFORMANCE_SEED repeats a run, CONFORMANCE_CASES takes another number of cases than 200,000 (a tenth of
 * them for the webhook), E2E_REQUIRED=1 makes a failure of what would be skipped.
 */
const log = (line: string): void => void process.stderr.write(`${line}\n`);

const report = (passed: number, failed: number, skipped: number): void => {
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  process.exitCode = failed > 0 ? 1 : 0;
};

function numberFrom(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  if (!/^\d{1,10}$/.test(text)) throw new Error(`${name} is not a whole number: ${text}`);
  return Number(text);
}

async function compareWith(binary: string): Promise<Outcome> {
  const seed = numberFrom('CONFORMANCE_SEED', Date.now() % 2 ** 32);
  const cases = numberFrom('CONFORMANCE_CASES', 200_000);
  process.stdout.write(`seed ${seed} (CONFORMANCE_SEED=${seed} repeats this run)\n`);
  const oracle = startOracle(binary);
  try {
    const matched = await runSuite(matching, oracle, { seed, cases, log });
    const admitted = await runSuite(admission, oracle, { seed: seed + 1, cases: cases / 10, log });
    return {
      passed: matched.passed + admitted.passed,
      failed: matched.failed + admitted.failed,
    };
  } finally {
    oracle.close();
  }
}

try {
  const prepared = await prepareOracle(log);
  if (prepared.state === 'ready') {
    const { passed, failed } = await compareWith(prepared.binary);
    report(passed, failed, 0);
  } else {
    const isRequired = process.env['E2E_REQUIRED'] === '1';
    const { reason, install } = prepared;
    log(`${isRequired ? 'FAILED' : 'SKIPPED'} test:conformance: ${reason}; ${install}`);
    report(0, isRequired ? 1 : 0, isRequired ? 0 : 1);
  }
} catch (error) {
  log(
    `FAILED test:conformance: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  report(0, 1, 0);
}
