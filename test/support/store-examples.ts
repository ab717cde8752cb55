import type { Snapshot } from '../../shared/core/model/index.ts';
import type { CheckExample } from './check-examples.ts';
import { ruleId } from './identifiers.ts';
import { aPolicy, cniEnvironment, matchLabels } from './kubernetes.ts';
import { aBranchPod, aLab, type LabParts } from './lab.ts';
import { anIngress, anInterface } from './network.ts';
import { withPeeredStore } from './peered-store.ts';
import { aDatabase, ofOtherAccount, withDefaultGroup } from './stores.ts';

const webPod = () =>
  aBranchPod({ name: 'web-1', ips: ['10.0.1.101'] }, { id: 'eni-0web1', groups: ['sg-pods'] });

const lab =
  (parts: () => LabParts): (() => Snapshot) =>
  () =>
    aLab({ branchPods: [webPod()], ...parts() });

/** The examples of group R that came after the first ones. */
export const STORE_EXAMPLES: Readonly<Record<string, CheckExample>> = {
  'ingress-fits-listener': {
    says: 'The database admits the group of its clients with every protocol on every port.',
    snapshot: lab(() => ({
      rules: [
        anIngress('sg-db', 'sg-pods', {
          id: ruleId('sgr-0db-from-pods'),
          protocol: 'all',
          ports: { from: 0, to: 65535 },
        }),
      ],
    })),
  },
  'pods-and-stores-share-no-group': {
    says: 'Pods and database wear one group, whose rule names itself.',
    snapshot: lab(() => ({
      rules: [anIngress('sg-pods', 'sg-pods', { id: ruleId('sgr-0self') })],
      databases: [aDatabase({ groups: ['sg-pods'] })],
    })),
  },
  'store-policy-is-bounded': {
    says: 'A policy gives the group of the database’s clients to twelve workloads by a label that all of them have.',
    snapshot: lab(() => ({
      policies: [aPolicy({ podSelector: matchLabels({ team: 'shop' }) })],
      branchPods: Array.from({ length: 12 }, (_, index) =>
        aBranchPod({ workload: `Deployment/web-${index}`, labels: { team: 'shop' } }),
      ),
    })),
  },
  'rule-references-living-group': {
    says: 'The database admits a group that was deleted with the VPC beyond the peering.',
    snapshot: lab(() => ({
      rules: [
        anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-0db-from-pods') }),
        anIngress('sg-db', 'sg-gone', { id: ruleId('sgr-0db-from-gone') }),
      ],
    })),
  },
  'granted-group-has-members': {
    says: 'The database still admits the group of a tool that is gone.',
    snapshot: lab(() => ({
      groups: ['sg-tool'],
      rules: [
        anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-0db-from-pods') }),
        anIngress('sg-db', 'sg-tool', { id: ruleId('sgr-0db-from-tool') }),
      ],
    })),
  },
  'store-admits-no-foreign-account': {
    says: 'The database admits a group of the account beyond a peering.',
    snapshot: lab(() => ({
      rules: [
        anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-0db-from-pods') }),
        ofOtherAccount(anIngress('sg-db', 'sg-partner', { id: ruleId('sgr-0db-from-partner') })),
      ],
    })),
  },
  'only-declared-clients-reach-store': {
    says: 'A function wears a group that the database admits beside that of its pods.',
    snapshot: lab(() => ({
      groups: ['sg-report'],
      interfaces: [
        anInterface({
          id: 'eni-0report',
          interfaceType: 'lambda',
          description: 'AWS Lambda VPC ENI-report',
          groups: ['sg-report'],
          ips: ['10.0.1.80'],
        }),
      ],
      rules: [
        anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-0db-from-pods') }),
        anIngress('sg-db', 'sg-report', { id: ruleId('sgr-0db-from-report') }),
      ],
    })),
  },
  'store-is-reached-under-pod-identity': {
    says: 'The CNI runs in standard mode, and a database in a peered VPC was opened to the nodes, because the group of the pods did not work there.',
    snapshot: () =>
      withPeeredStore(
        aLab({
          branchPods: [webPod()],
          cni: cniEnvironment({
            ENABLE_POD_ENI: 'true',
            POD_SECURITY_GROUP_ENFORCING_MODE: 'standard',
          }),
        }),
        { peers: ['sg-pods', 'sg-nodes'] },
      ),
  },
  'ipv6-is-as-closed-as-ipv4': {
    says: 'A dual-stack database admits the group of its pods, and ::/0.',
    snapshot: lab(() => ({
      databases: [aDatabase({ networkType: 'DUAL' })],
      rules: [
        anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-0db-from-pods') }),
        anIngress('sg-db', '::/0', { id: ruleId('sgr-0db-from-ipv6') }),
      ],
    })),
  },
  'store-does-not-wear-default-group': {
    says: 'The database was made without a group, and got the default group of its VPC.',
    snapshot: () =>
      withDefaultGroup(
        aLab({
          groups: ['sg-default'],
          databases: [aDatabase({ groups: ['sg-default'] })],
          rules: [anIngress('sg-default', 'sg-pods', { id: ruleId('sgr-0default-from-pods') })],
        }),
      ),
  },
};
