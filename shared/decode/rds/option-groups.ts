import type { OptionGroup } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import { listOrEmpty, objectOf, objectsOrEmpty, portOrNull, requireText } from '../raw.ts';
import { ATTACHED_GROUP_FIELDS, attachedGroups } from './attached-groups.ts';

export const optionGroups = defineListing<OptionGroup>({
  file: 'rds/describe-option-groups',
  command: 'aws rds describe-option-groups',
  key: 'OptionGroupsList',
  effect: 'An option may open a further port of a database, with groups of its own.',
  fields: {
    OptionGroupName: KEEP,
    Options: [{ OptionName: KEEP, Port: KEEP, VpcSecurityGroupMemberships: ATTACHED_GROUP_FIELDS }],
  },
  nameOf: namedBy('OptionGroupName'),
  keyOf: (group) => group.name,
  decode: (value) => {
    const raw = objectOf(value, 'the option group');
    return {
      name: requireText(raw, 'OptionGroupName'),
      options: objectsOrEmpty(raw, 'Options').map((option) => ({
        name: requireText(option, 'OptionName'),
        port: portOrNull(option, 'Port'),
        groups:
          listOrEmpty(option, 'VpcSecurityGroupMemberships').length === 0
            ? []
            : attachedGroups(option, 'VpcSecurityGroupMemberships'),
      })),
    };
  },
});
