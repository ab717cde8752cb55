import * as fc from 'fast-check';
import {
  type AwsScope,
  type ClusterSnapshot,
  completeListing,
  type Listing,
  type Snapshot,
} from '../../shared/core/model/index.ts';
import { storeParts, storePlan } from './arbitrary-stores.ts';
import { aFlawedPod, arbitraryFlaw, type Flaw } from './arbitrary-flaws.ts';
import { arbitraryStrangers } from './arbitrary-strangers.ts';
import { arbitraryPlatform, onPlatform } from './arbitrary-platform.ts';
import { nextId } from './counter.ts';
import {
  aPod,
  aPolicy,
  aServiceAccount,
  matchLabels,
  podEni,
  type PodOverrides,
} from './kubernetes.ts';
import { policyPlan, withPolicyPlan } from './arbitrary-policies.ts';
import { aLab, aNodePod, aWaitingPod, type BranchPod, type LabParts } from './lab.ts';
import { aBranchEni, anIngress, anInterface, aPrefixList, aRoute, aRouteTable } from './network.ts';
import { lost, truncated } from './snapshot.ts';
import { aDbProxy, proxyTargets, withDefaultGroup } from './stores.ts';
import { hoursAgo, minutesAgo, NOW } from './times.ts';

const GROUPS = ['sg-pods', 'sg-api', 'sg-team', 'sg-nodes', 'sg-cluster', 'sg-x'] as const;
const PEERS = [
  'sg-pods',
  'sg-api',
  'sg-nodes',
  'sg-cluster',
  '10.0.0.0/16',
  '10.0.1.64/26',
  '0.0.0.0/0',
  'pl-1',
] as const;

const POLICIES = {
  web: () => aPolicy(),
  api: () => aPolicy({ name: 'api', podSelector: matchLabels({ app: 'api' }), groups: ['sg-api'] }),
  late: () => aPolicy({ name: 'late', groups: ['sg-x'], createdAt: minutesAgo(30) }),
  team: () =>
    aPolicy({
      name: 'team',
      podSelector: null,
      serviceAccountSelector: matchLabels({ team: 'a' }),
      groups: ['sg-team'],
    }),
  inert: () => aPolicy({ name: 'inert', podSelector: null }),
  invalid: () => aPolicy({ name: 'invalid', podSelector: 'malformed' }),
} as const;

type Kind =
  | 'branch'
  | 'node'
  | 'host'
  | 'elsewhere'
  | 'thief'
  | 'fargate'
  | 'unlisted'
  | 'garbled'
  | 'stuck'
  | 'auto';

interface PodPlan {
  readonly kind: Kind;
  readonly app: 'web' | 'api' | 'none';
  readonly account: 'default' | 'team-a';
  readonly groups: readonly string[];
  readonly life: PodOverrides;
  readonly flaw: Flaw;
}

const podPlan: fc.Arbitrary<PodPlan> = fc.record({
  kind: fc.constantFrom<Kind>(
    'branch',
    'branch',
    'branch',
    'node',
    'host',
    'elsewhere',
    'thief',
    'fargate',
    'unlisted',
    'garbled',
    'stuck',
    'auto',
  ),
  app: fc.constantFrom('web', 'web', 'api', 'none'),
  account: fc.constantFrom('default', 'team-a'),
  groups: fc.oneof(fc.constant(['sg-pods']), fc.subarray([...GROUPS], { minLength: 1 })),
  life: fc.constantFrom<PodOverrides>(
    {},
    {},
    {},
    { createdAt: minutesAgo(1) },
    { phase: 'Pending' },
    { phase: 'Succeeded' },
    { deletedAt: minutesAgo(1) },
  ),
  flaw: arbitraryFlaw,
});

interface Made {
  readonly branchPods: readonly BranchPod[];
  readonly pods: NonNullable<LabParts['pods']>;
  readonly interfaces: NonNullable<LabParts['interfaces']>;
}

