import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import type { LabelSelector } from '../../../shared/core/model/index.ts';
import { compileSelector } from '../../../shared/core/policy/index.ts';
import type { JsonValue } from '../../../shared/core/settings/index.ts';
import {
  dataStoreAccessSchema,
  type DocumentFile,
  readDocuments,
} from '../../../shared/decode/documents/index.ts';
import { CHECK_NAMES } from '../../core/settings/check-names.ts';
import { prefix } from '../../support/identifiers.ts';
import { aLabelSelector } from '../../support/intents.ts';

const fileOf = (text: string, file = 'intents.yaml'): DocumentFile => ({
  file,
  text,
  kinds: new Set(['DataStoreAccess']),
});
const read = (text: string) => readDocuments([fileOf(text)], CHECK_NAMES);
const faultsOf = (text: string): readonly string[] =>
  read(text).faults.map(({ line, message }) => `${line}: ${message}`);

const FULL = `apiVersion: podfence.dev/v1alpha1
kind: DataStoreAccess
metadata: {name: catalog-db}
spec:
  cluster: arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop
  stores:
    - arn: arn:aws:rds:us-west-2:111122223333:db:eks-workshop-catalog
    - tagSelector: {matchLabels: {data class: top secret}}
  ports: [3306]
  allow:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: catalog}}
      podSelector:
        matchExpressions:
          - {key: app, operator: In, values: [catalog, orders]}
          - {key: canary, operator: DoesNotExist}
      serviceAccountSelector: {}
  nonPod:
    - securityGroupIds: [sg-bastion]
    - cidrs: [10.9.0.0/24, "2001:db8::/64"]
  via: [rds-proxy]
  mode: observe
  expires: 2027-01-31
`;

const SHORT = `apiVersion: podfence.dev/v1alpha1
kind: DataStoreAccess
metadata: {name: nobody}
spec:
  stores: [{arn: "*"}]
  allow: []
`;

