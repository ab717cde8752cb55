import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type AuditReport, printable, renderJunit } from '../../../../shared/core/render/index.ts';
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
} from '../../../support/report.ts';
import { junitFaults, parseXml, type XmlElement } from './xml.ts';

const xmlOf = (report: AuditReport): string => [...renderJunit(report)].join('');
const named = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];
const suitesOf = (report: AuditReport): readonly XmlElement[] => parseXml(xmlOf(report)).children;

interface Case {
  readonly name: string | undefined;
  readonly outcome: string;
  readonly message: string | undefined;
}

const caseOf = (element: XmlElement): Case => {
  const [child] = element.children;
  return {
    name: element.attributes.get('name'),
    outcome: child?.name ?? 'passed',
    message: child?.attributes.get('message'),
  };
};

const casesOf = (report: AuditReport, suite: string): readonly Case[] =>
  suitesOf(report)
    .filter((one) => one.attributes.get('name') === suite)
    .flatMap((one) => named(one, 'testcase').map(caseOf));

const C01 = 'C-01 branch-eni-carries-declared-groups';

describe('the JUnit XML of an audit', () => {
  it('shows of a green check how many subjects it judged', () => {
    const [suite] = suitesOf(aReport());
    expect(casesOf(aReport(), C01)).toEqual([
      { name: 'compliant subjects', outcome: 'passed', message: undefined },
    ]);
    const [properties] = named(suite, 'properties');
    const values = properties?.children.map(({ attributes }) => [
      attributes.get('name'),
      attributes.get('value'),
    ]);
    expect(Object.fromEntries(values ?? [])).toEqual({
      reference: 'C-01',
      title: 'A branch ENI carries exactly the security groups its policies declare',
      severity: 'high',
      judged: '3',
      compliant: '3',
      violations: '0',
      unknown: '0',
      settling: '0',
      notApplicable: '4',
    });
    expect(named(suite, 'system-out')[0]?.text).toBe(
      '3 judged, 3 compliant, 0 in violation, 0 unknown, 0 settling, 4 not applicable',
    );
  });

  it('passes nothing where nothing was found compliant', () => {
    const nothing = aPopulation({ judged: 0, compliant: 0, violations: 0, unknown: 2 });
    expect(casesOf(aReport({ checks: [nothing] }), C01)).toEqual([
      {
        name: 'compliant subjects',
        outcome: 'skipped',
        message:
          'no subject is compliant: 0 judged, 0 compliant, 0 in violation, 2 unknown, 0 settling, 4 not applicable',
      },
    ]);
  });

  it('fails with the reason and the fix of a violation', () => {
    const report = aReport({ findings: [aFindingRow({ severity: 'critical' })] });
    const [suite] = suitesOf(report);
    const [failed] = named(suite, 'testcase');
    const [failure] = failed?.children ?? [];
    expect(Object.fromEntries(failed?.attributes ?? [])).toEqual({
      classname: 'podfence.branch-eni-carries-declared-groups',
      name: 'checkout Deployment/checkout',
      time: '0',
    });
    expect(failure?.name).toBe('failure');
    expect(Object.fromEntries(failure?.attributes ?? [])).toEqual({
      message: 'eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.',
      type: 'critical',
    });
    expect(failure?.text.split('\n')).toEqual([
      'eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.',
      'cause: LABEL_DRIFT',
      'expected: sg-0a1',
      'observed: sg-0a1, sg-0b2',
      'evidence: pod checkout/checkout-1, interface eni-0a1',
      'fix: Replace the pods of Deployment/checkout.',
      '$ kubectl rollout restart deployment/checkout --namespace checkout',
      'raised, first seen 2026-11-20 16:00 UTC',
      'podfence/branch-eni-carries-declared-groups/00000000000000000000000000000001',
    ]);
  });

  it.each([
    [
      { suppressedBy: 'until-friday' },
      'skipped',
      'suppressed by until-friday: eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.',
    ],
    [
      { state: 'held' },
      'skipped',
      'Held: a violation when it was last judged. It cannot be judged now. eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.',
    ],
    [
      { severity: 'info' },
      'skipped',
      'info: eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.',
    ],
    [{ state: 'resolved', resolution: 'compliant' }, 'passed', undefined],
    [{ state: 'resolved', resolution: 'subject-gone' }, 'skipped', 'resolved: subject-gone'],
    [
      { state: 'persisting' },
      'failure',
      'eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.',
    ],
  ] as const)('fails only what fails a run: %j is %s', (overrides, outcome, message) => {
    const report = aReport({ findings: [aFindingRow(overrides)] });
    expect(casesOf(report, C01)[0]).toEqual({
      name: 'checkout Deployment/checkout',
      outcome,
      message,
    });
  });

  it('skips what is unknown or settles, with the reason', () => {
    const report = aReport({ unknowns: [anUnknownRow()], settling: [aSettlingRow()] });
    expect(casesOf(report, 'intended-pods-reach-store')).toEqual([
      {
        name: 'orders Deployment/orders db:orders',
        outcome: 'skipped',
        message:
          'Unknown because of nacl-unseen. It would be settled by ec2/describe-network-acls.json.',
      },
    ]);
    expect(casesOf(report, 'branch-eni-in-use-has-pod')).toEqual([
      {
        name: 'default sg-0b2',
        outcome: 'skipped',
        message: 'Settling until 2026-11-20 16:15 UTC: a finding if it is still there then.',
      },
    ]);
  });

  it('tells once what a held finding and an unknown say of the same subject', () => {
    const finding = aFindingRow({ state: 'held' });
    const { check, subject } = finding;
    const report = aReport({ findings: [finding], unknowns: [anUnknownRow({ check, subject })] });
    expect(casesOf(report, C01)).toEqual([
      {
        name: 'checkout Deployment/checkout',
        outcome: 'skipped',
        message: expect.stringMatching(
          /^Held: .* Unknown because of nacl-unseen\. It would be settled by ec2\/describe-network-acls\.json\. eni-0a1 /,
        ),
      },
      { name: 'compliant subjects', outcome: 'passed', message: undefined },
    ]);
  });

  it('ends with what the verdicts rest on, and what was not seen', () => {
    const report = aReport({
      coverage: { judged: 3, unknown: 1, settling: 0, percent: 75 },
      gaps: [aGap()],
      inputs: [anInput({ complete: false })],
      configuration: aConfiguration({
        storesLeftOut: ['elasticache'],
        checksOff: [{ id: 'store-is-closed-to-internet', reference: 'R-05' }],
        settings: [{ name: 'protectedGroups', value: ['sg-0b2'] }],
      }),
      documents: [aDocument()],
    });
    const suite = suitesOf(report).at(-1);
    const properties = named(suite, 'properties')[0]?.children.map(({ attributes }) => [
      attributes.get('name'),
      attributes.get('value'),
    ]);
    expect(properties).toEqual([
      ['takenAt', '2026-11-20T16:00:00.000Z'],
      ['version', '1.2.3'],
      [`cluster ${CLUSTER_ARN}`, 'standard'],
      [
        'input k8s/pods.json',
        `sha256 ${'a'.repeat(64)}, items 7, incomplete, read 2026-11-20 16:00 UTC`,
      ],
      ['setting protectedGroups', '["sg-0b2"]'],
      ['Suppression until-friday', 'active, matches 1, expires 2026-12-31, accepted.yaml:3'],
    ]);
    expect(casesOf(report, 'coverage')).toEqual([
      {
        name: 'everything could be decided',
        outcome: 'skipped',
        message: '75 % decided: 3 judged, 1 unknown, 0 settling',
      },
      {
        name: 'stores of elasticache',
        outcome: 'skipped',
        message: 'left out by the configuration: nothing is said of them',
      },
      {
        name: 'R-05 store-is-closed-to-internet',
        outcome: 'skipped',
        message: 'switched off by the configuration',
      },
      {
        name: 'ec2/describe-network-acls.json',
        outcome: 'skipped',
        message:
          'not seen (missing): Pairs in different subnets cannot be decided. the file is not in the snapshot',
      },
    ]);
  });

  it('passes the coverage of a report that decided everything, and of no empty one', () => {
    const empty = aReport({ coverage: { judged: 0, unknown: 0, settling: 0, percent: 0 } });
    expect(casesOf(aReport(), 'coverage')[0]?.outcome).toBe('passed');
    expect(casesOf(empty, 'coverage')[0]?.outcome).toBe('skipped');
  });

  it('is what the schemas of Ant and Jenkins admit', async () => {
    const report = aReport({
      findings: [aFindingRow(), aFindingRow({ severity: 'info' })],
      unknowns: [anUnknownRow()],
      settling: [aSettlingRow()],
      gaps: [aGap()],
    });
    expect(await junitFaults(xmlOf(report))).toEqual([]);
    expect(await junitFaults(xmlOf(report).replace('tests="', 'test="'))).not.toEqual([]);
  });

  it('stays so, whatever the report holds', async () => {
    // One run of the validator for all: it starts a thread each time.
    const reports = fc.sample(arbitraryReport(), 50);
    expect(await junitFaults(...reports.map(xmlOf))).toEqual([]);
  });

  it('counts right and gives back what it was given, whatever that is', () => {
    fc.assert(
      fc.property(arbitraryReport(), (report) => {
        const suites = suitesOf(report);
        for (const suite of suites) {
          const cases = named(suite, 'testcase').map(caseOf);
          const count = (outcome: string): string =>
            String(cases.filter((one) => one.outcome === outcome).length);
          expect(suite.attributes.get('tests')).toBe(String(cases.length));
          expect(suite.attributes.get('failures')).toBe(count('failure'));
          expect(suite.attributes.get('skipped')).toBe(count('skipped'));
        }
        const failed = suites.flatMap((suite) =>
          named(suite, 'testcase')
            .map(caseOf)
            .filter(({ outcome }) => outcome === 'failure'),
        );
        const failing = report.findings.filter(
          ({ state, severity, suppressedBy }) =>
            !['resolved', 'held'].includes(state) && severity !== 'info' && suppressedBy === null,
        );
        expect(failed.map(({ message }) => message ?? '').toSorted()).toEqual(
          failing.map(({ message }) => printable(message, 4096)).toSorted(),
        );
      }),
    );
  });
});
