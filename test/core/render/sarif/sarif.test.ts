import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type AuditReport, renderSarif } from '../../../../shared/core/render/index.ts';
import { findingId } from '../../../../shared/core/findings/index.ts';
import type { Subject } from '../../../../shared/core/model/index.ts';
import { arbitraryReport } from '../../../support/arbitrary-report.ts';
import { type JsonObject, valueAt } from '../../../support/json-path.ts';
import {
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
import { sarifFaults } from './sarif-schema.ts';

interface Location {
  readonly physicalLocation?: { readonly artifactLocation: JsonObject };
  readonly logicalLocations: readonly JsonObject[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly partialFingerprints: JsonObject;
  readonly suppressions?: readonly JsonObject[];
  readonly properties: JsonObject;
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly JsonObject[] } };
  readonly invocations: readonly { readonly toolExecutionNotifications: readonly JsonObject[] }[];
  readonly artifacts: readonly JsonObject[];
  readonly results: readonly Result[];
  readonly properties: JsonObject;
}

const textOf = (report: AuditReport): string => [...renderSarif(report)].join('');

function runOf(report: AuditReport): Run {
  const log: { readonly runs: readonly Run[] } = JSON.parse(textOf(report));
  const [run] = log.runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

const onlyResult = (report: AuditReport): Result => {
  const [result, ...others] = runOf(report).results;
  if (result === undefined || others.length > 0) throw new Error('not one result');
  return result;
};

const SUBJECT = aFindingRow().subject;
const MESSAGE = 'eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.';

describe('a finding in SARIF', () => {
  it('is a result with its reason, fix, place and identity', () => {
    const finding = aFindingRow();
    expect(onlyResult(aReport({ findings: [finding] }))).toEqual({
      ruleId: 'branch-eni-carries-declared-groups',
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: { text: `${MESSAGE}\n\nFix: Replace the pods of Deployment/checkout.` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'k8s/pods.json', uriBaseId: 'SNAPSHOT', index: 0 },
          },
          logicalLocations: [
            {
              name: 'Deployment/checkout',
              fullyQualifiedName: `${CLUSTER_ARN}/checkout/Deployment/checkout`,
              kind: 'workload',
            },
            {
              name: 'checkout',
              fullyQualifiedName: `${CLUSTER_ARN}/checkout`,
              kind: 'namespace',
            },
            { name: CLUSTER_ARN, fullyQualifiedName: CLUSTER_ARN, kind: 'cluster' },
          ],
        },
      ],
      partialFingerprints: {
        'findingId/v1': finding.id,
        primaryLocationLineHash: '00000000000000000000000000000001:1',
      },
      properties: {
        'security-severity': '7.0',
        severity: 'high',
        state: 'raised',
        subject: SUBJECT,
        causes: finding.causes,
        expected: finding.expected,
        observed: finding.observed,
        evidence: finding.evidence,
        fix: finding.fix,
        attribution: null,
        firstSeen: TAKEN_AT,
        lastSeen: TAKEN_AT,
      },
    });
  });

  it.each([
    ['critical', 'error', '9.0'],
    ['high', 'error', '7.0'],
    ['medium', 'warning', '4.0'],
    ['low', 'note', '2.0'],
    ['info', 'note', '0.0'],
  ] as const)('of severity %s has the level %s and the score %s', (severity, level, score) => {
    const result = onlyResult(aReport({ findings: [aFindingRow({ severity })] }));
    expect(result.level).toBe(level);
    expect(result.properties['security-severity']).toBe(score);
  });

  it('is suppressed by name', () => {
    const result = onlyResult(
      aReport({ findings: [aFindingRow({ suppressedBy: 'until [x](y)' })] }),
    );
    expect(result.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'until [x] (y)' },
    ]);
    expect(result.kind).toBe('fail');
  });

  it('is suppressed by a document that stands somewhere and expires', () => {
    const findings = [aFindingRow({ suppressedBy: 'until-friday' })];
    const documents = [aDocument(), aDocument({ kind: 'DataStoreAccess', source: 'other.yaml:1' })];
    const suppression = {
      kind: 'external',
      status: 'accepted',
      justification: 'until-friday',
    };
    expect(onlyResult(aReport({ findings, documents })).suppressions).toEqual([
      {
        ...suppression,
        location: {
          physicalLocation: {
            artifactLocation: { uri: 'accepted.yaml' },
            region: { startLine: 3 },
          },
        },
        properties: { expires: '2026-12-31' },
      },
    ]);
    const twice = [aDocument(), aDocument({ source: 'other.yaml:1' })];
    expect(onlyResult(aReport({ findings, documents: twice })).suppressions).toEqual([suppression]);
  });

  it('that is held is open and says why', () => {
    const finding = aFindingRow({ state: 'held' });
    const unknown = anUnknownRow({ check: finding.check, subject: finding.subject });
    const held = onlyResult(aReport({ findings: [finding], unknowns: [unknown] }));
    expect([held.kind, held.level]).toEqual(['open', 'none']);
    expect(held.message.text).toBe(
      'Held: a violation when it was last judged. Unknown because of nacl-unseen. ' +
        `It would be settled by ec2/describe-network-acls.json.\n\n${MESSAGE}`,
    );
    const alone = onlyResult(aReport({ findings: [finding] }));
    expect(alone.message.text).toContain('It cannot be judged now.');
  });

  it('that is resolved is no result, and stands with the run', () => {
    const finding = aFindingRow({ state: 'resolved', resolution: 'subject-gone' });
    const run = runOf(aReport({ findings: [finding] }));
    expect(run.results).toEqual([]);
    expect(run.properties['resolved']).toEqual([
      {
        id: finding.id,
        check: finding.check,
        subject: finding.subject,
        resolution: 'subject-gone',
      },
    ]);
  });

  it('comes before others that are less bad', () => {
    const findings = [
      aFindingRow({ severity: 'low' }),
      aFindingRow({ severity: 'medium', suppressedBy: 'x' }),
      aFindingRow({ severity: 'critical' }),
    ];
    const { results } = runOf(aReport({ findings, unknowns: [anUnknownRow()] }));
    expect(results.map(({ kind, level }) => `${kind} ${level}`)).toEqual([
      'fail error',
      'fail note',
      'fail warning',
      'open none',
    ]);
  });
});

