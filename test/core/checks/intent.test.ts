import { describe, expect, it } from '@jest/globals';
import { listReach } from '../../../shared/audit/index.ts';
import { completeListing, type DataStoreAccess } from '../../../shared/core/model/index.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { aLabelSelector, allowPods, anIntent, byTags, endOfDayIn } from '../../support/intents.ts';
import { judgeSnapshot, type JudgedOptions, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aPolicy, labels, matchLabels } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anIngress } from '../../support/network.ts';
import { lost } from '../../support/snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const DIRECT = 'only-intended-pods-reach-store';
const BY_PROXY = 'only-intended-pods-reach-store-by-proxy';
const BROKEN = 'intended-pods-reach-store';

const pair = (name: string) =>
  ({
    kind: 'workload-store',
    cluster: MAIN,
    namespace: 'shop',
    name,
    id: databaseArn('orders'),
  }) as const;
const WEB = pair('Deployment/web');
const REPORT = pair('Deployment/report');

/** `web` and `report`, both of which wear the group that the store admits; a policy gives it to `web` only. */
const PODS: LabParts = {
  branchPods: [
    aBranchPod(),
    aBranchPod({ name: 'report-1', workload: 'Deployment/report', labels: { app: 'report' } }),
  ],
};

function judged(
  intents: readonly DataStoreAccess[],
  parts: LabParts = PODS,
  options: JudgedOptions = {},
) {
  return judgeSnapshot(aLab(parts), { ...options, intents });
}

/** What a check says of `web` and of `report`. */
function said(
  check: string,
  intents: readonly DataStoreAccess[],
  parts: LabParts = PODS,
): readonly string[] {
  const judgement = judged(intents, parts).of(check);
  return [judgement.disposition(WEB), judgement.disposition(REPORT)];
}

const REPORT_ONLY = [allowPods({ app: 'report' })];
const BOTH = [allowPods({ app: 'web' }), allowPods({ app: 'report' })];

