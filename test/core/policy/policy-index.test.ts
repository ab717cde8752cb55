import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../../../shared/core/model/index.ts';
import { type AccountFact, compilePolicies } from '../../../shared/core/policy/index.ts';
import { anAccount, aPolicy, aSelector, groupsOf, labelsOf } from './policy-fixtures.ts';

const pod = labelsOf({ role: 'db', environment: 'qa', app: 'orders' });
const account = anAccount({ role: 'db', environment: 'qa' });
const unseen: AccountFact = { kind: 'unseen' };
const absent: AccountFact = { kind: 'absent' };

const exact = aSelector({ role: 'db' });
const among = aSelector({}, ['environment', 'In', ['qa', 'production']]);
const both = aSelector({ role: 'db' }, ['environment', 'In', ['qa', 'production']]);
const wrong = aSelector({}, ['role', 'in', ['db']]);

const names = (policies: readonly Policy[]) => policies.map(({ name }) => name);

const declared = (policies: readonly Policy[], of: AccountFact = account) =>
  compilePolicies(policies).match('shop', pod, of).groups;

const byPod = (podSelector: Policy['podSelector']) => aPolicy({ podSelector });
const byAccount = (serviceAccountSelector: Policy['serviceAccountSelector']) =>
  aPolicy({ podSelector: null, serviceAccountSelector });

describe('one policy', () => {
  it.each([
    ['both selectors that match', aPolicy({ podSelector: both, serviceAccountSelector: both })],
    ['a pod selector that matches', byPod(both)],
    ['an account selector that matches', byAccount(both)],
    ['an empty pod selector', byPod(aSelector())],
    ['an empty account selector', byAccount(aSelector())],
    ['a pair that the pod has', byPod(exact)],
    ['an expression that the pod meets', byPod(among)],
    ['a pair that the account has', byAccount(exact)],
    ['an expression that the account meets', byAccount(among)],
    ['NotIn on a label that the pod lacks', byPod(aSelector({}, ['zone', 'NotIn', ['a']]))],
  ])('declares its groups with %s', (_, policy) => {
    expect(declared([policy])).toEqual(['sg-1']);
  });

  it.each([
    ['no selector', aPolicy({ podSelector: null })],
    ['no groups', aPolicy({ groupIds: [] })],
    [
      'a pod selector that fails beside an account selector that matches',
      aPolicy({ podSelector: aSelector({ app: 'web' }), serviceAccountSelector: both }),
    ],
    [
      'an account selector that fails beside a pod selector that matches',
      aPolicy({ serviceAccountSelector: aSelector({ environment: 'dev' }) }),
    ],
    ['a wrong pod selector', byPod(wrong)],
    [
      'a wrong pod selector beside an account selector that matches',
      aPolicy({ podSelector: wrong, serviceAccountSelector: both }),
    ],
    ['a wrong account selector', byAccount(wrong)],
    [
      'a wrong account selector beside a pod selector that matches',
      aPolicy({ serviceAccountSelector: wrong }),
    ],
    ['a selector of the wrong type', byPod('malformed')],
    ['another namespace', aPolicy({ namespace: 'shop-2' })],
    ['a namespace in another case', aPolicy({ namespace: 'Shop' })],
  ])('declares nothing with %s', (_, policy) => {
    expect(compilePolicies([policy]).match('shop', pod, account)).toEqual({
      matched: [],
      undecided: [],
      groups: [],
    });
  });

  it('keeps group ids as they are, once each', () => {
    const groupIds = groupsOf('sg-2', 'sg-1', 'sg-2', '', ' sg-1', 'SG-1', 'sg-3,sg-4');
    expect(declared([aPolicy({ groupIds })])).toEqual([
      '',
      ' sg-1',
      'SG-1',
      'sg-1',
      'sg-2',
      'sg-3,sg-4',
    ]);
  });
});

