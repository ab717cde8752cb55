import type { CniConfigMap } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing } from '../listing-spec.ts';
import { objectAt, objectOf, requireText, textOrNull } from '../raw.ts';
import { kubernetesName, metadataOf } from './metadata.ts';

const NAME = 'amazon-vpc-cni';

/** Whether it is the ConfigMap of the VPC CNI, or may be: one whose name cannot be read is not another one. */
export function mayBeCniConfigMap(raw: unknown): boolean {
  const name = kubernetesName(raw);
  return name === null || name === NAME || name === `kube-system/${NAME}`;
}

/** The controller's settings. */
export const cniConfigMap = defineListing<CniConfigMap>({
  file: `k8s/configmap-${NAME}`,
  command: `kubectl get configmap ${NAME} -n kube-system -o json`,
  key: 'items',
  form: 'object',
  effect: 'How long branch interfaces outlive their pods is not known.',
  absentWhen: /configmaps "amazon-vpc-cni" not found/,
  fields: { kind: KEEP, metadata: { namespace: KEEP, name: KEEP }, data: KEEP },
  nameOf: kubernetesName,
  keyOf: (map) => map.name,
  decode: (value) => {
    const raw = objectOf(value, 'the ConfigMap');
    const data = objectAt(raw, 'data');
    return {
      name: requireText(metadataOf(raw), 'name'),
      data: new Map(Object.keys(data).map((key) => [key, textOrNull(data, key) ?? ''])),
    };
  },
});