describe('a message in SARIF', () => {
  it.each([
    ['{0} and {a}', '{{0}} and {{a}}'],
    ['[here](https://example.com)', '[here] (https://example.com)'],
    ['a\nb', String.raw`a\u000ab`],
  ])('is no more than text: %j', (message, text) => {
    const fix = { summary: '', commands: [] };
    const result = onlyResult(aReport({ findings: [aFindingRow({ message, fix })] }));
    expect(result.message.text).toBe(text);
  });
});

describe('the place of a subject in SARIF', () => {
  const inputs = [
    'ec2/describe-network-interfaces.json',
    'ec2/describe-security-group-rules.json',
    'ec2/describe-security-groups.json',
    'eks/describe-cluster.json',
    'k8s/nodes.yaml',
    'k8s/pods.json',
    'k8s/securitygrouppolicies.yml',
    'rds/describe-db-instances.json',
    'elasticache/describe-replication-groups.json',
  ].map((source) => anInput({ source }));
  const cluster = CLUSTER_ARN;
  const namespace = 'shop';
  const name = 'x';

  const fileOf = (subject: Subject, files = inputs): unknown => {
    const result = onlyResult(aReport({ findings: [aFindingRow({ subject })], inputs: files }));
    return result.locations[0]?.physicalLocation?.artifactLocation['uri'] ?? null;
  };

  it.each<readonly [Subject, string | null]>([
    [{ kind: 'cluster', cluster }, 'eks/describe-cluster.json'],
    [{ kind: 'node-group', cluster, name }, 'k8s/nodes.yaml'],
    [{ kind: 'node', cluster, name }, 'k8s/nodes.yaml'],
    [{ kind: 'policy', cluster, namespace, name }, 'k8s/securitygrouppolicies.yml'],
    [
      { kind: 'policy-store', cluster, namespace, name, id: STORE_ARN },
      'k8s/securitygrouppolicies.yml',
    ],
    [{ kind: 'workload', cluster, namespace, name }, 'k8s/pods.json'],
    [{ kind: 'workload-store', cluster, namespace, name, id: STORE_ARN }, 'k8s/pods.json'],
    [{ kind: 'store', cluster, id: STORE_ARN }, 'rds/describe-db-instances.json'],
    [
      {
        kind: 'store',
        cluster,
        id: 'arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:x',
      },
      'elasticache/describe-replication-groups.json',
    ],
    [{ kind: 'store', cluster, id: 'arn:aws:rds:eu-west-1:111122223333:cluster:x' }, null],
    [{ kind: 'store', cluster, id: 'no arn' }, null],
    [
      { kind: 'store-rule', cluster, id: STORE_ARN, rule: 'r' },
      'ec2/describe-security-group-rules.json',
    ],
    [
      { kind: 'store-group', cluster, id: STORE_ARN, group: 'g' },
      'ec2/describe-security-groups.json',
    ],
    [{ kind: 'group', cluster, group: 'g' }, 'ec2/describe-security-groups.json'],
    [
      { kind: 'group-rule', cluster, group: 'g', rule: 'r' },
      'ec2/describe-security-group-rules.json',
    ],
    [{ kind: 'interfaces', cluster, name, group: 'g' }, 'ec2/describe-network-interfaces.json'],
  ])('%j is %s', (subject, file) => {
    expect(fileOf(subject)).toBe(file);
  });

  it('takes the nested form of rules where there is no other', () => {
    const files = inputs.filter(({ source }) => !source.includes('-rules'));
    expect(fileOf({ kind: 'group-rule', cluster, group: 'g', rule: 'r' }, files)).toBe(
      'ec2/describe-security-groups.json',
    );
  });

  it('is in the folder of its account, region and cluster', () => {
    const files = [
      'accounts/111122223333/eu-west-1/clusters/shop/k8s/pods.json',
      'accounts/111122223333/eu-west-1/clusters/other/k8s/pods.json',
      'accounts/111122223333/us-east-1/clusters/shop/k8s/pods.json',
      'accounts/444455556666/eu-west-1/rds/describe-db-instances.json',
      'accounts/111122223333/eu-west-1/rds/describe-db-instances.json',
    ].map((source) => anInput({ source }));
    expect(fileOf({ kind: 'workload', cluster, namespace, name }, files)).toBe(
      'accounts/111122223333/eu-west-1/clusters/shop/k8s/pods.json',
    );
    const id = 'arn:aws:rds:eu-west-1:444455556666:db:theirs';
    expect(fileOf({ kind: 'store', cluster, id }, files)).toBe(
      'accounts/444455556666/eu-west-1/rds/describe-db-instances.json',
    );
  });

  it('is no file where two may be it', () => {
    const files = ['k8s/pods.json', 'k8s/pods.yaml'].map((source) => anInput({ source }));
    expect(fileOf({ kind: 'workload', cluster, namespace, name }, files)).toBe(null);
  });

  it('names the parts of a subject that has several', () => {
    const subject: Subject = { kind: 'workload-store', cluster, namespace, name, id: STORE_ARN };
    const { locations } = onlyResult(aReport({ findings: [aFindingRow({ subject })] }));
    expect(
      locations[0]?.logicalLocations.map((one) => `${String(one['kind'])} ${String(one['name'])}`),
    ).toEqual(['workload x', 'namespace shop', `store ${STORE_ARN}`, `cluster ${cluster}`]);
  });
});

