import { describe, expect, it } from '@jest/globals';
import { intentionOf } from '../../../shared/core/access/index.ts';
import {
  completeListing,
  type DataStoreAccess,
  type Snapshot,
} from '../../../shared/core/model/index.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { judgeSnapshot } from '../../support/judged.ts';
import { aPolicy, matchLabels } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { anIngress, anInterface, aPrefixList } from '../../support/network.ts';
import { randomEstate } from '../../support/random-estate.ts';
import { lost } from '../../support/snapshot.ts';
import { aDatabase, aDbProxy, proxyTargets } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';
import { allowOf, type Baseline, baselineOf } from './baseline.ts';

const CHECKS = [
  'only-intended-pods-reach-store',
  'only-intended-pods-reach-store-by-proxy',
] as const;

const report = (groups: readonly string[] = ['sg-pods']) =>
  aBranchPod(
    { name: 'report-1', workload: 'Deployment/report', labels: { app: 'report' } },
    { groups },
  );

const briefly = ({ name, ports, via, ...document }: DataStoreAccess): string =>
  [name, ports ?? 'all', via.join('+'), allowOf(document as DataStoreAccess).join(', ')].join(
    ' | ',
  );

const PROXY: LabParts = {
  groups: ['sg-proxy', 'sg-x'],
  scope: {
    dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
    dbProxyTargets: completeListing(
      [proxyTargets('orders', 'orders')],
      'rds/describe-db-proxy-targets-orders.json',
      NOW,
    ),
  },
};

