import { describe, expect, it } from '@jest/globals';
import { ClusterPolicyReport } from '@kubernetes-models/kyverno/wgpolicyk8s.io/v1alpha2/ClusterPolicyReport';
import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import type { Subject } from '../../../../shared/core/model/index.ts';
import {
  type AuditReport,
  printable,
  renderPolicyReport,
} from '../../../../shared/core/render/index.ts';
import { arbitraryReport } from '../../../support/arbitrary-report.ts';
import { isJsonObject, type JsonObject, valueAt } from '../../../support/json-path.ts';
import {
  aConfiguration,
  aDocument,
  aFindingRow,
  aGap,
  anInput,
  anUnknownRow,
  aPopulation,
  aReport,
  aSettlingRow,
  CLUSTER_ARN,
  STORE_ARN,
  TAKEN_AT,
} from '../../../support/report.ts';

const textOf = (report: AuditReport): string => [...renderPolicyReport(report)].join('');

const documentsOf = (report: AuditReport): readonly JsonObject[] =>
  loadAll(textOf(report)).filter(isJsonObject);

const resultsIn = (document: JsonObject | undefined): readonly JsonObject[] => {
  const results = document?.['results'];
  return Array.isArray(results) ? results.filter(isJsonObject) : [];
};

const resultsOf = (report: AuditReport): readonly JsonObject[] => resultsIn(documentsOf(report)[0]);

/** What the schema of Kyverno's own types says against it; null is well. */
function faultOf(document: JsonObject): string | null {
  const results = resultsIn(document);
  try {
    new ClusterPolicyReport({ ...document, results } as never).validate();
    return null;
  } catch (error) {
    return String(error);
  }
}

const SECONDS = Date.parse(TAKEN_AT) / 1000;
const MESSAGE = 'eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.';

describe('a finding in a policy report', () => {
  it('is a failure of the check, with its object, reason and fix', () => {
    expect(resultsOf(aReport({ findings: [aFindingRow()] }))[0]).toEqual({
      source: 'podfence',
      policy: 'branch-eni-carries-declared-groups',
      rule: 'C-01',
      category: 'Security groups for pods',
      severity: 'high',
      result: 'fail',
      scored: true,
      message: MESSAGE,
      timestamp: { seconds: SECONDS, nanos: 0 },
      resources: [
        { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'checkout', name: 'checkout' },
      ],
      properties: {
        subject: 'workload',
        id: 'podfence/branch-eni-carries-declared-groups/00000000000000000000000000000001',
        state: 'raised',
        causes: 'LABEL_DRIFT',
        expected: 'sg-0a1',
        observed: 'sg-0a1; sg-0b2',
        evidence: 'pod checkout/checkout-1; interface eni-0a1',
        fix: 'Replace the pods of Deployment/checkout.',
        commands: 'kubectl rollout restart deployment/checkout --namespace checkout',
        firstSeen: TAKEN_AT,
      },
    });
  });

  it.each([
    [{ state: 'persisting' }, 'fail', true, MESSAGE],
    [{ severity: 'info' }, 'warn', false, MESSAGE],
    [{ suppressedBy: 'until-friday' }, 'skip', false, `Suppressed by until-friday: ${MESSAGE}`],
    [
      { state: 'held' },
      'error',
      false,
      `Held: a violation when it was last judged. It cannot be judged now. ${MESSAGE}`,
    ],
    [{ state: 'resolved', resolution: 'compliant' }, 'pass', true, 'Resolved (compliant).'],
    [{ state: 'resolved', resolution: 'subject-gone' }, 'skip', false, 'Resolved (subject-gone).'],
  ] as const)('%j: %s', (overrides, result, scored, message) => {
    const [first] = resultsOf(aReport({ findings: [aFindingRow(overrides)] }));
    expect(first).toMatchObject({ result, scored, message });
  });

  const cluster = CLUSTER_ARN;
  it.each<readonly [Subject, unknown, JsonObject]>([
    [
      { kind: 'policy-store', cluster, namespace: 'a', name: 'b', id: STORE_ARN },
      [
        {
          apiVersion: 'vpcresources.k8s.aws/v1beta1',
          kind: 'SecurityGroupPolicy',
          namespace: 'a',
          name: 'b',
        },
      ],
      { subject: 'policy-store', store: STORE_ARN },
    ],
    [
      { kind: 'workload', cluster, namespace: 'a', name: 'Widget/b' },
      [{ kind: 'Widget', namespace: 'a', name: 'b' }],
      { subject: 'workload' },
    ],
    [
      { kind: 'node', cluster, name: 'n' },
      [{ apiVersion: 'v1', kind: 'Node', name: 'n' }],
      { subject: 'node' },
    ],
    [
      { kind: 'group-rule', cluster, group: 'sg-1', rule: 'r' },
      undefined,
      { subject: 'group-rule', group: 'sg-1', groupRule: 'r' },
    ],
    [
      { kind: 'node-group', cluster, name: 'workers' },
      undefined,
      { subject: 'node-group', name: 'workers' },
    ],
    [{ kind: 'cluster', cluster }, undefined, { subject: 'cluster' }],
  ])('about %j names the object that it is', (subject, resources, properties) => {
    const [first] = resultsOf(aReport({ findings: [aFindingRow({ subject })] }));
    expect(first?.['resources']).toEqual(resources);
    expect(first?.['properties']).toMatchObject(properties);
  });
});