describe('what a SARIF log rests on', () => {
  it('stands with the rules: how many subjects each check judged', () => {
    const { rules } = runOf(aReport()).tool.driver;
    expect(rules).toEqual([
      {
        id: 'branch-eni-carries-declared-groups',
        name: 'C-01',
        shortDescription: {
          text: 'A branch ENI carries exactly the security groups its policies declare',
        },
        helpUri: 'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
        help: {
          text:
            'A branch ENI carries exactly the security groups its policies declare\n\n' +
            'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
        },
        defaultConfiguration: { level: 'error' },
        properties: {
          tags: ['security', 'kubernetes', 'network'],
          'security-severity': '7.0',
          population: {
            judged: 3,
            compliant: 3,
            violations: 0,
            unknown: 0,
            settling: 0,
            notApplicable: 4,
          },
        },
      },
    ]);
  });

  it('gives a rule the worst severity that it has now', () => {
    const scoreOf = (report: AuditReport): unknown =>
      valueAt(runOf(report).tool.driver.rules[0], ['properties', 'security-severity']);
    const critical = aFindingRow({ severity: 'critical' });
    expect(scoreOf(aReport({ findings: [critical] }))).toBe('9.0');
    expect(scoreOf(aReport({ findings: [aFindingRow({ severity: 'low' })] }))).toBe('7.0');
    expect(scoreOf(aReport({ findings: [{ ...critical, state: 'resolved' }] }))).toBe('7.0');
  });

  it('has a rule for a check that did not run and is told of', () => {
    const run = runOf(aReport({ unknowns: [anUnknownRow()] }));
    expect(run.tool.driver.rules[1]).toEqual({ id: 'intended-pods-reach-store' });
    expect(run.results[0]?.ruleIndex).toBe(1);
  });

  it('tells what is unknown as open, under the identity that its finding would have', () => {
    const row = anUnknownRow();
    const result = onlyResult(aReport({ unknowns: [row] }));
    expect([result.kind, result.level]).toEqual(['open', 'none']);
    expect(result.message.text).toBe(
      'Unknown because of nacl-unseen. It would be settled by ec2/describe-network-acls.json.',
    );
    expect(result.partialFingerprints['findingId/v1']).toBe(findingId(row.check, row.subject));
  });

  it('notifies of what was not seen and of what settles', () => {
    const report = aReport({
      gaps: [aGap({ item: 'acl-1' })],
      settling: [aSettlingRow()],
      checks: [aPopulation({ id: 'branch-eni-in-use-has-pod', reference: 'D-01' })],
    });
    const notifications = runOf(report).invocations.flatMap(
      (one) => one.toolExecutionNotifications,
    );
    expect(notifications).toEqual([
      {
        descriptor: { id: 'not-seen' },
        level: 'warning',
        message: {
          text:
            'Pairs in different subnets cannot be decided.\n\n' +
            'ec2/describe-network-acls.json (missing): the file is not in the snapshot',
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'ec2/describe-network-acls.json', uriBaseId: 'SNAPSHOT' },
            },
          },
        ],
        properties: aGap({ item: 'acl-1' }),
      },
      {
        descriptor: { id: 'settling' },
        associatedRule: { id: 'branch-eni-in-use-has-pod', index: 0 },
        level: 'note',
        message: {
          text: 'Settling until 2026-11-20 16:15 UTC: a finding if it is still there then.',
        },
        locations: [expect.objectContaining({ logicalLocations: expect.anything() })],
        properties: {
          subject: aSettlingRow().subject,
          since: TAKEN_AT,
          until: '2026-11-20T16:15:00.000Z',
        },
      },
    ]);
  });

  it('lists what was read, with its hash', () => {
    expect(runOf(aReport()).artifacts).toEqual([
      {
        location: { uri: 'k8s/pods.json', uriBaseId: 'SNAPSHOT', index: 0 },
        roles: ['analysisTarget'],
        hashes: { 'sha-256': 'a'.repeat(64) },
        properties: { readAt: TAKEN_AT, items: 7, complete: true },
      },
    ]);
    expect(runOf(aReport()).properties).toMatchObject({
      takenAt: TAKEN_AT,
      coverage: { judged: 3, unknown: 0, settling: 0, percent: 100 },
      clusters: [{ arn: CLUSTER_ARN, enforcingMode: 'standard' }],
      configuration: { storesLeftOut: [], checksOff: [] },
      documents: [],
    });
  });

  it.each([
    ['../../etc/passwd', 'etc/passwd'],
    ['//example.com/x', 'example.com/x'],
    ['ec2:DescribeVpcs', 'ec2%3ADescribeVpcs'],
    ['a b/ü?#', 'a%20b/%C3%BC%3F%23'],
    ['\ud800', '%EF%BF%BD'],
  ])('keeps the source %j below the snapshot', (source, uri) => {
    const run = runOf(aReport({ inputs: [anInput({ source })] }));
    expect(valueAt(run.artifacts[0], ['location', 'uri'])).toBe(uri);
  });
});

