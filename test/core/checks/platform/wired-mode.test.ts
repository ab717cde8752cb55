import { describe, expect, it } from '@jest/globals';
import { modeAt } from '../../../../shared/core/checks/platform/wired-mode.ts';
import { compileEstate } from '../../../../shared/core/estate/index.ts';
import { must } from '../../../support/counter.ts';
import { aLab } from '../../../support/lab.ts';
import { history, type Stage } from '../../../support/platform.ts';
import { hoursAgo, NOW } from '../../../support/times.ts';

const STRICT = { ENABLE_POD_ENI: 'true' } as const;
const STANDARD = { ...STRICT, POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' } as const;
const OFF = { POD_SECURITY_GROUP_ENFORCING_MODE: 'strict' } as const;

/** The mode of a pod with a branch ENI that started so many hours ago. */
function modeOf(hours: number, ...stages: readonly Stage[]): string | null {
  const lab = aLab({ cluster: { cniRevisions: history(...stages) } });
  const cluster = must(compileEstate(lab, { now: NOW }).clusters[0]);
  return modeAt(hoursAgo(hours), must(cluster.cniHistory));
}

describe('the mode in which a pod was wired', () => {
  it('is that of the revision before it', () => {
    const stages: readonly Stage[] = [
      [hoursAgo(300), STRICT],
      [hoursAgo(100), STANDARD],
      [hoursAgo(20), STANDARD],
    ];
    expect(modeOf(200, ...stages)).toBe('strict');
    expect(modeOf(50, ...stages)).toBe('standard');
    expect(modeOf(1, ...stages)).toBe('standard');
  });

  it('is not known while a revision was on its way to the nodes', () => {
    expect(modeOf(99.5, [hoursAgo(300), STRICT], [hoursAgo(100), STANDARD])).toBeNull();
  });

  it('is known then if the revisions do not differ in it', () => {
    expect(modeOf(99.5, [hoursAgo(300), STANDARD], [hoursAgo(100), STANDARD])).toBe('standard');
  });

  it('is none of revisions that wire no branch ENIs', () => {
    expect(modeOf(99.5, [hoursAgo(300), OFF], [hoursAgo(100), STANDARD])).toBe('standard');
    expect(modeOf(50, [hoursAgo(300), STANDARD], [hoursAgo(100), OFF])).toBe('standard');
    expect(modeOf(50, [hoursAgo(300), OFF])).toBeNull();
    expect(
      modeOf(50, [hoursAgo(400), STRICT], [hoursAgo(300), STANDARD], [hoursAgo(100), OFF]),
    ).toBeNull();
  });

  it('is not known for a pod that is older than every revision that is kept', () => {
    expect(modeOf(200, [hoursAgo(100), STRICT, 12])).toBeNull();
    expect(modeOf(99.5, [hoursAgo(100), STRICT, 12])).toBeNull();
    expect(modeOf(90, [hoursAgo(100), STRICT, 12])).toBe('strict');
  });

  it('is not known where an earlier revision was rolled back to', () => {
    expect(modeOf(50, [hoursAgo(300), STRICT, 3], [hoursAgo(100), STANDARD, 2])).toBeNull();
    expect(modeOf(50, [hoursAgo(300), STRICT, 3], [hoursAgo(100), STRICT, 2])).toBe('strict');
  });

  it('is not known without times or settings', () => {
    expect(modeOf(50, [null, STRICT])).toBeNull();
    const lab = aLab({ cluster: { cniRevisions: history([hoursAgo(300), STRICT]) } });
    const cluster = must(compileEstate(lab, { now: NOW }).clusters[0]);
    const [stage] = must(cluster.cniHistory);
    const unseen = { ...must(stage), settings: { ...must(stage).settings, mode: null } };
    expect(modeAt(hoursAgo(50), [unseen])).toBeNull();
  });
});
