import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { memoryLedger } from '../../shared/adapters/ledger/index.ts';
import { openSnapshot } from '../../shared/adapters/snapshot/index.ts';
import {
  type AuditOutcome,
  listPods,
  listReach,
  readEstate,
  runAudit,
} from '../../shared/audit/index.ts';
import { computeAccess } from '../../shared/core/access/index.ts';
import type { Subject } from '../../shared/core/model/index.ts';
import type {
  AuditReport,
  Cell,
  FindingRow,
  PodList,
  PodRow,
} from '../../shared/core/render/index.ts';
import { type MarkdownRow, sectionUnder, tablesIn } from '../support/markdown-table.ts';

/**
 * The story that examples/eks-workshop/README.md tells, told again by podfence: its tables are what is expected, so that
 * the page cannot say anything that the snapshots do not show.
 */
const FOLDER = resolve(import.meta.dirname, '../../examples/eks-workshop');
const README = readFileSync(join(FOLDER, 'README.md'), 'utf8');

const CHAPTERS = [
  { name: 'before', section: '1. before', now: null },
  { name: 'after', section: '2. after', now: null },
  { name: 'drifted', section: '3. drifted', now: null },
  { name: 'drifted', section: '3. drifted', now: Date.parse('2026-11-20T16:30:00Z') },
] as const;

const NONE = '–';

const tableWith = (section: string, ...columns: readonly string[]): readonly MarkdownRow[] =>
  tablesIn(sectionUnder(README, section)).find(([row]) =>
    columns.every((column) => row !== undefined && column in row),
  ) ?? [];

const DATABASE = /^arn:aws:rds:us-west-2:111122223333:db:eks-workshop-catalog$/;
const storeText = (id: string): string => (DATABASE.test(id) ? 'the database' : id);

function subjectText(subject: Subject): string {
  if (subject.kind === 'cluster') return 'the cluster';
  if (subject.kind === 'workload') return `${subject.namespace} ${subject.name}`;
  if (subject.kind === 'group-rule') return subject.rule;
  if (subject.kind === 'store-rule') return `${storeText(subject.id)}, ${subject.rule}`;
  if (subject.kind === 'workload-store')
    return `${subject.namespace} ${subject.name} → ${storeText(subject.id)}`;
  if (subject.kind === 'interfaces')
    return `interfaces: node group ${subject.name}, group ${subject.group}`;
  return JSON.stringify(subject);
}

const listed = (values: readonly string[]): string =>
  values.length === 0 ? NONE : values.join(', ');

interface Story {
  readonly check: string;
  readonly subject: string;
  readonly severity: string;
  readonly causes: string;
  readonly state: string;
}

/** What settles has no severity and no cause in the report yet. */
function told(row: MarkdownRow, stateColumn: string): Story {
  const state = row[stateColumn] ?? '';
  return {
    check: row['check'] ?? '',
    subject: row['subject'] ?? '',
    severity: state === 'settling' ? NONE : (row['severity'] ?? ''),
    causes: row['causes'] ?? NONE,
    state,
  };
}

const sorted = <T extends object>(rows: readonly T[]): readonly T[] =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Findings and what settles, in the words of the page. */
function found({ findings, settling, checks }: AuditReport): readonly Story[] {
  const referenceOf = new Map(checks.map(({ id, reference }) => [id, reference]));
  const raised = findings.map(({ check, subject, severity, causes, state }: FindingRow): Story => ({
    check: referenceOf.get(check) ?? check,
    subject: subjectText(subject),
    severity,
    causes: listed(causes),
    state,
  }));
  const waiting = settling.map(({ check, subject }): Story => ({
    check: referenceOf.get(check) ?? check,
    subject: subjectText(subject),
    severity: NONE,
    causes: NONE,
    state: 'settling',
  }));
  return [...raised, ...waiting];
}

interface Told {
  readonly outcome: AuditOutcome;
  readonly cells: readonly Cell[];
  readonly podList: PodList;
  readonly pods: readonly PodRow[];
}

const chapters: Told[] = [];

