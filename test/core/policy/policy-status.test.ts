import { describe, expect, it } from '@jest/globals';
import { policyStatus, selectorKeys } from '../../../shared/core/policy/index.ts';
import { aPolicy, aSelector, groupsOf } from './policy-fixtures.ts';

const wrong = aSelector({}, ['role', 'in', ['db']]);
const whatIsWrong =
  'key "role" has operator "in", which is none of In, NotIn, Exists and DoesNotExist';
const noSelector = { podSelector: null, serviceAccountSelector: null };

describe('the status of a policy', () => {
  it.each([
    ['a pod selector', {}],
    ['an account selector', { podSelector: null, serviceAccountSelector: aSelector() }],
    ['both', { serviceAccountSelector: aSelector({ role: 'db' }) }],
    ['an empty group id', { groupIds: groupsOf('') }],
  ])('is active with %s', (_, overrides) => {
    expect(policyStatus(aPolicy(overrides))).toEqual({ status: 'active', reason: null });
  });

  it.each([
    ['no selector', noSelector, 'it has neither a podSelector nor a serviceAccountSelector'],
    ['no group', { groupIds: [] }, 'it names no security group'],
    [
      'neither',
      { ...noSelector, groupIds: [] },
      'it has neither a podSelector nor a serviceAccountSelector; it names no security group',
    ],
    [
      'no group, even if a selector is wrong too',
      { podSelector: wrong, groupIds: [] },
      'it names no security group',
    ],
  ])('is inert with %s', (_, overrides, reason) => {
    expect(policyStatus(aPolicy(overrides))).toEqual({ status: 'inert', reason });
  });

  it.each([
    ['pod selector', { podSelector: wrong }, `podSelector: ${whatIsWrong}`],
    [
      'account selector',
      { serviceAccountSelector: wrong },
      `serviceAccountSelector: ${whatIsWrong}`,
    ],
    [
      'pod selector and account selector',
      { podSelector: 'malformed' as const, serviceAccountSelector: wrong },
      `podSelector: it is not a label selector; serviceAccountSelector: ${whatIsWrong}`,
    ],
  ])('is invalid with a wrong %s', (_, overrides, reason) => {
    expect(policyStatus(aPolicy(overrides))).toEqual({ status: 'invalid', reason });
  });
});

describe('the keys that the selectors of a policy read', () => {
  it('are told apart for pod and account, sorted and without duplicates', () => {
    const policy = aPolicy({
      podSelector: aSelector({ role: 'db' }, ['app', 'Exists'], ['role', 'NotIn', ['web']]),
      serviceAccountSelector: aSelector({}, ['team', 'DoesNotExist']),
    });
    expect(selectorKeys(policy)).toEqual({ pod: ['app', 'role'], account: ['team'] });
  });

  it('are none where a selector is absent, empty or wrong', () => {
    expect(selectorKeys(aPolicy())).toEqual({ pod: [], account: [] });
    expect(selectorKeys(aPolicy({ podSelector: null, serviceAccountSelector: wrong }))).toEqual({
      pod: [],
      account: [],
    });
  });
});
