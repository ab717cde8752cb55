import { describe, expect, it } from '@jest/globals';
import { CHECKS } from '../../../shared/core/checks/index.ts';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { clusterArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, workload } from '../../support/judged.ts';
import { aPod } from '../../support/kubernetes.ts';
import { aBranchPod, aLab } from '../../support/lab.ts';
import { aClusterSnapshot } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

describe('judge', () => {
  it('finds nothing wrong and nothing unknown in a sound cluster, and says how much it looked at', () => {
    const { judgement } = judgeSnapshot(aLab());
    expect(judgement.checks.flatMap((one) => one.violations)).toEqual([]);
    expect(judgement.checks.flatMap((one) => one.undecided)).toEqual([]);
    const populations = judgement.checks.map(({ reference, population }) => {
      const { compliant, notApplicable } = population;
      return `${reference}: ${compliant} compliant, ${notApplicable} not applicable`;
    });
    expect(populations).toEqual([
      'A-01: 1 compliant, 0 not applicable',
      'A-02: 0 compliant, 1 not applicable',
      'A-03: 1 compliant, 0 not applicable',
      'A-04: 1 compliant, 0 not applicable',
      'A-06: 1 compliant, 0 not applicable',
      'A-11: 1 compliant, 0 not applicable',
      'B-01: 1 compliant, 0 not applicable',
      'B-02: 1 compliant, 0 not applicable',
      'B-03: 1 compliant, 0 not applicable',
      'B-04: 1 compliant, 0 not applicable',
      'B-05: 1 compliant, 0 not applicable',
      'B-06: 1 compliant, 1 not applicable',
      'B-07: 1 compliant, 0 not applicable',
      'B-08: 1 compliant, 0 not applicable',
      'B-09: 1 compliant, 0 not applicable',
      'B-10: 0 compliant, 1 not applicable',
      'B-11: 1 compliant, 0 not applicable',
      'B-12: 1 compliant, 0 not applicable',
      'B-13: 0 compliant, 1 not applicable',
      'C-01: 1 compliant, 1 not applicable',
      'C-02: 1 compliant, 1 not applicable',
      'C-03: 1 compliant, 1 not applicable',
      'C-04: 1 compliant, 1 not applicable',
      'C-05: 1 compliant, 1 not applicable',
      'C-07: 0 compliant, 2 not applicable',
      'C-09: 1 compliant, 1 not applicable',
      'C-10: 1 compliant, 1 not applicable',
      'C-14: 0 compliant, 2 not applicable',
      'C-13: 1 compliant, 0 not applicable',
      'D-01: 1 compliant, 0 not applicable',
      'D-02: 1 compliant, 0 not applicable',
      'D-03: 1 compliant, 0 not applicable',
      'D-04: 2 compliant, 0 not applicable',
      'D-05: 1 compliant, 0 not applicable',
      'D-06: 4 compliant, 0 not applicable',
      'R-05: 0 compliant, 1 not applicable',
      'R-03: 1 compliant, 0 not applicable',
      'R-04: 0 compliant, 1 not applicable',
      'R-01: 2 compliant, 0 not applicable',
      'R-02: 1 compliant, 1 not applicable',
      'R-11: 0 compliant, 2 not applicable',
      'R-06: 1 compliant, 0 not applicable',
      'R-07: 1 compliant, 0 not applicable',
      'R-18: 1 compliant, 0 not applicable',
      'R-08: 1 compliant, 0 not applicable',
      'R-09: 1 compliant, 0 not applicable',
      'R-10: 1 compliant, 0 not applicable',
      'R-19: 1 compliant, 0 not applicable',
      'R-16: 1 compliant, 0 not applicable',
      'R-12: 1 compliant, 0 not applicable',
      'R-14: 1 compliant, 0 not applicable',
      'R-20: 1 compliant, 0 not applicable',
    ]);
  });

  it('answers for one cluster by its own facts alone', () => {
    const lab = aLab({ branchPods: [aBranchPod({}, { groups: ['sg-x'] })] });
    const other = aClusterSnapshot('other', {
      pods: completeListing([aPod()], 'clusters/other/k8s/pods.json', NOW),
    });
    const { judgement } = judgeSnapshot({ ...lab, clusters: [...lab.clusters, other] });
    const ofOther = judgement.checks.filter(({ cluster }) => cluster === clusterArn('other'));
    expect(ofOther).toHaveLength(CHECKS.length);
    const carried = ofOther.find(({ reference }) => reference === 'C-01');
    expect(carried?.violations).toEqual([]);
    expect(carried?.disposition(workload('Deployment/web'))).toBe('not-judged');
    expect(judgement.clusters).toEqual([MAIN, clusterArn('other')].toSorted());
  });

  it('says the same of a snapshot whose items come in another order', () => {
    for (const { snapshot } of Object.values(CHECK_EXAMPLES)) {
      const lab = snapshot();
      const backwards = {
        ...lab,
        scopes: lab.scopes.map((scope) => ({
          ...scope,
          interfaces: { ...scope.interfaces, items: scope.interfaces.items.toReversed() },
          rules: { ...scope.rules, items: scope.rules.items.toReversed() },
        })),
        clusters: lab.clusters.map((cluster) => ({
          ...cluster,
          pods: { ...cluster.pods, items: cluster.pods.items.toReversed() },
          policies: { ...cluster.policies, items: cluster.policies.items.toReversed() },
        })),
      };
      const told = (input: typeof lab) =>
        judgeSnapshot(input).judgement.checks.map(
          ({ check, violations, undecided, population }) => ({
            check,
            violations,
            undecided,
            population,
          }),
        );
      expect(told(backwards)).toEqual(told(lab));
    }
  });

  it('judges what is asked for, and first what that looks at', () => {
    const lab = CHECK_EXAMPLES['store-admits-no-node-or-cluster-group']?.snapshot() ?? aLab();
    const { judgement } = judgeSnapshot(lab, { only: new Set(['only-intended-pods-reach-store']) });
    expect(judgement.checks.map(({ reference }) => reference)).toEqual(['R-01']);
    expect(judgement.checks[0]?.violations).toEqual([]);
  });

  it('tells each fault of the examples once, beside what follows from it', () => {
    const told = Object.fromEntries(
      Object.entries(CHECK_EXAMPLES).map(([id, { snapshot, settings = {} }]) => [
        id,
        judgeSnapshot(snapshot(), { settings })
          .judgement.checks.filter(
            ({ reference, violations }) => reference !== 'R-20' && violations.length > 0,
          )
          .map(({ reference, violations }) => `${reference} ×${violations.length}`)
          .join(', '),
      ]),
    );
    expect(told).toEqual({
      'pod-eni-is-enabled': 'A-01 ×1',
      'cni-runs-as-declared': 'A-02 ×1',
      'enforcing-mode-covers-stores': 'A-03 ×1, R-02 ×1',
      'enforcing-mode-of-pods-is-certain': 'A-04 ×1',
      'webhooks-are-intact': 'A-06 ×1',
      'cooldown-is-sane': 'A-11 ×1',
      'policy-selects-and-declares': 'B-01 ×1',
      'policy-selectors-convert': 'B-02 ×1',
      'policy-selector-is-bounded': 'B-03 ×1, R-08 ×1',
      'policy-groups-exist': 'B-04 ×1, C-01 ×1',
      'policy-groups-fit-vpc': 'B-05 ×1, C-01 ×1',
      'declared-groups-fit-quota': 'B-06 ×1',
      'policy-matches-something': 'B-08 ×1',
      'policy-targets-supported-pods': 'B-09 ×1',
      'protected-group-is-granted-by-approved-policy': 'B-10 ×1',
      'policy-group-ids-are-well-formed': 'B-07 ×1',
      'load-balancer-finds-one-tagged-group': 'B-11 ×1',
      'policies-do-not-overlap': 'B-12 ×1',
      'service-account-selector-lost-no-names': 'B-13 ×1, R-08 ×1',
      'branch-eni-carries-declared-groups': 'C-01 ×1',
      'matched-pod-has-branch-eni': 'C-02 ×1, R-02 ×1, R-10 ×1',
      'branch-eni-has-policy': 'C-03 ×1, R-01 ×1',
      'pod-uses-its-branch-eni': 'A-01 ×1, C-04 ×1, R-02 ×1',
      'annotation-agrees-with-ec2': 'C-05 ×1',
      'fargate-pod-carries-declared-groups': 'C-07 ×1, R-02 ×1, R-10 ×1',
      'branch-eni-has-one-claimant': 'C-03 ×1, C-04 ×1, C-09 ×2',
      'branch-eni-is-allocated': 'C-10 ×1, R-10 ×1',
      'auto-mode-branch-carries-declared-groups': 'C-14 ×1',
      'vlan-is-unique-on-its-trunk': 'C-13 ×1',
      'branch-eni-in-use-has-pod': 'D-01 ×1',
      'branch-eni-is-not-leaked': 'B-08 ×1, D-02 ×1',
      'interfaces-belong-to-living-clusters': 'D-03 ×1',
      'protected-group-is-worn-by-approved-interfaces': 'D-04 ×1',
      'branch-eni-is-tagged': 'D-05 ×1',
      'group-is-in-use': 'D-06 ×1',
      'store-is-closed-to-internet': 'R-05 ×1',
      'store-admits-no-node-or-cluster-group': 'R-03 ×1',
      'store-admits-no-pod-addresses': 'R-04 ×1',
      'only-intended-pods-reach-store': 'C-01 ×1, R-01 ×1',
      'intended-pods-reach-store': 'C-02 ×1, R-02 ×1',
      'only-intended-pods-reach-store-by-proxy': 'R-11 ×2, R-10 ×1',
      'ingress-fits-listener': 'R-06 ×1',
      'pods-and-stores-share-no-group': 'R-07 ×1',
      'store-does-not-wear-default-group': 'R-18 ×1',
      'store-policy-is-bounded': 'R-08 ×1',
      'rule-references-living-group': 'R-09 ×1',
      'granted-group-has-members': 'R-10 ×1',
      'store-admits-no-foreign-account': 'R-19 ×1',
      'only-declared-clients-reach-store': 'R-12 ×1',
      'store-is-reached-under-pod-identity': 'A-03 ×1, R-03 ×1, R-14 ×1',
      'ipv6-is-as-closed-as-ipv4': 'R-16 ×1',
      'everything-is-evaluated': '',
    });
  });

  it('gives evidence with every violation and a reason with every unknown', () => {
    for (const { snapshot } of Object.values(CHECK_EXAMPLES)) {
      for (const { violations, undecided } of judgeSnapshot(snapshot()).judgement.checks) {
        for (const violation of violations) {
          expect(violation.evidence.length).toBeGreaterThan(0);
          expect(violation.fix.summary).not.toBe('');
          expect(violation.message).not.toMatch(/[{}]/);
          expect(briefly(violation)).not.toBe('');
        }
        for (const { reasons } of undecided) expect(reasons.length).toBeGreaterThan(0);
      }
    }
  });
});
