import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import {
  type AuditReport,
  printable,
  renderAuditCsv,
} from '../../../../shared/core/render/index.ts';
import { arbitraryReport } from '../../../support/arbitrary-report.ts';
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

type Row = Readonly<Record<string, string>>;

const rowsOf = (report: AuditReport): readonly Row[] =>
  parse([...renderAuditCsv(report)].join(''), { columns: true });

/** The cells that hold something. */
const told = (row: Row | undefined): Row =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([, text]) => text !== ''));

const only = (report: AuditReport, record: string): readonly Row[] =>
  rowsOf(report)
    .filter((row) => row['record'] === record)
    .map(told);

describe('the CSV of an audit', () => {
  it('tells a finding with its subject, evidence and fix', () => {
    expect(only(aReport({ findings: [aFindingRow()] }), 'finding')).toEqual([
      {
        record: 'finding',
        check: 'branch-eni-carries-declared-groups',
        reference: 'C-01',
        severity: 'high',
        state: 'raised',
        kind: 'workload',
        cluster: CLUSTER_ARN,
        namespace: 'checkout',
        name: 'Deployment/checkout',
        message: 'eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.',
        causes: 'LABEL_DRIFT',
        expected: 'sg-0a1',
        observed: 'sg-0a1; sg-0b2',
        evidence:
          'pod checkout/checkout-1 (node node-1); interface eni-0a1 (type branch, groups sg-0a1 sg-0b2)',
        fix: 'Replace the pods of Deployment/checkout.',
        commands: 'kubectl rollout restart deployment/checkout --namespace checkout',
        firstSeen: TAKEN_AT,
        lastSeen: TAKEN_AT,
        id: 'podfence/branch-eni-carries-declared-groups/00000000000000000000000000000001',
        title: 'A branch ENI carries exactly the security groups its policies declare',
      },
    ]);
  });

  it('puts the worst first and the resolved last', () => {
    const findings = [
      aFindingRow({ severity: 'low' }),
      aFindingRow({ severity: 'critical', state: 'resolved', resolution: 'compliant' }),
      aFindingRow({ severity: 'critical', suppressedBy: 'until-friday' }),
      aFindingRow({ severity: 'critical' }),
    ];
    const rows = only(aReport({ findings }), 'finding');
    expect(rows.map((row) => [row['severity'], row['state'], row['suppressedBy']])).toEqual([
      ['critical', 'raised', undefined],
      ['low', 'raised', undefined],
      ['critical', 'raised', 'until-friday'],
      ['critical', 'resolved', undefined],
    ]);
  });

  it('carries what a green one rests on', () => {
    const report = aReport({
      unknowns: [anUnknownRow()],
      settling: [aSettlingRow()],
      gaps: [aGap({ item: 'acl-1' })],
      configuration: aConfiguration({
        storesLeftOut: ['elasticache'],
        checksOff: [{ id: 'store-is-closed-to-internet', reference: 'R-05' }],
        settings: [{ name: 'protectedGroups', value: ['sg-0b2'] }],
      }),
      documents: [aDocument({ idle: ['spec.allow[1]'] })],
    });
    const rows = rowsOf(report).map(told);
    expect(rows).toEqual([
      {
        record: 'report',
        kind: 'AuditReport',
        takenAt: TAKEN_AT,
        judged: '3',
        unknown: '0',
        settling: '0',
        percent: '100',
        version: '1.2.3',
      },
      {
        record: 'cluster',
        cluster: CLUSTER_ARN,
        name: 'shop',
        region: 'eu-west-1',
        accountId: '111122223333',
        enforcingMode: 'standard',
      },
      {
        record: 'unknown',
        check: 'intended-pods-reach-store',
        kind: 'workload-store',
        cluster: CLUSTER_ARN,
        namespace: 'orders',
        name: 'Deployment/orders',
        store: STORE_ARN,
        reasons: 'nacl-unseen',
        missing: 'ec2/describe-network-acls.json',
      },
      {
        record: 'settling',
        check: 'branch-eni-in-use-has-pod',
        kind: 'interfaces',
        cluster: CLUSTER_ARN,
        name: 'default',
        group: 'sg-0b2',
        firstSeen: TAKEN_AT,
        until: '2026-11-20T16:15:00.000Z',
      },
      {
        record: 'check',
        check: 'branch-eni-carries-declared-groups',
        reference: 'C-01',
        severity: 'high',
        title: 'A branch ENI carries exactly the security groups its policies declare',
        judged: '3',
        compliant: '3',
        violations: '0',
        unknown: '0',
        settling: '0',
        notApplicable: '4',
      },
      {
        record: 'input',
        source: 'k8s/pods.json',
        sha256: 'a'.repeat(64),
        readAt: TAKEN_AT,
        items: '7',
        complete: 'true',
      },
      { record: 'stores-left-out', name: 'elasticache' },
      { record: 'check-off', check: 'store-is-closed-to-internet', reference: 'R-05' },
      { record: 'setting', name: 'protectedGroups', value: '["sg-0b2"]' },
      {
        record: 'document',
        kind: 'Suppression',
        name: 'until-friday',
        source: 'accepted.yaml:3',
        expires: '2026-12-31',
        status: 'active',
        matched: '1',
        idle: 'spec.allow[1]',
      },
      {
        record: 'gap',
        source: 'ec2/describe-network-acls.json',
        item: 'acl-1',
        reason: 'missing',
        detail: 'the file is not in the snapshot',
        effect: 'Pairs in different subnets cannot be decided.',
      },
    ]);
  });

  it('gives back what it was given, whatever that is', () => {
    const bare = (text: string | undefined): string => (text ?? '').replaceAll("'", '');
    const shown = (text: string): string => bare(printable(text, 5000));
    fc.assert(
      fc.property(arbitraryReport(), (report) => {
        const rows = rowsOf(report);
        const cells = (record: string, column: string): readonly string[] =>
          rows.filter((row) => row['record'] === record).map((row) => bare(row[column]));
        expect(cells('finding', 'message').toSorted()).toEqual(
          report.findings.map(({ message }) => shown(message)).toSorted(),
        );
        expect(cells('unknown', 'missing')).toEqual(
          report.unknowns.map(({ missing }) => shown(missing.join('; '))),
        );
        expect(cells('settling', 'check')).toEqual(
          report.settling.map(({ check }) => shown(check)),
        );
        expect(cells('check', 'title')).toEqual(report.checks.map(({ title }) => shown(title)));
        expect(cells('input', 'source')).toEqual(report.inputs.map(({ source }) => shown(source)));
        expect(cells('gap', 'detail')).toEqual(report.gaps.map(({ detail }) => shown(detail)));
        expect(cells('cluster', 'cluster')).toEqual(report.clusters.map(({ arn }) => shown(arn)));
      }),
    );
  });

  it('names the reference of a check, as its population does', () => {
    const checks = [aPopulation({ id: 'intended-pods-reach-store', reference: 'R-02' })];
    const report = aReport({ checks, unknowns: [anUnknownRow()], inputs: [anInput()] });
    expect(only(report, 'unknown').map((row) => row['reference'])).toEqual(['R-02']);
  });
});
