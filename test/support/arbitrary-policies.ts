import * as fc from 'fast-check';
import {
  type AwsScope,
  completeListing,
  type GroupVpcAssociation,
  type Policy,
  type SecurityGroup,
  type Snapshot,
  toAccountId,
  type WorkloadTemplate,
} from '../../shared/core/model/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/core/settings/index.ts';
import { must } from './counter.ts';
import { ACCOUNT, groupId, vpcId } from './identifiers.ts';
import { aPolicy, labels, matchLabels } from './kubernetes.ts';
import { aBranchEni, aGroup, aVpc } from './network.ts';
import { NOW } from './times.ts';
import { aTemplate } from './workload-templates.ts';

const OTHER_ACCOUNT = must(toAccountId('444455556666'));

/** A group id as EC2 gives it. */
export const wellFormed = (tail: string): string => `sg-${tail.padStart(17, '0')}`;

/** Groups as policies find them, by the end of their ids. */
const GROUPS = {
  own: wellFormed('a'),
  gone: wellFormed('b'),
  worn: wellFormed('c'),
  away: wellFormed('d'),
  joined: wellFormed('e'),
  joining: wellFormed('f'),
  shared: wellFormed('1a'),
  byDefault: wellFormed('2a'),
  tagged: wellFormed('3a'),
  taggedToo: wellFormed('4a'),
} as const;
type GroupName = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS) as readonly GroupName[];

/** Policies of which one thing is odd. */
const ODD: Readonly<Record<string, () => Policy>> = {
  everyone: () => aPolicy({ name: 'everyone', podSelector: matchLabels({}), groups: ['sg-x'] }),
  accounts: () =>
    aPolicy({
      name: 'accounts',
      podSelector: null,
      serviceAccountSelector: matchLabels({}),
      groups: ['sg-pods'],
    }),
  names: () =>
    aPolicy({
      name: 'names',
      podSelector: null,
      serviceAccountSelector: matchLabels({}),
      groups: ['sg-team'],
      lastAppliedMatchNames: true,
    }),
  server: () =>
    aPolicy({
      name: 'server',
      podSelector: matchLabels({ app: 'none' }),
      serviceAccountSelector: matchLabels({ team: 'a' }),
      groups: ['sg-own-1', 'sg-own-1'],
      lastAppliedMatchNames: null,
    }),
  nodes: () => aPolicy({ name: 'nodes', groups: ['sg-nodes'] }),
  cluster: () => aPolicy({ name: 'cluster', groups: ['sg-cluster', 'SG-CLUSTER'] }),
  unnamed: () => aPolicy({ name: 'unnamed', groups: [GROUPS.byDefault] }),
  tagged: () => aPolicy({ name: 'tagged', groups: [GROUPS.own, GROUPS.tagged] }),
  taggedToo: () =>
    aPolicy({
      name: 'tagged-too',
      podSelector: null,
      serviceAccountSelector: matchLabels({ team: 'a' }),
      groups: [GROUPS.taggedToo],
    }),
};

/** What people decided about these labs. */
export const LAB_SETTINGS: Partial<Settings> = {
  allow: {
    ...DEFAULT_SETTINGS.allow,
    wholeNamespace: ['shop/accounts'],
    grantingPolicies: new Map([
      [groupId('sg-pods'), ['shop/web']],
      [groupId('sg-api'), []],
    ]),
  },
};

const templatePlan = fc.record({
  workload: fc.constantFrom('web-0', 'web-1', 'api-0', 'idle'),
  app: fc.constantFrom('web', 'api', 'none'),
  account: fc.constantFrom('default', 'team-a', 'nobody'),
  hostNetwork: fc.boolean(),
});

