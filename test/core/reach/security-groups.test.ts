import { describe, expect, it } from '@jest/globals';

import type { UnknownReason } from '../../../shared/core/model/index.ts';
import { groupIds, vpcId } from '../../support/identifiers.ts';
import { aPrefixList } from '../../support/network.ts';
import {
  aGroupOf,
  aNetwork,
  aPlace,
  ask,
  aSource,
  aTarget,
  at,
  briefly,
  peeringId,
  rule,
} from './flow-fixtures.ts';

const OPEN_PODS = aGroupOf('sg-pods', ['egress all 0.0.0.0/0', 'egress all ::/0']);
const MISMATCH = 'blocked store-group ENI_SG_RULES_MISMATCH';

describe('the workshop’s database', () => {
  // The database's group has no egress rule at all: replies of an admitted connection need none.
  const network = aNetwork({
    groups: [
      aGroupOf('sg-catalog', ['ingress tcp 8080 10.0.0.0/16', 'egress all 0.0.0.0/0']),
      aGroupOf('sg-nodes', ['ingress all sg-nodes', 'egress all 0.0.0.0/0']),
      aGroupOf('sg-db', ['ingress tcp 3306 sg-catalog']),
    ],
  });

  it('is shut for the catalog pod while it wears its node’s group', () => {
    expect(briefly(ask(network, { source: aSource(['sg-nodes']) }))).toBe(MISMATCH);
  });

  it('is open for the catalog pod with its own interface, by the two rules that say so', () => {
    const answer = ask(network, { source: aSource(['sg-catalog']) });
    expect(answer).toMatchObject({
      reach: 'reachable',
      opens: 'yes',
      egressRules: ['sg-catalog egress all 0.0.0.0/0'],
      ingressRules: ['sg-db ingress tcp 3306 sg-catalog'],
      denials: [],
    });
    expect(answer.returnPorts.toString()).toBe('1024-65535');
  });
});

describe('an ingress rule of the store', () => {
  it.each([
    ['tcp at the port', 'ingress tcp 3306 sg-pods', 'reachable'],
    ['every protocol', 'ingress all sg-pods', 'reachable'],
    ['the protocol by its number', 'ingress 6 3306 sg-pods', 'reachable'],
    ['a range that ends at the port', 'ingress tcp 3000-3306 sg-pods', 'reachable'],
    ['a range that begins behind it', 'ingress tcp 3307-4000 sg-pods', MISMATCH],
    ['a range that ends before it', 'ingress tcp 3000-3305 sg-pods', MISMATCH],
    ['udp', 'ingress udp 3306 sg-pods', MISMATCH],
    ['icmp', 'ingress 1 sg-pods', MISMATCH],
    ['another group', 'ingress tcp 3306 sg-other', MISMATCH],
    ['the pod’s address', 'ingress tcp 3306 10.0.1.5/32', 'reachable'],
    ['the address beside it', 'ingress tcp 3306 10.0.1.4/32', MISMATCH],
    ['the whole of IPv6 only', 'ingress tcp 3306 ::/0', MISMATCH],
    ['the egress direction', 'egress tcp 3306 sg-pods', 'blocked store-group SG_HAS_NO_RULES'],
  ])('with %s', (_what, text, expected) => {
    const network = aNetwork({ groups: [OPEN_PODS, aGroupOf('sg-db', [text])] });
    expect(briefly(ask(network))).toBe(expected);
  });

  it('counts whichever of the store’s groups has it', () => {
    const groups = [
      OPEN_PODS,
      aGroupOf('sg-db', []),
      aGroupOf('sg-db-2', ['ingress tcp 3306 sg-pods']),
    ];
    const target = aTarget({ groups: groupIds('sg-db', 'sg-db-2') });
    expect(briefly(ask(aNetwork({ groups }), { target }))).toBe('reachable');
  });

  it('counts whichever of the pod’s groups it names', () => {
    const groups = [OPEN_PODS, aGroupOf('sg-b', []), aGroupOf('sg-db', ['ingress tcp 3306 sg-b'])];
    const source = aSource(['sg-b', 'sg-pods']);
    expect(briefly(ask(aNetwork({ groups }), { source }))).toBe('reachable');
  });

  it('admits members of its own group only where it names it', () => {
    const shared = (rules: readonly string[]) =>
      aNetwork({ groups: [aGroupOf('sg-db', [...rules, 'egress all 0.0.0.0/0'])] });
    const source = aSource(['sg-db']);
    expect(briefly(ask(shared([]), { source }))).toBe('blocked store-group SG_HAS_NO_RULES');
    expect(briefly(ask(shared(['ingress all sg-db']), { source }))).toBe('reachable');
  });

  it('lists every rule that admits', () => {
    const rules = [
      'ingress tcp 3306 sg-pods',
      'ingress tcp 3306 10.0.0.0/16',
      'ingress udp 3306 sg-pods',
    ];
    const network = aNetwork({ groups: [OPEN_PODS, aGroupOf('sg-db', rules)] });
    expect(ask(network).ingressRules).toEqual([
      'sg-db ingress tcp 3306 10.0.0.0/16',
      'sg-db ingress tcp 3306 sg-pods',
    ]);
  });

  it('matches nobody when its peering is gone', () => {
    const stale = rule('sg-db', 'ingress tcp 3306 sg-pods', {
      peeringId: peeringId('pcx-1'),
      peeringStatus: 'deleted',
    });
    expect(briefly(ask(aNetwork({ groups: [OPEN_PODS, aGroupOf('sg-db', [stale])] })))).toBe(
      MISMATCH,
    );
  });

  it('that names a foreign account’s group does not match a pod whose groups are all known', () => {
    const foreign = rule('sg-db', 'ingress tcp 3306 sg-foreign', { ownerId: null });
    expect(briefly(ask(aNetwork({ groups: [OPEN_PODS, aGroupOf('sg-db', [foreign])] })))).toBe(
      MISMATCH,
    );
  });
});

