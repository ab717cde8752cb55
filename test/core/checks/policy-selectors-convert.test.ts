import { describe, expect, it } from '@jest/globals';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy } from '../../support/kubernetes.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { lost } from '../../support/snapshot.ts';

const ID = 'policy-selectors-convert';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const policy = (name: string) =>
  ({ kind: 'policy', cluster: MAIN, namespace: 'shop', name }) as const;

describe('the selectors of a policy convert', () => {
  it('is compliant for valid selectors', () => {
    expect(judgeParts({}).disposition(policy('web'))).toBe('compliant');
  });

  it('is violated in its example, and says which selector and why', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['policy shop orders-access high']);
    expect(violations[0]?.message).toContain('operator "in"');
  });

  it('does not apply to inert policies: they are told once', () => {
    const judgement = judgeParts({ policies: [aPolicy({ podSelector: 'malformed', groups: [] })] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(policy('web'))).toBe('not-applicable');
  });

  it('blames nobody for a selector that no API server would have stored', () => {
    const judgement = judgeParts({ policies: [aPolicy({ podSelector: 'malformed' })] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['policy shop web malformed']);
  });

  it('is unknown without the list of policies', () => {
    const judgement = judgeParts({ cluster: { policies: lost('k8s/securitygrouppolicies.json') } });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['cluster policies-unseen']);
  });
});