function makePod(plan: PodPlan, index: number): Made {
  const { kind, app, account, groups, life, flaw } = plan;
  const ip = `10.0.1.${100 + index}`;
  const shared: PodOverrides = {
    name: `pod-${index}`,
    workload: `Deployment/${app}-${index % 2}`,
    labels: app === 'none' ? {} : { app },
    serviceAccountName: account,
    ...life,
  };
  const eni = nextId('eni');
  const nothing: Made = { branchPods: [], pods: [], interfaces: [] };
  switch (kind) {
    case 'branch':
      return {
        ...nothing,
        branchPods: [aFlawedPod({ ...shared, ips: [ip] }, { groups }, flaw)],
      };
    case 'node':
      return { ...nothing, pods: [aNodePod(shared)] };
    case 'host':
      return { ...nothing, pods: [aNodePod({ ...shared, hostNetwork: true, ips: ['10.0.1.10'] })] };
    case 'elsewhere':
      return {
        ...nothing,
        interfaces: [aBranchEni({ id: eni, ips: [ip], groups })],
        pods: [aNodePod({ ...shared, podEni: podEni(eni, ip), eniRequests: 1 })],
      };
    case 'thief':
      return { ...nothing, pods: [aNodePod({ ...shared, podEni: podEni('eni-shared', ip) })] };
    case 'fargate':
      return {
        ...nothing,
        interfaces: [anInterface({ id: eni, ips: [ip], groups })],
        pods: [
          aPod({
            ...shared,
            labels: { ...shared.labels, 'eks.amazonaws.com/fargate-profile': 'p' },
            nodeName: 'fargate',
            ips: [ip],
            fargatePodSg: groups.join(','),
          }),
        ],
      };
    case 'unlisted':
      return {
        ...nothing,
        pods: [aPod({ ...shared, ips: [ip], podEni: podEni(eni, ip), eniRequests: 1 })],
      };
    case 'auto':
      return {
        ...nothing,
        interfaces: [
          anInterface({
            id: eni,
            ips: [ip],
            groups,
            interfaceType: 'branch',
            operatorManaged: true,
          }),
        ],
        pods: [aPod({ ...shared, nodeName: 'node-2', ips: [ip] })],
      };
    case 'stuck':
      return { ...nothing, pods: [aWaitingPod(shared)] };
    case 'garbled':
      return {
        ...nothing,
        pods: [aNodePod({ ...shared, podEni: { state: 'malformed', detail: 'x' } })],
      };
  }
}

const labOfPods: fc.Arbitrary<Snapshot> = fc
  .record({
    pods: fc.array(podPlan, { maxLength: 6 }),
    policies: fc.subarray(Object.keys(POLICIES) as (keyof typeof POLICIES)[]),
    peers: fc.subarray([...PEERS]),
    orphans: fc.subarray(['sg-pods', 'sg-x']),
    leaks: fc.subarray(['sg-pods', 'sg-x']),
    strangers: arbitraryStrangers,
    left: fc.subarray(['gone', 'other']),
    clusters: fc.subarray(['main', 'other']),
    isPublic: fc.boolean(),
    hasGateway: fc.boolean(),
    hasProxy: fc.boolean(),
    proxyPeers: fc.subarray(['sg-nodes', 'sg-api', 'sg-pods']),
    stores: storePlan,
    platform: arbitraryPlatform,
  })
  .map((plan) => {
    const made = plan.pods.map(makePod);
    const routes = [
      aRoute('10.0.0.0/16', { kind: 'local' }),
      ...(plan.hasGateway ? [aRoute('0.0.0.0/0', { kind: 'internet-gateway', id: 'igw-1' })] : []),
    ];
    const stores = storeParts(plan.stores, plan.isPublic);
    const lab = aLab({
      branchPods: made.flatMap(({ branchPods }) => branchPods),
      pods: made.flatMap(({ pods }) => pods),
      policies: plan.policies.map((name) => POLICIES[name]()),
      serviceAccounts: [
        aServiceAccount(),
        aServiceAccount({ name: 'team-a', labels: { team: 'a' }, createdAt: hoursAgo(90) }),
        aServiceAccount({ namespace: 'kube-system' }),
      ],
      groups: ['sg-api', 'sg-team', 'sg-x', 'sg-proxy', ...stores.groups],
      interfaces: [
        ...made.flatMap(({ interfaces }) => interfaces),
        ...stores.interfaces,
        ...plan.strangers,
        ...plan.left.map((cluster) =>
          aBranchEni({ id: `eni-of-${cluster}`, cluster, groups: ['sg-x'] }),
        ),
        ...plan.leaks.map((group, index) =>
          aBranchEni({
            id: `eni-leak-${index}`,
            ips: [`10.0.1.${244 + index}`],
            status: 'available',
            groups: [group],
          }),
        ),
        ...plan.orphans.map((group, index) =>
          aBranchEni({
            id: `eni-orphan-${index}`,
            ips: [`10.0.1.${240 + index}`],
            groups: [group],
          }),
        ),
      ],
      rules: [
        ...plan.peers.map((peer) => anIngress('sg-db', peer)),
        ...stores.rules,
        ...(plan.hasProxy
          ? [
              anIngress('sg-db', 'sg-proxy'),
              ...plan.proxyPeers.map((peer) => anIngress('sg-proxy', peer)),
            ]
          : []),
      ],
      databases: stores.databases,
      scope: {
        ...stores.scope,
        routeTables: completeListing(
          [aRouteTable({ routes })],
          'ec2/describe-route-tables.json',
          NOW,
        ),
        clusterNames: completeListing(plan.clusters, 'eks/list-clusters.json', NOW),
        prefixListEntries: completeListing(
          [aPrefixList('pl-1', ['10.0.1.128/25'])],
          'ec2/lists.json',
          NOW,
        ),
        ...(plan.hasProxy
          ? {
              dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
              dbProxyTargets: completeListing(
                [proxyTargets('orders', 'orders')],
                'rds/targets.json',
                NOW,
              ),
            }
          : {}),
      },
    });
    return onPlatform(withDefaultGroup(lab), plan.platform);
  });