describe('an egress side', () => {
  const db = aGroupOf('sg-db', ['ingress tcp 3306 sg-pods']);
  it.each([
    ['without rules lets nothing out', [], 'blocked source-group SG_HAS_NO_RULES'],
    ['to the store’s group', ['egress tcp 3306 sg-db'], 'reachable'],
    [
      'to another port',
      ['egress tcp 5432 0.0.0.0/0'],
      'blocked source-group ENI_SG_RULES_MISMATCH',
    ],
    ['to the store’s address', ['egress tcp 3306 10.0.2.20/32'], 'reachable'],
    [
      'to the address beside it',
      ['egress tcp 3306 10.0.2.21/32'],
      'blocked source-group ENI_SG_RULES_MISMATCH',
    ],
  ])('%s', (_what, rules, expected) => {
    const network = aNetwork({ groups: [db, aGroupOf('sg-pods', rules)] });
    expect(briefly(ask(network))).toBe(expected);
  });
});

describe('a prefix list', () => {
  const groups = [OPEN_PODS, aGroupOf('sg-db', ['ingress tcp 3306 pl-1'])];
  it.each([
    ['that holds the pod admits it', aPrefixList('pl-1', ['10.0.1.0/24']), 'reachable'],
    ['that does not hold it shuts', aPrefixList('pl-1', ['10.0.9.0/24']), MISMATCH],
    [
      'that is cut off before it leaves it unknown',
      aPrefixList('pl-1', ['10.0.9.0/24'], false),
      'unknown prefix-list-unreadable',
    ],
    [
      'that is cut off behind it admits it',
      aPrefixList('pl-1', ['10.0.1.0/24'], false),
      'reachable',
    ],
    [
      'that was not read leaves it unknown',
      aPrefixList('pl-2', ['10.0.1.0/24']),
      'unknown prefix-list-unreadable',
    ],
  ])('%s', (_what, list, expected) => {
    expect(briefly(ask(aNetwork({ groups, prefixLists: [list] })))).toBe(expected);
  });
});

