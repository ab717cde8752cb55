import { completeListing, type Snapshot } from '../../shared/core/model/index.ts';
import type { Settings } from '../../shared/core/settings/index.ts';
import { aPod, aPolicy, aReplicaSet, cniEnvironment, podEni, specOwner } from './kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from './lab.ts';
import { aBranchEni, anIngress, anInterface, aRoute, aRouteTable } from './network.ts';
import { ruleId } from './identifiers.ts';
import { INTERFACE_EXAMPLES } from './interface-examples.ts';
import { PLATFORM_EXAMPLES } from './platform-examples.ts';
import { POLICY_EXAMPLES } from './policy-examples.ts';
import { lost } from './snapshot.ts';
import { STORE_EXAMPLES } from './store-examples.ts';
import { aDatabase, aDbProxy, proxyTargets } from './stores.ts';
import { hoursAgo, NOW } from './times.ts';

/** What the page of a check shows: a snapshot in which it is violated, in words and in fact. */
export interface CheckExample {
  readonly says: string;
  readonly snapshot: () => Snapshot;
  /** What people decided, where the check asks for it. */
  readonly settings?: Partial<Settings>;
}

const webPod = (number: number, groups: readonly string[]) =>
  aBranchPod(
    { name: `web-${number}`, ips: [`10.0.1.10${number}`] },
    { id: `eni-0web${number}`, groups },
  );

const rule = (id: string, group: string, peer: string) =>
  anIngress(group, peer, { id: ruleId(id) });

const lab =
  (parts: () => LabParts): (() => Snapshot) =>
  () =>
    aLab(parts());

/** A proxy in front of the database that admits the nodes. */
const proxyLab = (): LabParts => ({
  groups: ['sg-proxy'],
  pods: [aNodePod({ workload: 'Deployment/report', labels: { app: 'report' }, name: 'report-1' })],
  rules: [
    rule('sgr-0db-from-pods', 'sg-db', 'sg-pods'),
    rule('sgr-0db-from-proxy', 'sg-db', 'sg-proxy'),
    rule('sgr-0proxy-from-nodes', 'sg-proxy', 'sg-nodes'),
    rule('sgr-0proxy-from-pods', 'sg-proxy', 'sg-pods'),
  ],
  scope: {
    dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
    dbProxyTargets: completeListing(
      [proxyTargets('orders', 'orders')],
      'rds/describe-db-proxy-targets-orders.json',
      NOW,
    ),
  },
});

