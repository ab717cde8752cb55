import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readReport, standingOf } from '../../../shared/core/render/standing.ts';
import { arbitraryReport } from '../../support/arbitrary-report.ts';
import { aFindingRow, anUnknownRow, aPopulation, aReport } from '../../support/report.ts';

describe('the standing of a finding', () => {
  it.each([
    [{}, 'failing'],
    [{ state: 'changed' }, 'failing'],
    [{ state: 'persisting' }, 'failing'],
    [{ severity: 'info' }, 'informing'],
    [{ state: 'held' }, 'held'],
    [{ state: 'held', severity: 'info' }, 'held'],
    [{ suppressedBy: 'x' }, 'suppressed'],
    [{ state: 'held', suppressedBy: 'x' }, 'suppressed'],
    [{ state: 'resolved', suppressedBy: 'x' }, 'resolved'],
    [{ state: 'resolved', severity: 'info' }, 'resolved'],
  ] as const)('of %j is %s', (overrides, standing) => {
    expect(standingOf(aFindingRow(overrides))).toBe(standing);
  });
});

describe('a report in the order of reading', () => {
  it('goes by standing, severity, reference and subject', () => {
    const checks = [
      aPopulation({ id: 'a', reference: 'R-02' }),
      aPopulation({ id: 'b', reference: 'C-01' }),
    ];
    const subject = (name: string) => ({ ...aFindingRow().subject, name });
    const findings = [
      aFindingRow({ id: '7', state: 'resolved', severity: 'critical' }),
      aFindingRow({ id: '6', suppressedBy: 'x', severity: 'critical' }),
      aFindingRow({ id: '5', state: 'held', severity: 'critical' }),
      aFindingRow({ id: '4', severity: 'low' }),
      aFindingRow({ id: '3', severity: 'high', check: 'a' }),
      aFindingRow({ id: '2', severity: 'high', check: 'b', subject: subject('z') }),
      aFindingRow({ id: '1', severity: 'high', check: 'b', subject: subject('a') }),
    ];
    const { findings: told } = readReport(aReport({ checks, findings }));
    expect(told.map(({ finding }) => finding.id)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it('joins what is unknown to the held finding of the same check and subject only', () => {
    const held = aFindingRow({ state: 'held' });
    const { check, subject } = held;
    const same = anUnknownRow({ check, subject });
    const otherCheck = anUnknownRow({ subject });
    const otherSubject = anUnknownRow({ check });
    const unknowns = [same, otherCheck, otherSubject];
    const read = readReport(aReport({ findings: [held], unknowns }));
    expect(read.findings[0]?.undecided).toBe(same);
    expect(read.unknowns).toEqual([otherCheck, otherSubject]);
    const failing = readReport(aReport({ findings: [aFindingRow()], unknowns }));
    expect(failing.findings[0]?.undecided).toBe(null);
    expect(failing.unknowns).toEqual(unknowns);
  });

  it('loses nothing, whatever the report holds', () => {
    fc.assert(
      fc.property(arbitraryReport(), (report) => {
        const { findings, unknowns } = readReport(report);
        expect(new Set(findings.map(({ finding }) => finding))).toEqual(new Set(report.findings));
        const told = findings.flatMap(({ undecided }) => (undecided === null ? [] : [undecided]));
        const all = new Set([...unknowns, ...told]);
        expect(report.unknowns.filter((row) => !all.has(row))).toEqual([]);
      }),
    );
  });
});