describe('what was not seen of groups', () => {
  const db = aGroupOf('sg-db', ['ingress tcp 3306 sg-pods']);
  const unseen: UnknownReason = 'interfaces-unseen';
  const nobody = { vpcId: vpcId('vpc-main'), subnetId: aSource().subnetId, groups: unseen };

  it('is unknown: a group of the store', () => {
    expect(briefly(ask(aNetwork({ groups: [OPEN_PODS] })))).toBe('unknown groups-unseen');
  });
  it('is unknown: a group of the pod', () => {
    expect(briefly(ask(aNetwork({ groups: [db] })))).toBe('unknown groups-unseen');
  });
  it('is unknown: rules of the store’s group beside those that shut', () => {
    const groups = [OPEN_PODS, aGroupOf('sg-db', [], false)];
    expect(briefly(ask(aNetwork({ groups })))).toBe('unknown rules-unseen');
  });
  it('does not matter where a rule that was seen admits', () => {
    const groups = [OPEN_PODS, aGroupOf('sg-db', ['ingress tcp 3306 sg-pods'], false)];
    expect(briefly(ask(aNetwork({ groups })))).toBe('reachable');
  });
  it('does not matter where another layer denies for sure', () => {
    const groups = [aGroupOf('sg-pods', [])];
    expect(briefly(ask(aNetwork({ groups })))).toBe('blocked source-group SG_HAS_NO_RULES');
  });
  it('is unknown: whether a pod of unknown groups is named', () => {
    const network = aNetwork({ groups: [OPEN_PODS, db] });
    expect(briefly(ask(network, { source: nobody }))).toBe('unknown interfaces-unseen');
  });
  it('is shut for a pod of unknown groups where addresses alone are named, and not its own', () => {
    const groups = [OPEN_PODS, aGroupOf('sg-db', ['ingress tcp 3306 10.0.9.0/24'])];
    expect(briefly(ask(aNetwork({ groups }), { source: nobody }))).toBe(MISMATCH);
  });
  it('is unknown: a store of which no group was seen', () => {
    const target = aTarget({ groups: [] });
    expect(briefly(ask(aNetwork({ groups: [OPEN_PODS] }), { target }))).toBe(
      'unknown groups-unseen',
    );
  });
  it('is unknown: a store of which something was not seen, where what was seen shuts', () => {
    const groups = [OPEN_PODS, aGroupOf('sg-db', [])];
    const target = aTarget({ uncertain: ['stores-unseen'] });
    expect(briefly(ask(aNetwork({ groups }), { target }))).toBe('unknown stores-unseen');
  });
});

describe('address families', () => {
  const dual = aTarget({ families: [4, 6], places: [aPlace('10.0.2.20 2001:db8:0:2::20')] });
  const from = at('10.0.1.5', '2001:db8:0:1::5');

  it('open the door when one of them does', () => {
    const groups = [OPEN_PODS, aGroupOf('sg-db', ['ingress tcp 3306 ::/0'])];
    expect(briefly(ask(aNetwork({ groups }), { from, target: dual }))).toBe('reachable');
  });
  it('meet nowhere when the pod has none of the store’s', () => {
    const groups = [OPEN_PODS, aGroupOf('sg-db', ['ingress tcp 3306 ::/0'])];
    const answer = ask(aNetwork({ groups }), { from: at(null, '2001:db8:0:1::5') });
    expect(briefly(answer)).toBe('blocked route-out NO_PATH');
  });
  it('leave it unknown when one is shut and the other is not known', () => {
    const groups = [
      OPEN_PODS,
      aGroupOf('sg-db', ['ingress tcp 3306 pl-6', 'ingress tcp 3306 10.0.9.0/24']),
    ];
    const network = aNetwork({
      groups,
      prefixLists: [aPrefixList('pl-6', ['10.0.8.0/24'], false)],
    });
    expect(briefly(ask(network, { from, target: dual }))).toBe('unknown prefix-list-unreadable');
  });
});
