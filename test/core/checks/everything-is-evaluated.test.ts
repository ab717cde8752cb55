import { describe, expect, it } from '@jest/globals';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN } from '../../support/judged.ts';
import { aLab } from '../../support/lab.ts';
import { lost } from '../../support/snapshot.ts';

const ID = 'everything-is-evaluated';
const cluster = { kind: 'cluster', cluster: MAIN } as const;

describe('nothing that the checks ask is unknown', () => {
  it('is compliant when everything was decided', () => {
    expect(judgeSnapshot(aLab()).of(ID).disposition(cluster)).toBe('compliant');
  });

  it('is one finding without weight in its example, and names what would settle it', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['cluster info']);
    expect(violations[0]?.message).toContain('ec2/describe-network-interfaces.json');
  });

  it('looks at the other checks although only itself is asked for', () => {
    const snapshot = aLab({ cluster: { pods: lost('k8s/pods.json') } });
    const { judgement } = judgeSnapshot(snapshot, { only: new Set([ID]) });
    expect(judgement.checks.map(({ check }) => check)).toEqual([ID]);
    expect(judgement.checks[0]?.violations).toHaveLength(1);
  });
});