export const policyPlan = fc.record({
  /** Groups that a policy for the pods of `app: web` names. */
  many: fc.constantFrom(0, 3, 4, 6),
  templates: fc.array(templatePlan, { maxLength: 4 }),
  odd: fc.subarray(Object.keys(ODD)),
  named: fc.array(fc.subarray([...NAMES], { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
  isShared: fc.boolean(),
  areGroupsForVpcSeen: fc.boolean(),
});
type PolicyPlan = typeof policyPlan extends fc.Arbitrary<infer P> ? P : never;

const MANY = ['1b', '2b', '3b', '4b', '5b', '6b'].map(wellFormed);
const manyGroups = (count: number): Policy =>
  aPolicy({
    name: 'many',
    serviceAccountSelector: matchLabels({ team: 'a' }),
    groups: MANY.slice(0, count),
  });

/** One for each workload: two objects of a kind have no name in common. */
const templatesOf = ({ templates }: PolicyPlan): readonly WorkloadTemplate[] =>
  [...new Map(templates.map((one) => [one.workload, one])).values()].map(
    ({ workload, app, account, hostNetwork }) =>
      aTemplate({
        name: workload,
        labels: app === 'none' ? {} : { app },
        serviceAccountName: account,
        hostNetwork,
      }),
  );

const listed = (name: GroupName, overrides: Partial<SecurityGroup> = {}): SecurityGroup =>
  aGroup(GROUPS[name], overrides);

const association = (name: GroupName, state: string): GroupVpcAssociation => ({
  groupId: groupId(GROUPS[name]),
  vpcId: vpcId('vpc-main'),
  state,
});

const TAG = { tags: labels({ 'kubernetes.io/cluster/main': 'owned' }) };
const ELSEWHERE = { vpcId: vpcId('vpc-other') };

function withGroups(scope: AwsScope, { isShared, areGroupsForVpcSeen }: PolicyPlan): AwsScope {
  const ownerId = isShared ? OTHER_ACCOUNT : ACCOUNT;
  const groups = [
    ...scope.groups.items,
    ...MANY.map((id) => aGroup(id)),
    listed('own'),
    listed('away', ELSEWHERE),
    listed('joined', ELSEWHERE),
    listed('joining', ELSEWHERE),
    listed('shared', { ownerId: OTHER_ACCOUNT }),
    listed('byDefault', { name: 'default' }),
    listed('tagged', TAG),
    listed('taggedToo', TAG),
  ];
  const usable = groups.filter((group) => group.vpcId === 'vpc-main' || group.id === GROUPS.joined);
  return {
    ...scope,
    groups: { ...scope.groups, items: groups },
    vpcs: { ...scope.vpcs, items: [{ ...aVpc(), ownerId }] },
    subnets: {
      ...scope.subnets,
      items: scope.subnets.items.map((subnet) => ({ ...subnet, ownerId })),
    },
    interfaces: {
      ...scope.interfaces,
      items: [
        ...scope.interfaces.items,
        aBranchEni({ id: 'eni-worn', ips: ['10.0.1.230'], groups: [GROUPS.worn] }),
      ],
    },
    groupVpcAssociations: {
      ...scope.groupVpcAssociations,
      items: [association('joined', 'associated'), association('joining', 'associating')],
    },
    groupsForVpcs: areGroupsForVpcSeen
      ? completeListing(
          [
            {
              vpcId: vpcId('vpc-main'),
              groupIds: new Set([...usable.map(({ id }) => id), groupId(GROUPS.worn)]),
              complete: true,
            },
          ],
          'ec2/get-security-groups-for-vpc-<vpc-id>.json',
          NOW,
        )
      : scope.groupsForVpcs,
  };
}

/** A lab with more policies, and with the groups, templates and VPC that they meet. */
export function withPolicyPlan(lab: Snapshot, plan: PolicyPlan): Snapshot {
  const policies = [
    ...plan.odd.flatMap((name) => ODD[name]?.() ?? []),
    ...(plan.many === 0 ? [] : [manyGroups(plan.many)]),
    ...plan.named.map((names, index) =>
      aPolicy({ name: `named-${index}`, groups: names.map((name) => GROUPS[name]) }),
    ),
  ];
  return {
    ...lab,
    scopes: lab.scopes.map((scope) => withGroups(scope, plan)),
    clusters: lab.clusters.map((cluster) => ({
      ...cluster,
      policies: { ...cluster.policies, items: [...cluster.policies.items, ...policies] },
      templates: { ...cluster.templates, items: templatesOf(plan) },
    })),
  };
}
