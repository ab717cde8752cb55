import { describe, expect, it } from '@jest/globals';
import { judgePods, type PodVerdict } from '../../../shared/core/checks/index.ts';
import { compileEstate } from '../../../shared/core/estate/index.ts';
import { completeListing, type Snapshot } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { aPod, aPolicy, aReplicaSet, podEni, type PodOverrides } from '../../support/kubernetes.ts';
import { must } from '../../support/counter.ts';
import { aBranchPod, aLab, aNodePod, aWaitingPod, type LabParts } from '../../support/lab.ts';
import { anInterface } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { hoursAgo, minutesAgo, NOW } from '../../support/times.ts';

function verdicts(snapshot: Snapshot): readonly string[] {
  const estate = compileEstate(snapshot, { now: NOW });
  return [...judgePods(estate)]
    .filter(([{ pod }]) => pod.namespace === 'shop')
    .map(([{ pod }, { verdict, causes }]) => [pod.name, verdict, ...causes].join(' '));
}

/** Everything that is said of the one pod of `shop`. */
function said(snapshot: Snapshot): PodVerdict {
  const judged = [...judgePods(compileEstate(snapshot, { now: NOW }))];
  return must(judged.find(([{ pod }]) => pod.namespace === 'shop')?.[1]);
}

const verdictOf = (pod: PodOverrides, parts: LabParts = {}): string =>
  verdicts(aLab({ branchPods: [], pods: [aNodePod({ name: 'it', ...pod })], ...parts })).join();

