import { describe, expect, it } from '@jest/globals';
import { memoryLedger } from '../../shared/adapters/ledger/index.ts';
import {
  type AuditOutcome,
  type Configuration,
  type Ledger,
  NO_CONFIGURATION,
  runAudit,
  StaleAuditError,
} from '../../shared/audit/index.ts';
import { computeAccess } from '../../shared/core/access/index.ts';
import { CHECKS, judge } from '../../shared/core/checks/index.ts';
import { compileEstate } from '../../shared/core/estate/index.ts';
import type {
  Disposition,
  Finding,
  Judgement,
  Suppression,
} from '../../shared/core/model/index.ts';
import type { FindingRow } from '../../shared/core/render/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/core/settings/index.ts';
import { decodeSnapshot } from '../../shared/decode/index.ts';
import { loseInformation } from '../support/lose-information.ts';
import { oddEstate } from '../support/odd-estate.ts';
import { type RawFiles, sourceOf } from '../support/raw-snapshot.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { trueWorld, type TrueWorld } from '../support/true-world.ts';
import { randomEstate, shortWorkshop, twoAccounts, type World } from '../support/worlds.ts';

/**
 * Findings through anything that may happen: an estate that changes, audits that see half of it, some of its clusters or
 * an older state, checks and stores that are switched off and on, suppressions that come and go. Beside each audit stands
 * what it would have said if it had seen everything.
 */
const MINUTE = 60_000;
const STEPS = 14;

interface Life {
  readonly random: SeededRandom;
  readonly world: TrueWorld;
  readonly ledger: Ledger;
  /** The same audits without any suppression. */
  readonly plain: Ledger;
  readonly firstSeen: Map<string, string>;
  readonly log: string[];
  /** Findings that were seen in each state: a life without any tries nothing. */
  readonly states: Map<string, number>;
  readonly faults: string[];
  now: number;
}

const iso = (at: number): string => new Date(at).toISOString();

/** Folders of single accounts, where a world has several. */
const scopesOf = (files: RawFiles): readonly string[] => [
  ...new Set([...files.keys()].flatMap((path) => /^accounts\/[^/]+\/[^/]+\//u.exec(path) ?? [])),
];

const within = (files: RawFiles, prefix: string): RawFiles =>
  new Map(
    [...files]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, bytes]) => [path.slice(prefix.length), bytes]),
  );

function someSettings(random: SeededRandom): Settings {
  const ids = CHECKS.map(({ id }) => id);
  return {
    ...DEFAULT_SETTINGS,
    disabledChecks: new Set(random.chance(0.3) ? random.some(ids, random.between(1, 6)) : []),
    stores: random.chance(0.15) ? ['elasticache'] : DEFAULT_SETTINGS.stores,
  };
}

function someSuppressions({ random, now }: Life): readonly Suppression[] {
  if (random.chance(0.4)) return [];
  const fields = random.pick([
    { cluster: '*' },
    { namespace: 'c*' },
    { id: '*' },
    { kind: 'policy' },
  ]);
  return random.some(CHECKS, 4).map(({ id: check }, index) => ({
    name: `s-${index}`,
    place: { file: 'suppressions.yaml', line: 1 },
    check,
    subject: new Map(Object.entries(fields)),
    owner: 'a',
    reason: 'b',
    expiresAt: now + random.pick([-1, 0, 1, 1_000_000]),
  }));
}

const audit = (files: RawFiles, at: number, ledger: Ledger, configuration: Configuration) =>
  runAudit({
    source: sourceOf(files, iso(at)),
    now: at,
    ledger,
    version: '0.0.0',
    configuration,
  });

async function judged(files: RawFiles, now: number, settings: Settings): Promise<Judgement> {
  const snapshot = await decodeSnapshot(sourceOf(files, iso(now)), { now });
  const estate = compileEstate(snapshot, { now, settings });
  return judge(estate, computeAccess(estate));
}

const dispositionIn = (truth: Judgement, { check, subject }: FindingRow): Disposition =>
  truth.checks
    .find((one) => one.check === check && one.cluster === subject.cluster)
    ?.disposition(subject) ?? 'not-judged';

const MEANS: Readonly<Record<string, Disposition>> = {
  compliant: 'compliant',
  'subject-gone': 'gone',
  'not-applicable': 'not-applicable',
};
const CLOSING: readonly Disposition[] = ['compliant', 'gone', 'not-applicable'];