describe('a store that a document closes', () => {
  it('is for those whom it allows, whatever policies give out', () => {
    expect(said(DIRECT, [])).toEqual(['compliant', 'violation']);
    expect(said(DIRECT, [anIntent()])).toEqual(['compliant', 'violation']);
    expect(said(DIRECT, [anIntent({ allow: REPORT_ONLY })])).toEqual(['violation', 'compliant']);
    expect(said(DIRECT, [anIntent({ allow: BOTH })])).toEqual(['compliant', 'compliant']);
    expect(said(DIRECT, [anIntent({ allow: [] })])).toEqual(['violation', 'violation']);
  });

  it('says of an intruder which document has no entry for it, and where that stands', () => {
    const place = { file: 'team/orders.yaml', line: 12 };
    const intent = anIntent({ name: 'orders-db', place, allow: REPORT_ONLY });
    const { violations } = judged([intent]).of(DIRECT);
    expect(violations.map(({ message, severity }) => [severity, message])).toEqual([
      [
        'high',
        expect.stringMatching(
          /^shop\/Deployment\/web reaches orders on port 3306 .* no document intends it\.$/u,
        ),
      ],
    ]);
    expect(violations[0]?.expected).toEqual(['pods that a document allows']);
    expect(violations[0]?.evidence).toContainEqual({
      kind: 'document',
      id: 'orders-db',
      mode: 'enforce',
      source: 'team/orders.yaml:12',
    });
  });

  it('is critical when it is restricted', () => {
    const databases = [aDatabase({ tags: { 'data-class': 'restricted' } })];
    const { violations } = judged([anIntent({ allow: [] })], { ...PODS, databases }).of(DIRECT);
    expect(violations.map(({ severity }) => severity)).toEqual(['critical', 'critical']);
  });

  it('is for the union of what its documents allow', () => {
    const two = [anIntent(), anIntent({ allow: REPORT_ONLY })];
    expect(said(DIRECT, two)).toEqual(['compliant', 'compliant']);
  });

  it('stays closed when its documents have expired', () => {
    const ended = anIntent({ allow: BOTH, expiresAt: endOfDayIn(-1) });
    expect(said(DIRECT, [ended])).toEqual(['violation', 'violation']);
    expect(said(DIRECT, [{ ...ended, expiresAt: endOfDayIn(0) }])).toEqual([
      'compliant',
      'compliant',
    ]);
    expect(said(DIRECT, [ended, anIntent()])).toEqual(['compliant', 'violation']);
  });

  it('is closed at the ports that are named, and nowhere else', () => {
    const other = anIntent({ allow: [], ports: [5432] });
    expect(said(DIRECT, [other])).toEqual(['compliant', 'violation']);
    expect(said(DIRECT, [{ ...other, ports: [5432, 3306] }])).toEqual(['violation', 'violation']);
  });

  it('is closed for every cluster by a document that lets in the pods of one', () => {
    const elsewhere = anIntent({ allow: BOTH, cluster: 'arn:aws:eks:*:cluster/other' });
    expect(said(DIRECT, [elsewhere])).toEqual(['violation', 'violation']);
    expect(said(DIRECT, [{ ...elsewhere, cluster: MAIN }])).toEqual(['compliant', 'compliant']);
  });

  it('leaves other stores to policies', () => {
    const databases = [aDatabase(), aDatabase({ id: 'other' })];
    const judgement = judged([anIntent({ allow: REPORT_ONLY })], { ...PODS, databases }).of(DIRECT);
    const atOther = { ...WEB, id: databaseArn('other') };
    expect([judgement.disposition(WEB), judgement.disposition(atOther)]).toEqual([
      'violation',
      'compliant',
    ]);
  });

  it('needs no group for pods: what its rules admit by address is judged as well', () => {
    const parts: LabParts = { ...PODS, rules: [anIngress('sg-db', '203.0.113.0/24')] };
    expect(judged([], parts).access.doors.map(({ podManaged }) => podManaged)).toEqual([false]);
    expect(judged([anIntent()], parts).access.doors.map(({ podManaged }) => podManaged)).toEqual([
      true,
    ]);
  });

  it('takes pods without groups and pods on the host’s network, which no policy can mean', () => {
    const rules = [anIngress('sg-db', 'sg-nodes')];
    const host = aNodePod({
      name: 'agent-1',
      workload: 'DaemonSet/agent',
      labels: { app: 'agent' },
      hostNetwork: true,
      ips: ['10.0.1.10'],
    });
    const plain = aNodePod({ name: 'job-1', workload: 'Deployment/job', labels: { app: 'job' } });
    const parts: LabParts = { pods: [host, plain], rules };
    const intendedOf = (intents: readonly DataStoreAccess[]) =>
      judged(intents, parts).access.doors.flatMap(({ entries }) =>
        entries
          .filter(({ cohort }) => cohort.workload.namespace === 'shop')
          .map(({ cohort, intended }) => `${cohort.workload.name} ${intended}`),
      );
    expect(intendedOf([])).toEqual(['DaemonSet/agent false', 'Deployment/job false']);
    const allow = [allowPods({ app: 'agent' }), allowPods({ app: 'job' })];
    expect(intendedOf([anIntent({ allow })])).toEqual([
      'DaemonSet/agent true',
      'Deployment/job true',
    ]);
    expect(intendedOf([anIntent({ allow: [] })])).toEqual([
      'DaemonSet/agent false',
      'Deployment/job false',
    ]);
  });
});

describe('pods that a document allows', () => {
  const SHUT: LabParts = {
    branchPods: [
      aBranchPod(),
      aBranchPod(
        { name: 'report-1', workload: 'Deployment/report', labels: { app: 'report' } },
        { groups: ['sg-x'] },
      ),
    ],
    groups: ['sg-x'],
  };

  it('are told when they cannot come in', () => {
    expect(said(BROKEN, [], SHUT)).toEqual(['compliant', 'compliant']);
    expect(said(BROKEN, [anIntent({ allow: BOTH })], SHUT)).toEqual(['compliant', 'violation']);
    const { violations } = judged([anIntent({ name: 'orders-db', allow: BOTH })], SHUT).of(BROKEN);
    expect(violations.map(({ message }) => message)).toEqual([
      'shop/Deployment/report is intended for orders on port 3306, and 1 pod of it cannot reach it: ENI_SG_RULES_MISMATCH at store-group (sg-db).',
    ]);
    expect(violations[0]?.evidence).toContainEqual(
      expect.objectContaining({ kind: 'document', id: 'orders-db' }),
    );
  });

  it('are not missed by a document that only observes', () => {
    expect(said(BROKEN, [anIntent({ allow: BOTH, mode: 'observe' })], SHUT)).toEqual([
      'compliant',
      'compliant',
    ]);
  });

  it('are missed by nobody once the store is closed to them', () => {
    const policies = [
      aPolicy(),
      aPolicy({ name: 'report', podSelector: matchLabels({ app: 'report' }) }),
    ];
    expect(said(BROKEN, [], { ...SHUT, policies })).toEqual(['compliant', 'violation']);
    expect(said(BROKEN, [anIntent()], { ...SHUT, policies })).toEqual(['compliant', 'compliant']);
  });
});

