import { completeListing } from '../../shared/core/model/index.ts';
import { DEFAULT_SETTINGS } from '../../shared/core/settings/index.ts';
import type { CheckExample } from './check-examples.ts';
import { groupId, vpcId } from './identifiers.ts';
import { aPolicy, labels, matchLabels } from './kubernetes.ts';
import { aBranchPod, aLab, aNodePod } from './lab.ts';
import { aGroup } from './network.ts';
import { NOW } from './times.ts';
import { withTemplates } from './workload-templates.ts';

const DELETED = 'sg-0c0ffee0000000001';
const ELSEWHERE = 'sg-0c0ffee0000000002';

const SIX_GROUPS = ['sg-1', 'sg-2', 'sg-3', 'sg-4', 'sg-5', 'sg-6'];

const reportPolicy = (name: string, groups: readonly string[]) =>
  aPolicy({ name, groups, podSelector: matchLabels({ app: 'report' }) });

/** The examples of group B, in the order of the catalogue. */
export const POLICY_EXAMPLES: Readonly<Record<string, CheckExample>> = {
  'policy-selector-is-bounded': {
    says: 'A policy of `shop` selects every pod of the namespace and gives it the group that the database admits.',
    snapshot: () =>
      aLab({ policies: [aPolicy({ name: 'everyone', podSelector: matchLabels({}) })] }),
  },
  'policy-groups-exist': {
    says: 'A group that the policy names was deleted.',
    snapshot: () => aLab({ policies: [aPolicy({ groups: ['sg-pods', DELETED] })] }),
  },
  'policy-groups-fit-vpc': {
    says: 'The policy names a group of another VPC, with which the VPC of the cluster has no association.',
    snapshot: () =>
      aLab({
        policies: [aPolicy({ groups: ['sg-pods', ELSEWHERE] })],
        scope: {
          groups: completeListing(
            [aGroup('sg-pods'), aGroup(ELSEWHERE, { vpcId: vpcId('vpc-other') })],
            'ec2/describe-security-groups.json',
            NOW,
          ),
        },
      }),
  },
  'declared-groups-fit-quota': {
    says: 'Two policies match the pods of a Deployment that is scaled to zero, with six groups between them.',
    snapshot: () =>
      aLab({
        groups: SIX_GROUPS,
        policies: [
          aPolicy(),
          reportPolicy('report', SIX_GROUPS.slice(0, 4)),
          reportPolicy('report-more', SIX_GROUPS.slice(3)),
        ],
        cluster: withTemplates({ name: 'report', labels: { app: 'report' } }),
      }),
  },
  'policy-matches-something': {
    says: 'The Deployment that the policy was for is gone.',
    snapshot: () => aLab({ policies: [aPolicy(), reportPolicy('report', ['sg-pods'])] }),
  },
  'policy-targets-supported-pods': {
    says: 'The selector of the policy matches an agent too, which runs on the network of its node.',
    snapshot: () =>
      aLab({
        pods: [
          aNodePod({
            name: 'agent-1',
            workload: 'DaemonSet/agent',
            hostNetwork: true,
            ips: ['10.0.1.10'],
          }),
        ],
      }),
  },
  'protected-group-is-granted-by-approved-policy': {
    says: 'The configuration approves one policy for the group that the database admits, and a second one names it.',
    settings: {
      allow: {
        ...DEFAULT_SETTINGS.allow,
        grantingPolicies: new Map([[groupId('sg-pods'), ['shop/web']]]),
      },
    },
    snapshot: () =>
      aLab({
        policies: [aPolicy(), reportPolicy('report', ['sg-pods'])],
        branchPods: [
          aBranchPod({ name: 'web-1', ips: ['10.0.1.101'] }),
          aBranchPod({
            name: 'report-1',
            workload: 'Deployment/report',
            labels: { app: 'report' },
            ips: ['10.0.1.102'],
          }),
        ],
      }),
  },
  'policy-group-ids-are-well-formed': {
    says: 'The policy names the group of the nodes beside its own.',
    snapshot: () =>
      aLab({
        branchPods: [aBranchPod({}, { groups: ['sg-nodes', 'sg-pods'] })],
        policies: [aPolicy({ groups: ['sg-pods', 'sg-nodes'] })],
      }),
  },
  'load-balancer-finds-one-tagged-group': {
    says: 'Both groups that the policy names carry the tag of the cluster.',
    snapshot: () =>
      aLab({
        branchPods: [aBranchPod({}, { groups: ['sg-pods', 'sg-web'] })],
        policies: [aPolicy({ groups: ['sg-pods', 'sg-web'] })],
        scope: {
          groups: completeListing(
            ['sg-pods', 'sg-web'].map((id) =>
              aGroup(id, { tags: labels({ 'kubernetes.io/cluster/main': 'owned' }) }),
            ),
            'ec2/describe-security-groups.json',
            NOW,
          ),
        },
      }),
  },
  'policies-do-not-overlap': {
    says: 'Two policies match the same pods.',
    snapshot: () =>
      aLab({
        groups: ['sg-base'],
        branchPods: [aBranchPod({ name: 'web-1' }, { groups: ['sg-base', 'sg-pods'] })],
        policies: [aPolicy(), aPolicy({ name: 'base', groups: ['sg-base'] })],
      }),
  },
  'service-account-selector-lost-no-names': {
    says: 'The manifest names a service account under matchNames; what the API server stored is an empty selector.',
    snapshot: () =>
      aLab({
        policies: [
          aPolicy({
            podSelector: null,
            serviceAccountSelector: matchLabels({}),
            lastAppliedMatchNames: true,
          }),
        ],
      }),
  },
};
