import { describe, expect, it } from '@jest/globals';
import { aLab } from '../../support/lab.ts';
import { judgeSnapshot } from '../../support/judged.ts';

describe('judge', () => {
  it('finds nothing wrong and nothing unknown in a sound cluster', () => {
    const { judgement } = judgeSnapshot(aLab());
    expect(judgement.checks.flatMap((one) => one.violations)).toEqual([]);
    expect(judgement.checks.flatMap((one) => one.undecided)).toEqual([]);
    expect(
      Object.fromEntries(judgement.checks.map((one) => [one.reference, one.population])),
    ).toEqual({});
  });
});