describe('paths that a document means', () => {
  const parts: LabParts = {
    ...PODS,
    groups: ['sg-proxy'],
    rules: [
      anIngress('sg-db', 'sg-proxy'),
      anIngress('sg-db', 'sg-pods'),
      anIngress('sg-proxy', 'sg-pods'),
    ],
    scope: {
      dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
      dbProxyTargets: completeListing(
        [proxyTargets('orders', 'orders')],
        'rds/describe-db-proxy-targets-orders.json',
        NOW,
      ),
    },
  };

  it.each([
    [
      ['direct', 'rds-proxy'],
      ['compliant', 'violation'],
      ['compliant', 'violation'],
    ],
    [['direct'], ['compliant', 'violation'], ['violation', 'violation']],
    [['rds-proxy'], ['violation', 'violation'], ['compliant', 'violation']],
  ] as const)('%j are open to whom it allows, and others to nobody', (via, direct, byProxy) => {
    const intents = [anIntent({ via })];
    expect(said(DIRECT, intents, parts)).toEqual(direct);
    expect(said(BY_PROXY, intents, parts)).toEqual(byProxy);
    // Who gets in on one path misses nothing on the other.
    expect(said(BROKEN, intents, parts)[0]).toBe('compliant');
  });

  it('are named where an intruder comes by a proxy', () => {
    const { violations } = judged([anIntent({ via: ['direct'] })], parts).of(BY_PROXY);
    expect(violations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^shop\/Deployment\/report .*, and no document intends it\.$/u),
      expect.stringMatching(/^shop\/Deployment\/web .*, and no document intends it\.$/u),
    ]);
    expect(violations[0]?.expected).toEqual(['pods that a document allows by way of an RDS Proxy']);
  });

  it('are missed where no proxy stands before the store, even by pods that reach it directly', () => {
    const intents = [anIntent({ via: ['rds-proxy'] })];
    expect(said(DIRECT, intents)).toEqual(['violation', 'violation']);
    expect(said(BROKEN, intents)).toEqual(['violation', 'compliant']);
    const result = judged(intents);
    const [missing] = result.of(BROKEN).violations;
    expect(missing?.message).toBe(
      'shop/Deployment/web is intended for orders on port 3306, and 1 pod of it cannot reach it: only through an RDS Proxy is it meant to, and there is none.',
    );
    expect(missing?.fix.summary).toContain('Put an RDS Proxy before the store');
    const { document } = listReach(result.estate, result.access, { all: true });
    expect([...document.cells].map(({ path }) => path)).not.toContain('rds-proxy');
    const unseen: LabParts = {
      ...PODS,
      scope: { dbProxies: lost('rds/describe-db-proxies.json') },
    };
    expect(said(BROKEN, intents, unseen)).toEqual(['unknown', 'compliant']);
  });

  it('are told for a document that observes, with severity info', () => {
    const watching = anIntent({ via: ['direct'], mode: 'observe' });
    const { violations } = judged([watching], parts).of(BY_PROXY);
    expect(
      violations.map(({ subject, severity }) => ['name' in subject && subject.name, severity]),
    ).toEqual([
      ['Deployment/report', 'high'],
      ['Deployment/web', 'info'],
    ]);
  });
});

