import type { Namespace } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing } from '../listing-spec.ts';
import { objectOf, requireText } from '../raw.ts';
import { kubernetesName, labelsOf, metadataOf } from './metadata.ts';

export const namespaces = defineListing<Namespace>({
  file: 'k8s/namespaces',
  command: 'kubectl get namespaces -o json',
  key: 'items',
  effect: 'What selects namespaces by their labels cannot be decided.',
  fields: { kind: KEEP, metadata: { name: KEEP, labels: KEEP } },
  nameOf: kubernetesName,
  keyOf: (namespace) => namespace.name,
  decode: (value, { intern }) => {
    const metadata = metadataOf(objectOf(value, 'the namespace'));
    return { name: requireText(metadata, 'name'), labels: labelsOf(metadata, intern) };
  },
});