describe('what a policy report rests on', () => {
  it('is how many subjects each check found compliant', () => {
    const one = aPopulation({ judged: 3, compliant: 2, unknown: 1 });
    const none = aPopulation({ id: 'other', judged: 0, compliant: 0, violations: 0 });
    expect(resultsOf(aReport({ checks: [one, none] }))).toMatchObject([
      {
        policy: 'branch-eni-carries-declared-groups',
        result: 'pass',
        message:
          'A branch ENI carries exactly the security groups its policies declare: 2 of 3 judged are compliant, 1 unknown.',
        properties: {
          judged: '3',
          compliant: '2',
          violations: '1',
          unknown: '1',
          settling: '0',
          notApplicable: '4',
        },
      },
      { policy: 'other', result: 'skip', properties: { judged: '0' } },
    ]);
  });

  it('is what is unknown, settles, was left out or not seen', () => {
    const report = aReport({
      checks: [],
      unknowns: [anUnknownRow()],
      settling: [aSettlingRow()],
      gaps: [aGap({ item: 'acl-1' })],
      configuration: aConfiguration({
        storesLeftOut: ['elasticache'],
        checksOff: [{ id: 'store-is-closed-to-internet', reference: 'R-05' }],
      }),
    });
    const told = resultsOf(report).map((one) => [one['policy'], one['result'], one['message']]);
    expect(told).toEqual([
      [
        'intended-pods-reach-store',
        'error',
        'Unknown because of nacl-unseen. It would be settled by ec2/describe-network-acls.json.',
      ],
      [
        'branch-eni-in-use-has-pod',
        'warn',
        'Settling until 2026-11-20 16:15 UTC: a finding if it is still there then.',
      ],
      [
        'coverage',
        'skip',
        'Stores of elasticache are left out by the configuration: nothing is said of them.',
      ],
      ['store-is-closed-to-internet', 'skip', 'Switched off by the configuration.'],
      ['coverage', 'skip', 'Not seen (missing): Pairs in different subnets cannot be decided.'],
    ]);
    expect(documentsOf(report)[0]?.['summary']).toEqual({
      pass: 0,
      fail: 0,
      warn: 1,
      error: 1,
      skip: 3,
    });
  });

  it('is what was read, and what people decided', () => {
    const configuration = aConfiguration({ settings: [{ name: 'protectedGroups', value: ['a'] }] });
    const [document] = documentsOf(aReport({ configuration, documents: [aDocument()] }));
    const annotation = (name: string): unknown => {
      const text = valueAt(document, ['metadata', 'annotations', `podfence.dev/${name}`]);
      return JSON.parse(String(text));
    };
    expect(annotation('inputs')).toEqual([anInput()]);
    expect(annotation('documents')).toEqual([aDocument()]);
    expect(annotation('settings')).toEqual([{ name: 'protectedGroups', value: ['a'] }]);
    expect(annotation('coverage')).toEqual({ judged: 3, unknown: 0, settling: 0, percent: 100 });
    expect(valueAt(document, ['metadata'])).toMatchObject({
      name: 'podfence-shop',
      labels: { 'app.kubernetes.io/managed-by': 'podfence' },
      annotations: { 'podfence.dev/cluster': CLUSTER_ARN, 'podfence.dev/taken-at': TAKEN_AT },
    });
  });

  it('fits into annotations, and says what was cut', () => {
    const inputs = Array.from({ length: 2000 }, (_, index) =>
      anInput({ source: `k8s/${index}.json` }),
    );
    const [document] = documentsOf(aReport({ inputs }));
    const text = String(valueAt(document, ['metadata', 'annotations', 'podfence.dev/inputs']));
    expect(text.length).toBeLessThan(66_000);
    const rows: readonly unknown[] = JSON.parse(text);
    expect(rows.at(-1)).toEqual({ leftOut: 2000 - (rows.length - 1) });
  });
});

