import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { anIngress, anInterface, aPrefixList, aSubnet } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { aDatabase } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'store-admits-no-pod-addresses';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const admitting = (peer: string, parts: LabParts = {}) =>
  judgeParts({ rules: [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', peer)], ...parts });
const severities = (peer: string, parts: LabParts = {}) =>
  admitting(peer, parts).violations.map(({ severity }) => severity);
const rule = (peer: string) =>
  ({
    kind: 'store-rule',
    cluster: MAIN,
    id: databaseArn('orders'),
    rule: `sg-db/ingress/tcp/3306-3306/${peer}`,
  }) as const;

describe('a store admits no range in which nodes or pods stand', () => {
  it('is compliant for ranges elsewhere, and does not apply to groups', () => {
    expect(admitting('192.0.2.0/24').disposition(rule('192.0.2.0/24'))).toBe('compliant');
    expect(admitting('10.0.2.0/24').disposition(rule('10.0.2.0/24'))).toBe('compliant');
    expect(admitting('192.0.2.0/24').disposition(rule('sg-pods'))).toBe('not-applicable');
  });

  it('is violated in its example, and names the subnets that are let in whole', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'store-rule arn:aws:rds:us-west-2:111122223333:db:orders sg-db/ingress/tcp/3306-3306/10.0.0.0/16 high',
    ]);
    expect(violations[0]?.evidence).toContainEqual({ kind: 'subnet', id: 'subnet-pods' });
    expect(violations[0]?.message).toContain(
      '2 workloads (2 pods) that nothing intends get through',
    );
  });

  it('is medium for a part of a subnet, free addresses included', () => {
    expect(severities('10.0.1.0/28')).toEqual(['medium']);
    expect(severities('10.0.1.250/32')).toEqual(['medium']);
    expect(admitting('10.0.1.0/28').violations[0]?.message).toContain('10.0.1.0/28');
  });

  it('lets in one address of something that is neither node nor pod', () => {
    const nat = anInterface({ interfaceType: 'nat_gateway', ips: ['10.0.1.5'] });
    expect(severities('10.0.1.5/32', { interfaces: [nat] })).toEqual([]);
    expect(severities('10.0.1.4/31', { interfaces: [nat] })).toEqual(['medium']);
  });

  it('does not take single addresses for those of pods while interfaces may be missing', () => {
    const nat = anInterface({ interfaceType: 'nat_gateway', ips: ['10.0.1.5'] });
    const scope = {
      interfaces: truncated(
        aLab({ interfaces: [nat] }).scopes.flatMap(({ interfaces }) =>
          interfaces.items.filter(({ id }) => id !== nat.id),
        ),
        'ec2/describe-network-interfaces.json',
      ),
    };
    const judgement = admitting('10.0.1.5/32', { scope });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(rule('10.0.1.5/32'))).toBe('unknown');
    expect(severities('10.0.1.0/24', { scope })).toEqual(['high']);
  });

  it('reads prefix lists, and does not guess at those that it cannot read', () => {
    const withList = (cidrs: readonly string[], complete = true): LabParts => ({
      scope: {
        prefixListEntries: completeListing(
          [aPrefixList('pl-1', cidrs, complete)],
          'ec2/get-managed-prefix-list-entries-pl-1.json',
          NOW,
        ),
      },
    });
    expect(severities('pl-1', withList(['10.0.1.0/24']))).toEqual(['high']);
    expect(severities('pl-1', withList(['192.0.2.0/24']))).toEqual([]);
    expect(
      admitting('pl-1', withList(['192.0.2.0/24'], false)).undecided.flatMap(
        ({ reasons }) => reasons,
      ),
    ).toEqual(['prefix-list-unreadable']);
    expect(admitting('pl-1').undecided.flatMap(({ reasons }) => reasons)).toEqual([
      'prefix-list-unreadable',
    ]);
  });

  it('counts IPv6 only where the store answers over IPv6', () => {
    const subnets = completeListing(
      [
        aSubnet('subnet-pods', ['10.0.1.0/24', '2001:db8:0:1::/64']),
        aSubnet('subnet-db', ['10.0.2.0/24', '2001:db8:0:2::/64']),
      ],
      'ec2/describe-subnets.json',
      NOW,
    );
    expect(severities('::/0', { scope: { subnets } })).toEqual([]);
    const dual = [aDatabase({ networkType: 'DUAL' })];
    expect(severities('::/0', { scope: { subnets }, databases: dual })).toEqual(['high']);
  });

  it('leaves to the check on the internet what that tells', () => {
    const { of } = judgeSnapshot(
      CHECK_EXAMPLES['store-is-closed-to-internet']?.snapshot() ?? aLab(),
    );
    expect(of('store-is-closed-to-internet').violations).toHaveLength(1);
    expect(of(ID).violations).toEqual([]);
    expect(of(ID).disposition(rule('0.0.0.0/0'))).toBe('not-judged');
  });

  it('says nothing of equal numbers in a VPC that packets do not get to', () => {
    const elsewhere = aDatabase({ vpc: 'vpc-other', subnets: ['subnet-other'] });
    const judgement = admitting('10.0.0.0/16', { databases: [elsewhere] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly).join()).not.toContain('compliant');
    expect(judgement.disposition(rule('10.0.0.0/16'))).toBe('unknown');
  });

  it('is unknown where the VPC of the store was not seen', () => {
    const nowhere = [aDatabase({ subnetGroup: null })];
    const judgement = admitting('10.0.0.0/16', { databases: nowhere, branchPods: [] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(rule('10.0.0.0/16'))).toBe('unknown');
  });

  it('is unknown while subnets, nodes or pods may be missing', () => {
    const reasons = (parts: LabParts) =>
      admitting('192.0.2.0/24', parts)
        .undecided.filter(({ subject }) => subject.kind === 'store-rule')
        .flatMap((row) => row.reasons);
    expect(reasons({ cluster: { nodes: truncated([], 'k8s/nodes.json') } })).toEqual([
      'identity-unknown',
    ]);
    expect(reasons({ cluster: { pods: lost('k8s/pods.json') } })).toEqual(['pods-unseen']);
    expect(reasons({ scope: { subnets: lost('ec2/describe-subnets.json') } })).toEqual([
      'routes-unseen',
    ]);
  });
});
