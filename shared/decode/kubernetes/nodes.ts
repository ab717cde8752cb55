import type { IpAddress } from '../../core/net/index.ts';
import { type Labels, type Node, toInstanceId } from '../../core/model/index.ts';
import { requireAddress } from '../address-text.ts';
import { KEEP } from '../fields.ts';
import { defineListing } from '../listing-spec.ts';
import {
  objectAt,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireText,
  textOrNull,
  timeOrNull,
} from '../raw.ts';
import { annotationOf, kubernetesName, labelsOf, metadataOf } from './metadata.ts';
import { POD_ENI } from './pod-eni.ts';
import { quantityOf } from './pod-spec.ts';

/** The default of the CNI's ENI_CONFIG_ANNOTATION_DEF; the label of the same name is among the labels. */
const ENI_CONFIG = 'k8s.amazonaws.com/eniConfig';

export const nodes = defineListing<Node>({
  file: 'k8s/nodes',
  command: 'kubectl get nodes -o json',
  key: 'items',
  effect:
    "Which instance a pod runs on, and so which groups the node's address wears, is not known.",
  fields: {
    kind: KEEP,
    metadata: {
      name: KEEP,
      labels: KEEP,
      annotations: { [ENI_CONFIG]: KEEP },
      creationTimestamp: KEEP,
    },
    spec: { providerID: KEEP },
    status: { addresses: [{ type: KEEP, address: KEEP }], allocatable: { [POD_ENI]: KEEP } },
  },
  nameOf: kubernetesName,
  keyOf: (node) => node.name,
  decode: (value, { intern }) => {
    const raw = objectOf(value, 'the node');
    const metadata = metadataOf(raw);
    const status = objectAt(raw, 'status');
    const labels = labelsOf(metadata, intern);
    const providerId = textOrNull(objectAt(raw, 'spec'), 'providerID');
    return {
      name: intern.text(requireText(metadata, 'name')),
      labels,
      instanceId: instanceIdOf(providerId),
      providerId,
      addresses: internalAddresses(status),
      createdAt: timeOrNull(metadata, 'creationTimestamp'),
      allocatablePodEni: allocatablePodEni(status),
      instanceType: instanceTypeOf(labels),
      annotations: { eniConfig: annotationOf(metadata, ENI_CONFIG) },
    };
  },
});

/** `aws:///us-west-2a/i-…` is an instance; `…/fargate-ip-…` and `eks-hybrid:///…` are not. */
function instanceIdOf(providerId: string | null): Node['instanceId'] {
  if (providerId === null || !providerId.startsWith('aws://')) return null;
  const last = providerId.slice(providerId.lastIndexOf('/') + 1);
  return last.startsWith('i-') ? toInstanceId(last) : null;
}

/** Public addresses are no addresses of an interface inside the VPC. */
const internalAddresses = (status: RawObject): readonly IpAddress[] =>
  objectsOrEmpty(status, 'addresses')
    .filter((entry) => requireText(entry, 'type') === 'InternalIP')
    .map((entry) => requireAddress(entry, 'address'));

function allocatablePodEni(status: RawObject): number | null {
  const quantity = objectAt(status, 'allocatable')[POD_ENI];
  return quantity === undefined || quantity === null ? null : quantityOf(quantity);
}

const instanceTypeOf = (labels: Labels): string | null =>
  labels.get('node.kubernetes.io/instance-type') ??
  labels.get('beta.kubernetes.io/instance-type') ??
  null;
