import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import {
  aNode,
  aPolicy,
  aReplicaSet,
  labelOwner,
  matchLabels,
  type PodOverrides,
  specOwner,
} from '../../support/kubernetes.ts';
import { aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anInterface } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { hoursAgo, minutesAgo, NOW } from '../../support/times.ts';

const ID = 'matched-pod-has-branch-eni';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab({ branchPods: [], ...parts })).of(ID);
const judgePod = (pod: PodOverrides, parts: LabParts = {}) =>
  judgeParts({ pods: [aNodePod({ name: 'web-1', ...pod })], ...parts });
const causes = (pod: PodOverrides, parts: LabParts = {}) =>
  judgePod(pod, parts).violations.flatMap((one) => one.causes);

const template = {
  replicaSets: completeListing(
    [aReplicaSet('Deployment/web', { app: 'web' })],
    'k8s/replicasets.json',
    NOW,
  ),
};

describe('a pod that a policy matches has a branch ENI', () => {
  it('is compliant for pods that have one', () => {
    const judgement = judgeSnapshot(aLab()).of(ID);
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(workload('Deployment/web'))).toBe('compliant');
  });

  it('is violated in its example', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'workload shop Deployment/web high POD_PREDATES_POLICY',
    ]);
    expect(violations[0]?.fix.commands).toEqual([
      'kubectl rollout restart deployment/web --namespace shop',
    ]);
  });

  it('needs no interfaces to see it', () => {
    const judgement = judgePod(
      {},
      { scope: { interfaces: lost('ec2/describe-network-interfaces.json') } },
    );
    expect(judgement.violations.map(briefly)).toEqual([
      'workload shop Deployment/web high UNKNOWN',
    ]);
    expect(judgement.violations[0]?.observed).toEqual([]);
  });

  it('calls it a bypass of admission only with proof that policy and labels are older than the pod', () => {
    expect(causes({}, { cluster: template })).toEqual(['ADMISSION_BYPASS']);
    const byController = [labelOwner('kube-controller-manager', hoursAgo(24), ['app'])];
    expect(causes({ managedFieldsSeen: true, labelOwners: byController })).toEqual([
      'ADMISSION_BYPASS',
    ]);
    expect(causes({})).toEqual(['UNKNOWN']);
    expect(causes({}, { cluster: template, policies: [aPolicy({ generation: 2 })] })).toEqual([
      'UNKNOWN',
    ]);
  });

  it('takes an earlier audit that saw the same generation for proof', () => {
    const policy = aPolicy({ generation: 2 });
    const parts = { branchPods: [], pods: [aNodePod()], policies: [policy], cluster: template };
    const see = (generation: number) =>
      judgeSnapshot(aLab(parts), {
        observedGenerations: new Map([[policy.uid, { generation, seenAt: hoursAgo(30) }]]),
      })
        .of(ID)
        .violations.flatMap((one) => one.causes);
    expect(see(2)).toEqual(['ADMISSION_BYPASS']);
    expect(see(1)).toEqual(['UNKNOWN']);
  });

  it('takes a newer writer of the specification for evidence that the policy came later', () => {
    const edited = (at: number) => [
      aPolicy({ generation: 2, fieldOwners: [specOwner('kubectl', at)] }),
    ];
    expect(causes({}, { policies: edited(hoursAgo(2)) })).toEqual(['POD_PREDATES_POLICY']);
    expect(causes({}, { policies: edited(hoursAgo(30)) })).toEqual(['UNKNOWN']);
  });

  it('sees labels that changed after the pod was made', () => {
    const owners = [
      labelOwner('kube-controller-manager', hoursAgo(24), ['pod-template-hash']),
      labelOwner('kubectl-label', hoursAgo(2), ['app']),
    ];
    expect(causes({ managedFieldsSeen: true, labelOwners: owners })).toEqual(['LABEL_DRIFT']);
    const elsewhere = {
      replicaSets: completeListing(
        [aReplicaSet('Deployment/web', { app: 'other' })],
        'k8s/replicasets.json',
        NOW,
      ),
    };
    expect(
      causes({ managedFieldsSeen: true, labelOwners: owners }, { cluster: elsewhere }),
    ).toEqual(['LABEL_DRIFT']);
  });

  it('does not apply to pods that no policy can give groups', () => {
    const judgement = judgeParts({
      pods: [
        aNodePod({ workload: 'DaemonSet/host', hostNetwork: true }),
        aNodePod({ workload: 'Deployment/win', osSelectors: ['windows'] }),
        aNodePod({ workload: 'Deployment/free', labels: { app: 'free' } }),
        aNodePod({ workload: 'Job/done', phase: 'Failed' }),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.population).toMatchObject({ notApplicable: 5, judged: 0, unknown: 0 });
  });

  it('holds its answer for pods that are pending or leave', () => {
    for (const stage of [{ phase: 'Pending' }, { deletedAt: minutesAgo(1) }]) {
      const judgement = judgePod(stage);
      expect(judgement.violations).toEqual([]);
      expect(judgement.disposition(workload('Deployment/web'))).toBe('not-judged');
    }
  });

  it('is unknown for a running pod without an address, and for an annotation that cannot be read', () => {
    expect(judgePod({ ips: [] }).undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web identity-unknown',
    ]);
    const malformed = { podEni: { state: 'malformed', detail: 'not JSON' } } as const;
    expect(judgePod(malformed).undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web malformed',
    ]);
  });

  it('is unknown when only an unseen ServiceAccount could say whether a policy matches', () => {
    const judgement = judgePod(
      {},
      {
        policies: [
          aPolicy({ podSelector: null, serviceAccountSelector: matchLabels({ team: 'a' }) }),
        ],
        cluster: { serviceAccounts: lost('k8s/serviceaccounts.json') },
      },
    );
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web service-accounts-unseen',
    ]);
    expect(judgement.undecided[0]?.missing).toEqual(['k8s/serviceaccounts.json']);
  });

  it('is unknown where policies are missing from the list, and violated where one that is there matches', () => {
    const policies = truncated([aPolicy({ namespace: 'else' })], 'k8s/securitygrouppolicies.json');
    expect(judgePod({}, { cluster: { policies } }).undecided.map(undecidedBriefly)).toContain(
      'workload shop Deployment/web policies-unseen',
    );
    const seen = truncated([aPolicy()], 'k8s/securitygrouppolicies.json');
    expect(judgePod({}, { cluster: { policies: seen } }).violations).toHaveLength(1);
  });

  it('goes by the result on Auto Mode nodes, where nothing else can be seen', () => {
    const nodes = [aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } })];
    const auto = (groups: readonly string[]) =>
      judgePod(
        { ips: ['10.0.1.77'] },
        {
          nodes,
          interfaces: [anInterface({ ips: ['10.0.1.77'], groups, interfaceType: 'branch' })],
        },
      );
    expect(auto(['sg-pods']).disposition(workload('Deployment/web'))).toBe('compliant');
    const maybe = judgePod(
      { ips: ['10.0.1.77'] },
      {
        interfaces: [anInterface({ ips: ['10.0.1.77'], groups: ['sg-pods'] })],
        cluster: { nodes: lost('k8s/nodes.json'), cluster: lost('eks/describe-cluster.json') },
      },
    );
    expect(maybe.disposition(workload('Deployment/web'))).toBe('unknown');
    const plain = judgePod(
      { ips: ['10.0.1.77'] },
      { nodes, interfaces: [anInterface({ ips: ['10.0.1.77'], groups: ['sg-x'] })] },
    );
    expect(plain.undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web unsupported',
    ]);
  });
});