describe('a document that observes', () => {
  const watching = anIntent({ name: 'draft', allow: REPORT_ONLY, mode: 'observe' });

  it('tells with severity info what it would forbid, and leaves the rest as it was', () => {
    const { violations } = judged([watching]).of(DIRECT);
    expect(
      violations.map(({ subject, severity, message }) => [
        'name' in subject && subject.name,
        severity,
        message.slice(message.indexOf(';') + 2),
      ]),
    ).toEqual([
      ['Deployment/report', 'high', expect.stringContaining('no policy intends it.')],
      ['Deployment/web', 'info', 'once enforced, draft would not allow it.'],
    ]);
  });

  it('keeps that severity, whatever the check is given', () => {
    const settings = { severities: new Map([[DIRECT, 'critical' as const]]) };
    const { violations } = judged([watching], PODS, { settings }).of(DIRECT);
    expect(violations.map(({ severity }) => severity)).toEqual(['critical', 'info']);
  });

  it('is beside the point where a document is enforced', () => {
    expect(said(DIRECT, [watching, anIntent()])).toEqual(['compliant', 'violation']);
    const { violations } = judged([watching, anIntent()]).of(DIRECT);
    expect(violations.map(({ severity }) => severity)).toEqual(['high']);
  });

  it('speaks of stores that no group closes', () => {
    const parts: LabParts = {
      pods: [aNodePod({ name: 'r-1', workload: 'Deployment/report', labels: { app: 'report' } })],
      rules: [anIngress('sg-db', '10.0.1.20/32')],
      policies: [],
      branchPods: [],
    };
    expect(judged([], parts).access.doors[0]?.podManaged).toBe(false);
    // The rule is told by the check that names it: it stands for everybody whom it lets in.
    expect(
      judged([anIntent({ mode: 'observe' })], parts)
        .of(DIRECT)
        .disposition(REPORT),
    ).toBe('not-judged');
  });

  it('leaves open what it may forbid while that was not seen', () => {
    const asking = { ...watching, allow: [allowPods(null, { account: { team: 'a' } })] };
    const unseen: LabParts = {
      ...PODS,
      cluster: { serviceAccounts: lost('k8s/serviceaccounts.json') },
    };
    expect(said(DIRECT, [asking], unseen)).toEqual(['unknown', 'violation']);
  });
});

describe('what was not seen of whom a document means', () => {
  const NAMESPACES = 'k8s/namespaces.json';
  const byNamespace = anIntent({
    allow: [
      {
        namespaceSelector: aLabelSelector({ env: 'prod' }),
        podSelector: null,
        serviceAccountSelector: null,
      },
    ],
  });
  const shop = (env: string) =>
    completeListing([{ name: 'shop', labels: labels({ env }) }], NAMESPACES, NOW);

  it('leaves open who is meant, and says which file would tell', () => {
    const seen = (env: string): LabParts => ({ ...PODS, cluster: { namespaces: shop(env) } });
    expect(said(DIRECT, [byNamespace], seen('prod'))).toEqual(['compliant', 'compliant']);
    expect(said(DIRECT, [byNamespace], seen('test'))).toEqual(['violation', 'violation']);
    const unseen: LabParts = { ...PODS, cluster: { namespaces: lost(NAMESPACES) } };
    expect(said(DIRECT, [byNamespace], unseen)).toEqual(['unknown', 'unknown']);
    const rows = judged([byNamespace], unseen).of(DIRECT).undecided;
    expect(rows.map((row) => [undecidedBriefly(row), row.missing])).toEqual([
      [expect.stringContaining('Deployment/report'), [NAMESPACES]],
      [expect.stringContaining('Deployment/web'), [NAMESPACES]],
    ]);
  });

  it('leaves open whether somebody is missed, for the stores that the document is about', () => {
    const databases = [aDatabase(), aDatabase({ id: 'other' })];
    const parts: LabParts = {
      branchPods: [
        aBranchPod(),
        aBranchPod(
          { name: 'report-1', workload: 'Deployment/report', labels: { app: 'report' } },
          { groups: ['sg-x'] },
        ),
      ],
      groups: ['sg-x'],
      databases,
      cluster: { namespaces: lost(NAMESPACES) },
    };
    const judgement = judged([byNamespace], parts).of(BROKEN);
    expect(judgement.disposition(REPORT)).toBe('unknown');
    expect(judgement.disposition({ ...REPORT, id: databaseArn('other') })).toBe('compliant');
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['cluster identity-unknown']);
  });

  it('leaves open whether a store is closed while its tags were not seen', () => {
    const byTag = anIntent({ stores: [byTags({ team: 'a' })], allow: REPORT_ONLY });
    const tagged = (tags: Record<string, string> | null): LabParts => ({
      ...PODS,
      databases: [{ ...aDatabase(), tags: tags === null ? null : labels(tags) }],
    });
    expect(said(DIRECT, [byTag], tagged({ team: 'a' }))).toEqual(['violation', 'compliant']);
    expect(said(DIRECT, [byTag], tagged({ team: 'b' }))).toEqual(['compliant', 'violation']);
    expect(said(DIRECT, [byTag], tagged(null))).toEqual(['unknown', 'unknown']);
  });
});
