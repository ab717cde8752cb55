import { describe, expect, it } from '@jest/globals';
import { databaseArn } from '../support/identifiers.ts';
import { briefly, judgeSnapshot } from '../support/judged.ts';
import { openEstate, PODS_PER_WORKLOAD } from '../support/open-estate.ts';

/** What is told of a store that one rule opens to the nodes of so many pods. */
function told(pods: number) {
  const { judgement } = judgeSnapshot(openEstate(pods));
  const checks = judgement.checks.filter(({ check }) => check !== 'everything-is-evaluated');
  return {
    violations: checks.flatMap(({ violations }) => violations),
    undecided: checks.flatMap(({ undecided }) => undecided),
  };
}

describe.each([[100], [5000]])('one rule that opens a store to the nodes of %i pods', (pods) => {
  const { violations, undecided } = told(pods);

  it('is one finding, about the rule', () => {
    expect(violations.map(briefly)).toEqual([
      `store-rule ${databaseArn('orders')} sg-db/ingress/tcp/3306-3306/sg-nodes high`,
    ]);
    expect(undecided).toEqual([]);
  });

  it('counts the workloads and their pods, and names ten', () => {
    const workloads = pods / PODS_PER_WORKLOAD;
    // The agents of the nodes are one more workload, with a pod on each node.
    const nodes = 1 + Math.ceil(pods / 100);
    expect(violations[0]?.message).toContain(
      `; ${workloads + 1} workloads (${pods + nodes} pods) that nothing intends get through.`,
    );
    const named = violations[0]?.evidence.filter(({ kind }) => kind === 'workload') ?? [];
    expect(named).toHaveLength(Math.min(10, workloads + 1));
  });

  it('takes no more room for more pods', () => {
    expect(JSON.stringify(violations).length).toBeLessThan(5000);
  });
});
