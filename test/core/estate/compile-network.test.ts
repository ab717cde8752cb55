import { describe, expect, it } from '@jest/globals';

import { compileNetwork } from '../../../shared/core/estate/compile-network.ts';
import {
  type AwsScope,
  completeListing,
  type Nacl,
  type RouteTable,
  type Rule,
  toAccountId,
  toNaclId,
} from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import {
  ACCOUNT,
  groupId,
  routeTableId,
  ruleId,
  subnetId,
  vpcId,
} from '../../support/identifiers.ts';
import {
  aGroup,
  anIngress,
  aNacl,
  aPrefixList,
  aRouteTable,
  aSubnet,
  aVpc,
} from '../../support/network.ts';
import { aScope, lost, truncated } from '../../support/snapshot.ts';

const list = <T>(...items: readonly T[]) => completeListing(items, '');
const OTHER = must(toAccountId('444455556666'));
const GROUP = groupId('sg-1');

const flat = (id: string, peer = '10.0.0.0/8'): Rule => anIngress('sg-1', peer, { id: ruleId(id) });
const nested = (index: number, peer = '10.0.0.0/8'): Rule =>
  anIngress('sg-1', peer, { id: ruleId(`sg-1#ingress[${index}]`), nested: true });

/** The ids of the group's ingress rules and whether these are all, or `unseen`. */
function rulesIn(...scopes: readonly Partial<AwsScope>[]): readonly string[] | 'unseen' {
  const facts = compileNetwork(scopes.map((one) => aScope(one))).groups.get(GROUP);
  if (facts === undefined) return 'unseen';
  return [...facts.ingress.map(({ id }) => id), facts.complete ? 'all' : 'perhaps more'];
}

const LISTED = { groups: list(aGroup('sg-1')) };
const WITH_RULES = { groups: list(aGroup('sg-1', { rulesKnown: true })) };
const NO_FLAT = { rules: lost<Rule>('rules'), incompleteRuleGroups: 'any' as const };

describe('the rules of a group', () => {
  it.each<[string, Partial<AwsScope>, readonly string[] | 'unseen']>([
    [
      'are those of the flat form where it was read whole',
      {
        ...WITH_RULES,
        rules: list(flat('sgr-1')),
        nestedRules: list(nested(0), nested(1, 'sg-2')),
      },
      ['sgr-1', 'all'],
    ],
    ['are none where the flat form was read whole and has none', LISTED, ['all']],
    [
      'are those of the nested form where the flat one is missing',
      { ...WITH_RULES, ...NO_FLAT, nestedRules: list(nested(0)) },
      ['sg-1#ingress[0]', 'all'],
    ],
    ['are none where the nested form has none', { ...WITH_RULES, ...NO_FLAT }, ['all']],
    ['may be more where neither form was read', { ...LISTED, ...NO_FLAT }, ['perhaps more']],
    [
      'are those of both forms, each once, where the flat one was cut off',
      {
        ...WITH_RULES,
        rules: truncated([flat('sgr-1')], ''),
        incompleteRuleGroups: 'any',
        nestedRules: list(nested(0), nested(1, 'sg-2')),
      },
      ['sgr-1', 'sg-1#ingress[1]', 'all'],
    ],
    [
      'may be more where the flat form was cut off and the nested one damaged',
      {
        ...LISTED,
        rules: truncated([flat('sgr-1')], ''),
        incompleteRuleGroups: 'any',
        nestedRules: truncated([nested(0)], ''),
      },
      ['sgr-1', 'perhaps more'],
    ],
    [
      'are all in spite of another group’s damaged rule',
      {
        ...LISTED,
        rules: truncated([flat('sgr-1')], ''),
        incompleteRuleGroups: new Set([groupId('sg-2')]),
      },
      ['sgr-1', 'all'],
    ],
    [
      'may be more where one of its own is damaged',
      { ...LISTED, rules: truncated([flat('sgr-1')], ''), incompleteRuleGroups: new Set([GROUP]) },
      ['sgr-1', 'perhaps more'],
    ],
    [
      'are seen of a group that is not listed itself',
      { rules: list(flat('sgr-1')) },
      ['sgr-1', 'all'],
    ],
    ['are unseen of a group that nothing lists', {}, 'unseen'],
  ])('%s', (_what, scope, expected) => {
    expect(rulesIn(scope)).toEqual(expected);
  });

  it('over an active and over a deleted peering are two', () => {
    const over = (id: string, peeringStatus: string): Rule => {
      const rule = flat(id, 'sg-2');
      return { ...rule, peer: Object.assign(rule.peer, { peeringStatus }) };
    };
    const scope = {
      ...WITH_RULES,
      rules: truncated([over('sgr-1', 'deleted')], ''),
      incompleteRuleGroups: 'any' as const,
      nestedRules: list(over('sg-1#ingress[0]', 'active')),
    };
    expect(rulesIn(scope)).toEqual(['sgr-1', 'sg-1#ingress[0]', 'all']);
  });

  it('are kept apart by direction', () => {
    const egress = { ...flat('sgr-out'), direction: 'egress' as const };
    const facts = compileNetwork([aScope({ rules: list(flat('sgr-in'), egress) })]).groups.get(
      GROUP,
    );
    expect([facts?.ingress.map(({ id }) => id), facts?.egress.map(({ id }) => id)]).toEqual([
      ['sgr-in'],
      ['sgr-out'],
    ]);
  });
});

