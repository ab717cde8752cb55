import { describe, expect, it } from '@jest/globals';
import { completeListing, type Snapshot } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aLab } from '../../support/lab.ts';
import { aGroup } from '../../support/network.ts';
import { truncated } from '../../support/snapshot.ts';
import { aDatabase, withDefaultGroup } from '../../support/stores.ts';

const ID = 'store-does-not-wear-default-group';
const ORDERS = databaseArn('orders');
const judge = (snapshot: Snapshot) => judgeSnapshot(snapshot).of(ID);
const wearing = (group: string) =>
  ({ kind: 'store-group', cluster: MAIN, id: ORDERS, group }) as const;

describe('a store does not wear the default group', () => {
  it('is compliant with a group of its own, and knows what the store does not wear', () => {
    const judgement = judge(aLab());
    expect(judgement.disposition(wearing('sg-db'))).toBe('compliant');
    expect(judgement.disposition(wearing('sg-default'))).toBe('gone');
    expect(judgement.disposition({ ...wearing('sg-db'), id: databaseArn('nowhere') })).toBe('gone');
  });

  it('is violated in its example, and changes what the store wears', () => {
    const { violations } = judge(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(violations.map(briefly)).toEqual([`store-group ${ORDERS} sg-default medium`]);
    expect(violations[0]?.fix.commands).toEqual([
      'aws rds modify-db-instance --db-instance-identifier orders --vpc-security-group-ids NEW_GROUP --region us-west-2',
    ]);
    expect(violations[0]?.evidence).toContainEqual({
      kind: 'rule',
      id: 'sgr-0default-from-pods',
      rule: 'sg-default/ingress/tcp/3306-3306/sg-pods',
    });
  });

  it('keeps the other groups of the store in the command', () => {
    const databases = [aDatabase({ groups: ['sg-db', 'sg-default'] })];
    const [violation] = judge(
      withDefaultGroup(aLab({ groups: ['sg-default'], databases })),
    ).violations;
    expect(violation?.fix.commands[0]).toContain('--vpc-security-group-ids sg-db NEW_GROUP');
  });

  it('is unknown where the group is in no listing or has no name there', () => {
    const groups = truncated([], 'ec2/describe-security-groups.json');
    expect(judge(aLab({ scope: { groups } })).undecided.map(undecidedBriefly)).toEqual([
      `store-group ${ORDERS} sg-db groups-unseen`,
    ]);
    const nameless = completeListing([aGroup('sg-db', { name: null })], 'ec2/groups.json');
    expect(judge(aLab({ scope: { groups: nameless } })).disposition(wearing('sg-db'))).toBe(
      'unknown',
    );
  });

  it('keeps a finding open while the groups of the store are not all known', () => {
    const databases = [aDatabase({ groups: [] })];
    expect(judge(aLab({ databases })).disposition(wearing('sg-default'))).toBe('unknown');
  });
});
