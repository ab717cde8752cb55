import { type CniNode, toGroupId, toInterfaceId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing } from '../listing-spec.ts';
import {
  idOf,
  idOrNull,
  listOrEmpty,
  objectAt,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireId,
  requireText,
  textOrNull,
  textsOrEmpty,
} from '../raw.ts';
import { kubernetesName, metadataOf } from './metadata.ts';

export const cniNodes = defineListing<CniNode>({
  file: 'k8s/cninodes',
  command: 'kubectl get cninodes.vpcresources.k8s.aws -o json',
  key: 'items',
  effect: 'Whether nodes have a trunk interface, and what Auto Mode wired, is not known.',
  fields: {
    kind: KEEP,
    metadata: { name: KEEP },
    spec: { features: [{ name: KEEP, value: KEEP }], managedBy: KEEP },
    status: {
      trunkInterface: {
        id: KEEP,
        branches: [{ id: KEEP, securityGroups: KEEP, ipv4CIDRs: KEEP, ipv6CIDRs: KEEP }],
      },
    },
  },
  nameOf: kubernetesName,
  keyOf: (node) => node.name,
  decode: (value) => {
    const raw = objectOf(value, 'the CNINode');
    const spec = objectAt(raw, 'spec');
    const trunk = objectAt(objectAt(raw, 'status'), 'trunkInterface');
    const features = objectsOrEmpty(spec, 'features').map(
      (feature) => [requireText(feature, 'name'), textOrNull(feature, 'value') ?? ''] as const,
    );
    return {
      name: requireText(metadataOf(raw), 'name'),
      features: new Map(features),
      managedBy: textOrNull(spec, 'managedBy') || null,
      trunkInterfaceId: idOrNull(trunk, 'id', toInterfaceId),
      branches: objectsOrEmpty(trunk, 'branches').map(decodeBranch),
    };
  },
});

function decodeBranch(raw: RawObject): CniNode['branches'][number] {
  return {
    id: requireId(raw, 'id', toInterfaceId),
    groups: listOrEmpty(raw, 'securityGroups').map((id) => idOf(id, 'a group id', toGroupId)),
    cidrs: [...textsOrEmpty(raw, 'ipv4CIDRs'), ...textsOrEmpty(raw, 'ipv6CIDRs')],
  };
}
