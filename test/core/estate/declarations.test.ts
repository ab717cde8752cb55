import { describe, expect, it } from '@jest/globals';

import { completeListing } from '../../../shared/core/model/index.ts';
import {
  aPod,
  aPolicy,
  aServiceAccount,
  matchLabels,
  type PodOverrides,
  type PolicyOverrides,
} from '../../support/kubernetes.ts';
import type { LabParts } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { must } from '../../support/counter.ts';
import { clusterOf, viewOf } from './estate-fixtures.ts';

const names = (all: readonly { readonly name: string }[]): readonly string[] =>
  all.map(({ name }) => name);

function declared(pod: PodOverrides, policies: readonly PolicyOverrides[], parts: LabParts = {}) {
  const { declaration } = viewOf(aPod(pod), { ...parts, policies: policies.map(aPolicy) });
  const { matched, undecided, groups, complete, reasons } = declaration;
  return { matched: names(matched), undecided: names(undecided), groups, complete, reasons };
}

const byAccount: PolicyOverrides = {
  name: 'account',
  podSelector: null,
  serviceAccountSelector: matchLabels({ team: 'a' }),
  groups: ['sg-account'],
};

describe('what policies declare for a pod', () => {
  it('is the sorted union of those that match', () => {
    const policies = [
      { name: 'b', groups: ['sg-2', 'sg-1'] },
      { name: 'a', groups: ['sg-3', 'sg-1'] },
    ];
    expect(declared({}, policies)).toMatchObject({
      matched: ['a', 'b'],
      groups: ['sg-1', 'sg-2', 'sg-3'],
      complete: true,
      reasons: [],
    });
  });
  it('is nothing of another namespace’s policies', () => {
    expect(declared({}, [{ namespace: 'other' }])).toMatchObject({ matched: [], groups: [] });
  });
  it.each<[string, PodOverrides]>([
    ['a host-network pod', { hostNetwork: true }],
    ['a Windows pod', { osSelectors: ['windows'] }],
  ])('names the policies that match %s, and no groups', (_what, pod) => {
    expect(declared(pod, [{}])).toEqual({
      matched: ['web'],
      undecided: [],
      groups: [],
      complete: true,
      reasons: [],
    });
  });
  it('may be more while policies were not all seen', () => {
    const cluster = { policies: truncated([aPolicy()], 'k8s/securitygrouppolicies.json') };
    expect(declared({}, [], { cluster })).toMatchObject({
      groups: ['sg-pods'],
      complete: false,
      reasons: ['policies-unseen'],
    });
  });
  it('reads the labels of the pod’s account', () => {
    const accounts = [aServiceAccount({ labels: { team: 'a' } }), aServiceAccount({ name: 'b' })];
    const parts = { serviceAccounts: accounts };
    expect(declared({}, [byAccount], parts).groups).toEqual(['sg-account']);
    expect(declared({ serviceAccountName: 'b' }, [byAccount], parts)).toMatchObject({
      groups: [],
      complete: true,
    });
  });
  it.each<[string, LabParts]>([
    ['accounts were not seen', { cluster: { serviceAccounts: lost('k8s/serviceaccounts.json') } }],
    ['the account is gone', { serviceAccounts: [] }],
  ])('is undecided by an account where %s', (_what, parts) => {
    expect(declared({}, [byAccount, {}], parts)).toEqual({
      matched: ['web'],
      undecided: ['account'],
      groups: ['sg-pods'],
      complete: false,
      reasons: ['service-accounts-unseen'],
    });
  });
  it('does not need an account that no selector reads', () => {
    const cluster = { serviceAccounts: lost<never>('k8s/serviceaccounts.json') };
    expect(declared({}, [{}], { cluster })).toMatchObject({ complete: true, groups: ['sg-pods'] });
  });
  it('is one object for the pods of a workload', () => {
    const [one, other] = [aPod({ ips: ['10.0.1.20'] }), aPod({ ips: ['10.0.1.21'] })];
    const { pods } = clusterOf({ pods: [one, other] });
    const views = [one, other].map((pod) => pods.find((view) => view.pod === pod));
    expect(must(views[0]).declaration).toBe(must(views[1]).declaration);
  });
});

describe('a policy', () => {
  it('counts the pods that it matches and that have not ended', () => {
    const pods = [
      aPod({ name: 'running', ips: ['10.0.1.20'] }),
      aPod({ name: 'pending', phase: 'Pending', ips: [] }),
      aPod({ name: 'done', phase: 'Succeeded' }),
      aPod({ name: 'failed', phase: 'Failed' }),
      aPod({ name: 'host', hostNetwork: true }),
      aPod({ name: 'other', labels: { app: 'api' } }),
    ];
    const { policies } = clusterOf({ branchPods: [], pods });
    expect(must(policies[0]).pods.map(({ pod }) => pod.name)).toEqual([
      'host',
      'pending',
      'running',
    ]);
  });
  it('is inert without selectors or groups, and invalid with a selector that is none', () => {
    const { policies } = clusterOf({
      policies: [
        aPolicy({ name: 'a', podSelector: null }),
        aPolicy({ name: 'b', groups: [] }),
        aPolicy({ name: 'c', podSelector: 'malformed' }),
        aPolicy({ name: 'd', podSelector: 'malformed', groups: [] }),
        aPolicy({ name: 'e' }),
      ],
    });
    expect(policies.map(({ status }) => status)).toEqual([
      'inert',
      'inert',
      'invalid',
      'inert',
      'active',
    ]);
  });
  it('lists its groups once, in order', () => {
    const { policies } = clusterOf({ policies: [aPolicy({ groups: ['sg-b', 'sg-a', 'sg-b'] })] });
    expect(must(policies[0]).groups).toEqual(['sg-a', 'sg-b']);
  });
});

describe('workloads', () => {
  it('hold their pods, sorted by namespace and name', () => {
    const pods = [
      aPod({ name: 'z', workload: 'Deployment/web' }),
      aPod({ name: 'a', workload: 'Deployment/web' }),
      aPod({ name: 'x', workload: 'StatefulSet/db' }),
      aPod({ name: 'y', workload: 'Deployment/web', namespace: 'another' }),
    ];
    const cluster = clusterOf({ cluster: { pods: completeListing(pods, '') } });
    expect(
      cluster.workloads.map((one) => [
        one.namespace,
        one.name,
        one.pods.map(({ pod }) => pod.name),
      ]),
    ).toEqual([
      ['another', 'Deployment/web', ['y']],
      ['shop', 'Deployment/web', ['a', 'z']],
      ['shop', 'StatefulSet/db', ['x']],
    ]);
    expect(cluster.pods.every((pod) => pod.workload.pods.includes(pod))).toBe(true);
  });
});
