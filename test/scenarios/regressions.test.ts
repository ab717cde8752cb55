import { describe, expect, it } from '@jest/globals';
import { memoryLedger } from '../../shared/adapters/ledger/index.ts';
import { type AuditOutcome, type Ledger, runAudit } from '../../shared/audit/index.ts';
import type { FindingRow } from '../../shared/core/render/index.ts';
import { isJsonObject } from '../support/json-path.ts';
import { documentIn, withDocument, withFile } from '../support/mutation.ts';
import { type RawFiles, sourceOf } from '../support/raw-snapshot.ts';
import { shortWorkshop, twoAccounts } from '../support/worlds.ts';

/**
 * What aws-samples/securityhub-k8s-policy-integration gets wrong: an API error archives every finding, an audit of one
 * cluster archives those of another, several violations on one pod become one finding, and passes are imported as
 * failed.
 */
const HOUR = 3_600_000;
const drifted = shortWorkshop('drifted');
const CLUSTER = 'arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop';
const OTHER = 'arn:aws:eks:eu-west-1:444455556666:cluster/eks-workshop';

const iso = (at: number): string => new Date(at).toISOString();

/** The same files, collected so many hours later. */
function collected(files: RawFiles, hours: number): RawFiles {
  const manifest = documentIn(files, 'snapshot.json');
  if (!isJsonObject(manifest)) throw new Error('no snapshot.json');
  const takenAt = iso(drifted.now + hours * HOUR);
  return withDocument(files, 'snapshot.json', { ...manifest, takenAt, read: {} });
}

const audit = (files: RawFiles, hours: number, ledger: Ledger): Promise<AuditOutcome> =>
  runAudit({
    source: sourceOf(collected(files, hours), iso(drifted.now + hours * HOUR)),
    now: null,
    ledger,
    version: '0.0.0',
  });

/** A ledger in which everything that the files show has become a finding. */
async function ledgerAfter(files: RawFiles): Promise<Ledger> {
  const ledger = memoryLedger();
  await audit(files, 0, ledger);
  await audit(files, 1, ledger);
  return ledger;
}

const openChecks = async (ledger: Ledger, cluster = CLUSTER): Promise<readonly string[]> =>
  (await ledger.openFindings(cluster)).map(({ violation }) => violation.check).toSorted();

const states = ({ report }: AuditOutcome): ReadonlyMap<string, string> =>
  new Map(report.findings.map((one) => [nameOf(one), one.state]));

function nameOf({ check, subject }: FindingRow): string {
  const { kind: _kind, cluster: _cluster, ...fields } = subject;
  return [check, ...Object.values<string>(fields)].join(' ');
}

const DENIED = 'An error occurred (UnauthorizedOperation) when calling the operation';

const ALL = [
  'branch-eni-carries-declared-groups',
  'branch-eni-carries-declared-groups',
  'branch-eni-in-use-has-pod',
  'matched-pod-has-branch-eni',
  'only-intended-pods-reach-store',
  'store-admits-no-node-or-cluster-group',
];

describe('an error of an API', () => {
  const files = [...drifted.files.keys()].filter((path) => path !== 'snapshot.json');

  it.each(files)('closes no finding when %s was refused', async (path) => {
    const ledger = await ledgerAfter(drifted.files);
    const outcome = await audit(withFile(drifted.files, path, DENIED), 2, ledger);
    expect([...states(outcome)].filter(([, state]) => state === 'resolved')).toEqual([]);
    expect(await openChecks(ledger)).toEqual(expect.arrayContaining(ALL));
    const again = await audit(drifted.files, 3, ledger);
    const { raised, persisting, changed, held } = again.report.summary;
    expect({ raised, held, open: persisting + changed }).toEqual({ raised: 0, held: 0, open: 6 });
    const firstSeen = (await ledger.openFindings(CLUSTER)).map((one) => one.firstSeen);
    expect(Math.max(...firstSeen)).toBe(drifted.now + HOUR);
  });

  it.each([
    ['of AWS', /^(ec2|rds|elasticache)\//, 5],
    ['of Kubernetes', /^k8s\//, 5],
    ['at all', /\//, 6],
  ])('passes nothing when no call %s was answered', async (_what, calls, held) => {
    const ledger = await ledgerAfter(drifted.files);
    const refused = files
      .filter((path) => calls.test(path))
      .reduce((left, path) => withFile(left, path, DENIED), drifted.files);
    const { report, exit } = await audit(refused, 2, ledger);
    expect(report.summary).toMatchObject({ held, resolved: 0, raised: 1 });
    expect(exit.unknown).toBe(true);
    expect(await openChecks(ledger)).toEqual([...ALL, 'everything-is-evaluated'].toSorted());
  });
});

/** One account of the two, as if it had been collected alone. */
const onlyOf = (files: RawFiles, prefix: string): RawFiles =>
  new Map(
    [...files]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, bytes]) => [path.slice(prefix.length), bytes]),
  );

describe('an audit of one cluster', () => {
  const both = twoAccounts().files;
  const second = onlyOf(both, 'accounts/444455556666/eu-west-1/');

  it('speaks of no finding of another, and leaves them as they are', async () => {
    const ledger = await ledgerAfter(both);
    const before = await ledger.openFindings(CLUSTER);
    expect(await openChecks(ledger)).toEqual(ALL);
    const { report } = await audit(second, 2, ledger);
    expect(report.clusters.map(({ arn }) => arn)).toEqual([OTHER]);
    expect(report.findings.filter(({ subject }) => subject.cluster !== OTHER)).toEqual([]);
    expect(await ledger.openFindings(CLUSTER)).toEqual(before);
    expect(await ledger.resolvedFindings(CLUSTER)).toEqual([]);
  });

  it('lets those of the other go on where they stood', async () => {
    const ledger = await ledgerAfter(both);
    await audit(second, 2, ledger);
    const { report } = await audit(both, 3, ledger);
    const own = report.findings.filter(({ subject }) => subject.cluster === CLUSTER);
    expect(own.map(({ state }) => state)).toEqual(ALL.map(() => 'persisting'));
  });
});

