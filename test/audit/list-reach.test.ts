import { describe, expect, it } from '@jest/globals';
import { type Filters, NO_FILTERS } from '../../shared/audit/index.ts';
import { completeListing } from '../../shared/core/model/index.ts';
import { databaseArn, proxyArn, ruleId } from '../support/identifiers.ts';
import { aBranchPod, aLab, aNodePod } from '../support/lab.ts';
import { anIngress } from '../support/network.ts';
import { aPolicy } from '../support/kubernetes.ts';
import { lost, truncated } from '../support/snapshot.ts';
import { aDatabase } from '../support/stores.ts';
import { NOW } from '../support/times.ts';
import { aProxyLab, reachOf } from './asked.ts';

describe('a cell by workload', () => {
  it('is reachable when every pod reaches, and names the rules', () => {
    const rules = [anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-in') })];
    const { cells } = reachOf(aLab({ branchPods: [aBranchPod(), aBranchPod()], rules }));
    expect(cells).toEqual([
      expect.objectContaining({
        workload: 'Deployment/web',
        store: databaseArn('orders'),
        port: 3306,
        reach: 'reachable',
        partialBecause: [],
        pods: { reachable: 2, blocked: 0, unknown: 0 },
        intended: true,
        path: 'direct',
        through: null,
        via: 'branch',
        snat: false,
        ingressRules: ['sgr-in'],
        blockedBy: null,
        denials: [],
        unknown: [],
      }),
    ]);
  });

  it('is partial when some pods are in and some are out', () => {
    const branchPods = [aBranchPod(), aBranchPod({}, { groups: ['sg-nodes'] })];
    const [cell] = reachOf(aLab({ branchPods })).cells;
    expect(cell).toMatchObject({
      reach: 'partial',
      partialBecause: ['some-pods'],
      pods: { reachable: 1, blocked: 1, unknown: 0 },
      blockedBy: null,
      denials: [],
    });
  });

  it('counts pods that are blocked and were never meant to come in', () => {
    const stranger = aBranchPod({ labels: { app: 'other' } }, { groups: ['sg-nodes'] });
    const [cell] = reachOf(aLab({ branchPods: [aBranchPod(), stranger] })).cells;
    expect(cell).toMatchObject({
      reach: 'partial',
      pods: { reachable: 1, blocked: 1, unknown: 0 },
      intended: true,
    });
  });

  it('is blocked by the first layer on the way, and lists all', () => {
    const [cell] = reachOf(aLab({ rules: [anIngress('sg-db', 'sg-other')] }), { all: true }).cells;
    expect(cell).toMatchObject({
      reach: 'blocked',
      blockedBy: 'ENI_SG_RULES_MISMATCH',
      denials: [{ code: 'ENI_SG_RULES_MISMATCH', direction: 'ingress', component: 'sg-db' }],
    });
  });

  it('is unknown when one pod is and nothing else decides', () => {
    const unclear = aNodePod({ ips: ['10.0.9.9'] });
    const { cells, unknown } = reachOf(aLab({ pods: [unclear] }));
    expect(cells.map(({ via, reach, unknown: reasons }) => ({ via, reach, reasons }))).toEqual([
      { via: 'branch', reach: 'reachable', reasons: [] },
      { via: 'unknown', reach: 'unknown', reasons: ['identity-unknown', 'nacl-unseen'] },
    ]);
    expect(unknown).toBe(true);
  });

  it('is one for each identity that pods of the workload present', () => {
    const rules = [anIngress('sg-db', 'sg-pods'), anIngress('sg-db', 'sg-nodes')];
    const { cells } = reachOf(aLab({ pods: [aNodePod()], rules }));
    expect(cells.map(({ via, pods }) => [via, pods?.reachable])).toEqual([
      ['branch', 1],
      ['node-primary', 1],
    ]);
  });
});

describe('the cells of a listing', () => {
  it('leave out who is blocked and not meant to come in, unless all are asked for', () => {
    const lab = aLab({ pods: [aNodePod({ workload: 'Deployment/other', labels: {} })] });
    expect(reachOf(lab).cells.map((cell) => cell.workload)).toEqual(['Deployment/web']);
    expect(reachOf(lab, { all: true }).cells.map((cell) => cell.workload)).toEqual([
      'Deployment/other',
      'Deployment/web',
    ]);
  });

  it('count in the coverage whether or not they are shown', () => {
    const lab = aLab({ pods: [aNodePod({ workload: 'Deployment/other', labels: {} })] });
    const expected = { judged: 2, unknown: 0, settling: 0, percent: 100 };
    expect(reachOf(lab).matrix.coverage).toEqual(expected);
    expect(reachOf(lab, { all: true }).matrix.coverage).toEqual(expected);
  });

  it('keep who is meant to come in and cannot', () => {
    const rules = [anIngress('sg-db', 'sg-pods')];
    const lab = aLab({ branchPods: [aBranchPod({}, { groups: ['sg-nodes'] })], rules });
    expect(reachOf(lab).cells).toEqual([
      expect.objectContaining({ reach: 'blocked', intended: true }),
    ]);
  });

  it('keep who is blocked where nobody can tell whether it is meant to come in', () => {
    const pods = [aNodePod({ workload: 'Deployment/other', labels: {} })];
    const policies = truncated([aPolicy()], 'k8s/securitygrouppolicies.json');
    const { cells, unknown } = reachOf(aLab({ pods, cluster: { policies } }));
    expect(cells.map(({ workload, reach, intended }) => ({ workload, reach, intended }))).toEqual([
      { workload: 'Deployment/other', reach: 'blocked', intended: null },
      { workload: 'Deployment/web', reach: 'reachable', intended: true },
    ]);
    expect(unknown).toBe(true);
  });

  it('are the same in part as in whole, whatever was not seen', () => {
    const rules = [
      anIngress('sg-proxy', 'sg-pods'),
      anIngress('sg-db', 'sg-proxy'),
      anIngress('sg-db', '10.0.1.16/30'),
    ];
    const pods = ['10.0.1.18', '10.0.1.24'].map((ip) => aNodePod({ ips: [ip] }));
    const policies = truncated([aPolicy()], 'k8s/securitygrouppolicies.json');
    for (const parts of [{}, { cluster: { policies } }, { scope: { rules: lost<never>('r') } }]) {
      const lab = aProxyLab({ pods, rules, ...parts });
      for (const by of ['workload', 'pod'] as const) {
        const shown = reachOf(lab, { by }).cells;
        const all = reachOf(lab, { by, all: true }).cells;
        const wanted = all.filter((cell) => cell.reach !== 'blocked' || cell.intended !== false);
        expect(shown).toEqual(wanted);
      }
    }
  });

  it('sort pods by name, whatever workload they are of', () => {
    const branchPods = ['c', 'a', 'b'].map((name, index) =>
      aBranchPod({ name, workload: index === 1 ? 'Deployment/api' : 'Deployment/web' }),
    );
    const { cells } = reachOf(aLab({ branchPods }), { by: 'pod' });
    expect(cells.map((cell) => cell.pod)).toEqual(['a', 'b', 'c']);
    expect(cells.every((cell) => !('workload' in cell) && !('pods' in cell))).toBe(true);
  });

  it('sort by workload, store and port', () => {
    const databases = ['b', 'a'].map((id) => aDatabase({ id }));
    const branchPods = [aBranchPod(), aBranchPod({ workload: 'Deployment/api' })];
    const { cells, matrix } = reachOf(aLab({ databases, branchPods }));
    expect(cells.map(({ workload, store }) => [workload, store.split(':').at(-1)])).toEqual([
      ['Deployment/api', 'a'],
      ['Deployment/api', 'b'],
      ['Deployment/web', 'a'],
      ['Deployment/web', 'b'],
    ]);
    expect(matrix.stores.map((door) => door.name)).toEqual(['a', 'b']);
  });

  it('may be read more than once', () => {
    const { matrix, cells } = reachOf(aLab());
    expect([...matrix.cells]).toEqual(cells);
  });
});

describe('a path through an RDS Proxy', () => {
  const rules = [
    anIngress('sg-proxy', 'sg-pods', { id: ruleId('sgr-z-first') }),
    anIngress('sg-db', 'sg-proxy', { id: ruleId('sgr-a-second') }),
  ];

  it('is a cell of its own, with the rules of both hops in order', () => {
    const { cells } = reachOf(aProxyLab({ rules }));
    expect(cells).toEqual([
      expect.objectContaining({ path: 'direct', reach: 'blocked', through: null, intended: true }),
      expect.objectContaining({
        path: 'rds-proxy',
        through: proxyArn('orders'),
        reach: 'reachable',
        ingressRules: ['sgr-z-first', 'sgr-a-second'],
      }),
    ]);
  });

  it('is blocked where the proxy itself cannot reach the store', () => {
    const { cells } = reachOf(aProxyLab({ rules: rules.slice(0, 1) }));
    expect(cells.find((cell) => cell.path === 'rds-proxy')).toMatchObject({
      reach: 'blocked',
      blockedBy: 'SG_HAS_NO_RULES',
      denials: [{ component: 'sg-db' }],
    });
  });

  it('is unknown where nobody saw which store is behind it', () => {
    const scope = {
      dbProxyTargets: completeListing([], 'rds/describe-db-proxy-targets.json', NOW),
    };
    const { cells, unknown } = reachOf(aProxyLab({ rules, scope }));
    expect(cells.find((cell) => cell.path === 'rds-proxy')).toMatchObject({
      reach: 'unknown',
      unknown: ['stores-unseen'],
    });
    expect(unknown).toBe(true);
  });
});

describe('a matrix that something is missing for', () => {
  it('is unknown when no pods were seen, though it has no cells', () => {
    const { cells, unknown, matrix } = reachOf(aLab({ cluster: { pods: lost('k8s/pods.json') } }));
    expect(cells).toEqual([]);
    expect(unknown).toBe(true);
    expect(matrix.coverage).toEqual({ judged: 0, unknown: 0, settling: 0, percent: 0 });
  });

  it('is unknown when stores of some kind were not seen, unless one store is asked for', () => {
    const scope = { serverlessCaches: lost<never>('elasticache/describe-serverless-caches.json') };
    const filters = { namespaces: [], workloads: [], stores: ['orders'] };
    expect(reachOf(aLab({ scope })).unknown).toBe(true);
    expect(reachOf(aLab({ scope }), { filters }).unknown).toBe(false);
  });

  it('is unknown when proxies were not seen, whichever store is asked for', () => {
    const scope = { dbProxies: lost<never>('rds/describe-db-proxies.json') };
    const filters = { namespaces: [], workloads: [], stores: ['orders'] };
    expect(reachOf(aLab({ scope }), { filters }).unknown).toBe(true);
  });
});

describe('filters', () => {
  const lab = aLab({
    databases: [aDatabase({ id: 'a' }), aDatabase({ id: 'b' })],
    branchPods: [aBranchPod(), aBranchPod({ workload: 'StatefulSet/web' })],
  });
  const found = (filters: Partial<Filters>): number =>
    reachOf(lab, { filters: { ...NO_FILTERS, ...filters } }).cells.length;

  it.each<[Partial<Filters>, number]>([
    [{ workloads: ['StatefulSet/web'] }, 2],
    [{ workloads: ['web'] }, 4],
    [{ workloads: ['Deployment/web', 'StatefulSet/web'] }, 4],
    [{ stores: ['a'] }, 2],
    [{ stores: [databaseArn('a'), 'b'] }, 4],
    [{ namespaces: ['kube-system'] }, 0],
    [{ namespaces: ['shop'], stores: ['a'], workloads: ['Deployment/web'] }, 1],
  ])('%j leave %d cells', (filters, count) => {
    expect(found(filters)).toBe(count);
  });

  it('that nothing is named by are an error, for an empty listing would look safe', () => {
    expect(() => found({ stores: ['c'] })).toThrow("no store is named 'c'");
    expect(() => found({ namespaces: ['other'] })).toThrow("no namespace is named 'other'");
    expect(() => found({ workloads: ['Deployment/wep'] })).toThrow('no workload is named');
  });
});