describe('the verdict of a pod', () => {
  it('is compliant when it wears what is declared', () => {
    expect(verdicts(aLab({ branchPods: [aBranchPod({ name: 'web-1' })] }))).toEqual([
      'web-1 compliant',
    ]);
  });

  it('is a violation with one cause', () => {
    const shown = (id: string) => verdicts(CHECK_EXAMPLES[id]?.snapshot() ?? aLab());
    expect(shown('branch-eni-carries-declared-groups')).toEqual([
      'web-1 violation OUT_OF_BAND_ENI_CHANGE',
    ]);
    expect(shown('matched-pod-has-branch-eni')).toEqual(['web-1 violation POD_PREDATES_POLICY']);
    expect(shown('branch-eni-has-policy')).toEqual(['web-1 violation STALE_AFTER_POLICY_CHANGE']);
    expect(shown('pod-uses-its-branch-eni')).toEqual(['web-1 violation CNI_NOT_USING_BRANCH']);
    expect(shown('fargate-pod-carries-declared-groups')).toEqual([
      'web-1 violation STALE_AFTER_POLICY_CHANGE',
    ]);
    expect(shown('branch-eni-has-one-claimant')).toEqual([
      'intruder-1 violation UNKNOWN',
      'web-1 violation UNKNOWN',
    ]);
  });

  it('is unknown while pods are missing that may claim the same interface', () => {
    const branchPods = [aBranchPod({ name: 'web-1' })];
    const seen = aLab({ branchPods }).clusters.flatMap(({ pods }) => pods.items);
    const cluster = { pods: truncated(seen, 'k8s/pods.json') };
    expect(verdicts(aLab({ branchPods, cluster }))).toEqual(['web-1 unknown']);
  });

  it('is not applicable to pods that policies do not concern, or no longer', () => {
    expect(verdictOf({ hostNetwork: true })).toBe('it not-applicable');
    expect(verdictOf({ osSelectors: ['windows'] })).toBe('it not-applicable');
    expect(verdictOf({ phase: 'Succeeded', podEni: podEni('eni-1', '10.0.1.9') })).toBe(
      'it not-applicable',
    );
    expect(verdictOf({ phase: 'Failed' })).toBe('it not-applicable');
    expect(verdictOf({ deletedAt: minutesAgo(1) })).toBe('it not-applicable');
    expect(verdictOf({ labels: { app: 'free' } })).toBe('it not-applicable');
    expect(verdictOf({ labels: { app: 'free' }, phase: 'Pending' })).toBe('it not-applicable');
  });

  it('is unknown for a pending pod that a policy matches, and for one that claims an ENI', () => {
    expect(verdictOf({ phase: 'Pending', ips: [] })).toBe('it unknown');
    expect(
      verdictOf({ phase: 'Pending', labels: { app: 'free' }, podEni: podEni('eni-1', '10.0.1.9') }),
    ).toBe('it unknown');
  });

  it('is a violation for a pod that has waited long for its ENI, and unknown until then', () => {
    const waiting = (pod: PodOverrides) =>
      said(aLab({ branchPods: [], pods: [aWaitingPod({ name: 'it', ...pod })] }));
    expect(waiting({ scheduledAt: minutesAgo(10) })).toMatchObject({
      verdict: 'violation',
      causes: ['UNKNOWN'],
      checks: ['branch-eni-is-allocated'],
    });
    expect(waiting({ scheduledAt: minutesAgo(9) })).toMatchObject({
      verdict: 'unknown',
      reasons: [],
      settlingUntil: NOW + 60_000,
    });
    expect(waiting({ scheduledAt: null })).toMatchObject({
      verdict: 'unknown',
      settlingUntil: null,
    });
    expect(waiting({ nodeName: null })).toMatchObject({ verdict: 'unknown', settlingUntil: null });
    expect(waiting({ podEni: podEni('eni-1', '10.0.1.9') }).verdict).toBe('unknown');
  });

  it('is a violation for a pod that nobody’s policy matches and that waits for an ENI of its own wish', () => {
    const pod = aWaitingPod({ name: 'it', labels: { app: 'free' } });
    expect(verdicts(aLab({ branchPods: [], pods: [pod] }))).toEqual(['it violation UNKNOWN']);
    const young = aWaitingPod({ labels: { app: 'free' }, createdAt: minutesAgo(1) });
    expect(said(aLab({ branchPods: [], pods: [young] })).settlingUntil).toBe(NOW + 9 * 60_000);
  });

  it('is unknown while a pod is young, and says until when', () => {
    const snapshot = aLab({ branchPods: [], pods: [aNodePod({ createdAt: minutesAgo(2) })] });
    expect(said(snapshot)).toEqual({
      verdict: 'unknown',
      causes: [],
      reasons: [],
      checks: [],
      settlingUntil: minutesAgo(2) + 5000 + 180_000,
    });
    expect(verdictOf({ createdAt: minutesAgo(4) })).toBe('it violation UNKNOWN');
    expect(verdictOf({ startedAt: null })).toBe('it unknown');
  });

  it('is unknown when the ENI, the address or the annotation cannot be read', () => {
    expect(
      verdictOf(
        { podEni: podEni('eni-1', '10.0.1.20'), eniRequests: 1 },
        { interfaces: [anInterface()] },
      ),
    ).toBe('it violation CNI_NOT_USING_BRANCH');
    const web = aBranchPod({ name: 'it' });
    const scope = {
      interfaces: truncated([anInterface()], 'ec2/describe-network-interfaces.json'),
    };
    expect(verdicts(aLab({ branchPods: [], pods: [web.pod], scope }))).toEqual(['it unknown']);
    expect(verdictOf({ podEni: { state: 'malformed', detail: '' } })).toBe('it unknown');
    expect(verdictOf({ ips: [] })).toBe('it unknown');
  });

  it('is a violation when a whole list shows no interface of that name', () => {
    const web = aBranchPod({ name: 'it' });
    expect(verdicts(aLab({ branchPods: [], pods: [web.pod] }))).toEqual(['it violation UNKNOWN']);
  });

  it('is unknown for every pod that policies could concern when they were not seen', () => {
    const cluster = { policies: lost<never>('k8s/securitygrouppolicies.json') };
    expect(verdictOf({ labels: { app: 'free' } }, { cluster })).toBe('it unknown');
    expect(verdictOf({ hostNetwork: true }, { cluster })).toBe('it not-applicable');
  });

  it('takes a Fargate pod without a policy for none of its business, unless it wears something else', () => {
    const fargate = (groups: readonly string[]) =>
      verdicts(
        aLab({
          branchPods: [],
          policies: [],
          interfaces: [anInterface({ ips: ['10.0.1.150'], groups })],
          pods: [
            aPod({
              name: 'it',
              ips: ['10.0.1.150'],
              labels: { 'eks.amazonaws.com/fargate-profile': 'p' },
            }),
          ],
        }),
      );
    expect(fargate(['sg-cluster'])).toEqual(['it not-applicable']);
    expect(fargate(['sg-x'])).toEqual(['it violation UNKNOWN']);
  });

  it('takes the word of an earlier audit for when a declaration changed', () => {
    const policy = aPolicy({ generation: 4 });
    const snapshot = aLab({
      branchPods: [],
      pods: [aNodePod({ name: 'it' })],
      policies: [policy],
      cluster: {
        replicaSets: completeListing(
          [aReplicaSet('Deployment/web', { app: 'web' })],
          'k8s/replicasets.json',
          NOW,
        ),
      },
    });
    const estate = compileEstate(snapshot, { now: NOW });
    const observedGenerations = new Map([[policy.uid, { generation: 4, seenAt: hoursAgo(26) }]]);
    const causes = [...judgePods(estate, { observedGenerations }).values()].flatMap(
      (one) => one.causes,
    );
    expect(causes).toEqual(['ADMISSION_BYPASS']);
  });
});
