import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { findingId } from '../../../../shared/core/findings/index.ts';
import { type AuditReport, printable, renderOcsf } from '../../../../shared/core/render/index.ts';
import { arbitraryReport } from '../../../support/arbitrary-report.ts';
import { isJsonObject, type JsonObject, valueAt } from '../../../support/json-path.ts';
import {
  aConfiguration,
  aDocument,
  aFindingRow,
  aGap,
  anUnknownRow,
  aPopulation,
  aReport,
  aSettlingRow,
  CLUSTER_ARN,
  STORE_ARN,
  TAKEN_AT,
} from '../../../support/report.ts';

const schema: unknown = JSON.parse(
  readFileSync(new URL('compliance-finding.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
}).compile(isJsonObject(schema) ? schema : {});

const faultsOf = (event: unknown): readonly string[] => {
  validate(event);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const textOf = (report: AuditReport): string => [...renderOcsf(report)].join('');

const eventsOf = (report: AuditReport): readonly JsonObject[] =>
  textOf(report)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .filter(isJsonObject);

const first = (report: AuditReport): JsonObject => eventsOf(report)[0] ?? {};

const MESSAGE = 'eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.';
const CLUSTER = {
  uid: CLUSTER_ARN,
  name: 'shop',
  type: 'cluster',
  role_id: 4,
  role: 'Related',
};

describe('a finding in OCSF', () => {
  it('is a Compliance Finding with its reason, fix and evidence', () => {
    const at = Date.parse(TAKEN_AT);
    expect(first(aReport({ findings: [aFindingRow()] }))).toEqual({
      class_uid: 2003,
      class_name: 'Compliance Finding',
      category_uid: 2,
      category_name: 'Findings',
      activity_id: 1,
      activity_name: 'Create',
      type_uid: 200301,
      type_name: 'Compliance Finding: Create',
      severity_id: 4,
      severity: 'High',
      status_id: 1,
      status: 'New',
      time: at,
      time_dt: TAKEN_AT,
      message: MESSAGE,
      metadata: {
        version: '1.6.0',
        product: { name: 'podfence', vendor_name: 'podfence', version: '1.2.3' },
        profiles: ['cloud', 'datetime'],
      },
      cloud: {
        provider: 'AWS',
        cloud_partition: 'aws',
        region: 'eu-west-1',
        account: { uid: '111122223333', type_id: 10, type: 'AWS Account' },
      },
      finding_info: {
        uid: 'podfence/branch-eni-carries-declared-groups/00000000000000000000000000000001',
        title: 'A branch ENI carries exactly the security groups its policies declare',
        desc: MESSAGE,
        types: ['Software and Configuration Checks'],
        analytic: { uid: 'branch-eni-carries-declared-groups', type_id: 1, type: 'Rule' },
        created_time: at,
        created_time_dt: TAKEN_AT,
        first_seen_time: at,
        first_seen_time_dt: TAKEN_AT,
        last_seen_time: at,
        last_seen_time_dt: TAKEN_AT,
      },
      compliance: {
        control: 'C-01',
        desc: 'A branch ENI carries exactly the security groups its policies declare',
        standards: ['podfence'],
        requirements: ['branch-eni-carries-declared-groups'],
        status_id: 3,
        status: 'Fail',
        status_details: ['LABEL_DRIFT'],
      },
      resources: [
        {
          uid: `${CLUSTER_ARN}/checkout/Deployment/checkout`,
          name: 'checkout Deployment/checkout',
          type: 'workload',
          namespace: 'checkout',
          role_id: 1,
          role: 'Target',
        },
        CLUSTER,
      ],
      remediation: {
        desc:
          'Replace the pods of Deployment/checkout.\n' +
          'kubectl rollout restart deployment/checkout --namespace checkout',
        references: [
          'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
        ],
      },
      evidences: [
        { name: 'pod', uid: 'checkout/checkout-1', data: { node: 'node-1', uid: null } },
        {
          name: 'interface',
          uid: 'eni-0a1',
          data: { type: 'branch', groups: ['sg-0a1', 'sg-0b2'] },
        },
      ],
      unmapped: {
        check: 'branch-eni-carries-declared-groups',
        state: 'raised',
        subject: aFindingRow().subject,
        causes: ['LABEL_DRIFT'],
        expected: ['sg-0a1'],
        observed: ['sg-0a1', 'sg-0b2'],
        resolution: null,
        suppressedBy: null,
      },
    });
  });

  it.each([
    [{ state: 'raised' }, 'Create', 'New', 'Fail'],
    [{ state: 'changed' }, 'Update', 'New', 'Fail'],
    [{ state: 'persisting' }, 'Update', 'New', 'Fail'],
    [{ state: 'held' }, 'Update', 'New', 'Warning'],
    [{ suppressedBy: 'until-friday' }, 'Create', 'Suppressed', 'Fail'],
    [{ severity: 'info' }, 'Create', 'New', 'Fail'],
    [{ state: 'resolved', resolution: 'compliant' }, 'Close', 'Resolved', 'Pass'],
    [{ state: 'resolved', resolution: 'subject-gone' }, 'Close', 'Resolved', 'subject-gone'],
    [{ state: 'resolved', resolution: 'not-applicable' }, 'Close', 'Resolved', 'not-applicable'],
  ] as const)('%j: %s, %s, %s', (overrides, activity, status, compliance) => {
    const event = first(aReport({ findings: [aFindingRow(overrides)] }));
    expect([
      event['activity_name'],
      event['status'],
      valueAt(event, ['compliance', 'status']),
    ]).toEqual([activity, status, compliance]);
    expect(faultsOf(event)).toEqual([]);
  });

  it('that is held says why it cannot be judged, once', () => {
    const finding = aFindingRow({ state: 'held' });
    const { check, subject } = finding;
    const events = eventsOf(
      aReport({ findings: [finding], unknowns: [anUnknownRow({ check, subject })] }),
    );
    expect(events).toHaveLength(2);
    expect(valueAt(events[0], ['compliance'])).toMatchObject({
      status: 'Warning',
      status_code: 'NOT_AVAILABLE',
      status_details: ['nacl-unseen', 'would be settled by ec2/describe-network-acls.json'],
    });
  });

  it('names who caused it', () => {
    const attribution = {
      actor: 'arn:aws:iam::111122223333:user/a',
      event: 'ModifyInstance',
      at: TAKEN_AT,
    };
    const event = first(aReport({ findings: [aFindingRow({ attribution, evidence: [] })] }));
    expect(event['evidences']).toEqual([
      {
        name: 'attribution',
        actor: { user: { name: attribution.actor } },
        api: { operation: 'ModifyInstance' },
        data: { at: TAKEN_AT },
      },
    ]);
  });

  it('lists the store beside the subject, and the cluster once', () => {
    const resourcesOf = (subject: AuditReport['findings'][number]['subject']): unknown =>
      first(aReport({ findings: [aFindingRow({ subject })] }))['resources'];
    const store = {
      kind: 'store-group',
      cluster: CLUSTER_ARN,
      id: STORE_ARN,
      group: 'sg-1',
    } as const;
    expect(resourcesOf(store)).toEqual([
      {
        uid: `${CLUSTER_ARN}/${STORE_ARN}/sg-1`,
        name: `${STORE_ARN} sg-1`,
        type: 'store-group',
        role_id: 1,
        role: 'Target',
      },
      { uid: STORE_ARN, type: 'store', role_id: 4, role: 'Related' },
      CLUSTER,
    ]);
    expect(resourcesOf({ kind: 'cluster', cluster: CLUSTER_ARN })).toEqual([
      { ...CLUSTER, role_id: 1, role: 'Target' },
    ]);
  });
});

describe('what is not known, in OCSF', () => {
  it('is a finding without a result, under the identity that it would have', () => {
    const row = anUnknownRow();
    const checks = [
      aPopulation({ id: row.check, reference: 'R-02', title: 'Intended pods reach' }),
    ];
    const event = first(aReport({ unknowns: [row], checks }));
    expect(event).toMatchObject({
      activity_name: 'Create',
      severity: 'Unknown',
      message:
        'Unknown because of nacl-unseen. It would be settled by ec2/describe-network-acls.json.',
      finding_info: { uid: findingId(row.check, row.subject), title: 'Intended pods reach' },
      compliance: {
        control: 'R-02',
        status_id: 2,
        status: 'Warning',
        status_code: 'NOT_AVAILABLE',
        status_details: ['nacl-unseen', 'would be settled by ec2/describe-network-acls.json'],
      },
      unmapped: { reasons: ['nacl-unseen'], missing: ['ec2/describe-network-acls.json'] },
    });
  });

  it('is neither pass nor failure while it settles', () => {
    const event = first(aReport({ settling: [aSettlingRow()] }));
    expect(event).toMatchObject({
      message: 'Settling until 2026-11-20 16:15 UTC: a finding if it is still there then.',
      compliance: { status_id: 99, status: 'Settling' },
      unmapped: { until: '2026-11-20T16:15:00.000Z' },
    });
  });
});

describe('the last event', () => {
  it('tells how many subjects each check judged, and what was read', () => {
    const gaps = [aGap()];
    const configuration = aConfiguration({ storesLeftOut: ['elasticache'] });
    const documents = [aDocument()];
    const events = eventsOf(aReport({ gaps, configuration, documents }));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      severity: 'Informational',
      message:
        'Audit of security groups for pods: 100 % decided (3 judged, 0 unknown, 0 settling).',
      finding_info: { uid: `podfence/audit/${CLUSTER_ARN}` },
      compliance: {
        control: 'podfence',
        status: 'Coverage',
        status_details: [
          'ec2/describe-network-acls.json was not seen (missing): Pairs in different subnets cannot be decided.',
        ],
        checks: [
          {
            uid: 'branch-eni-carries-declared-groups',
            name: 'A branch ENI carries exactly the security groups its policies declare',
            desc: 'C-01: judged 3, compliant 3, violations 0, unknown 0, settling 0, notApplicable 4',
            severity: 'High',
            status: 'Pass',
          },
        ],
      },
      resources: [{ uid: CLUSTER_ARN, name: 'shop', data: { enforcingMode: 'standard' } }],
      evidences: [
        {
          name: 'input',
          file: {
            name: 'pods.json',
            path: 'k8s/pods.json',
            hashes: [{ algorithm: 'SHA-256', value: 'a'.repeat(64) }],
          },
          data: { readAt: TAKEN_AT, items: 7, complete: true },
        },
      ],
      unmapped: { coverage: aReport().coverage, gaps, configuration, documents },
    });
  });

  it.each([
    [{ violations: 1, unknown: 1 }, 'Fail'],
    [{ unknown: 1 }, 'Warning'],
    [{ settling: 1 }, 'Warning'],
    [{}, 'Pass'],
    [{ judged: 0, compliant: 0 }, 'Unknown'],
  ])('says of a check with %j: %s', (overrides, status) => {
    const checks = [aPopulation({ violations: 0, ...overrides })];
    const event = eventsOf(aReport({ checks })).at(-1);
    expect(valueAt(event, ['compliance', 'checks', 0, 'status'])).toBe(status);
  });
});

describe('every event', () => {
  it('is refused by the schema with an attribute that the class has not', () => {
    expect(faultsOf({ ...first(aReport()), colour: 'red' })).not.toEqual([]);
    expect(faultsOf({ ...first(aReport()), severity: 'High' })).not.toEqual([]);
  });

  it('is a Compliance Finding on one line, whatever the report holds', () => {
    fc.assert(
      fc.property(arbitraryReport(), (report) => {
        const text = textOf(report);
        expect(text).not.toMatch(/[^\P{C}\n\p{Co}\p{Cn}]/u);
        const events = eventsOf(report);
        expect(events).toHaveLength(text.split('\n').length - 1);
        expect(events.flatMap(faultsOf)).toEqual([]);
        const told = events.filter((event) => 'remediation' in event);
        expect(told.map((event) => String(event['message'])).toSorted()).toEqual(
          report.findings.map(({ message }) => printable(message, 4096)).toSorted(),
        );
      }),
    );
  });
});