export const CHECK_EXAMPLES: Readonly<Record<string, CheckExample>> = {
  ...PLATFORM_EXAMPLES,
  'policy-selects-and-declares': {
    says: 'A policy of `shop` names a group and has no selector.',
    snapshot: lab(() => ({
      policies: [
        aPolicy(),
        aPolicy({ name: 'orders-access', podSelector: null, serviceAccountSelector: null }),
      ],
    })),
  },
  'policy-selectors-convert': {
    says: 'A policy of `shop` writes the operator `in` for `In`.',
    snapshot: lab(() => ({
      policies: [
        aPolicy(),
        aPolicy({
          name: 'orders-access',
          podSelector: {
            matchLabels: new Map(),
            matchExpressions: [{ key: 'app', operator: 'in', values: ['web'] }],
          },
        }),
      ],
    })),
  },
  ...POLICY_EXAMPLES,
  'branch-eni-carries-declared-groups': {
    says: 'Somebody attached `sg-debug` to the branch ENI of a pod whose policy declares `sg-pods`.',
    snapshot: lab(() => ({
      groups: ['sg-debug'],
      cluster: {
        replicaSets: completeListing(
          [aReplicaSet('Deployment/web', { app: 'web' })],
          'k8s/replicasets.json',
          NOW,
        ),
      },
      branchPods: [webPod(1, ['sg-pods', 'sg-debug'])],
    })),
  },
  'matched-pod-has-branch-eni': {
    says: 'The policy came an hour after the pod.',
    snapshot: lab(() => ({
      branchPods: [],
      pods: [aNodePod({ name: 'web-1' })],
      policies: [aPolicy({ createdAt: hoursAgo(23) })],
    })),
  },
  'branch-eni-has-policy': {
    says: 'The policy was deleted while the pod ran; its group still opens the database.',
    snapshot: lab(() => ({ branchPods: [webPod(1, ['sg-pods'])], policies: [] })),
  },
  'pod-uses-its-branch-eni': {
    says: 'ENABLE_POD_ENI is off: the controller made the ENI, and the CNI gave the pod an address of the node.',
    snapshot: lab(() => ({
      branchPods: [],
      cni: cniEnvironment({ ENABLE_POD_ENI: 'false' }),
      interfaces: [aBranchEni({ id: 'eni-0web1', ips: ['10.0.1.101'] })],
      pods: [
        aNodePod({ name: 'web-1', podEni: podEni('eni-0web1', '10.0.1.101'), eniRequests: 1 }),
      ],
    })),
  },
  ...INTERFACE_EXAMPLES,
  'fargate-pod-carries-declared-groups': {
    says: 'The policy of a Fargate pod was edited after the pod had been made.',
    snapshot: lab(() => ({
      branchPods: [],
      groups: ['sg-old'],
      policies: [aPolicy({ generation: 2, fieldOwners: [specOwner('kubectl-edit', hoursAgo(1))] })],
      interfaces: [anInterface({ id: 'eni-0fargate1', ips: ['10.0.1.150'], groups: ['sg-old'] })],
      pods: [
        aPod({
          name: 'web-1',
          labels: { app: 'web', 'eks.amazonaws.com/fargate-profile': 'shop' },
          nodeName: 'fargate-1',
          ips: ['10.0.1.150'],
          fargatePodSg: 'sg-old',
        }),
      ],
    })),
  },
  'branch-eni-has-one-claimant': {
    says: 'A second pod carries the annotation of another one.',
    snapshot: lab(() => ({
      branchPods: [webPod(1, ['sg-pods'])],
      pods: [
        aNodePod({
          name: 'intruder-1',
          workload: 'Deployment/intruder',
          labels: { app: 'intruder' },
          podEni: podEni('eni-0web1', '10.0.1.101'),
        }),
      ],
    })),
  },
  'branch-eni-in-use-has-pod': {
    says: 'A branch ENI with the group of the database is associated, and no pod names it.',
    snapshot: lab(() => ({
      branchPods: [webPod(1, ['sg-pods'])],
      interfaces: [aBranchEni({ id: 'eni-0orphan', ips: ['10.0.1.199'] })],
    })),
  },
  'store-is-closed-to-internet': {
    says: 'A publicly accessible database in a subnet with an internet gateway admits 0.0.0.0/0.',
    snapshot: lab(() => ({
      branchPods: [webPod(1, ['sg-pods'])],
      rules: [
        rule('sgr-0db-from-pods', 'sg-db', 'sg-pods'),
        rule('sgr-0db-from-0.0.0.0-0', 'sg-db', '0.0.0.0/0'),
      ],
      databases: [aDatabase({ publiclyAccessible: true })],
      scope: {
        routeTables: completeListing(
          [
            aRouteTable({
              routes: [
                aRoute('10.0.0.0/16', { kind: 'local' }),
                aRoute('0.0.0.0/0', { kind: 'internet-gateway', id: 'igw-1' }),
              ],
            }),
          ],
          'ec2/describe-route-tables.json',
          NOW,
        ),
      },
    })),
  },
  'store-admits-no-node-or-cluster-group': {
    says: 'The database admits the group of the nodes, so that a pod without a policy reaches it.',
    snapshot: lab(() => ({
      branchPods: [webPod(1, ['sg-pods'])],
      pods: [
        aNodePod({ name: 'report-1', workload: 'Deployment/report', labels: { app: 'report' } }),
      ],
      rules: [
        rule('sgr-0db-from-pods', 'sg-db', 'sg-pods'),
        rule('sgr-0db-from-nodes', 'sg-db', 'sg-nodes'),
      ],
    })),
  },
  'store-admits-no-pod-addresses': {
    says: 'The database admits the block of the VPC.',
    snapshot: lab(() => ({
      branchPods: [webPod(1, ['sg-pods'])],
      pods: [
        aNodePod({ name: 'report-1', workload: 'Deployment/report', labels: { app: 'report' } }),
      ],
      rules: [
        rule('sgr-0db-from-pods', 'sg-db', 'sg-pods'),
        rule('sgr-0db-from-10.0.0.0-16', 'sg-db', '10.0.0.0/16'),
      ],
    })),
  },
  'only-intended-pods-reach-store': {
    says: 'The group of the database’s clients was attached by hand to the branch ENI of a pod of another policy.',
    snapshot: lab(() => ({
      rules: [rule('sgr-0db-from-pods', 'sg-db', 'sg-pods')],
      groups: ['sg-report'],
      policies: [
        aPolicy(),
        aPolicy({
          name: 'report',
          groups: ['sg-report'],
          podSelector: { matchLabels: new Map([['app', 'report']]), matchExpressions: [] },
        }),
      ],
      branchPods: [
        webPod(1, ['sg-pods']),
        aBranchPod(
          {
            name: 'report-1',
            workload: 'Deployment/report',
            labels: { app: 'report' },
            ips: ['10.0.1.120'],
          },
          { id: 'eni-0report1', groups: ['sg-pods', 'sg-report'] },
        ),
      ],
    })),
  },
  'intended-pods-reach-store': {
    says: 'The policy gives the pods the group of the database, and one of them runs without a branch ENI.',
    snapshot: lab(() => ({
      branchPods: [webPod(1, ['sg-pods'])],
      pods: [aNodePod({ name: 'web-2' })],
    })),
  },
  'only-intended-pods-reach-store-by-proxy': {
    says: 'The proxy in front of the database admits the group of the nodes.',
    snapshot: lab(proxyLab),
  },
  ...STORE_EXAMPLES,
  'everything-is-evaluated': {
    says: 'The snapshot holds no interfaces.',
    snapshot: lab(() => ({
      branchPods: [webPod(1, ['sg-pods'])],
      scope: { interfaces: lost('ec2/describe-network-interfaces.json') },
    })),
  },
};