beforeAll(async () => {
  const ledger = memoryLedger();
  for (const { name, now } of CHAPTERS) {
    const open = () => openSnapshot(join(FOLDER, name));
    const outcome = await runAudit({ source: await open(), now, ledger, version: '0.0.0' });
    const estate = await readEstate(await open(), now);
    const podList = listPods(estate).document;
    chapters.push({
      outcome,
      cells: [...listReach(estate, computeAccess(estate), {}).document.cells],
      podList,
      pods: [...podList.pods],
    });
  }
});

function chapter(index: number): Told {
  const one = chapters[index];
  if (one === undefined) throw new Error(`chapter ${index} was not told`);
  return one;
}

describe('who reaches the database', () => {
  it('is nobody before, and the catalog is stopped by the group of the database', async () => {
    const estate = await readEstate(await openSnapshot(join(FOLDER, 'before')), null);
    const { document } = listReach(estate, computeAccess(estate), { all: true });
    const cells = [...document.cells];
    expect(chapter(0).cells).toEqual([]);
    expect(new Set(cells.map(({ reach, intended }) => `${reach} ${intended}`))).toEqual(
      new Set(['blocked false']),
    );
    expect(cells.find(({ workload }) => workload === 'Deployment/catalog')?.blockedBy).toBe(
      'ENI_SG_RULES_MISMATCH',
    );
  });

  it.each([
    [1, 'reach', 'out by'],
    [2, 'reach', 'pods'],
    [3, 'reach', 'pods'],
  ])('is what the page says in audit %i', (index, ...columns) => {
    const rows = tableWith(CHAPTERS[index]?.section ?? '', 'workload', ...columns);
    const shown = chapter(index).cells.map((cell) => ({
      workload: `${cell.namespace} ${cell.workload}`,
      pods: String(cell.pods?.reachable),
      reach: cell.reach,
      intended: String(cell.intended),
      via: cell.via,
      'out by': listed(cell.egressRules),
      'in by': listed(cell.ingressRules),
    }));
    expect(rows.length).toBeGreaterThan(0);
    expect(sorted(shown)).toEqual(sorted(rows).map((row) => expect.objectContaining({ ...row })));
  });
});

/** Names that the page gives to the groups. */
const GROUPS: Readonly<Record<string, string>> = {
  'sg-022e525270d4490d9': 'the nodes’ group',
  'sg-0cc2e782fc45fb1dc': 'catalog',
  'sg-053afadd2118036c1': 'telemetry',
  'sg-0e3c7ebd89c97ceab': 'checkout',
};
const groupNames = (ids: readonly string[]): ReadonlySet<string> =>
  new Set(ids.map((id) => GROUPS[id] ?? id));
const namedGroups = (text: string): ReadonlySet<string> =>
  new Set(text === NONE ? [] : text.replaceAll("'", '’').split(', '));

describe('the pods', () => {
  it.each([
    [0, 18, []],
    [1, 18, ['catalog/catalog-wgsvq2f9nl-d49nh compliant']],
  ])('of audit %i are as the page says', (index, count, others) => {
    const { pods } = chapter(index);
    const said = pods
      .filter(({ verdict }) => verdict !== 'not-applicable')
      .map(({ namespace, name, verdict }) => `${namespace}/${name} ${verdict}`);
    expect({ count: pods.length, said }).toEqual({ count, said: others });
  });

  it.each([2, 3])('of audit %i are those of the table, and all others not applicable', (index) => {
    const rows = tableWith('3. drifted', 'pod', 'verdict');
    const named = new Set(rows.map((row) => row['pod']));
    const { pods } = chapter(index);
    const shown = pods.filter(({ namespace, name }) => named.has(`${namespace}/${name}`));
    expect(
      sorted(
        shown.map((one) => ({
          pod: `${one.namespace}/${one.name}`,
          policies: listed(one.policies),
          declared: groupNames(one.declaredGroups),
          wears: groupNames(one.interfaces.flatMap(({ groups }) => groups)),
          verdict: one.verdict,
          cause: listed(one.causes),
        })),
      ),
    ).toEqual(
      sorted(rows).map((row) => ({
        ...row,
        declared: namedGroups(row['declared'] ?? ''),
        wears: namedGroups(row['wears'] ?? ''),
      })),
    );
    const others = pods.filter((one) => !shown.includes(one));
    expect(others.map(({ verdict }) => verdict)).toEqual(Array(16).fill('not-applicable'));
  });

  it('are counted for their policies, without those that have ended', () => {
    expect(
      chapter(2).podList.policies.map(({ name, status, pods }) => ({ name, status, pods })),
    ).toEqual([
      { name: 'catalog-rds-access', status: 'active', pods: 2 },
      { name: 'checkout-access', status: 'active', pods: 1 },
    ]);
  });
});

