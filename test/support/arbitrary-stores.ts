import * as fc from 'fast-check';
import {
  completeListing,
  type NetworkInterface,
  type OptionGroup,
  type Rule,
} from '../../shared/core/model/index.ts';
import { groupId } from './identifiers.ts';
import type { LabParts } from './lab.ts';
import { aBranchEni, anIngress, anInterface, aPrimaryEni, aSubnet } from './network.ts';
import { aDatabase, ofOtherAccount } from './stores.ts';
import { NOW } from './times.ts';

const ALL_PORTS = { from: 0, to: 65535 };

/** Rules of the store's group that something is, or may be, wrong with. */
const RULES = {
  everything: () => anIngress('sg-db', 'sg-api', { protocol: 'all', ports: ALL_PORTS }),
  wider: () => anIngress('sg-db', 'sg-pods', { ports: { from: 3306, to: 3307 } }),
  beside: () => anIngress('sg-db', 'sg-pods', { ports: { from: 5500, to: 5500 } }),
  udp: () => anIngress('sg-db', 'sg-nodes', { protocol: 17 }),
  self: () => anIngress('sg-db', 'sg-db', { protocol: 'all', ports: ALL_PORTS }),
  selfPods: () => anIngress('sg-pods', 'sg-pods', { protocol: 'all', ports: ALL_PORTS }),
  selfBeside: () => anIngress('sg-x', 'sg-x', { ports: { from: 22, to: 22 } }),
  deleted: () => anIngress('sg-db', 'sg-gone'),
  deletedBeside: () => anIngress('sg-db', 'sg-gone', { ports: { from: 0, to: 80 } }),
  foreign: () => ofOtherAccount(anIngress('sg-db', 'sg-foreign')),
  peered: () => ofOtherAccount(anIngress('sg-db', 'sg-foreign'), 'active'),
  stale: () => ofOtherAccount(anIngress('sg-db', 'sg-foreign'), 'deleted'),
  clients: () => anIngress('sg-db', 'sg-clients'),
  unworn: () => anIngress('sg-db', 'sg-unworn'),
  office: () => anIngress('sg-db', '192.0.2.0/24'),
  sixAll: () => anIngress('sg-db', '::/0'),
  sixPods: () => anIngress('sg-db', '2001:db8:0:1::/64'),
  byDefault: () => anIngress('sg-default', 'sg-default', { protocol: 'all', ports: ALL_PORTS }),
} as const satisfies Record<string, () => Rule>;

/** Interfaces that are no pods of the cluster. */
const CLIENTS = {
  lambda: (groups: readonly string[]) =>
    anInterface({ id: 'eni-lambda', interfaceType: 'lambda', ips: ['10.0.1.80'], groups }),
  host: (groups: readonly string[]) =>
    aPrimaryEni({ id: 'eni-host', instance: 'i-0host', ips: ['10.0.1.81'], groups }),
  service: (groups: readonly string[]) =>
    anInterface({ id: 'eni-service', requesterManaged: true, ips: ['10.0.2.82'], groups }),
  elsewhere: (groups: readonly string[]) =>
    aBranchEni({ id: 'eni-other', cluster: 'other', ips: ['10.0.2.83'], groups }),
  balancer: (groups: readonly string[]) =>
    anInterface({ id: 'eni-elb', description: 'ELB app/web/1', ips: ['10.0.2.84'], groups }),
} as const satisfies Record<string, (groups: readonly string[]) => NetworkInterface>;

const keysOf = <T extends object>(table: T): (keyof T & string)[] =>
  Object.keys(table).filter((key): key is keyof T & string => key in table);

export interface StorePlan {
  readonly rules: readonly (keyof typeof RULES)[];
  readonly clients: readonly (keyof typeof CLIENTS)[];
  readonly clientGroups: readonly string[];
  readonly storeGroups: readonly string[];
  readonly hasOptions: boolean;
  readonly hasSecond: boolean;
  readonly isDual: boolean;
}

export const storePlan: fc.Arbitrary<StorePlan> = fc.record({
  rules: fc.subarray(keysOf(RULES), { maxLength: 5 }),
  clients: fc.subarray(keysOf(CLIENTS), { maxLength: 2 }),
  clientGroups: fc.subarray(['sg-clients', 'sg-pods', 'sg-db', 'sg-x'], { minLength: 1 }),
  storeGroups: fc.subarray(['sg-default', 'sg-x', 'sg-pods'], { maxLength: 1 }),
  hasOptions: fc.boolean(),
  hasSecond: fc.boolean(),
  isDual: fc.boolean(),
});

const OPTIONS: OptionGroup = {
  name: 'oem',
  options: [{ name: 'OEM', port: 5500, groups: [{ id: groupId('sg-db'), status: 'active' }] }],
};

type StoreParts = Required<
  Pick<LabParts, 'groups' | 'rules' | 'interfaces' | 'databases' | 'scope'>
>;

export function storeParts(plan: StorePlan, isPublic: boolean): StoreParts {
  const store = {
    publiclyAccessible: isPublic,
    groups: ['sg-db', ...plan.storeGroups],
    optionGroups: plan.hasOptions ? ['oem'] : [],
    networkType: plan.isDual ? 'DUAL' : 'IPV4',
  };
  const second = aDatabase({ id: 'second', port: 3307, groups: ['sg-db'] });
  const dual = ['10.0.1.0/24', '2001:db8:0:1::/64'];
  return {
    groups: ['sg-default', 'sg-clients', 'sg-unworn'],
    rules: plan.rules.map((name) => RULES[name]()),
    interfaces: plan.clients.map((name) => CLIENTS[name](plan.clientGroups)),
    databases: [aDatabase(store), ...(plan.hasSecond ? [second] : [])],
    scope: {
      optionGroups: completeListing([OPTIONS], 'rds/describe-option-groups.json', NOW),
      subnets: completeListing(
        [
          aSubnet('subnet-pods', plan.isDual ? dual : dual.slice(0, 1)),
          aSubnet('subnet-db', ['10.0.2.0/24']),
        ],
        'ec2/describe-subnets.json',
        NOW,
      ),
    },
  };
}