describe('a document of intent', () => {
  it('is read with everything that it may say', () => {
    expect(read(FULL)).toEqual({
      intents: [
        {
          name: 'catalog-db',
          place: { file: 'intents.yaml', line: 1 },
          cluster: 'arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop',
          stores: [
            {
              arn: 'arn:aws:rds:us-west-2:111122223333:db:eks-workshop-catalog',
              tagSelector: null,
            },
            { arn: null, tagSelector: aLabelSelector({ 'data class': 'top secret' }) },
          ],
          ports: [3306],
          allow: [
            {
              namespaceSelector: aLabelSelector({ 'kubernetes.io/metadata.name': 'catalog' }),
              podSelector: aLabelSelector(
                {},
                ['app', 'In', 'catalog', 'orders'],
                ['canary', 'DoesNotExist'],
              ),
              serviceAccountSelector: aLabelSelector(),
            },
          ],
          nonPod: [
            { groupIds: ['sg-bastion'], cidrs: [] },
            { groupIds: [], cidrs: [prefix('10.9.0.0/24'), prefix('2001:db8::/64')] },
          ],
          via: ['rds-proxy'],
          mode: 'observe',
          expiresAt: Date.UTC(2027, 1, 1),
        },
      ],
      suppressions: [],
      passedOver: [],
      faults: [],
    });
  });

  it('is enforced for every cluster, port and path, and for ever, if it does not say otherwise', () => {
    expect(read(`# nobody\n\n${SHORT}`).intents).toEqual([
      {
        name: 'nobody',
        place: { file: 'intents.yaml', line: 3 },
        cluster: '*',
        stores: [{ arn: '*', tagSelector: null }],
        ports: null,
        allow: [],
        nonPod: [],
        via: ['direct', 'rds-proxy'],
        mode: 'enforce',
        expiresAt: null,
      },
    ]);
  });

  it('may stand beside others, in the order of their names, and needs a name of its own', () => {
    const { intents, faults } = read(`${SHORT}---\n${FULL}---\n${SHORT}`);
    expect(intents.map(({ name, place }) => `${name}:${place.line}`)).toEqual([
      'catalog-db:8',
      'nobody:1',
    ]);
    expect(faults).toEqual([
      {
        file: 'intents.yaml',
        line: 31,
        message: 'metadata.name: nobody is taken by the one at intents.yaml:1',
      },
    ]);
  });

  it('is told every fault at once, each with its line', () => {
    const bad = `apiVersion: podfence.dev/v1alpha1
kind: DataStoreAccess
metadata: {name: bad}
spec:
  clusters: "*"
  stores:
    - {}
    - arn: orders
      tags: {}
    - tagSelector: {matchExpressions: [{key: a, operator: in, values: [x]}]}
  ports: [0, "3306"]
  allow:
    - podSelector: {matchLabels: {tier: 1}}
    - podSelector:
        matchLabels: {a b: x}
    - podSelector: {matchExpressions: [{key: a, operator: Exists, values: [x]}]}
    - podSelector:
    - {}
  nonPod:
    - cidrs: [10.9.0.5/24, 10.9.0.0/33]
    - securityGroupIds: [vpc-1]
  via: []
  mode: enforced
  expires: 2027-02-29
`;
    expect(faultsOf(bad)).toEqual([
      '5: spec.clusters is not known; there are allow, cluster, expires, mode, nonPod, ports, stores, via',
      '7: spec.stores[0]: expected at least one of arn, tagSelector',
      '8: spec.stores[1].arn: expected the ARN of a store, in which * stands for any text; found "orders"',
      '9: spec.stores[1].tags is not known; there are arn, tagSelector',
      '10: spec.stores[2].tagSelector.matchExpressions[0].operator: expected one of In, NotIn, Exists, DoesNotExist; found "in"',
      '11: spec.ports[0]: expected a whole number from 1 to 65535; found 0',
      '11: spec.ports[1]: expected a whole number from 1 to 65535; found "3306"',
      '13: spec.allow[0].podSelector.matchLabels.tier: expected the value of a label, in quotes; found 1',
      '15: spec.allow[1].podSelector.matchLabels: expected the key of a label; found "a b"',
      '16: spec.allow[2].podSelector.matchExpressions[0]: expected no values with Exists',
      '17: spec.allow[3].podSelector: expected a label selector; found nothing',
      '18: spec.allow[4]: expected at least one of namespaceSelector, podSelector, serviceAccountSelector',
      '20: spec.nonPod[0].cidrs[0]: 10.9.0.5/24 has bits behind its length; it would be 10.9.0.0/24',
      '20: spec.nonPod[0].cidrs[1]: expected a CIDR like 10.9.0.0/24 or 2001:db8::/64; found "10.9.0.0/33"',
      '21: spec.nonPod[1].securityGroupIds[0]: expected a security group id, sg-…; found "vpc-1"',
      '22: spec.via: expected at least 1, one of direct, rds-proxy',
      '23: spec.mode: expected one of enforce, observe; found "enforced"',
      '24: spec.expires: expected a day like 2027-01-31 (the last one, in UTC); found "2027-02-29"',
    ]);
    expect(read(bad).intents).toEqual([]);
  });

  it.each([
    ['  allow: []\n', '', '5: spec.allow is missing'],
    ['  stores: [{arn: "*"}]\n', '', '5: spec.stores is missing'],
    ['stores: [{arn: "*"}]', 'stores: []', '5: spec.stores: expected at least 1'],
    ['stores: [{arn: "*"}]', 'stores: {arn: "*"}', '5: spec.stores: expected a list'],
    ['allow: []', 'allow:', '6: spec.allow: expected a list'],
    ['kind: DataStoreAccess', 'kind: DatastoreAccess', '2: kind: expected DataStoreAccess or'],
    ['spec:', 'spec:\n  __proto__: {}', '5: spec["__proto__"] is not known'],
  ])('is refused with %j as %j', (from, to, sentence) => {
    const text = SHORT.replace(from, to);
    expect(faultsOf(text)).toEqual([expect.stringContaining(sentence)]);
    expect(read(text).intents).toEqual([]);
  });

  it('keeps __proto__ apart, as a label and as a tag', () => {
    const text = SHORT.replace('"*"}', '"*", tagSelector: {matchLabels: {__proto__: "x"}}}');
    expect(faultsOf(text)).toEqual([]);
    const [intent] = read(text).intents;
    expect([...(intent?.stores[0]?.tagSelector?.matchLabels ?? [])]).toEqual([['__proto__', 'x']]);
  });

  it('is passed over where only suppressions are wanted', () => {
    const file = { ...fileOf(FULL), kinds: new Set(['Suppression'] as const) };
    expect(readDocuments([file], CHECK_NAMES)).toMatchObject({ intents: [], faults: [] });
  });
});