const without = (files: RawFiles, path: string, isGone: (text: string) => boolean): RawFiles => {
  const drop = (_key: string, value: unknown): unknown =>
    Array.isArray(value) ? value.filter((one) => !isGone(JSON.stringify(one))) : value;
  const text = files.get(path)?.toString('utf8') ?? '';
  return withFile(files, path, JSON.stringify(JSON.parse(text, drop)));
};

const NODES_GROUP = 'sg-022e525270d4490d9';
const CATALOG_GROUP = 'sg-0cc2e782fc45fb1dc';
const OPENED = 'sgr-06c2834fece8117f1';
const CHECKOUT_ENI = 'eni-0cadf5dfd22df57cd';

/** Somebody revokes the rule that let every node in. */
const doorClosed = without(
  without(drifted.files, 'ec2/describe-security-group-rules.json', (one) =>
    one.includes(`"${OPENED}"`),
  ),
  'ec2/describe-security-groups.json',
  (one) => one.includes(`"GroupId":"${NODES_GROUP}"`) && one.includes('temporary'),
);

/** Somebody takes the catalog group off the checkout's interface. */
function interfaceMended(files: RawFiles): RawFiles {
  const path = 'ec2/describe-network-interfaces.json';
  const mended: unknown = JSON.parse(
    files.get(path)?.toString('utf8') ?? '',
    (_key, value: unknown) =>
      isJsonObject(value) &&
      value['NetworkInterfaceId'] === CHECKOUT_ENI &&
      Array.isArray(value['Groups'])
        ? {
            ...value,
            Groups: value['Groups'].filter(
              (one) => isJsonObject(one) && one['GroupId'] !== CATALOG_GROUP,
            ),
          }
        : value,
  );
  return withDocument(files, path, mended);
}

const DATABASE = 'arn:aws:rds:us-west-2:111122223333:db:eks-workshop-catalog';

describe('several violations of one pod', () => {
  it('are findings of their own, each with an identity of its own', async () => {
    const { report } = await audit(drifted.files, 0, memoryLedger());
    const ofCheckout = report.findings.filter(
      ({ subject }) => 'name' in subject && subject.name === 'Deployment/checkout',
    );
    expect(ofCheckout.map(({ check }) => check)).toEqual([
      'branch-eni-carries-declared-groups',
      'only-intended-pods-reach-store',
    ]);
    expect(new Set(report.findings.map(({ id }) => id)).size).toBe(report.findings.length);
  });

  it('end one by one: closing the door ends the finding about it, and shows who was let in by it only', async () => {
    const ledger = await ledgerAfter(drifted.files);
    const outcome = await audit(doorClosed, 2, ledger);
    expect(Object.fromEntries(states(outcome))).toEqual({
      'branch-eni-carries-declared-groups catalog Deployment/catalog': 'persisting',
      'branch-eni-carries-declared-groups checkout Deployment/checkout': 'persisting',
      [`branch-eni-in-use-has-pod default ${CATALOG_GROUP}`]: 'persisting',
      [`intended-pods-reach-store catalog Deployment/catalog-reporting ${DATABASE}`]: 'raised',
      'matched-pod-has-branch-eni catalog Deployment/catalog-reporting': 'persisting',
      [`only-intended-pods-reach-store checkout Deployment/checkout ${DATABASE}`]: 'persisting',
      [`store-admits-no-node-or-cluster-group ${DATABASE} sg-0a303148590334b90/ingress/tcp/3306-3306/${NODES_GROUP}`]:
        'resolved',
    });
  });

  it('end together when one step mends both', async () => {
    const ledger = await ledgerAfter(doorClosed);
    const outcome = await audit(interfaceMended(doorClosed), 2, ledger);
    const resolved = outcome.report.findings.filter(({ state }) => state === 'resolved');
    expect(resolved.map((one) => [nameOf(one), one.resolution])).toEqual([
      ['branch-eni-carries-declared-groups checkout Deployment/checkout', 'compliant'],
      [`only-intended-pods-reach-store checkout Deployment/checkout ${DATABASE}`, 'compliant'],
    ]);
    expect(outcome.report.summary).toMatchObject({ raised: 0, persisting: 4, held: 0 });
  });

  it('are raised again with their first sight when they come back', async () => {
    const ledger = await ledgerAfter(drifted.files);
    await audit(doorClosed, 2, ledger);
    const { report } = await audit(drifted.files, 3, ledger);
    const door = report.findings.find(({ check }) => check.startsWith('store-admits'));
    expect(door).toMatchObject({ state: 'raised', firstSeen: iso(drifted.now), resolution: null });
  });
});

describe('what is as it should be', () => {
  it('is counted and makes no finding, open or closed, and nothing to publish', async () => {
    const ledger = memoryLedger();
    const { report, exit } = await audit(shortWorkshop('after').files, 0, ledger);
    expect(report.findings).toEqual([]);
    expect(report.settling).toEqual([]);
    expect(report.checks.map(({ violations }) => violations)).toEqual(report.checks.map(() => 0));
    expect(report.coverage).toMatchObject({ unknown: 0, percent: 100 });
    expect(report.coverage.judged).toBeGreaterThan(0);
    expect(exit).toEqual({ severities: [], unknown: false });
    expect(await ledger.openFindings(CLUSTER)).toEqual([]);
    expect(await ledger.resolvedFindings(CLUSTER)).toEqual([]);
    expect(await ledger.pending(100)).toEqual([]);
  });
});
