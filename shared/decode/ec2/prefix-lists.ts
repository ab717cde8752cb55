import { parsePrefix, type Prefix } from '../../core/net/index.ts';
import { type PrefixList, toAccountId, toPrefixListId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import {
  idOrNull,
  Malformed,
  numberOrNull,
  objectOf,
  requireId,
  requireText,
  textToShow,
} from '../raw.ts';

export const prefixLists = defineListing<PrefixList>({
  file: 'ec2/describe-managed-prefix-lists',
  command: 'aws ec2 describe-managed-prefix-lists',
  key: 'PrefixLists',
  effect: 'Prefix lists have no name, owner and version in findings.',
  fields: { PrefixListId: KEEP, PrefixListName: KEEP, OwnerId: KEEP, Version: KEEP },
  nameOf: namedBy('PrefixListId'),
  keyOf: (list) => list.id,
  decode: (value) => {
    const raw = objectOf(value, 'the prefix list');
    return {
      id: requireId(raw, 'PrefixListId', toPrefixListId),
      name: textToShow(raw, 'PrefixListName'),
      ownerId: idOrNull(raw, 'OwnerId', toAccountId),
      version: numberOrNull(raw, 'Version'),
    };
  },
});

export const prefixListEntries = defineListing<Prefix>({
  file: 'ec2/get-managed-prefix-list-entries',
  argument: '<prefix-list-id>',
  command: 'aws ec2 get-managed-prefix-list-entries --prefix-list-id <prefix-list-id>',
  key: 'Entries',
  effect: 'Which addresses a rule or route that names this list means is not known.',
  fields: { Cidr: KEEP },
  nameOf: namedBy('Cidr'),
  keyOf: (prefix) => `${prefix.family}:${prefix.first}/${prefix.length}`,
  decode: (value) => {
    const text = requireText(objectOf(value, 'the entry'), 'Cidr');
    const prefix = parsePrefix(text);
    if (prefix === null) throw new Malformed(`Cidr is not a block: ${text}`);
    return prefix;
  },
});
