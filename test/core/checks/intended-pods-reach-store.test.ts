import { describe, expect, it } from '@jest/globals';
import { completeListing, type NaclEntry } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn, prefix } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anEgress, anIngress, aNacl } from '../../support/network.ts';
import { lost } from '../../support/snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { minutesAgo, NOW } from '../../support/times.ts';

const ID = 'intended-pods-reach-store';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const pair = (name = 'Deployment/web') =>
  ({
    kind: 'workload-store',
    cluster: MAIN,
    namespace: 'shop',
    name,
    id: databaseArn('orders'),
  }) as const;

/** A network ACL of the pods' subnet that lets replies in on some ports only. */
function repliesOn(from: number, to: number): LabParts {
  const open = aNacl(['subnet-db']);
  const entry = (egress: boolean, ports: NaclEntry['ports']): NaclEntry => ({
    egress,
    ruleNumber: 100,
    protocol: 6,
    ports,
    prefix: prefix('0.0.0.0/0'),
    action: 'allow',
  });
  const narrow = aNacl(['subnet-pods'], {
    id: 'acl-narrow' as never,
    isDefault: false,
    entries: [entry(true, { from: 0, to: 65535 }), entry(false, { from, to })],
  });
  return {
    scope: { nacls: completeListing([open, narrow], 'ec2/describe-network-acls.json', NOW) },
  };
}

describe('intended pods reach their store', () => {
  it('is compliant when they do, and where nothing is intended', () => {
    const judgement = judgeParts({
      pods: [aNodePod({ workload: 'Deployment/b', labels: { app: 'b' } })],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(pair())).toBe('compliant');
    expect(judgement.disposition(pair('Deployment/b'))).toBe('compliant');
    expect(judgement.population).toMatchObject({ judged: 1, notApplicable: 2 });
  });

  it('is violated in its example, and says which layer denies', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'workload-store shop Deployment/web arn:aws:rds:us-west-2:111122223333:db:orders medium',
    ]);
    expect(violations[0]?.message).toContain(
      '1 pod of it cannot reach it: ENI_SG_RULES_MISMATCH at store-group (sg-db)',
    );
    expect(violations[0]?.settling?.windowMs).toBe(180_000);
  });

  it('names the group that does not let out', () => {
    const closed = anEgress('sg-pods', { ports: { from: 443, to: 443 }, protocol: 6 });
    const base = aLab().scopes[0]?.rules.items.filter(({ groupId }) => groupId !== 'sg-pods') ?? [];
    const rules = completeListing([...base, closed], 'ec2/describe-security-group-rules.json', NOW);
    const [violation] = judgeParts({ scope: { rules } }).violations;
    expect(violation?.message).toContain('at source-group (sg-pods)');
    expect(violation?.fix.summary).toContain('send to the store');
  });

  it('waits for young pods, and is as old as the oldest broken one', () => {
    const young = aNodePod({ name: 'web-9', createdAt: minutesAgo(1) });
    const [violation] = judgeParts({ pods: [young] }).violations;
    expect(violation?.settling?.provenSince).toBe(minutesAgo(1) + 5000);
    const both = judgeParts({
      pods: [young, aNodePod({ name: 'web-8', createdAt: minutesAgo(90) })],
    });
    expect(both.violations[0]?.settling?.provenSince).toBe(minutesAgo(90) + 5000);
    expect(both.violations[0]?.message).toContain('1 pod of it');
  });

  it('leaves out pods that start or leave, and stores that are stopped', () => {
    const pods = [aNodePod({ deletedAt: minutesAgo(1) }), aNodePod({ phase: 'Pending', ips: [] })];
    expect(judgeParts({ pods }).violations).toEqual([]);
    const stopped = judgeParts({
      pods: [aNodePod()],
      databases: [aDatabase({ status: 'stopped' })],
    });
    expect(stopped.violations).toEqual([]);
    expect(stopped.disposition(pair())).toBe('not-judged');
  });

  it('takes missing return ports for broken only if Linux picks them', () => {
    expect(judgeParts(repliesOn(1024, 65535)).violations).toEqual([]);
    expect(judgeParts(repliesOn(32768, 65535)).violations).toEqual([]);
    const [violation] = judgeParts(repliesOn(50000, 65535)).violations;
    expect(violation?.observed).toEqual(['partial']);
    expect(violation?.evidence).toContainEqual({ kind: 'note', id: 'return ports 50000-65535' });
  });

  it('is content with the way by a proxy', () => {
    const judgement = judgeParts({
      groups: ['sg-proxy'],
      rules: [anIngress('sg-proxy', 'sg-pods'), anIngress('sg-db', 'sg-proxy')],
      scope: {
        dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
        dbProxyTargets: completeListing(
          [proxyTargets('orders', 'orders')],
          'rds/describe-db-proxy-targets-orders.json',
          NOW,
        ),
      },
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(pair())).toBe('compliant');
  });

  it('is unknown when a proxy that was not seen may let them in', () => {
    const judgement = judgeParts({
      pods: [aNodePod({ name: 'web-2' })],
      scope: { dbProxies: lost('rds/describe-db-proxies.json') },
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toContain(
      'workload-store shop Deployment/web arn:aws:rds:us-west-2:111122223333:db:orders stores-unseen',
    );
  });

  it('is unknown when something on the way was not seen', () => {
    const judgement = judgeParts({ scope: { nacls: lost('ec2/describe-network-acls.json') } });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'workload-store shop Deployment/web arn:aws:rds:us-west-2:111122223333:db:orders nacl-unseen',
    ]);
  });

  it('is violated by a sure denial whatever else is unknown', () => {
    const judgement = judgeParts({
      branchPods: [aBranchPod({}, { groups: ['sg-x'] })],
      groups: ['sg-x'],
      scope: { nacls: lost('ec2/describe-network-acls.json') },
    });
    expect(judgement.violations).toHaveLength(1);
  });
});