describe('the documents that are written for an estate', () => {
  it('let in who gets in, whether policies mean it or not', () => {
    const { text, intents, faults, unknown } = baselineOf(
      aLab({ branchPods: [aBranchPod(), report()] }),
    );
    expect({ faults, unknown }).toEqual({ faults: [], unknown: false });
    expect(intents.map(briefly)).toEqual(['orders | all | direct | shop app=report, shop app=web']);
    expect(text).toContain('# allow[0]: shop Deployment/report\n# allow[1]: shop Deployment/web\n');
    expect(intents[0]).toMatchObject({
      cluster: 'arn:aws:eks:us-west-2:111122223333:cluster/main',
      stores: [{ arn: databaseArn('orders'), tagSelector: null }],
      mode: 'enforce',
      expiresAt: null,
      nonPod: [],
    });
  });

  it('say where an entry is for more pods than get in', () => {
    const half = { workload: 'Deployment/half', labels: { app: 'half' } };
    const { text, intents } = baselineOf(
      aLab({
        branchPods: [
          aBranchPod({ name: 'half-1', ...half }),
          aBranchPod({ name: 'half-2', ...half }, { groups: ['sg-x'] }),
        ],
      }),
    );
    expect(intents.map(briefly)).toEqual(['orders | all | direct | shop app=half']);
    expect(text).toContain(
      '# allow[0]: shop Deployment/half (1 of its 2 pods get in; it is for all)\n',
    );
  });

  it('close a store that nobody gets into', () => {
    const { text, intents } = baselineOf(aLab({ rules: [] }));
    expect(intents.map(briefly)).toEqual(['orders | all | direct+rds-proxy | ']);
    expect(intents[0]).toMatchObject({ cluster: '*', allow: [] });
    expect(text).toContain('# nobody gets in\n');
  });

  it('are one for a store where both kinds of paths let in the same pods, else one for each', () => {
    const rules = [anIngress('sg-db', 'sg-proxy'), anIngress('sg-db', 'sg-pods')];
    const both = { ...PROXY, rules: [...rules, anIngress('sg-proxy', 'sg-pods')] };
    expect(baselineOf(aLab(both)).intents.map(briefly)).toEqual([
      'orders | all | direct+rds-proxy | shop app=web',
    ]);
    const split = {
      ...PROXY,
      branchPods: [aBranchPod(), report(['sg-x'])],
      rules: [...rules, anIngress('sg-proxy', 'sg-x')],
    };
    expect(baselineOf(aLab(split)).intents.map(briefly)).toEqual([
      'orders | all | direct | shop app=web',
      'orders-by-proxy | all | rds-proxy | shop app=report',
    ]);
    const indirect = { ...PROXY, rules: [rules[0]!, anIngress('sg-proxy', 'sg-pods')] };
    expect(baselineOf(aLab(indirect)).intents.map(briefly)).toEqual([
      'orders | all | rds-proxy | shop app=web',
    ]);
  });

  it('are one for each set of ports that lets in the same pods, and close those that let in nobody', () => {
    const databases = [aDatabase({ engine: 'sqlserver-ee', port: 1433, listenerPort: 1434 })];
    const at = (port: number) => ({ ports: { from: port, to: port } });
    const open = [anIngress('sg-db', 'sg-pods', at(1433))];
    expect(baselineOf(aLab({ databases, rules: open })).intents.map(briefly)).toEqual([
      'orders-1433 | 1433 | direct | shop app=web',
      'orders-1434 | 1434 | direct+rds-proxy | ',
    ]);
    const more = [...open, anIngress('sg-db', 'sg-pods', at(1434))];
    expect(baselineOf(aLab({ databases, rules: more })).intents.map(briefly)).toEqual([
      'orders | all | direct | shop app=web',
    ]);
  });

  it('have names of their own', () => {
    const databases = ['a', 'b'].map((id) =>
      aDatabase({ id, arn: databaseArn(`${id}/Über.Größe`.toLowerCase()) }),
    );
    const same = databases.map((one) => ({ ...one, id: 'Über Größe' }));
    const { intents, faults } = baselineOf(aLab({ databases: same }));
    expect(faults).toEqual([]);
    expect(intents.map(({ name }) => name)).toEqual(['ber-gr-e', 'ber-gr-e-2']);
  });

  it('declare other clients by their groups, and by ranges in which no node and no pod stands', () => {
    const { intents, text } = baselineOf(
      aLab({
        groups: ['sg-lambda', 'sg-empty'],
        interfaces: [
          anInterface({ ips: ['10.0.9.5'], groups: ['sg-lambda'], interfaceType: 'lambda' }),
        ],
        rules: [
          ...['sg-pods', 'sg-lambda', 'sg-empty', 'sg-nodes', '203.0.113.0/24', '10.0.0.0/16'].map(
            (peer) => anIngress('sg-db', peer),
          ),
          anIngress('sg-db', 'pl-office'),
        ],
        scope: {
          prefixListEntries: completeListing(
            [aPrefixList('pl-office', ['198.51.100.0/25', '10.0.1.0/24'])],
            'ec2/get-managed-prefix-list-entries-pl-office.json',
            NOW,
          ),
        },
      }),
    );
    expect(intents[0]?.nonPod.map(({ groupIds, cidrs }) => [groupIds, cidrs.length])).toEqual([
      [['sg-lambda'], 2],
    ]);
    expect(text).toContain('cidrs: ["198.51.100.0/25", "203.0.113.0/24"]\n');
    expect(text).toContain('left out of nonPod: 10.0.0.0/16, 10.0.1.0/24\n');
  });

  it('say what is open, and nobody takes that for closed', () => {
    const { text, unknown, intents } = baselineOf(
      aLab({ scope: { nacls: lost('ec2/describe-network-acls.json') } }),
    );
    expect(unknown).toBe(true);
    expect(intents.map(({ allow }) => allow)).toEqual([[]]);
    expect(text).toContain(
      '# nobody gets in\n# not known whether they get in: shop Deployment/web\n',
    );
  });

  it('are the same text each time', () => {
    for (const seed of [1, 2, 3]) {
      expect(baselineOf(randomEstate(seed)).text).toBe(baselineOf(randomEstate(seed)).text);
    }
  });
});

/** Names that somebody may give to be read as something else. */
const HOSTILE = [
  'a: b\n---\nkind: Pod',
  '"\n  - arn: "*"',
  '*',
  '&a',
  '!!js/function x',
  '\u0000\u001b[31m',
  '\u2028- x',
  '__proto__',
  '# x',
  '-',
];

describe('hostile names', () => {
  it.each(HOSTILE)('%j is text in a comment, or nothing', (name) => {
    const { intents, faults, text } = baselineOf(
      aLab({
        databases: [aDatabase({ id: name, engine: name, arn: databaseArn('orders') })],
        branchPods: [
          aBranchPod({ namespace: name, name }),
          report(),
          aBranchPod({
            name: 'l-1',
            workload: `Deployment/${name}`,
            labels: { [name]: name, app: 'x' },
          }),
        ],
      }),
    );
    expect(faults).toEqual([]);
    expect(intents).toHaveLength(1);
    const isNamed = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/u.test(name);
    expect(intents[0]?.allow.length).toBe(isNamed ? 3 : 2);
    expect(text).not.toMatch(/[^\n\P{Cc}]|[\p{Zl}\p{Zp}]/u);
  });
});