describe('the findings', () => {
  it('before are one about the file that is missing, and it says which', () => {
    const rows = tableWith('1. before', 'check', 'state');
    const { report } = chapter(0).outcome;
    expect(sorted(found(report))).toEqual(sorted(rows.map((row) => told(row, 'state'))));
    expect(new Set(report.unknowns.flatMap(({ missing }) => missing))).toEqual(
      new Set(['elasticache/describe-serverless-caches.json']),
    );
    expect(new Set(report.unknowns.flatMap(({ reasons }) => reasons))).toEqual(
      new Set(['stores-unseen']),
    );
  });

  it('after are none, and the earlier one is resolved', () => {
    expect(found(chapter(1).outcome.report)).toEqual([
      { check: 'R-20', subject: 'the cluster', severity: 'info', causes: NONE, state: 'resolved' },
    ]);
    expect(chapter(1).outcome.report.findings[0]?.resolution).toBe('compliant');
  });

  it.each([
    [2, 'state'],
    [3, 'half an hour later'],
  ])('of audit %i are those of the table and no others', (index, column) => {
    const rows = tableWith('3. drifted', 'check', 'causes');
    expect(rows).toHaveLength(6);
    expect(sorted(found(chapter(index).outcome.report))).toEqual(
      sorted(rows.map((row) => told(row, column))),
    );
  });

  it('keep their identities from audit to audit', () => {
    const [first, second] = [chapter(2), chapter(3)].map(
      ({ outcome }) => new Map(outcome.report.findings.map((one) => [one.id, one])),
    );
    for (const [id, finding] of first ?? []) {
      expect(second?.get(id)).toEqual({
        ...finding,
        state: 'persisting',
        lastSeen: '2026-11-20T16:30:00.000Z',
      });
    }
  });

  /** Ledgers of others rest on these for ever. */
  it('have these identities for ever', () => {
    const ids = chapters.flatMap(({ outcome }) => outcome.report.findings.map(({ id }) => id));
    expect([...new Set(ids)].toSorted()).toEqual([
      'podfence/branch-eni-carries-declared-groups/96afc2d378969b02c1c7ed7fd8139093',
      'podfence/branch-eni-carries-declared-groups/9df444380f443171a71099eb57727566',
      'podfence/branch-eni-in-use-has-pod/a98e734ccd57b6c968bb9edd32e42d76',
      'podfence/everything-is-evaluated/f572c33f6817ba9632f0e7fc66ac13fa',
      'podfence/matched-pod-has-branch-eni/00a5a01d2a3139adfeeccfb6eed3083a',
      'podfence/only-intended-pods-reach-store/0c67967778f8127164a6300f26f934eb',
      'podfence/store-admits-no-node-or-cluster-group/b4b66bd2804fec9b154fa5fcaea742b6',
    ]);
  });

  it('list the workloads that come in by the nodes’ rule: ten by name, and one more, sixteen pods', () => {
    const rule = chapter(2).outcome.report.findings.find(({ check }) =>
      check.startsWith('store-admits-no-node'),
    );
    expect(rule?.message).toContain('11 workloads (16 pods)');
    expect(rule?.evidence.filter(({ kind }) => kind === 'workload')).toHaveLength(10);
  });
});

describe('what an audit rests on', () => {
  it('is everything but the missing file before, and everything afterwards', () => {
    expect(chapters.map(({ outcome }) => outcome.report.gaps.map(({ source }) => source))).toEqual([
      ['elasticache/describe-serverless-caches.json'],
      [],
      [],
      [],
    ]);
  });

  it('makes the first audit incomplete, the second green, and the others fail', () => {
    expect(
      chapters.map(({ outcome: { exit } }) => ({
        unknown: exit.unknown,
        failing: exit.severities.filter((severity) => severity !== 'info').length,
      })),
    ).toEqual([
      { unknown: true, failing: 0 },
      { unknown: false, failing: 0 },
      { unknown: false, failing: 5 },
      { unknown: false, failing: 6 },
    ]);
  });
});
