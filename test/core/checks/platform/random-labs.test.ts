import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { PLATFORM_CHECKS } from '../../../../shared/core/checks/platform/platform-checks.ts';
import { arbitraryLab } from '../../../support/arbitrary-labs.ts';
import { judgeSnapshot } from '../../../support/judged.ts';

const LABS = 300;

/** The laws about lost information are tested on these labs: they prove nothing of a check that always says the same. */
describe('the labs of the laws show', () => {
  const seen = new Map<string, { compliant: number; violations: number }>();

  beforeAll(() => {
    for (const lab of fc.sample(arbitraryLab, { numRuns: LABS, seed: 7 })) {
      const only = new Set(PLATFORM_CHECKS.map(({ id }) => id));
      for (const { check, population } of judgeSnapshot(lab, { only }).judgement.checks) {
        const { compliant, violations } = population;
        const before = seen.get(check) ?? { compliant: 0, violations: 0 };
        seen.set(check, {
          compliant: before.compliant + compliant,
          violations: before.violations + violations,
        });
      }
    }
  });

  it.each(PLATFORM_CHECKS.map(({ id }) => [id]))('violations and compliances of %s', (id) => {
    const { compliant = 0, violations = 0 } = seen.get(id) ?? {};
    expect(compliant).toBeGreaterThan(LABS / 20);
    expect(violations).toBeGreaterThan(LABS / 20);
  });
});
