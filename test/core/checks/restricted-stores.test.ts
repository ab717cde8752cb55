import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { aBranchPod, aLab, aNodePod } from '../../support/lab.ts';
import { judgeSnapshot } from '../../support/judged.ts';
import { anIngress } from '../../support/network.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const DIRECT = 'only-intended-pods-reach-store';
const BY_PROXY = 'only-intended-pods-reach-store-by-proxy';

/** A pod that wears the right group and has no policy for it, and one that gets in by the proxy. */
function severities(
  check: string,
  tags: Readonly<Record<string, string>>,
  restricted: Readonly<Record<string, string>>,
): readonly string[] {
  const snapshot = aLab({
    groups: ['sg-proxy'],
    branchPods: [
      aBranchPod(),
      aBranchPod(
        { name: 'report-1', workload: 'Deployment/report', labels: { app: 'report' } },
        { groups: ['sg-pods'] },
      ),
    ],
    pods: [aNodePod({ workload: 'Deployment/batch', labels: { app: 'batch' }, name: 'batch-1' })],
    databases: [aDatabase({ tags })],
    rules: [
      anIngress('sg-db', 'sg-pods'),
      anIngress('sg-db', 'sg-proxy'),
      anIngress('sg-proxy', 'sg-nodes'),
    ],
    scope: {
      dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
      dbProxyTargets: completeListing(
        [proxyTargets('orders', 'orders')],
        'rds/describe-db-proxy-targets-orders.json',
        NOW,
      ),
    },
  });
  const settings = { restrictedTags: new Map(Object.entries(restricted)) };
  const { violations } = judgeSnapshot(snapshot, { settings }).of(check);
  expect(violations.length).toBeGreaterThan(0);
  return [...new Set(violations.map(({ severity }) => severity))];
}

describe('unintended access to a store', () => {
  it.each([
    [DIRECT, {}, {}, 'high'],
    [DIRECT, { tier: 'gold' }, {}, 'high'],
    [DIRECT, { tier: 'gold' }, { tier: 'gold' }, 'critical'],
    [DIRECT, { tier: 'gold' }, { tier: 'Gold' }, 'high'],
    [DIRECT, { tier: 'gold' }, { other: 'gold' }, 'high'],
    [DIRECT, { tier: 'gold' }, { other: 'x', tier: 'gold' }, 'critical'],
    [DIRECT, { 'data-class': 'Restricted' }, {}, 'critical'],
    [BY_PROXY, {}, {}, 'high'],
    [BY_PROXY, { tier: 'gold' }, { tier: 'gold' }, 'critical'],
    [BY_PROXY, { tier: 'gold' }, { tier: 'silver' }, 'high'],
  ])(
    'told by %s, with the tags %j and the restricted tags %j, is %s',
    (check, tags, restricted, severity) => {
      expect(severities(check, tags, restricted)).toEqual([severity]);
    },
  );
});
