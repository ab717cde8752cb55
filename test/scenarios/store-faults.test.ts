import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoreFaultKind } from '../../bench/estate/faults.ts';
import { openSnapshot } from '../../shared/adapters/snapshot/index.ts';
import { runAudit } from '../../shared/audit/index.ts';
import type { FindingRow } from '../../shared/core/render/index.ts';
import { makeEstate, removeEstates } from '../bench/estate-files.ts';

afterAll(removeEstates);

/** The check that tells each fault that the generator puts into stores on purpose. */
const TELLING: ReadonlyMap<string, string> = new Map<StoreFaultKind, string>([
  ['store-open-to-nodes', 'store-admits-no-node-or-cluster-group'],
  ['store-open-to-vpc-cidr', 'store-admits-no-pod-addresses'],
  ['store-open-by-prefix-list', 'store-admits-no-pod-addresses'],
  ['store-open-to-internet', 'store-is-closed-to-internet'],
  ['store-open-over-ipv6', 'ipv6-is-as-closed-as-ipv4'],
  ['store-ports-too-wide', 'ingress-fits-listener'],
  ['store-wears-default-group', 'store-does-not-wear-default-group'],
  ['store-shares-group-with-pods', 'pods-and-stores-share-no-group'],
  ['store-names-gone-group', 'rule-references-living-group'],
  ['store-names-stale-peer', 'rule-references-living-group'],
  ['store-names-foreign-group', 'store-admits-no-foreign-account'],
]);

/** Checks of which an estate has no violation but those on purpose. */
const EXACT = [
  'store-does-not-wear-default-group',
  'store-admits-no-foreign-account',
  'rule-references-living-group',
] as const;

/** Stores that a finding is about, by its subject or, where that is a rule of a group, by its evidence. */
const storesOf = ({ subject, evidence }: FindingRow): readonly string[] => [
  ...('id' in subject ? [subject.id] : []),
  ...evidence.filter(({ kind }) => kind === 'store').map(({ id }) => id),
];

describe.each([1, 7, 42])('the stores of estate %i', (seed) => {
  const { plan, folder } = makeEstate({ pods: 400, stores: 40, groups: 200, seed }, 'collected');
  const byCheck = new Map<string, Set<string>>();
  const faultyBy = (check: string): readonly string[] =>
    plan.faults.filter(({ kind }) => TELLING.get(kind) === check).map(({ subject }) => subject);

  beforeAll(async () => {
    const source = await openSnapshot(folder);
    const { report } = await runAudit({ source, now: null, ledger: null, version: '0.0.0' });
    for (const row of report.findings) {
      const stores = byCheck.get(row.check) ?? new Set<string>();
      byCheck.set(row.check, stores);
      for (const store of storesOf(row)) stores.add(store);
    }
  });

  it('are told of for each fault that they have, by the check that it belongs to', () => {
    const missed = [...new Set(TELLING.values())].flatMap((check) =>
      faultyBy(check)
        .filter((store) => byCheck.get(check)?.has(store) !== true)
        .map((store) => `${check}: ${store}`),
    );
    expect(missed).toEqual([]);
    const kinds = new Set<string>(plan.faults.map(({ kind }) => kind));
    expect([...TELLING.keys()].filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it.each(EXACT)('are accused by %s of nothing else', (check) => {
    expect(byCheck.get(check)).toEqual(new Set(faultyBy(check)));
  });
});
