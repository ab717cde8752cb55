import { type EniConfig, toGroupId, toSubnetId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing } from '../listing-spec.ts';
import { idOf, idOrNull, listOrEmpty, objectAt, objectOf, requireText } from '../raw.ts';
import { kubernetesName, metadataOf } from './metadata.ts';

export const eniConfigs = defineListing<EniConfig>({
  file: 'k8s/eniconfigs',
  command: 'kubectl get eniconfigs.crd.k8s.amazonaws.com -o json',
  key: 'items',
  effect: 'With custom networking, which groups and subnet pods fall back to is not known.',
  fields: {
    kind: KEEP,
    metadata: { name: KEEP },
    spec: { subnet: KEEP, securityGroups: KEEP },
  },
  nameOf: kubernetesName,
  keyOf: (config) => config.name,
  decode: (value) => {
    const raw = objectOf(value, 'the ENIConfig');
    const spec = objectAt(raw, 'spec');
    return {
      name: requireText(metadataOf(raw), 'name'),
      subnetId: idOrNull(spec, 'subnet', toSubnetId),
      groups: listOrEmpty(spec, 'securityGroups').map((id) => idOf(id, 'a group id', toGroupId)),
    };
  },
});
