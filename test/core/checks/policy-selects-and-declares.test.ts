import { describe, expect, it } from '@jest/globals';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy } from '../../support/kubernetes.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';

const ID = 'policy-selects-and-declares';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const policy = (name: string) =>
  ({ kind: 'policy', cluster: MAIN, namespace: 'shop', name }) as const;

describe('a policy has a selector and names a group', () => {
  it('is compliant for policies that do, valid or not', () => {
    const judgement = judgeParts({
      policies: [aPolicy(), aPolicy({ name: 'bad', podSelector: 'malformed' })],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(policy('bad'))).toBe('compliant');
    expect(judgement.disposition(policy('none'))).toBe('gone');
  });

  it('is violated in its example, and says what is lacking', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['policy shop orders-access high']);
    expect(violations[0]?.message).toContain('neither a podSelector nor a serviceAccountSelector');
    expect(violations[0]?.evidence).toEqual([
      { kind: 'policy', id: 'shop/orders-access', generation: 1, groups: ['sg-pods'] },
    ]);
  });

  it('is violated without groups', () => {
    expect(judgeParts({ policies: [aPolicy({ groups: [] })] }).violations).toHaveLength(1);
  });

  it('keeps names of policies out of the shell and out of the way of the reader', () => {
    const [violation] = judgeParts({
      policies: [aPolicy({ name: "x';rm -rf /\u202e\n", groups: [] })],
    }).violations;
    expect(violation?.fix.commands).toEqual([
      String.raw`kubectl edit securitygrouppolicy 'x'\'';rm -rf /\u202e\u000a' --namespace shop`,
    ]);
    expect(violation?.message).not.toMatch(/[\n\u202e]/);
  });

  it('is unknown for policies that are not in a list that was cut, and judges those that are', () => {
    const judgement = judgeParts({
      cluster: { policies: truncated([aPolicy({ groups: [] })], 'k8s/securitygrouppolicies.json') },
    });
    expect(judgement.violations).toHaveLength(1);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['cluster policies-unseen']);
    expect(judgement.disposition(policy('none'))).toBe('unknown');
  });

  it('is unknown as a whole without the list', () => {
    const judgement = judgeParts({ cluster: { policies: lost('k8s/securitygrouppolicies.json') } });
    expect(judgement.disposition(policy('web'))).toBe('unknown');
  });
});
