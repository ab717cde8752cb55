import { describe, expect, it } from '@jest/globals';
import { type CniConfigMap, completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { configMap } from '../../support/platform.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'cooldown-is-sane';
const CLUSTER = { kind: 'cluster', cluster: MAIN } as const;
const SOURCE = 'k8s/configmap-amazon-vpc-cni.json';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const verdict = (parts: LabParts): string => judgeParts(parts).disposition(CLUSTER);
const withCooldown = (text: string): LabParts => ({
  cluster: configMap({ 'branch-eni-cooldown': text }),
});

describe('the branch ENI cooldown is sane', () => {
  it.each(['30', '60', '300', '+60', '0060'])('is compliant with %j', (text) => {
    const judgement = judgeParts(withCooldown(text));
    expect(judgement.population).toMatchObject({ judged: 1, compliant: 1, unknown: 0 });
  });

  it.each([
    ['29', 'is 29 s; the controller waits at least 30 s'],
    ['0', 'is 0 s; the controller waits'],
    ['-60', 'is -60 s; the controller waits'],
    ['301', 'is 301 s: so long'],
    ['86400', 'is 86400 s: so long'],
    ['99999999999999999999', 'so long'],
    ['60s', 'is "60s", which is no integer'],
    [' 60', 'is " 60", which is no integer'],
    ['6e1', 'which is no integer'],
    ['60.0', 'which is no integer'],
    ['', 'is "", which is no integer'],
  ])('is violated with %j', (text, expected) => {
    const { violations } = judgeParts(withCooldown(text));
    expect(violations.map(briefly)).toEqual(['cluster low']);
    expect(violations[0]?.message).toContain(expected);
  });

  it('is violated in its example, and says how to set it', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations[0]).toMatchObject({
      observed: ['branch-eni-cooldown: 60s'],
      evidence: [{ kind: 'cni', 'branch-eni-cooldown': '60s' }],
      fix: {
        commands: [
          `kubectl patch configmap amazon-vpc-cni --namespace kube-system --type merge --patch '{"data":{"branch-eni-cooldown":"60"}}'`,
        ],
      },
    });
  });

  it('keeps what somebody wrote there on one line', () => {
    const [violation] = judgeParts(withCooldown('6\n\u001b[2J0')).violations;
    expect(`${violation?.message} ${violation?.observed.join()}`).not.toMatch(/\p{Cc}/u);
  });

  it('is compliant by default: without the key, and without the ConfigMap', () => {
    expect(verdict({ cluster: configMap({ 'enable-windows-ipam': 'false' }) })).toBe('compliant');
    const none = completeListing<CniConfigMap>([], SOURCE, NOW);
    expect(verdict({ cluster: { cniConfigMap: none } })).toBe('compliant');
  });

  it('is unknown where the ConfigMap was not seen', () => {
    for (const listing of [lost<CniConfigMap>(SOURCE), truncated<CniConfigMap>([], SOURCE)]) {
      const judgement = judgeParts({ cluster: { cniConfigMap: listing } });
      expect(judgement.undecided).toEqual([
        { check: ID, subject: CLUSTER, reasons: ['cni-config-unseen'], missing: [SOURCE] },
      ]);
    }
  });

  it('is judged where there are policies, or may be', () => {
    const bad = withCooldown('soon');
    const none = judgeParts({ policies: [], ...bad });
    expect(none.disposition(CLUSTER)).toBe('compliant');
    expect(none.population).toMatchObject({ judged: 0, notApplicable: 1 });
    const policies = truncated([], 'k8s/securitygrouppolicies.json');
    const cut = judgeParts({ cluster: { ...bad.cluster, policies } });
    expect(cut.undecided.map(undecidedBriefly)).toEqual(['cluster policies-unseen']);
  });
});
