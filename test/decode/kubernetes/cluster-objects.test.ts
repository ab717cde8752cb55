import { describe, expect, it } from '@jest/globals';
import { formatAddress } from '../../../shared/core/net/index.ts';
import {
  cniConfigMap,
  cniDaemonSet,
  cniNodes,
  cniRevisions,
  eniConfigs,
  namespaces,
  nodes,
  serviceAccounts,
} from '../../../shared/decode/kubernetes/index.ts';
import { faultOf, itemOf } from '../listing-of.ts';
import { daemonSet, RAW_ITEMS } from '../raw-items.ts';

const rawOf = (file: string) => RAW_ITEMS[file]?.[0] as Readonly<Record<string, object>>;
const node = rawOf('k8s/nodes');
const withProvider = (providerID: unknown) =>
  itemOf(nodes, { ...node, spec: { providerID } }).instanceId;

describe('objects of a cluster', () => {
  it('reads a node: its instance, its internal address, its capacity for branch interfaces', () => {
    const { addresses, labels, ...rest } = itemOf(nodes, node);
    expect(rest).toEqual({
      name: 'ip-10-0-1-10.us-west-2.compute.internal',
      instanceId: 'i-0123456789abcdef0',
      providerId: 'aws:///us-west-2a/i-0123456789abcdef0',
      createdAt: Date.UTC(2026, 10, 1, 10, 0, 30),
      allocatablePodEni: 9,
      instanceType: 'm5.large',
      annotations: { eniConfig: 'us-west-2a' },
    });
    expect(addresses.map(formatAddress)).toEqual(['10.0.1.10']);
    expect(labels.get('kubernetes.io/os')).toBe('linux');
  });

  it.each([
    ['aws:///us-west-2a/i-1', 'i-1'],
    ['aws:///us-west-2a/0f/fargate-ip-10-0-1-9.us-west-2.compute.internal', null],
    ['eks-hybrid:///us-west-2/lab/mi-1', null],
    ['gce:///i-1', null],
    [undefined, null],
  ])('takes %j for instance %j', (providerId, expected) => {
    expect(withProvider(providerId)).toBe(expected);
  });

  it.each([
    [{ spec: { providerID: 7 } }, 'providerID is number, not text'],
    [
      { status: { addresses: [{ type: 'InternalIP', address: 'x' }] } },
      'address is not an address: x',
    ],
    [{ status: { allocatable: { 'vpc.amazonaws.com/pod-eni': '9Gi' } } }, 'is not a whole number'],
  ])('gives up a node with %j', (damage, detail) => {
    expect(faultOf(nodes, { ...node, ...damage })).toContain(detail);
  });

  it('reads service accounts and namespaces', () => {
    const account = itemOf(serviceAccounts, rawOf('k8s/serviceaccounts'));
    expect(account).toMatchObject({ namespace: 'shop', name: 'web', managedFieldsSeen: true });
    expect(account.labels.get('team')).toBe('shop');
    expect(itemOf(namespaces, rawOf('k8s/namespaces')).name).toBe('shop');
  });

  it('reads what controllers know of a node, Auto Mode or not', () => {
    expect(itemOf(cniNodes, rawOf('k8s/cninodes'))).toEqual({
      name: 'ip-10-0-1-10.us-west-2.compute.internal',
      features: new Map([
        ['SecurityGroupsForPods', ''],
        ['CustomNetworking', 'us-west-2a'],
      ]),
      managedBy: 'eks-auto-mode',
      trunkInterfaceId: 'eni-0fedcba9876543210',
      branches: [
        { id: 'eni-0123456789abcdef0', groups: ['sg-0bbbbbbbbbbbbbbb2'], cidrs: ['10.0.1.20/32'] },
      ],
    });
    expect(itemOf(cniNodes, { kind: 'CNINode', metadata: { name: 'n' } })).toMatchObject({
      managedBy: null,
      trunkInterfaceId: null,
      branches: [],
    });
  });

  it('reads ENIConfigs and the ConfigMap of the CNI', () => {
    expect(itemOf(eniConfigs, rawOf('k8s/eniconfigs'))).toEqual({
      name: 'us-west-2a',
      subnetId: 'subnet-0aaaaaaaaaaaaaaa1',
      groups: ['sg-0ccccccccccccccc3'],
    });
    expect(itemOf(cniConfigMap, rawOf('k8s/configmap-amazon-vpc-cni')).data).toEqual(
      new Map([['branch-eni-cooldown', '60']]),
    );
  });

  it('reads the DaemonSet of the CNI and its history', () => {
    const { cni, ...rest } = itemOf(cniDaemonSet, daemonSet);
    expect(rest).toEqual({
      generation: 4,
      image: '444455556666.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.20.4',
    });
    const revision = itemOf(cniRevisions, rawOf('k8s/controllerrevisions'));
    expect(revision).toMatchObject({ name: 'aws-node-6f8b5d7c9', revision: 3 });
    expect(revision.cni).toEqual(cni);
  });

  it('does not take a DaemonSet without the CNI for one without settings', () => {
    const bare = { ...daemonSet, spec: { template: { spec: { containers: [] } } } };
    expect(faultOf(cniDaemonSet, bare)).toBe(
      'malformed kube-system/aws-node: it has no container aws-node',
    );
  });
});
