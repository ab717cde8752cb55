import { describe, expect, it } from '@jest/globals';
import { type Filters, listPods, NO_FILTERS } from '../../shared/audit/index.ts';
import { compileEstate } from '../../shared/core/estate/index.ts';
import type { Snapshot } from '../../shared/core/model/index.ts';
import type { PodRow } from '../../shared/core/render/index.ts';
import { aPolicy } from '../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod } from '../support/lab.ts';
import { lost } from '../support/snapshot.ts';
import { minutesAgo, NOW } from '../support/times.ts';

function podsOf(snapshot: Snapshot, filters: Filters = NO_FILTERS) {
  const { document, unknown } = listPods(compileEstate(snapshot, { now: NOW }), filters);
  const rows: readonly PodRow[] = [...document.pods];
  return { document, unknown, rows, shop: rows.filter((row) => row.namespace === 'shop') };
}

describe('the row of a pod', () => {
  it('says what it should wear and what it wears', () => {
    const { pod, eni } = aBranchPod({ name: 'web-1' }, { groups: ['sg-extra', 'sg-pods'] });
    const [row] = podsOf(aLab({ branchPods: [{ pod, eni }], groups: ['sg-extra'] })).shop;
    expect(row).toMatchObject({
      name: 'web-1',
      workload: 'Deployment/web',
      serviceAccount: 'default',
      node: 'node-1',
      class: 'linux',
      phase: 'Running',
      policies: [`shop/${aPolicy().name}`],
      declaredGroups: ['sg-pods'],
      interfaces: [{ id: eni.id, kind: 'branch', groups: ['sg-extra', 'sg-pods'] }],
      verdict: 'violation',
      reasons: [],
    });
    expect(row?.causes).toHaveLength(1);
  });

  it('calls a pod on its node’s interface one of the node', () => {
    const [row] = podsOf(aLab({ branchPods: [], pods: [aNodePod({ labels: {} })] })).shop;
    expect(row).toMatchObject({
      interfaces: [{ id: 'eni-primary-1', kind: 'node', addresses: ['10.0.1.20'] }],
      verdict: 'not-applicable',
    });
  });

  it('says why nobody can tell', () => {
    const { shop, unknown } = podsOf(aLab({ scope: { interfaces: lost('ec2/enis.json') } }));
    expect(shop).toEqual([
      expect.objectContaining({
        verdict: 'unknown',
        reasons: ['interfaces-unseen'],
        interfaces: [],
      }),
    ]);
    expect(unknown).toBe(true);
  });
});

describe('a pod that is too young to be judged', () => {
  const startedAt = minutesAgo(1);
  const young = aNodePod({
    name: 'young',
    createdAt: startedAt,
    startedAt,
    scheduledAt: startedAt,
  });
  const { shop, document, unknown } = podsOf(aLab({ branchPods: [], pods: [young] }));

  it('is unknown and says until when', () => {
    expect(shop).toEqual([
      expect.objectContaining({
        verdict: 'unknown',
        reasons: [],
        settlingUntil: new Date(startedAt + 180_000).toISOString(),
      }),
    ]);
  });

  it('counts as settling and makes the listing no less sure', () => {
    expect(document.coverage).toMatchObject({ unknown: 0, settling: 1 });
    expect(unknown).toBe(false);
  });
});

describe('the policies of a listing', () => {
  it('count the pods that they match and that have not ended', () => {
    const pods = [aBranchPod(), aBranchPod({ phase: 'Succeeded' })];
    expect(podsOf(aLab({ branchPods: pods })).document.policies).toEqual([
      expect.objectContaining({
        namespace: 'shop',
        status: 'active',
        groups: ['sg-pods'],
        pods: 1,
      }),
    ]);
  });

  it('say why one is inert', () => {
    const policy = aPolicy({ podSelector: null, serviceAccountSelector: null });
    const [row] = podsOf(aLab({ policies: [policy] })).document.policies;
    expect(row).toMatchObject({ status: 'inert', pods: 0 });
    expect(row?.reason).not.toBe('');
  });
});

describe('a listing of pods', () => {
  it('is sorted by namespace and name, and may be read more than once', () => {
    const branchPods = ['c', 'a', 'b'].map((name) => aBranchPod({ name }));
    const { rows, document } = podsOf(aLab({ branchPods }));
    expect(rows.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
      'kube-system/aws-node-node-1',
      'shop/a',
      'shop/b',
      'shop/c',
    ]);
    expect([...document.pods]).toEqual(rows);
  });

  it('is unknown when pods were not seen, and claims nothing', () => {
    const { rows, unknown, document } = podsOf(aLab({ cluster: { pods: lost('k8s/pods.json') } }));
    expect(rows).toEqual([]);
    expect(unknown).toBe(true);
    expect(document.coverage.percent).toBe(0);
  });

  it('refuses a namespace that nothing is in, unless pods may be missing', () => {
    const filters = { ...NO_FILTERS, namespaces: ['shopp'] };
    expect(() => podsOf(aLab(), filters)).toThrow("no namespace is named 'shopp'");
    const blind = aLab({ cluster: { pods: lost('k8s/pods.json') } });
    expect(podsOf(blind, filters).unknown).toBe(true);
  });
});
