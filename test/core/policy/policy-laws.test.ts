import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Labels, LabelSelector, Policy } from '../../../shared/core/model/index.ts';
import {
  compilePolicies,
  compileSelector,
  type PolicyMatch,
  selectorMatches,
} from '../../../shared/core/policy/index.ts';
import { aPolicy, aSelector, groupsOf } from './policy-fixtures.ts';

const key = fc.constantFrom('app', 'role', 'example.com/tier', 'bad-', '__proto__');
const value = fc.constantFrom('', 'a', 'b', 'c', 'bad-');
const operator = fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist', 'in');

const someLabels: fc.Arbitrary<Labels> = fc
  .array(fc.tuple(key, value), { maxLength: 3 })
  .map((pairs) => new Map(pairs));

const aRequirement = fc
  .tuple(key, operator, fc.array(value, { maxLength: 2 }))
  .map(([of, op, values]) => ({
    key: of,
    operator: op,
    values: op.includes('xist') ? [] : values,
  }));

const someSelector: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: fc.array(fc.tuple(key, value), { maxLength: 1 }).map((pairs) => new Map(pairs)),
  matchExpressions: fc.array(aRequirement, { maxLength: 2 }),
});

const somePolicy = fc
  .record({
    podSelector: fc.option(someSelector),
    serviceAccountSelector: fc.option(someSelector),
    ids: fc.array(fc.constantFrom('sg-1', 'sg-2', 'sg-3', 'sg-4'), { maxLength: 3 }),
  })
  .map(({ ids, ...selectors }) => aPolicy({ ...selectors, groupIds: groupsOf(...ids) }));

const somePolicies = fc
  .array(somePolicy, { maxLength: 5 })
  .map((policies): Policy[] => policies.map((policy, i) => ({ ...policy, name: `p${i}` })));

const ask = (policies: readonly Policy[], pod: Labels, account: Labels | null): PolicyMatch =>
  compilePolicies(policies).match(
    'shop',
    pod,
    account ? { kind: 'known', labels: account } : { kind: 'unseen' },
  );

describe('what policies declare', () => {
  it('never shrinks when a policy is added', () => {
    fc.assert(
      fc.property(
        somePolicies,
        somePolicy,
        someLabels,
        fc.option(someLabels),
        (policies, more, pod, account) => {
          const before = ask(policies, pod, account);
          const after = ask([...policies, more], pod, account);
          expect(after.groups).toEqual(expect.arrayContaining([...before.groups]));
          expect(after.matched).toEqual(expect.arrayContaining([...before.matched]));
        },
      ),
    );
  });

  it('does not depend on the order of policies', () => {
    const shuffled = somePolicies.chain((policies) =>
      fc.tuple(
        fc.constant(policies),
        fc.shuffledSubarray(policies, { minLength: policies.length }),
      ),
    );
    fc.assert(
      fc.property(
        shuffled,
        someLabels,
        fc.option(someLabels),
        ([policies, other], pod, account) => {
          expect(ask(other, pod, account)).toEqual(ask(policies, pod, account));
        },
      ),
    );
  });

  it('is not settled, only narrowed, by an account that is not seen', () => {
    fc.assert(
      fc.property(somePolicies, someLabels, someLabels, (policies, pod, account) => {
        const { matched } = ask(policies, pod, account);
        const open = ask(policies, pod, null);
        expect(matched).toEqual(expect.arrayContaining([...open.matched]));
        expect([...open.matched, ...open.undecided]).toEqual(expect.arrayContaining([...matched]));
      }),
    );
  });

  it('is decided by nothing but the question, whatever was asked before', () => {
    const questions = fc.array(fc.tuple(someLabels, fc.option(someLabels)), { minLength: 2 });
    fc.assert(
      fc.property(somePolicies, questions, (policies, asked) => {
        const index = compilePolicies(policies);
        for (const [pod, account] of asked) {
          const fact = account
            ? ({ kind: 'known', labels: account } as const)
            : ({ kind: 'unseen' } as const);
          expect(index.match('shop', pod, fact)).toEqual(ask(policies, pod, account));
        }
      }),
    );
  });
});

describe('a selector', () => {
  const everything = compileSelector(aSelector());

  it('matches nothing that an empty one does not', () => {
    fc.assert(
      fc.property(someSelector, someLabels, (selector, labels) => {
        const matched = selectorMatches(compileSelector(selector), labels);
        expect(selectorMatches(everything, labels) || !matched).toBe(true);
      }),
    );
  });

  it('matches less, or the same, with one requirement more', () => {
    fc.assert(
      fc.property(someSelector, aRequirement, someLabels, (selector, more, labels) => {
        const narrow = { ...selector, matchExpressions: [...selector.matchExpressions, more] };
        const matched = selectorMatches(compileSelector(narrow), labels);
        expect(selectorMatches(compileSelector(selector), labels) || !matched).toBe(true);
      }),
    );
  });

  it('answers the opposite with the opposite operator', () => {
    const pairs = fc.constantFrom(['In', 'NotIn'] as const, ['Exists', 'DoesNotExist'] as const);
    fc.assert(
      fc.property(pairs, someLabels, ([one, other], labels) => {
        const values = one === 'In' ? ['a', ''] : [];
        const [yes, no] = [one, other].map((op) =>
          selectorMatches(compileSelector(aSelector({}, ['app', op, values])), labels),
        );
        expect(yes).toBe(!no);
      }),
    );
  });
});
