import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anIngress } from '../../support/network.ts';
import { lost } from '../../support/snapshot.ts';
import { aDbProxy, proxyTargets } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'only-intended-pods-reach-store-by-proxy';

const judgeProxy = (peers: readonly string[], parts: LabParts = {}) =>
  judgeSnapshot(
    aLab({
      groups: ['sg-proxy'],
      branchPods: [aBranchPod()],
      pods: [
        aNodePod({ workload: 'Deployment/report', labels: { app: 'report' }, name: 'report-1' }),
      ],
      rules: [anIngress('sg-db', 'sg-proxy'), ...peers.map((peer) => anIngress('sg-proxy', peer))],
      ...parts,
      scope: {
        dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
        dbProxyTargets: completeListing(
          [proxyTargets('orders', 'orders')],
          'rds/describe-db-proxy-targets-orders.json',
          NOW,
        ),
        ...parts.scope,
      },
    }),
  );

const pair = (name: string) =>
  ({
    kind: 'workload-store',
    cluster: MAIN,
    namespace: 'shop',
    name,
    id: databaseArn('orders'),
  }) as const;

describe('only intended pods reach a store by a proxy', () => {
  it('is compliant when the proxy admits the intended pods only', () => {
    const judgement = judgeProxy(['sg-pods']).of(ID);
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(pair('Deployment/web'))).toBe('compliant');
    expect(judgement.disposition(pair('Deployment/report'))).toBe('compliant');
  });

  it('is violated in its example, and tells the rule of the proxy', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'workload-store kube-system DaemonSet/aws-node arn:aws:rds:us-west-2:111122223333:db:orders high',
      'workload-store shop Deployment/report arn:aws:rds:us-west-2:111122223333:db:orders high',
    ]);
    expect(violations[1]?.fix.commands).toEqual([
      'aws ec2 revoke-security-group-ingress --group-id sg-proxy --security-group-rule-ids sgr-0proxy-from-nodes --region us-west-2',
    ]);
    expect(violations[1]?.evidence).toContainEqual({
      kind: 'proxy',
      id: 'arn:aws:rds:us-west-2:111122223333:db-proxy:orders',
    });
  });

  it('is told instead of the check on the direct way', () => {
    const { of } = judgeProxy(['sg-pods', 'sg-nodes']);
    expect(of(ID).violations).toHaveLength(2);
    expect(of('only-intended-pods-reach-store').violations).toEqual([]);
  });

  it('is unknown when it is not known which store is behind the proxy', () => {
    const judgement = judgeProxy(['sg-nodes'], {
      rules: [
        anIngress('sg-db', 'sg-pods'),
        anIngress('sg-db', 'sg-proxy'),
        anIngress('sg-proxy', 'sg-nodes'),
      ],
      scope: { dbProxyTargets: lost('rds/describe-db-proxy-targets-orders.json') },
    }).of(ID);
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toContain(
      'workload-store shop Deployment/report arn:aws:rds:us-west-2:111122223333:db:orders stores-unseen',
    );
  });
});
