import {
  type Nacl,
  type NaclEntry,
  toNaclId,
  toSubnetId,
  toVpcId,
} from '../../core/model/index.ts';
import { prefixOrNull } from '../address-text.ts';
import { KEEP } from '../fields.ts';
import { defineListing, type ItemContext, namedBy } from '../listing-spec.ts';
import {
  flagAt,
  Malformed,
  numberOrNull,
  objectAt,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireFlag,
  requireId,
  requireList,
  requireText,
} from '../raw.ts';
import { decodePorts, requireProtocol } from './permissions.ts';

export const networkAcls = defineListing<Nacl>({
  file: 'ec2/describe-network-acls',
  command: 'aws ec2 describe-network-acls',
  key: 'NetworkAcls',
  effect: 'Whether traffic between different subnets passes is not known.',
  fields: {
    NetworkAclId: KEEP,
    VpcId: KEEP,
    IsDefault: KEEP,
    Associations: [{ SubnetId: KEEP }],
    Entries: [
      {
        Egress: KEEP,
        RuleNumber: KEEP,
        RuleAction: KEEP,
        Protocol: KEEP,
        PortRange: { From: KEEP, To: KEEP },
        CidrBlock: KEEP,
        Ipv6CidrBlock: KEEP,
      },
    ],
  },
  nameOf: namedBy('NetworkAclId'),
  keyOf: (nacl) => nacl.id,
  decode: (value, context) => {
    const raw = objectOf(value, 'the NACL');
    const associations = objectsOrEmpty(raw, 'Associations');
    return {
      id: requireId(raw, 'NetworkAclId', toNaclId),
      vpcId: context.intern.text(requireId(raw, 'VpcId', toVpcId)),
      isDefault: flagAt(raw, 'IsDefault'),
      subnetIds: associations.map((entry) => requireId(entry, 'SubnetId', toSubnetId)),
      ...decodeEntries(raw, context),
    };
  },
});

/** The order of the API is not guaranteed: the rule number decides. */
function decodeEntries(raw: RawObject, context: ItemContext): Pick<Nacl, 'entries' | 'complete'> {
  const entries: NaclEntry[] = [];
  const all = requireList(raw, 'Entries');
  for (const [index, entry] of all.entries()) {
    try {
      entries.push(decodeEntry(objectOf(entry, 'the entry')));
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      context.partial(`Entries[${index}]: ${error.message}`);
    }
  }
  entries.sort((a, b) => a.ruleNumber - b.ruleNumber);
  return { entries, complete: entries.length === all.length };
}

function decodeEntry(raw: RawObject): NaclEntry {
  const protocol = requireProtocol(raw, 'Protocol');
  const ruleNumber = numberOrNull(raw, 'RuleNumber');
  const prefix = prefixOrNull(raw, 'CidrBlock', 4) ?? prefixOrNull(raw, 'Ipv6CidrBlock', 6);
  const action = requireText(raw, 'RuleAction');
  if (ruleNumber === null) throw new Malformed('RuleNumber is missing');
  if (prefix === null) throw new Malformed('it names no block');
  if (action !== 'allow' && action !== 'deny') throw new Malformed(`RuleAction is ${action}`);
  return {
    egress: requireFlag(raw, 'Egress'),
    ruleNumber,
    protocol,
    ports: decodePorts(protocol, objectAt(raw, 'PortRange'), 'From', 'To'),
    prefix,
    action,
  };
}