describe('several policies', () => {
  it('declare the union of their groups', () => {
    const policies = [
      { ...byAccount(both), groupIds: groupsOf('sg-2', 'sg-1') },
      { ...byPod(both), name: 'another', groupIds: groupsOf('sg-1', 'sg-3') },
      { ...byPod(aSelector({ app: 'web' })), name: 'other', groupIds: groupsOf('sg-4') },
    ];
    const { matched, groups } = compilePolicies(policies).match('shop', pod, account);
    expect(names(matched)).toEqual(['another', 'policy']);
    expect(groups).toEqual(['sg-1', 'sg-2', 'sg-3']);
  });

  it('that are wrong leave the others alone', () => {
    expect(declared([byPod(wrong), aPolicy({ name: 'good', groupIds: groupsOf('sg-2') })])).toEqual(
      ['sg-2'],
    );
  });

  it('see only the pods of their own namespace', () => {
    const index = compilePolicies([
      aPolicy(),
      aPolicy({ namespace: '__proto__', groupIds: groupsOf('sg-2') }),
    ]);
    expect(index.match('shop', pod, account).groups).toEqual(['sg-1']);
    expect(index.match('__proto__', pod, account).groups).toEqual(['sg-2']);
    expect(index.match('', pod, account).groups).toEqual([]);
    expect(index.match('constructor', pod, account).groups).toEqual([]);
  });
});

describe.each([
  ['was not seen', unseen],
  ['is not there any more', absent],
])('a ServiceAccount that %s', (_, fact) => {
  it('leaves policies undecided that select accounts', () => {
    const policies = [
      aPolicy({ name: 'by-account', podSelector: null, serviceAccountSelector: both }),
      aPolicy({ name: 'any-account', serviceAccountSelector: aSelector() }),
      aPolicy({ name: 'by-pod', groupIds: groupsOf('sg-2') }),
    ];
    const match = compilePolicies(policies).match('shop', pod, fact);
    expect(names(match.matched)).toEqual(['by-pod']);
    expect(names(match.undecided)).toEqual(['any-account', 'by-account']);
    expect(match.groups).toEqual(['sg-2']);
  });

  it.each([
    [
      'do not select the pod',
      aPolicy({ podSelector: aSelector({ app: 'web' }), serviceAccountSelector: both }),
    ],
    ['have a wrong pod selector', aPolicy({ podSelector: wrong, serviceAccountSelector: both })],
    ['have a wrong account selector', byAccount(wrong)],
    ['have no groups', { ...byAccount(both), groupIds: [] }],
  ])('leaves no policies undecided that %s', (__, policy) => {
    const match = compilePolicies([policy]).match('shop', pod, fact);
    expect(match).toEqual({ matched: [], undecided: [], groups: [] });
  });
});

describe('repeated questions', () => {
  const index = compilePolicies([
    aPolicy({ name: 'b', podSelector: both }),
    aPolicy({
      name: 'a',
      podSelector: null,
      serviceAccountSelector: exact,
      groupIds: groupsOf('sg-2'),
    }),
  ]);

  it('have one answer for labels that no selector tells apart', () => {
    const first = index.match('shop', new Map([...pod, ['index', '0']]), account);
    const second = index.match(
      'shop',
      new Map([...pod, ['index', '1']]),
      anAccount({ role: 'db' }),
    );
    expect(first.groups).toEqual(['sg-1', 'sg-2']);
    expect(second).toBe(first);
  });

  it('are told apart by every label that a selector reads', () => {
    const answers = [
      index.match('shop', pod, account),
      index.match('shop', pod, anAccount()),
      index.match('shop', pod, unseen),
      index.match('shop', labelsOf({ role: 'db' }), account),
    ];
    expect(answers.map(({ groups }) => groups)).toEqual([
      ['sg-1', 'sg-2'],
      ['sg-1'],
      ['sg-1'],
      ['sg-2'],
    ]);
    expect(answers.map(({ undecided }) => names(undecided))).toEqual([[], [], ['a'], []]);
  });

  it('tell an empty value from a label that is not there', () => {
    const marked = compilePolicies([byPod(aSelector({}, ['marked', 'Exists']))]);
    expect(marked.match('shop', labelsOf({ marked: '' }), account).groups).toEqual(['sg-1']);
    expect(marked.match('shop', labelsOf({}), account).groups).toEqual([]);
  });
});