/** What is wrong with one audit, seen beside the truth. */
function faultsOf(
  { report, exit }: AuditOutcome,
  truth: Judgement,
  { settings }: Configuration,
  life: Life,
): readonly string[] {
  const faults: string[] = [];
  for (const row of report.findings) {
    const name = `${row.check} ${JSON.stringify(row.subject)}`;
    const is = dispositionIn(truth, row);
    if (row.state === 'resolved' && !CLOSING.includes(is))
      faults.push(`${name}: closed while ${is}`);
    if (row.state === 'resolved' && MEANS[row.resolution ?? ''] === undefined)
      faults.push(`${name}: closed without a reason`);
    if (row.state === 'resolved' && settings.disabledChecks.has(row.check))
      faults.push(`${name}: closed by a check that is off`);
    const first = life.firstSeen.get(row.id);
    if (first !== undefined && first !== row.firstSeen)
      faults.push(`${name}: lost its first sight`);
    life.firstSeen.set(row.id, row.firstSeen);
    life.states.set(row.state, (life.states.get(row.state) ?? 0) + 1);
  }
  const counting = report.findings.filter(
    ({ state, suppressedBy }) =>
      ['raised', 'changed', 'persisting'].includes(state) && suppressedBy === null,
  );
  const severities = counting.map(({ severity }) => severity).toSorted();
  if (JSON.stringify(severities) !== JSON.stringify(exit.severities.toSorted()))
    faults.push(`exit counts ${exit.severities.join()} and not ${severities.join()}`);
  return faults;
}

const lifeText = (rows: readonly FindingRow[]): string =>
  JSON.stringify(rows.map(({ suppressedBy: _by, ...rest }) => rest));

async function allOpen(ledger: Ledger): Promise<readonly Finding[]> {
  const clusters = await ledger.clusters();
  return (await Promise.all(clusters.map((one) => ledger.openFindings(one)))).flat();
}

/** One audit of part of the truth, checked against all of it. */
async function auditOnce(life: Life): Promise<void> {
  const { random, world, ledger, plain, now } = life;
  const configuration = {
    ...NO_CONFIGURATION,
    settings: someSettings(random),
    suppressions: someSuppressions(life),
  };
  const whole = world.at(iso(now));
  const scopes = scopesOf(whole);
  const scope = scopes.length > 0 && random.chance(0.4) ? random.pick(scopes) : '';
  const seen = random.chance(0.5)
    ? { files: within(whole, scope), description: 'all' }
    : loseInformation(within(whole, scope), random);
  const off = [...configuration.settings.disabledChecks].join(' ');
  life.log.push(
    `audit of ${scope || 'everything'}: ${seen.description}; without ${off || 'nothing'}`,
  );

  const before = await allOpen(ledger);
  const outcome = await audit(seen.files, now, ledger, configuration);
  const truth = await judged(within(whole, scope), now, configuration.settings);
  life.faults.push(...faultsOf(outcome, truth, configuration, life));

  const judgedClusters = new Set(outcome.report.clusters.map(({ arn }) => arn));
  const others = before.filter((one) => !judgedClusters.has(one.violation.subject.cluster));
  expect(await allOpen(ledger)).toEqual(expect.arrayContaining([...others]));

  const free = await audit(seen.files, now, plain, { ...configuration, suppressions: [] });
  if (lifeText(free.report.findings) !== lifeText(outcome.report.findings))
    life.faults.push('a suppression changed the life of a finding');

  const again = await audit(seen.files, now, ledger, configuration);
  const { raised, changed, resolved } = again.report.summary;
  if (raised + changed + resolved > 0) life.faults.push('the same audit again changed something');
}

async function auditOfThePast(life: Life): Promise<void> {
  const { ledger, world, now } = life;
  const before = await allOpen(ledger);
  const past = world.at(iso(now - 10_000 * MINUTE));
  await expect(audit(past, now, ledger, NO_CONFIGURATION)).rejects.toThrow(StaleAuditError);
  expect(await allOpen(ledger)).toEqual(before);
}

/** The first faults of one life, with everything that led to them. */
async function lived(
  start: World,
  seed: number,
  states: Map<string, number>,
): Promise<object | null> {
  const random = new SeededRandom(seed);
  const life: Life = {
    random,
    world: trueWorld(start.files, random),
    ledger: memoryLedger(),
    plain: memoryLedger(),
    firstSeen: new Map(),
    log: [],
    states,
    faults: [],
    now: start.now,
  };
  for (let step = 0; step < STEPS && life.faults.length === 0; step += 1) {
    life.now += random.pick([1, 20, 70, 600]) * MINUTE;
    const changes = random.below(4);
    for (let change = 0; change < changes; change += 1) life.log.push(life.world.change());
    await auditOnce(life);
    if (random.chance(0.1)) await auditOfThePast(life);
  }
  const { faults, log } = life;
  return faults.length === 0 ? null : { seed, faults: faults.slice(0, 5), log };
}

const worlds: readonly (readonly [string, () => World, readonly number[]])[] = [
  ['the workshop', () => shortWorkshop('drifted'), [1, 2, 3, 4]],
  ['two accounts', twoAccounts, [5, 6]],
  ['an odd estate', oddEstate, [7, 8, 9]],
  ['a random estate', () => randomEstate(31, { pods: 40, stores: 4, groups: 24 }), [10, 11, 12]],
];

describe('the life of findings', () => {
  it.each(worlds)('is right whatever happens: %s', async (_name, make, seeds) => {
    const world = make();
    const faults: object[] = [];
    const states = new Map<string, number>();
    for (const seed of seeds) {
      const fault = await lived(world, seed, states);
      if (fault !== null) faults.push(fault);
    }
    expect(faults).toEqual([]);
    expect(
      Math.min(...['raised', 'persisting', 'held', 'resolved'].map((one) => states.get(one) ?? 0)),
    ).toBeGreaterThan(1);
  });
});
