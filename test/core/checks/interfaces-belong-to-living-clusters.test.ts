import { describe, expect, it } from '@jest/globals';
import { completeListing, toAccountId } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { must } from '../../support/counter.ts';
import { clusterArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aBranchPod, aLab, type BranchPod, type LabParts } from '../../support/lab.ts';
import { aBranchEni, anInterface, aTrunkEni } from '../../support/network.ts';
import { aClusterSnapshot, anEksCluster, lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'interfaces-belong-to-living-clusters';
const LIST = 'eks/list-clusters.json';

const subject = (name: string) =>
  ({ kind: 'interfaces', cluster: MAIN, name, group: '*' }) as const;

const listed = (...names: readonly string[]) => completeListing(names, LIST, NOW);

const judgeParts = (parts: LabParts, clusterNames: ReturnType<typeof lost<string>>) =>
  judgeSnapshot(aLab({ ...parts, scope: { clusterNames, ...parts.scope } })).of(ID);

const left = (overrides: Parameters<typeof aBranchEni>[0] = {}) =>
  aBranchEni({ id: 'eni-left', cluster: 'old', groups: ['sg-x'], ...overrides });

describe('no ENI is left of a cluster that is gone', () => {
  it('is compliant for clusters that exist', () => {
    const judgement = judgeParts({ interfaces: [left()] }, listed('main', 'old'));
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(subject('old'))).toBe('compliant');
    expect(judgement.population).toMatchObject({ compliant: 2, violations: 0 });
  });

  it('is violated in its example, at once', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['interfaces staging * medium']);
    expect(violations[0]?.message).toBe(
      'The cluster staging does not exist any more; left of it, with sg-x: eni-0left.',
    );
    expect(violations[0]?.settling).toBeNull();
    expect(violations[0]?.fix.commands).toEqual([
      'aws ec2 delete-network-interface --network-interface-id eni-0left',
    ]);
  });

  it('tells everything of one cluster together, and is worse where a data store is open to it', () => {
    const judgement = judgeParts(
      {
        interfaces: [
          left({ id: 'eni-b' }),
          left({ id: 'eni-a', groups: ['sg-pods'], status: 'available' }),
          left({ id: 'eni-c', cluster: 'older' }),
        ],
      },
      listed('main'),
    );
    expect(judgement.violations.map((one) => [briefly(one), ...one.observed])).toEqual([
      ['interfaces old * high', 'eni-a', 'eni-b'],
      ['interfaces older * medium', 'eni-c'],
    ]);
    expect(judgement.violations[0]?.message).toContain('with sg-pods, which opens or guards');
  });

  it('counts trunks, and whatever else the controller made', () => {
    const trunk = aTrunkEni({
      id: 'eni-trunk-old',
      instance: 'i-00000000000000099',
      tags: {
        'eks:eni:owner': 'eks-vpc-resource-controller',
        'kubernetes.io/cluster/old': 'owned',
      },
    });
    expect(judgeParts({ interfaces: [trunk] }, listed('main')).violations).toHaveLength(1);
  });

  it('leaves out what others tag with the names of their clusters', () => {
    const elb = anInterface({ tags: { 'kubernetes.io/cluster/old': 'owned' } });
    const cni = anInterface({
      tags: { 'eks:eni:owner': 'amazon-vpc-cni', 'cluster.k8s.amazonaws.com/name': 'old' },
    });
    expect(judgeParts({ interfaces: [elb, cni] }, listed('main')).violations).toEqual([]);
  });

  it('leaves out clusters of other accounts in a subnet that is shared', () => {
    const ownerId = must(toAccountId('444455556666'));
    expect(judgeParts({ interfaces: [left({ ownerId })] }, listed('main')).violations).toEqual([]);
  });

  it('knows that a cluster of the snapshot exists, whatever the list says', () => {
    const own = aBranchEni({ cluster: 'main' });
    expect(judgeParts({ interfaces: [own] }, listed()).violations).toEqual([]);
  });

  it('lets an interface with the tags of two clusters belong to the one that exists', () => {
    const both = left({ tags: { 'kubernetes.io/cluster/main': 'owned' } });
    expect(judgeParts({ interfaces: [both] }, listed('main')).violations).toEqual([]);
  });

  it('is not left over while a pod answers on it, whatever its tags say', () => {
    const retagged = ({ pod, eni }: BranchPod) => ({ pod, eni: { ...eni, tags: left().tags } });
    const worn = retagged(aBranchPod());
    expect(judgeParts({ branchPods: [worn] }, listed('main')).violations).toEqual([]);
    const onNode = retagged(aBranchPod({ ips: ['10.0.1.20'] }, { ips: ['10.0.1.150'] }));
    const { violations } = judgeParts({ branchPods: [onNode] }, listed('main'));
    expect(violations.map(briefly)).toEqual(['interfaces old * high']);
  });

  it('is not left over while a node of the snapshot holds it', () => {
    const tags = Object.fromEntries(left().tags);
    const ofNode = aTrunkEni({ id: 'eni-trunk', tags });
    expect(judgeParts({ interfaces: [ofNode] }, listed('main')).violations).toEqual([]);
  });
});

describe('the list of clusters', () => {
  it('has to be there: without it nothing is judged, nothing is unknown and nothing closes', () => {
    const judgement = judgeParts({ interfaces: [left()] }, lost(LIST));
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(subject('old'))).toBe('not-judged');
    expect(judgement.population).toMatchObject({ judged: 0, unknown: 0 });
  });

  it('leaves clusters open that it may not show when it is cut off', () => {
    const judgement = judgeParts({ interfaces: [left()] }, truncated(['main'], LIST));
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['interfaces old * truncated']);
    expect(judgement.undecided[0]?.missing).toEqual([LIST]);
    expect(judgement.disposition(subject('main'))).toBe('compliant');
  });
});

describe('half a list of interfaces', () => {
  const cut = (interfaces: NonNullable<LabParts['interfaces']>) =>
    judgeParts(
      { scope: { interfaces: truncated(interfaces, 'ec2/describe-network-interfaces.json') } },
      listed('main'),
    );

  it('shows what is left, and not that nothing is', () => {
    expect(cut([left()]).violations).toHaveLength(1);
    expect(cut([]).disposition(subject('old'))).toBe('unknown');
  });
});

describe('two clusters of one account', () => {
  it('leave it to the one in whose VPC the ENI is', () => {
    const lab = aLab({ interfaces: [left()], scope: { clusterNames: listed('main', 'other') } });
    const other = aClusterSnapshot('other', {
      cluster: completeListing(
        [anEksCluster('other', { vpcId: 'vpc-other' })],
        'clusters/other/eks/describe-cluster.json',
        NOW,
      ),
    });
    const { judgement } = judgeSnapshot({ ...lab, clusters: [...lab.clusters, other] });
    expect(
      judgement.checks
        .filter(({ check }) => check === ID)
        .map(({ cluster, violations }) => [cluster, violations.length]),
    ).toEqual([
      [clusterArn('main'), 1],
      [clusterArn('other'), 0],
    ]);
  });
});
