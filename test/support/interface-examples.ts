import { completeListing } from '../../shared/core/model/index.ts';
import type { CheckExample } from './check-examples.ts';
import { ruleId } from './identifiers.ts';
import { aNode, aPod, podEni } from './kubernetes.ts';
import { aBranchPod, aLab, aWaitingPod } from './lab.ts';
import { aBranchEni, anIngress, anInstanceEni, anInterface } from './network.ts';
import { hoursAgo, NOW } from './times.ts';

/** The examples of groups C and D that are about single interfaces, in the order of the catalogue. */
export const INTERFACE_EXAMPLES: Readonly<Record<string, CheckExample>> = {
  'annotation-agrees-with-ec2': {
    says: 'The tag of the branch ENI names another VLAN than the annotation by which the CNI wired the pod.',
    snapshot: () =>
      aLab({
        branchPods: [
          aBranchPod(
            { name: 'web-1', ips: ['10.0.1.101'], podEni: podEni('eni-0web1', '10.0.1.101') },
            { id: 'eni-0web1', tags: { 'vpcresources.k8s.aws/vlan-id': '7' } },
          ),
        ],
      }),
  },
  'branch-eni-is-allocated': {
    says: 'A pod was scheduled an hour ago, and its branch ENI could not be made.',
    snapshot: () =>
      aLab({
        branchPods: [],
        pods: [aWaitingPod({ name: 'web-1', createdAt: hoursAgo(1) })],
      }),
  },
  'auto-mode-branch-carries-declared-groups': {
    says: 'On a node of Auto Mode, somebody attached `sg-debug` to the branch ENI of a pod whose policy declares `sg-pods`.',
    snapshot: () =>
      aLab({
        branchPods: [],
        nodes: [aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } })],
        interfaces: [
          anInterface({
            id: 'eni-0auto1',
            interfaceType: 'branch',
            operatorManaged: true,
            ips: ['10.0.1.101'],
            groups: ['sg-debug', 'sg-pods'],
          }),
        ],
        pods: [aPod({ name: 'web-1', ips: ['10.0.1.101'] })],
      }),
  },
  'vlan-is-unique-on-its-trunk': {
    says: 'Two pods of one node stand on branch ENIs with the same VLAN.',
    snapshot: () =>
      aLab({
        branchPods: [1, 2].map((number) =>
          aBranchPod(
            {
              name: `web-${number}`,
              ips: [`10.0.1.10${number}`],
              podEni: podEni(`eni-0web${number}`, `10.0.1.10${number}`, { vlanId: 5 }),
            },
            { id: `eni-0web${number}`, tags: { 'vpcresources.k8s.aws/vlan-id': '5' } },
          ),
        ),
      }),
  },
  'branch-eni-is-not-leaked': {
    says: 'A branch ENI was released and never deleted; it still has the group of the database’s clients.',
    snapshot: () =>
      aLab({
        branchPods: [],
        interfaces: [
          aBranchEni({ id: 'eni-0leaked', ips: ['10.0.1.198'], vlan: 9, status: 'available' }),
        ],
      }),
  },
  'protected-group-is-worn-by-approved-interfaces': {
    says: 'Somebody gave a bastion the group of the pods, to get into the database.',
    snapshot: () =>
      aLab({
        rules: [anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-0db-from-pods') })],
        interfaces: [
          anInstanceEni({
            id: 'eni-0bastion',
            instance: 'i-0bastion',
            ips: ['10.0.2.9'],
            groups: ['sg-bastion', 'sg-pods'],
          }),
        ],
      }),
  },
  'interfaces-belong-to-living-clusters': {
    says: 'A cluster was deleted, and one of its branch ENIs stayed behind.',
    snapshot: () =>
      aLab({
        interfaces: [
          aBranchEni({
            id: 'eni-0left',
            cluster: 'staging',
            status: 'available',
            groups: ['sg-x'],
          }),
        ],
        scope: { clusterNames: completeListing(['main'], 'eks/list-clusters.json', NOW) },
      }),
  },
  'branch-eni-is-tagged': {
    says: 'Somebody took the tags off the branch ENI of a pod.',
    snapshot: () => {
      const { pod, eni } = aBranchPod({ name: 'web-1', ips: ['10.0.1.101'] }, { id: 'eni-0web1' });
      const tags = new Map([['kubernetes.io/cluster/main', 'owned']]);
      return aLab({ branchPods: [{ pod, eni: { ...eni, tags } }] });
    },
  },
  'group-is-in-use': {
    says: 'The service is gone, and the pods still admit its group.',
    snapshot: () =>
      aLab({
        groups: ['sg-forgotten'],
        rules: [anIngress('sg-db', 'sg-pods'), anIngress('sg-pods', 'sg-forgotten')],
      }),
  },
};