const selectorOf = (text: string): LabelSelector | null =>
  read(SHORT.replace('allow: []', `allow: [{podSelector: ${text}}]`)).intents[0]?.allow[0]
    ?.podSelector ?? null;

describe('a selector of pods', () => {
  const aKey = fc.oneof(
    fc.constantFrom('app', 'a.b/c', 'A.b/c', 'a/b/c', '/a', 'a/', '', '-a', 'a_b', 'é', 'a\n'),
    fc.constantFrom('x'.repeat(63), 'x'.repeat(64), `${'x'.repeat(253)}/a`, `${'x'.repeat(254)}/a`),
    fc.string({ unit: fc.constantFrom('a', 'B', '-', '.', '/', '_', '7'), maxLength: 6 }),
  );
  const aTerm = fc.record({
    key: aKey,
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'in'),
    values: fc.array(aKey, { maxLength: 2 }),
  });

  it('is taken exactly if Kubernetes would read it', () => {
    let taken = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(aKey, aKey), { maxLength: 2, selector: ([key]) => key }),
        fc.array(aTerm, { maxLength: 1 }),
        (pairs, matchExpressions) => {
          const matchLabels = new Map(pairs);
          const expected = compileSelector({ matchLabels, matchExpressions }).kind !== 'invalid';
          const text = JSON.stringify({ matchLabels: Object.fromEntries(pairs), matchExpressions });
          taken += expected ? 1 : 0;
          expect([text, selectorOf(text) !== null]).toEqual([text, expected]);
        },
      ),
      { numRuns: 1500 },
    );
    expect(taken).toBeGreaterThan(200);
  });
});

describe('the schema of documents of intent', () => {
  const isDay = (text: string): boolean => {
    const at = Date.parse(`${text}T00:00:00Z`);
    return /^\d{4}-\d{2}-\d{2}$/u.test(text) && new Date(at || 0).toISOString().startsWith(text);
  };
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    formats: { date: isDay },
  });
  const isValid = ajv.compile(dataStoreAccessSchema(CHECK_NAMES));

  /** Values that some place takes, and that others do not. */
  const values: readonly JsonValue[] = [
    'arn:aws:rds:us-west-2:111122223333:db:a',
    '*',
    'orders',
    'sg-1',
    '10.0.0.0/8',
    'direct',
    'rds-proxy',
    'observe',
    '2027-01-31',
    '2027-02-30',
    '',
    0,
    3306,
    true,
    null,
    [],
    {},
    ['direct'],
    ['direct', 'nat'],
    [3306],
    ['sg-1'],
    ['10.0.0.0/8'],
    [{}],
    [{ arn: '*' }],
    [{ arn: 'a' }],
    [{ tagSelector: { matchLabels: { a: 'b c' } } }],
    [{ tagSelector: { matchLabels: { '': 'b' } } }],
    [{ podSelector: {} }],
    [{ podSelector: { matchLabels: { a: 'b c' } } }],
    [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } }],
    [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: [] }] } }],
    [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }],
    [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }],
    [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] } }],
    [{ podSelector: { matchExpressions: [{ operator: 'Exists' }] } }],
    [{ securityGroupIds: ['sg-1'] }],
    [{ securityGroupIds: [] }],
    [{ cidrs: ['10.0.0.0/8'], securityGroupIds: ['sg-1'] }],
    [{ cidrs: ['10.0.0.0'] }],
  ];
  const keys = 'cluster stores ports allow nonPod via mode expires other'.split(' ');
  const good: Readonly<Record<string, JsonValue>> = { stores: [{ arn: '*' }], allow: [] };
  const aSpec = fc
    .array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...values)), { maxLength: 3 })
    .map((changes) => Object.fromEntries([...Object.entries(good), ...changes]));

  it('takes exactly what is read without a fault', () => {
    let taken = 0;
    fc.assert(
      fc.property(aSpec, (spec) => {
        const document = {
          apiVersion: 'podfence.dev/v1alpha1',
          kind: 'DataStoreAccess',
          metadata: { name: 'a' },
          spec,
        };
        const faults = faultsOf(JSON.stringify(document));
        const isTaken = isValid(document);
        taken += isTaken ? 1 : 0;
        expect({ spec, faults, isTaken: faults.length === 0 }).toEqual({ spec, faults, isTaken });
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
