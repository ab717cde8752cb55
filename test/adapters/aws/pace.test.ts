import { describe, expect, it } from '@jest/globals';
import { paceOf, pacesOf } from '../../../shared/adapters/aws/pace.ts';

describe('The pace of calls', () => {
  it('lets the first through at once and the others at their interval, also when asked together', async () => {
    let clock = 0;
    const starts: number[] = [];
    const pace = paceOf(
      5,
      () => clock,
      async (ms) => {
        clock += ms;
      },
    );
    for (let call = 0; call < 4; call += 1) {
      await pace();
      starts.push(clock);
    }
    expect(starts).toEqual([0, 200, 400, 600]);
  });

  it('holds nobody up who comes later by himself', async () => {
    let clock = 0;
    let waited = 0;
    const pace = paceOf(
      5,
      () => clock,
      async (ms) => {
        waited += ms;
      },
    );
    await pace();
    clock = 1000;
    await pace();
    expect(waited).toBe(0);
  });

  it('is one for all calls of an API, and another for each other API', () => {
    const paces = pacesOf(() => async () => undefined);
    expect(paces('ec2:DescribeVpcs')).toBe(paces('ec2:DescribeVpcs'));
    expect(paces('ec2:DescribeVpcs')).not.toBe(paces('ec2:DescribeSubnets'));
  });
});
