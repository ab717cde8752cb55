import {
  type Direction,
  type GroupId,
  type Rule,
  type RulePeer,
  type SecurityGroup,
  toAccountId,
  toGroupId,
  toPrefixListId,
  toRuleId,
  toVpcId,
} from '../../core/model/index.ts';
import { requirePrefix } from '../address-text.ts';
import { KEEP } from '../fields.ts';
import { defineListing, type ItemContext, namedBy } from '../listing-spec.ts';
import {
  idOf,
  idOrNull,
  Malformed,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireId,
  requireList,
  textOrNull,
  textToShow,
} from '../raw.ts';
import { cidrPeer, decodePorts, requireProtocol } from './permissions.ts';
import { groupPeer, PEER_GROUP_FIELDS } from './security-group-rules.ts';
import { TAG_FIELDS, tagsAt } from './tags.ts';

/** A group with the rules that came inside it. */
export interface DescribedGroup {
  readonly group: SecurityGroup;
  readonly rules: readonly Rule[];
}

const PERMISSION_FIELDS = [
  {
    IpProtocol: KEEP,
    FromPort: KEEP,
    ToPort: KEEP,
    IpRanges: [{ CidrIp: KEEP }],
    Ipv6Ranges: [{ CidrIpv6: KEEP }],
    PrefixListIds: [{ PrefixListId: KEEP }],
    UserIdGroupPairs: [PEER_GROUP_FIELDS],
  },
] as const;

export const securityGroups = defineListing<DescribedGroup>({
  file: 'ec2/describe-security-groups',
  command: 'aws ec2 describe-security-groups',
  key: 'SecurityGroups',
  required: true,
  effect: 'Which groups exist, in which VPC, and what they admit is not known.',
  fields: {
    GroupId: KEEP,
    VpcId: KEEP,
    OwnerId: KEEP,
    GroupName: KEEP,
    Description: KEEP,
    Tags: TAG_FIELDS,
    IpPermissions: PERMISSION_FIELDS,
    IpPermissionsEgress: PERMISSION_FIELDS,
  },
  nameOf: namedBy('GroupId'),
  keyOf: (described) => described.group.id,
  decode: decodeGroup,
});

function decodeGroup(value: unknown, context: ItemContext): DescribedGroup {
  const raw = objectOf(value, 'the group');
  const id = requireId(raw, 'GroupId', toGroupId);
  const ingress = decodePermissions(raw, 'IpPermissions', id, 'ingress', context);
  const egress = decodePermissions(raw, 'IpPermissionsEgress', id, 'egress', context);
  const group = {
    id,
    vpcId: context.intern.textOrNull(idOrNull(raw, 'VpcId', toVpcId)),
    ownerId: context.intern.textOrNull(idOrNull(raw, 'OwnerId', toAccountId)),
    name: textOrNull(raw, 'GroupName'),
    description: textToShow(raw, 'Description'),
    tags: tagsAt(raw, 'Tags', context),
    rulesKnown: ingress.whole && egress.whole,
  };
  return { group, rules: [...ingress.rules, ...egress.rules] };
}

interface Permissions {
  readonly rules: readonly Rule[];
  readonly whole: boolean;
}

/** A permission that cannot be read leaves the others: they admit what they admit, but there may be more. */
function decodePermissions(
  raw: RawObject,
  key: string,
  groupId: GroupId,
  direction: Direction,
  context: ItemContext,
): Permissions {
  // Participants of a shared VPC may see a group without its permissions: that is not a group without rules.
  if (raw[key] === undefined || raw[key] === null) return { rules: [], whole: false };
  const rules: Rule[] = [];
  let whole = true;
  for (const [index, permission] of requireList(raw, key).entries()) {
    const id = idOf(`${groupId}#${direction}[${index}]`, 'the rule id', toRuleId);
    try {
      rules.push(
        ...decodePermission(objectOf(permission, 'the permission'), { id, groupId, direction }),
      );
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      whole = false;
      context.partial(`${key}[${index}]: ${error.message}`);
    }
  }
  return { rules, whole };
}

/** One rule for each peer, all under the permission's name. */
function decodePermission(
  raw: RawObject,
  names: Pick<Rule, 'id' | 'groupId' | 'direction'>,
): readonly Rule[] {
  const protocol = requireProtocol(raw, 'IpProtocol');
  const ports = decodePorts(protocol, raw, 'FromPort', 'ToPort');
  return decodePeers(raw).map((peer) => ({ ...names, protocol, ports, peer, nested: true }));
}

function decodePeers(raw: RawObject): readonly RulePeer[] {
  return [
    ...objectsOrEmpty(raw, 'IpRanges').map((peer) => cidrPeer(requirePrefix(peer, 'CidrIp', 4))),
    ...objectsOrEmpty(raw, 'Ipv6Ranges').map((peer) =>
      cidrPeer(requirePrefix(peer, 'CidrIpv6', 6)),
    ),
    ...objectsOrEmpty(raw, 'PrefixListIds').map(
      (peer) =>
        ({ kind: 'prefix-list', id: requireId(peer, 'PrefixListId', toPrefixListId) }) as const,
    ),
    ...objectsOrEmpty(raw, 'UserIdGroupPairs').map(groupPeer),
  ];
}
