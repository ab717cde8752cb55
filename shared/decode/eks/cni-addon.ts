import type { CniAddon } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import { objectOf, textOrNull } from '../raw.ts';
import { decodeAddonConfiguration } from './addon-configuration.ts';

export const VPC_CNI = 'vpc-cni';

export const cniAddon = defineListing<CniAddon>({
  file: `eks/describe-addon-${VPC_CNI}`,
  command: `aws eks describe-addon --cluster-name <cluster> --addon-name ${VPC_CNI}`,
  key: 'addon',
  form: 'object',
  effect: 'Whether the VPC CNI runs as its add-on declares is not known.',
  absentWhen: /ResourceNotFoundException.*No addon/s,
  fields: { addonName: KEEP, status: KEEP, addonVersion: KEEP, configurationValues: KEEP },
  nameOf: namedBy('addonName'),
  keyOf: () => VPC_CNI,
  decode: (value) => {
    const raw = objectOf(value, 'the add-on');
    return {
      status: textOrNull(raw, 'status'),
      version: textOrNull(raw, 'addonVersion'),
      configuration: decodeAddonConfiguration(textOrNull(raw, 'configurationValues')),
    };
  },
});
