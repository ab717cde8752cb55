import { describe, expect, it } from '@jest/globals';

import { compileEstate } from '../../../shared/core/estate/index.ts';
import type { NetworkInterface } from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { aPod, podEni, podEniEntry } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, type LabParts } from '../../support/lab.ts';
import { aBranchEni, anInterface, type InterfaceOverrides } from '../../support/network.ts';
import { aClusterSnapshot } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';
import { clusterOf } from './estate-fixtures.ts';

const IP = '10.0.1.150';
/** A branch interface with the controller's description, and no tag but those given. */
const untagged = (overrides: InterfaceOverrides = {}): NetworkInterface =>
  anInterface({ id: 'eni-x', interfaceType: 'branch', ips: [IP], ...overrides });

const branchIds = (parts: LabParts): readonly string[] =>
  clusterOf({ branchPods: [], ...parts }).branches.map((one) => one.interface.id);

describe('the branch interfaces of a cluster', () => {
  it.each<[string, NetworkInterface, boolean]>([
    ['by its tag', aBranchEni({ id: 'eni-x' }), true],
    ['not by another cluster’s tag', aBranchEni({ id: 'eni-x', cluster: 'other' }), false],
    [
      'not in another VPC: two accounts may have clusters of one name',
      aBranchEni({ id: 'eni-x', vpc: 'vpc-other' }),
      false,
    ],
    [
      'by the trunk of its nodes',
      untagged({ tags: { 'vpcresources.k8s.aws/trunk-eni-id': 'eni-trunk-1' } }),
      true,
    ],
    [
      'by the instance of its nodes',
      untagged({ tags: { 'node.k8s.amazonaws.com/instance_id': 'i-00000000000000001' } }),
      true,
    ],
    ['without any tag, while it is the only cluster', untagged(), true],
    [
      'by the description alone',
      untagged({ interfaceType: 'interface', description: 'aws-k8s-branch-eni' }),
      true,
    ],
    [
      'not that of an ECS task',
      untagged({
        requesterManaged: true,
        description: 'arn:aws:ecs:us-west-2:111122223333:attachment/0a1b2c3d',
      }),
      false,
    ],
    [
      'by the type, though somebody described it as that of a task',
      untagged({ description: 'arn:aws:ecs:us-west-2:111122223333:attachment/0a1b2c3d' }),
      true,
    ],
    ['not an ordinary interface', untagged({ interfaceType: 'interface' }), false],
  ])('are its own %s', (_what, eni, isOurs) => {
    expect(branchIds({ interfaces: [eni] })).toEqual(isOurs ? ['eni-x'] : []);
  });

  it('are its own by a claim, whatever their type', () => {
    const eni = anInterface({ id: 'eni-x', ips: [IP] });
    expect(
      branchIds({ interfaces: [eni], pods: [aPod({ ips: [IP], podEni: podEni('eni-x', IP) })] }),
    ).toEqual(['eni-x']);
  });

  it('are nobody’s without a tag where several clusters share the VPC', () => {
    const lab = aLab({ branchPods: [], interfaces: [untagged()] });
    const estate = compileEstate(
      { ...lab, clusters: [...lab.clusters, aClusterSnapshot('second')] },
      { now: NOW },
    );
    expect(estate.clusters.map(({ branches }) => branches.length)).toEqual([0, 0]);
  });

  it('are sorted', () => {
    const interfaces = ['eni-b', 'eni-c', 'eni-a'].map((id) => aBranchEni({ id }));
    expect(branchIds({ interfaces })).toEqual(['eni-a', 'eni-b', 'eni-c']);
  });
});

describe('who claims a branch interface', () => {
  const claims = (parts: LabParts) => {
    const { branches } = clusterOf({ branchPods: [], ...parts });
    const branch = must(branches.find((one) => one.interface.id === 'eni-x'));
    const names = (pods: typeof branch.claimants) => pods.map(({ pod }) => pod.name);
    return { claimants: names(branch.claimants), lingering: names(branch.lingering) };
  };
  const interfaces = [aBranchEni({ id: 'eni-x', ips: [IP] })];
  const claiming = podEni('eni-x', IP);

  it('is the pod whose annotation names it first', () => {
    const pods = [aPod({ name: 'p', ips: ['10.0.1.20'], podEni: claiming })];
    expect(claims({ interfaces, pods })).toEqual({ claimants: ['p'], lingering: [] });
  });
  it('is the pod that answers on its address', () => {
    expect(claims({ interfaces, pods: [aPod({ name: 'p', ips: [IP] })] }).claimants).toEqual(['p']);
  });
  it('is named once for both', () => {
    const pods = [aPod({ name: 'p', ips: [IP], podEni: claiming })];
    expect(claims({ interfaces, pods }).claimants).toEqual(['p']);
  });
  it('is each of several', () => {
    const pods = ['p', 'q'].map((name) => aPod({ name, ips: ['10.0.1.20'], podEni: claiming }));
    expect(claims({ interfaces, pods }).claimants).toEqual(['p', 'q']);
  });
  it('is nobody when only ended pods or later entries name it', () => {
    const more = podEniEntry('eni-x', IP);
    const pods = [
      aPod({ name: 'done', phase: 'Succeeded', ips: [IP], podEni: claiming }),
      aPod({
        name: 'second',
        ips: ['10.0.1.20'],
        podEni: { state: 'present', entries: [podEniEntry('eni-y', null), more] },
      }),
    ];
    expect(claims({ interfaces, pods })).toEqual({ claimants: [], lingering: ['done', 'second'] });
  });
  it('is the terminating pod', () => {
    const pods = [aPod({ name: 'p', ips: [IP], deletedAt: NOW, podEni: claiming })];
    expect(claims({ interfaces, pods }).claimants).toEqual(['p']);
  });
});

describe('the node of a branch interface', () => {
  it('is that of its trunk, else of its claimant', () => {
    const ours = aBranchPod(
      { ips: [IP] },
      { id: 'eni-x', tags: { 'vpcresources.k8s.aws/trunk-eni-id': 'eni-trunk-unseen' } },
    );
    const { branches } = clusterOf({
      branchPods: [ours],
      interfaces: [aBranchEni({ id: 'eni-z' })],
    });
    expect(branches.map(({ node }) => node?.node.name)).toEqual(['node-1', 'node-1']);
  });
});
