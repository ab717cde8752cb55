import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { memoryLedger } from '../../shared/adapters/ledger/index.ts';
import {
  acceptFindings,
  type AcceptRequest,
  checkNames,
  EVERYTHING,
  type Ledger,
  NO_CONFIGURATION,
  NO_FILTERS,
  runAudit,
} from '../../shared/audit/index.ts';
import { toCommit } from '../../shared/audit/ledger.ts';
import { reconcile, suppress } from '../../shared/core/findings/index.ts';
import {
  type Judgement,
  type Subject,
  SUBJECT_FIELDS,
  type Suppression,
  type SubjectKind,
} from '../../shared/core/model/index.ts';
import { readDocuments } from '../../shared/decode/index.ts';
import {
  aCheckJudgement,
  aJudgement,
  aViolation,
  CLUSTER,
  NOTHING_STORED,
  NOW,
  OTHER_CLUSTER,
  workload,
} from '../core/findings/judgements.ts';
import { sourceOf } from '../support/raw-snapshot.ts';
import {
  randomEstate,
  shortWorkshop,
  twoAccounts,
  twoClusters,
  type World,
} from '../support/worlds.ts';

const EXPIRES = Date.UTC(2030, 0, 1);

const accept = (ledger: Ledger, request: Partial<AcceptRequest> = {}) =>
  acceptFindings({
    ledger,
    clusters: [],
    narrowing: EVERYTHING,
    owner: 'platform',
    reason: 'As it was found.',
    expiresAt: EXPIRES,
    ...request,
  });

const textOf = ({ chunks }: { readonly chunks: Iterable<string> }): string => [...chunks].join('');

/** The suppressions of a file, which has no fault. */
function read(text: string): readonly Suppression[] {
  const file = { file: 'accepted.yaml', text, kinds: new Set(['Suppression' as const]) };
  const { suppressions, faults } = readDocuments([file], checkNames());
  expect(faults).toEqual([]);
  return suppressions;
}

const violated = (...subjects: readonly Subject[]): Judgement =>
  aJudgement(
    [CLUSTER, OTHER_CLUSTER].map((cluster) =>
      aCheckJudgement(
        subjects.filter((one) => one.cluster === cluster).map((subject) => aViolation({ subject })),
        'compliant',
        { check: aViolation().check, cluster },
      ),
    ),
  );

async function ledgerOf(judgement: Judgement): Promise<Ledger> {
  const ledger = memoryLedger();
  const delta = reconcile({ judgement, ...NOTHING_STORED, now: NOW });
  await ledger.commit(toCommit(NOW, judgement.clusters, delta, new Map()));
  return ledger;
}

const audit = (world: World, ledger: Ledger | null, suppressions: readonly Suppression[] = []) =>
  runAudit({
    source: sourceOf(world.files, world.takenAt),
    now: world.now,
    ledger,
    version: '1.2.3',
    configuration: { ...NO_CONFIGURATION, suppressions },
  });

