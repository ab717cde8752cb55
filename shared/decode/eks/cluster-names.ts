import { KEEP } from '../fields.ts';
import { defineListing } from '../listing-spec.ts';
import { Malformed } from '../raw.ts';

export const clusterNames = defineListing<string>({
  file: 'eks/list-clusters',
  command: 'aws eks list-clusters',
  key: 'clusters',
  effect: 'Whether an interface is left over from a cluster that is gone is not known.',
  fields: KEEP,
  nameOf: (raw) => (typeof raw === 'string' ? raw : null),
  keyOf: (name) => name,
  decode: (value) => {
    if (typeof value === 'string' && value !== '') return value;
    throw new Malformed('it is not the name of a cluster');
  },
});