describe('a group that another account shares', () => {
  const shared = { groups: list(aGroup('sg-1', { ownerId: OTHER })) };
  const owner = { accountId: OTHER, groups: list(aGroup('sg-1', { ownerId: OTHER })) };

  it('may have rules that the participant does not see', () => {
    expect(rulesIn(shared)).toEqual(['perhaps more']);
  });
  it('has those that the participant sees', () => {
    expect(rulesIn({ ...shared, rules: list(flat('sgr-1')) })).toEqual(['sgr-1', 'all']);
  });
  it('has none where its owner sees none', () => {
    expect(rulesIn(shared, owner)).toEqual(['all']);
    expect(rulesIn(owner, shared)).toEqual(['all']);
  });
  it('has those that its owner sees', () => {
    const seen = { ...owner, rules: list(flat('sgr-1')) };
    expect(rulesIn(shared, seen)).toEqual(['sgr-1', 'all']);
    expect(rulesIn(seen, shared)).toEqual(['sgr-1', 'all']);
  });
});

const nacl = (id: string, isDefault: boolean, ...subnets: readonly string[]): Nacl =>
  aNacl(subnets, { id: must(toNaclId(id)), isDefault });
const table = (id: string, isMain: boolean, ...subnets: readonly string[]): RouteTable =>
  aRouteTable({ id: routeTableId(id), isMain, subnetIds: subnets.map(subnetId) });

/** NACL and route table of `subnet-1`. */
function borderOf(...scopes: readonly Partial<AwsScope>[]): readonly (string | null)[] {
  const facts = compileNetwork(scopes.map((one) => aScope(one))).subnets.get(subnetId('subnet-1'));
  return [facts?.nacl?.id ?? null, facts?.routeTable?.id ?? null];
}

const SUBNET = { subnets: list(aSubnet('subnet-1', ['10.0.1.0/24'])) };

describe('the NACL and route table of a subnet', () => {
  it('are its own', () => {
    const own = {
      nacls: list(nacl('acl-default', true), nacl('acl-1', false, 'subnet-1')),
      routeTables: list(table('rtb-main', true), table('rtb-1', false, 'subnet-1')),
    };
    expect(borderOf({ ...SUBNET, ...own })).toEqual(['acl-1', 'rtb-1']);
  });
  it('are the VPC’s default NACL and main table where it has none of its own', () => {
    const main = {
      nacls: list(nacl('acl-default', true)),
      routeTables: list(table('rtb-main', true)),
    };
    expect(borderOf({ ...SUBNET, ...main })).toEqual(['acl-default', 'rtb-main']);
  });
  it('are unknown where others may be its own', () => {
    const cut = {
      nacls: truncated([nacl('acl-default', true)], ''),
      routeTables: truncated([table('rtb-main', true)], ''),
    };
    expect(borderOf({ ...SUBNET, ...cut })).toEqual([null, null]);
  });
  it('are its own though the listings were cut off', () => {
    const cut = {
      nacls: truncated([nacl('acl-1', false, 'subnet-1')], ''),
      routeTables: truncated([table('rtb-1', false, 'subnet-1')], ''),
    };
    expect(borderOf({ ...SUBNET, ...cut })).toEqual(['acl-1', 'rtb-1']);
  });
  it('are not another VPC’s', () => {
    const other = { vpcId: vpcId('vpc-other') };
    const main = {
      nacls: list({ ...nacl('acl-default', true), ...other }),
      routeTables: list({ ...table('rtb-main', true), ...other }),
    };
    expect(borderOf({ ...SUBNET, ...main })).toEqual([null, null]);
  });
  it('are those that one of two accounts sees of a shared subnet', () => {
    const owner = {
      accountId: OTHER,
      ...SUBNET,
      nacls: list(nacl('acl-default', true)),
      routeTables: list(table('rtb-main', true)),
    };
    const participant = { ...SUBNET, nacls: lost<Nacl>(''), routeTables: lost<RouteTable>('') };
    expect(borderOf(owner, participant)).toEqual(['acl-default', 'rtb-main']);
    expect(borderOf(participant, owner)).toEqual(['acl-default', 'rtb-main']);
  });
});

describe('the rest of the network', () => {
  it('holds what every account and Region lists', () => {
    const network = compileNetwork([
      aScope({
        vpcs: list(aVpc()),
        prefixListEntries: list(aPrefixList('pl-1', ['10.0.0.0/8'], false)),
      }),
      aScope({
        accountId: OTHER,
        region: 'eu-west-1',
        vpcs: list(aVpc('vpc-other', ['10.1.0.0/16'])),
        prefixListEntries: list(aPrefixList('pl-1', ['10.0.0.0/8', '10.1.0.0/16'])),
      }),
    ]);
    expect(
      [...network.vpcs.values()].map(({ id, region, ownerId }) => [id, region, ownerId]),
    ).toEqual([
      ['vpc-main', 'us-west-2', ACCOUNT],
      ['vpc-other', 'eu-west-1', ACCOUNT],
    ]);
    expect(
      [...network.prefixLists.values()].map(({ prefixes, complete }) => [
        prefixes.length,
        complete,
      ]),
    ).toEqual([[2, true]]);
  });
  it('knows whether every peering was seen', () => {
    expect(compileNetwork([aScope()]).peeringsComplete).toBe(true);
    expect(compileNetwork([aScope(), aScope({ peerings: lost('') })]).peeringsComplete).toBe(false);
  });
});