describe('a report of several clusters', () => {
  it('is a document for each, with what is told of it', () => {
    const other = 'arn:aws:eks:eu-west-1:111122223333:cluster/Other_One';
    const [head] = aReport().clusters;
    if (head === undefined) throw new Error('no cluster');
    const report = aReport({
      clusters: [head, { ...head, arn: other, name: 'Other_One' }],
      findings: [
        aFindingRow(),
        aFindingRow({ subject: { kind: 'node', cluster: other, name: 'n' } }),
        aFindingRow({ subject: { kind: 'node', cluster: 'gone', name: 'n' } }),
      ],
    });
    const documents = documentsOf(report);
    expect(documents.map((one) => valueAt(one, ['metadata', 'name']))).toEqual([
      'podfence-shop',
      'podfence-other-one',
    ]);
    expect(documents.map((one) => valueAt(one, ['summary', 'fail']))).toEqual([1, 2]);
  });
});

describe('the schema of policy reports', () => {
  it('refuses a word that it does not know', () => {
    const [document = {}] = documentsOf(aReport());
    const [result] = resultsIn(document);
    expect(faultOf({ ...document, results: [{ ...result, result: 'green' }] })).not.toBe(null);
  });

  it('allows every document, whatever the report holds; sums are right and texts come back', () => {
    fc.assert(
      fc.property(arbitraryReport(), (report) => {
        const documents = documentsOf(report);
        expect(documents).toHaveLength(Math.max(1, report.clusters.length));
        for (const document of documents) {
          expect(faultOf(document)).toBe(null);
          expect(valueAt(document, ['metadata', 'name'])).toMatch(
            /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
          );
          const words = resultsIn(document).map((one) => one['result']);
          for (const word of ['pass', 'fail', 'warn', 'error', 'skip']) {
            expect(valueAt(document, ['summary', word])).toBe(
              words.filter((one) => one === word).length,
            );
          }
        }
        const failed = documents
          .flatMap(resultsIn)
          .filter((one) => one['result'] === 'fail')
          .map((one) => String(one['message']));
        const failing = report.findings.filter(
          ({ state, severity, suppressedBy }) =>
            !['resolved', 'held'].includes(state) && severity !== 'info' && suppressedBy === null,
        );
        const given = failing.map(({ message }) => printable(message, 4096));
        expect([...new Set(failed)].toSorted()).toEqual([...new Set(given)].toSorted());
      }),
    );
  });
});