/** Labs with everything that may be wrong at once; every listing is complete. */
export const arbitraryLab: fc.Arbitrary<Snapshot> = fc
  .tuple(labOfPods, policyPlan)
  .map(([lab, plan]) => withPolicyPlan(lab, plan));

/** Loses a listing, or some of its items. */
export type Damage = { readonly name: string; readonly keep: number | null };

const SCOPE_PARTS = [
  'interfaces',
  'groups',
  'groupVpcAssociations',
  'groupsForVpcs',
  'rules',
  'subnets',
  'vpcs',
  'nacls',
  'routeTables',
  'peerings',
  'prefixListEntries',
  'dbInstances',
  'dbProxies',
  'dbProxyTargets',
  'optionGroups',
  'cacheClusters',
  'clusterNames',
] as const satisfies readonly (keyof AwsScope)[];

const CLUSTER_PARTS = [
  'cluster',
  'pods',
  'policies',
  'serviceAccounts',
  'templates',
  'nodes',
  'cniDaemonSet',
  'cniConfigMap',
  'cniRevisions',
  'cniAddon',
  'webhooks',
  'namespaces',
  'eniConfigs',
  'replicaSets',
  'jobs',
] as const satisfies readonly (keyof ClusterSnapshot)[];

export const arbitraryDamage: fc.Arbitrary<Damage> = fc.record({
  name: fc.constantFrom<string>(...SCOPE_PARTS, ...CLUSTER_PARTS),
  keep: fc.option(fc.integer({ min: 0, max: 0b1111_1111 })),
});

/** `keep` is a mask over the items: null loses all of them. */
function cut<T>(listing: Listing<T>, keep: number | null): Listing<T> {
  if (keep === null) return lost(listing.source);
  const items = listing.items.filter((_, index) => ((keep >> (index % 8)) & 1) === 1);
  return truncated(items, listing.source);
}

export function damaged(snapshot: Snapshot, { name, keep }: Damage): Snapshot {
  const hurtScope = (scope: AwsScope): AwsScope => {
    const part = SCOPE_PARTS.find((one) => one === name);
    if (part === undefined) return scope;
    const hurt = { ...scope, [part]: cut<unknown>(scope[part], keep) };
    // The nested form, which the labs never have, does not stand in.
    const nestedRules = lost<never>(scope.nestedRules.source);
    return part === 'rules' ? { ...hurt, nestedRules, incompleteRuleGroups: 'any' } : hurt;
  };
  const hurtCluster = (cluster: ClusterSnapshot): ClusterSnapshot => {
    const part = CLUSTER_PARTS.find((one) => one === name);
    return part === undefined ? cluster : { ...cluster, [part]: cut<unknown>(cluster[part], keep) };
  };
  return {
    ...snapshot,
    scopes: snapshot.scopes.map(hurtScope),
    clusters: snapshot.clusters.map(hurtCluster),
  };
}