const SEEDS = 100;

/** Pods for whom something opens, with what would make it unintended. */
function* opened({ estate, access }: Pick<Baseline, 'estate' | 'access'>) {
  for (const door of access.doors) {
    for (const { pods, answer, path } of door.entries) {
      if (answer.opens !== 'yes') continue;
      for (const pod of pods) {
        const at = [
          pod.pod.namespace,
          pod.pod.name,
          door.store.store.arn,
          door.door.door.port,
          path,
        ];
        yield { key: at.join(' '), pod, door, path, estate };
      }
    }
  }
}

const withoutEntry = (
  intents: readonly DataStoreAccess[],
  document: DataStoreAccess,
  index: number,
): readonly DataStoreAccess[] =>
  intents.map((one) =>
    one === document ? { ...one, allow: one.allow.filter((_, at) => at !== index) } : one,
  );

describe('an audit with the documents that were written', () => {
  const worlds: readonly (readonly [number, Snapshot, Baseline])[] = Array.from(
    { length: SEEDS },
    (_, index) => {
      const snapshot = randomEstate(index + 1);
      return [index + 1, snapshot, baselineOf(snapshot)] as const;
    },
  );

  it(`finds nothing unintended in ${SEEDS} random estates`, () => {
    let before = 0;
    for (const [seed, snapshot, { intents, faults }] of worlds) {
      expect([seed, faults]).toEqual([seed, []]);
      const judged = judgeSnapshot(snapshot, { intents });
      const bare = judgeSnapshot(snapshot);
      for (const check of CHECKS) {
        before += bare.of(check).violations.length;
        expect([seed, judged.of(check).violations.map(({ message }) => message)]).toEqual([
          seed,
          [],
        ]);
      }
      for (const { key, pod, door, path } of opened(judged))
        expect([seed, key, intentionOf(door.intent, pod, path).intended]).toEqual([
          seed,
          key,
          true,
        ]);
    }
    expect(before).toBeGreaterThan(100);
  }, 60_000);

  it('finds who was let in by an entry once it is taken away', () => {
    let raised = 0;
    for (const [seed, snapshot, { intents, text }] of worlds.slice(0, 40)) {
      for (const document of intents) {
        for (const index of document.allow.keys()) {
          const judged = judgeSnapshot(snapshot, {
            intents: withoutEntry(intents, document, index),
          });
          const shut = [...opened(judged)].filter(
            ({ door, pod, path }) => intentionOf(door.intent, pod, path).intended !== true,
          );
          if (shut.length === 0) {
            // Another entry lets the same pods in: their labels are the same.
            expect(text).toContain('no label tells it from');
            continue;
          }
          const found = judged.judgement.checks
            .filter(
              ({ check }) =>
                check.startsWith('only-intended-') || check.startsWith('store-admits-'),
            )
            .flatMap(({ violations }) => violations);
          expect([seed, document.name, index, found.length > 0]).toEqual([
            seed,
            document.name,
            index,
            true,
          ]);
          if (found.some(({ check }) => CHECKS.some((one) => one === check))) raised += 1;
        }
      }
    }
    expect(raised).toBeGreaterThan(20);
  }, 120_000);

  it('keeps pods out that were not there, though a policy gives them the group', () => {
    const { intents } = baselineOf(aLab());
    const late = aLab({
      branchPods: [aBranchPod(), report()],
      policies: [
        aPolicy(),
        aPolicy({ name: 'report', podSelector: matchLabels({ app: 'report' }) }),
      ],
      pods: [aNodePod({ workload: 'Deployment/plain', labels: { app: 'plain' } })],
    });
    expect(judgeSnapshot(late).of(CHECKS[0]).violations).toEqual([]);
    expect(
      judgeSnapshot(late, { intents })
        .of(CHECKS[0])
        .violations.map(({ subject }) => 'name' in subject && subject.name),
    ).toEqual(['Deployment/report']);
  });
});
