import { describe, expect, it } from '@jest/globals';
import type { PartProblem, PartSummary } from '../../shared/audit/snapshot-source.ts';
import { faultsOf } from '../../shared/decode/answer.ts';

const summary = (envelope: object, arrays: Record<string, number> = { Vpcs: 1 }): PartSummary => ({
  envelope: envelope as Record<string, unknown>,
  arrays,
  bytes: 10,
  sha256: '',
  problem: null,
});
const broken = (problem: Partial<PartProblem>): PartSummary => ({
  ...summary({}, {}),
  problem: { kind: 'syntax', message: 'bad', offset: 3, head: '', ...problem },
});
const reasons = (of: PartSummary) => faultsOf(of).map(({ reason }) => reason);

describe('what an answer says against itself', () => {
  it('says nothing against a whole answer', () => {
    expect(faultsOf(summary({}))).toEqual([]);
    const last = {
      NextToken: '',
      Marker: null,
      metadata: { continue: '', remainingItemCount: 0, resourceVersion: '7' },
    };
    expect(faultsOf(summary(last))).toEqual([]);
  });

  it.each([
    [{ NextToken: 'abc' }],
    [{ nextToken: 'abc' }],
    [{ Marker: 'abc' }],
    [{ NextMarker: { deep: true } }],
    [{ IsTruncated: true }],
    [{ metadata: { continue: 'abc' } }],
    [{ metadata: { remainingItemCount: 12 } }],
  ])('takes an answer with %j for a truncated one', (envelope) => {
    expect(reasons(summary(envelope))).toEqual(['truncated']);
  });

  it('does not know whether there is more when metadata cannot be read', () => {
    expect(reasons(summary({ metadata: 'text' }))).toEqual(['malformed']);
  });

  it.each([
    [{ kind: 'Status', status: 'Failure', reason: 'Forbidden', message: 'pods is forbidden' }],
    [{ kind: 'Status', code: 403 }],
    [{ Error: { Code: 'UnauthorizedOperation', Message: 'no' } }],
    [{ error: 'expired' }],
    [{ __type: 'AccessDeniedException', message: 'no' }],
    [{ errorMessage: 'no' }],
    [{ Errors: { Error: { Code: 'x' } } }],
  ])('takes %j for a refusal', (envelope) => {
    expect(reasons(summary(envelope, {}))).toEqual(['denied']);
  });

  it('repeats what the API said, cut to what can be shown', () => {
    const status = {
      kind: 'Status',
      status: 'Failure',
      reason: 'Forbidden',
      message: 'pods is forbidden',
    };
    expect(faultsOf(summary(status, {}))[0]?.detail).toBe(
      'The API answered Forbidden: pods is forbidden',
    );
    const error = { Error: { Code: 'UnauthorizedOperation', Message: { toString: 7 } } };
    expect(faultsOf(summary(error, {}))[0]?.detail).toBe(
      'It holds an error: UnauthorizedOperation',
    );
  });

  it('does not take an answer with a member called error for a refusal', () => {
    expect(faultsOf(summary({ error: 'x' }))).toEqual([]);
  });

  it.each([
    [{ kind: 'empty' }, 'denied'],
    [{ kind: 'unreadable' }, 'denied'],
    [{ kind: 'too-large' }, 'malformed'],
    [{ kind: 'syntax', head: '{"Vpcs": [' }, 'malformed'],
    [
      { kind: 'syntax', head: 'An error occurred (UnauthorizedOperation) when calling the …' },
      'denied',
    ],
    [{ kind: 'syntax', head: 'Error from server (Forbidden): pods is forbidden' }, 'denied'],
    [{ kind: 'syntax', head: 'Unable to locate credentials.' }, 'denied'],
  ] as const)('says of a file with the problem %j that it is %s', (problem, reason) => {
    expect(reasons(broken(problem))).toEqual([reason]);
  });

  it('says both that a file is cut off and that more was announced', () => {
    expect(reasons({ ...broken({}), envelope: { NextToken: 'abc' } })).toEqual([
      'malformed',
      'truncated',
    ]);
  });
});
