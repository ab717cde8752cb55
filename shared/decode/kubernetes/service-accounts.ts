import type { ServiceAccount } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing } from '../listing-spec.ts';
import { objectOf, timeOrNull } from '../raw.ts';
import {
  hasManagedFields,
  kubernetesName,
  labelOwnersOf,
  labelsOf,
  MANAGED_FIELDS_FIELDS,
  metadataOf,
  namespacedName,
} from './metadata.ts';

export const serviceAccounts = defineListing<ServiceAccount>({
  file: 'k8s/serviceaccounts',
  command: 'kubectl get serviceaccounts -A -o json --show-managed-fields',
  key: 'items',
  effect: 'Policies with a serviceAccountSelector cannot be decided.',
  fields: {
    kind: KEEP,
    metadata: {
      namespace: KEEP,
      name: KEEP,
      labels: KEEP,
      creationTimestamp: KEEP,
      managedFields: MANAGED_FIELDS_FIELDS,
    },
  },
  nameOf: kubernetesName,
  keyOf: (account) => `${account.namespace}/${account.name}`,
  decode: (value, { intern }) => {
    const metadata = metadataOf(objectOf(value, 'the service account'));
    return {
      ...namespacedName(metadata, intern),
      labels: labelsOf(metadata, intern),
      createdAt: timeOrNull(metadata, 'creationTimestamp'),
      labelOwners: labelOwnersOf(metadata, intern),
      managedFieldsSeen: hasManagedFields(metadata),
    };
  },
});