describe('accepting what is open', () => {
  const worlds: readonly (readonly [string, () => World])[] = [
    ['the workshop', () => shortWorkshop('drifted')],
    ['two clusters', twoClusters],
    ['two accounts', twoAccounts],
    ...[1, 2, 3].map(
      (seed) =>
        [`estate ${seed}`, () => randomEstate(seed, { pods: 150, stores: 6, groups: 40 })] as const,
    ),
  ];

  it.each(worlds)(
    'suppresses exactly that in the next audit, and leaves a clean line: %s',
    async (_, make) => {
      const world = make();
      const ledger = memoryLedger();
      const before = await audit(world, ledger);
      const open = before.report.findings.map(({ id }) => id);
      expect(open.length).toBeGreaterThan(0);

      const accepted = await accept(ledger);
      const suppressions = read(textOf(accepted));
      expect(accepted.count).toBe(open.length);
      expect(suppressions).toHaveLength(open.length);

      const after = await audit(world, ledger, suppressions);
      const { findings, summary, documents } = after.report;
      expect(findings.map(({ id }) => id)).toEqual(open);
      expect(findings.every(({ suppressedBy }) => suppressedBy !== null)).toBe(true);
      expect(new Set(findings.map(({ suppressedBy }) => suppressedBy)).size).toBe(open.length);
      expect(summary).toMatchObject({
        suppressed: open.length,
        persisting: open.length,
        byCheck: {},
      });
      expect(documents.every(({ status, matched }) => status === 'active' && matched === 1)).toBe(
        true,
      );
      expect(after.exit).toEqual({ severities: [], unknown: before.exit.unknown });
    },
  );

  it('suppresses nothing that was not open', async () => {
    const ledger = memoryLedger();
    await audit(shortWorkshop('before'), ledger);
    const suppressions = read(textOf(await accept(ledger)));
    const { report } = await audit(shortWorkshop('drifted'), ledger, suppressions);
    const raised = report.findings.filter(({ state }) => state === 'raised');
    expect(raised.length).toBeGreaterThan(0);
    expect(raised.every(({ suppressedBy }) => suppressedBy === null)).toBe(true);
  });

  it('gives the same bytes every time, also when what it wrote is in force', async () => {
    const world = shortWorkshop('drifted');
    const ledger = memoryLedger();
    await audit(world, ledger);
    const first = textOf(await accept(ledger));
    await audit(world, ledger, read(first));
    expect(textOf(await accept(ledger))).toBe(first);
  });

  it('says what it was, by whom and until when', async () => {
    const ledger = await ledgerOf(violated(workload()));
    const text = textOf(await accept(ledger, { owner: 'team: catalog', reason: 'a\nb' }));
    expect(text).toContain('# high: eni-1 lacks sg-catalog.\n');
    expect(read(text)).toEqual([
      expect.objectContaining({
        check: 'branch-eni-carries-declared-groups',
        owner: 'team: catalog',
        reason: 'a\nb',
        expiresAt: EXPIRES,
        subject: new Map(Object.entries(workload())),
      }),
    ]);
  });

  it('accepts what is held too: it is open, and may count again', async () => {
    const ledger = await ledgerOf(violated(workload()));
    const open = await ledger.openFindings(CLUSTER);
    const blind = aJudgement([aCheckJudgement([], 'unknown', { cluster: CLUSTER })]);
    const delta = reconcile({ judgement: blind, ...NOTHING_STORED, open, now: NOW + 1 });
    expect(delta.held).toHaveLength(1);
    await ledger.commit(toCommit(NOW + 1, blind.clusters, delta, new Map()));
    expect((await accept(ledger)).count).toBe(1);
  });

  it('accepts nothing that is resolved', async () => {
    const ledger = await ledgerOf(violated(workload()));
    const open = await ledger.openFindings(CLUSTER);
    const delta = reconcile({ judgement: violated(), ...NOTHING_STORED, open, now: NOW + 1 });
    await ledger.commit(toCommit(NOW + 1, [CLUSTER], delta, new Map()));
    expect(read(textOf(await accept(ledger)))).toEqual([]);
  });

  it('accepts only what is asked for', async () => {
    const ledger = await ledgerOf(
      violated(
        workload('Deployment/a'),
        workload('Deployment/b'),
        workload('Job/c', OTHER_CLUSTER),
      ),
    );
    const named = async (request: Partial<AcceptRequest>) =>
      read(textOf(await accept(ledger, request))).map(({ subject }) => subject.get('name'));
    const filters = (more: Partial<typeof NO_FILTERS>) => ({
      narrowing: { ...EVERYTHING, filters: { ...NO_FILTERS, ...more } },
    });
    expect(new Set(await named({}))).toEqual(new Set(['Deployment/a', 'Deployment/b', 'Job/c']));
    expect(await named({ clusters: [OTHER_CLUSTER] })).toEqual(['Job/c']);
    expect(await named({ clusters: ['eks-workshop'] })).toHaveLength(3);
    expect(await named({ clusters: ['other'] })).toEqual([]);
    expect(await named(filters({ workloads: ['Deployment/a'] }))).toEqual(['Deployment/a']);
    expect(await named(filters({ namespaces: ['orders'] }))).toEqual([]);
    const checks = new Set(['matched-pod-has-branch-eni']);
    expect(await named({ narrowing: { ...EVERYTHING, checks } })).toEqual([]);
  });
});

describe('what is accepted, whatever it is called', () => {
  const kinds = Object.keys(SUBJECT_FIELDS);
  const aName = fc.oneof(
    fc.constantFrom(
      '*',
      '\\',
      '\\*',
      'a*',
      '',
      '__proto__',
      'a\nb',
      '# x',
      '---',
      '\u2028',
      '"',
      ': ',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('sg-1/ingress/tcp/3306-3306/0.0.0.0/0', 'sg-1,sg-2', 'yes'),
  );
  const isKind = (kind: string): kind is SubjectKind => Object.hasOwn(SUBJECT_FIELDS, kind);
  const fieldsOf = (kind: string): readonly string[] => (isKind(kind) ? SUBJECT_FIELDS[kind] : []);
  const aSubject: fc.Arbitrary<Subject> = fc
    .tuple(fc.constantFrom(...kinds), fc.array(aName, { minLength: 3, maxLength: 3 }))
    .map(([kind, names]) => {
      const fields = fieldsOf(kind).map((field, index) => [field, names[index]] as const);
      const subject: unknown = { kind, cluster: CLUSTER, ...Object.fromEntries(fields) };
      return subject as Subject;
    });

  it('is one subject each: no name can stand for another', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(aSubject, {
          minLength: 2,
          maxLength: 5,
          selector: (one) => JSON.stringify(one),
        }),
        async ([other, ...accepted]) => {
          const ledger = await ledgerOf(violated(...accepted));
          const suppressions = read(textOf(await accept(ledger)));
          const judgement = violated(...accepted, ...(other === undefined ? [] : [other]));
          const delta = reconcile({ judgement, ...NOTHING_STORED, now: NOW });
          const { raised } = suppress({ delta, judgement, suppressions, now: NOW }).delta;
          const free = raised.filter(({ suppressedBy }) => suppressedBy === null);
          expect(free.map(({ violation }) => violation.subject)).toEqual([other]);
        },
      ),
    );
  });
});