describe('the schema of SARIF 2.1.0', () => {
  it('notices what it does not allow', () => {
    const log: unknown = JSON.parse(textOf(aReport()).replace('"level":"error"', '"level":"bad"'));
    expect(sarifFaults(log)).not.toEqual([]);
  });

  it('allows a log, whatever the report holds', () => {
    fc.assert(
      fc.property(arbitraryReport(), (report) => {
        const text = textOf(report);
        expect(text).not.toMatch(/[^\P{C}\n\p{Co}\p{Cn}]/u);
        const log: unknown = JSON.parse(text);
        expect(sarifFaults(log)).toEqual([]);
      }),
    );
  });

  it('is met by rules that results point at, and by evidence as it was', () => {
    fc.assert(
      fc.property(arbitraryReport(), (report) => {
        const run = runOf(report);
        for (const { ruleId, ruleIndex, message } of run.results) {
          expect(run.tool.driver.rules[ruleIndex]?.['id']).toBe(ruleId);
          expect(message.text).not.toMatch(/\]\(|(?<!\{)\{(\{\{)*(?!\{)\d/);
        }
        const open = report.findings.filter(({ state }) => state !== 'resolved');
        const given = open.map(({ evidence, subject }) => JSON.stringify([evidence, subject]));
        const told = run.results
          .filter(({ properties }) => 'evidence' in properties)
          .map(({ properties }) => JSON.stringify([properties['evidence'], properties['subject']]));
        expect(told.toSorted()).toEqual(given.toSorted());
      }),
    );
  });
});
