import {
  type GroupId,
  type Rule,
  type RulePeer,
  toAccountId,
  toGroupId,
  toPeeringId,
  toPrefixListId,
  toRuleId,
  toVpcId,
} from '../../core/model/index.ts';
import { requirePrefix } from '../address-text.ts';
import { KEEP } from '../fields.ts';
import { defineListing, type ListingSpec, namedBy } from '../listing-spec.ts';
import {
  idOrNull,
  isObject,
  Malformed,
  objectAt,
  objectOf,
  type RawObject,
  requireFlag,
  requireId,
  textOrNull,
} from '../raw.ts';
import { cidrPeer, decodePorts, requireProtocol } from './permissions.ts';

/** A group that a rule names as its peer, in both forms of the API. */
export const PEER_GROUP_FIELDS = {
  GroupId: KEEP,
  UserId: KEEP,
  VpcId: KEEP,
  VpcPeeringConnectionId: KEEP,
  PeeringStatus: KEEP,
} as const;

/** What could not be read of rules, by group: `all` when an unreadable rule does not even name its group. */
export class UnreadRules {
  readonly groups = new Set<GroupId>();
  all = false;

  of(raw: unknown): void {
    const id = isObject(raw) ? toGroupId(raw['GroupId']) : null;
    if (id === null || id === '') this.all = true;
    else this.groups.add(id);
  }
}

export function securityGroupRules(unread: UnreadRules): ListingSpec<Rule> {
  return defineListing<Rule>({
    file: 'ec2/describe-security-group-rules',
    command: 'aws ec2 describe-security-group-rules',
    key: 'SecurityGroupRules',
    effect:
      'Rules have no sgr- ids, and what a group admits is known only if describe-security-groups lists its permissions.',
    fields: {
      SecurityGroupRuleId: KEEP,
      GroupId: KEEP,
      IsEgress: KEEP,
      IpProtocol: KEEP,
      FromPort: KEEP,
      ToPort: KEEP,
      CidrIpv4: KEEP,
      CidrIpv6: KEEP,
      PrefixListId: KEEP,
      ReferencedGroupInfo: PEER_GROUP_FIELDS,
    },
    nameOf: namedBy('SecurityGroupRuleId'),
    keyOf: (rule) => rule.id,
    decode: (raw) => {
      try {
        return decodeRule(objectOf(raw, 'the rule'));
      } catch (error) {
        unread.of(raw);
        throw naming(raw, error);
      }
    },
  });
}

/** The gap of an unreadable rule names its group too: it is the group that may admit more than is known. */
function naming(raw: unknown, error: unknown): unknown {
  const group = isObject(raw) ? raw['GroupId'] : null;
  if (!(error instanceof Malformed) || typeof group !== 'string') return error;
  return new Malformed(`In ${group}: ${error.message}`);
}

function decodeRule(raw: RawObject): Rule {
  const protocol = requireProtocol(raw, 'IpProtocol');
  return {
    id: requireId(raw, 'SecurityGroupRuleId', toRuleId),
    groupId: requireId(raw, 'GroupId', toGroupId),
    direction: requireFlag(raw, 'IsEgress') ? 'egress' : 'ingress',
    protocol,
    ports: decodePorts(protocol, raw, 'FromPort', 'ToPort'),
    peer: decodePeer(raw),
    nested: false,
  };
}

const PEERS: Readonly<Record<string, (raw: RawObject, key: string) => RulePeer>> = {
  CidrIpv4: (raw, key) => cidrPeer(requirePrefix(raw, key, 4)),
  CidrIpv6: (raw, key) => cidrPeer(requirePrefix(raw, key, 6)),
  PrefixListId: (raw, key) => ({ kind: 'prefix-list', id: requireId(raw, key, toPrefixListId) }),
  ReferencedGroupInfo: (raw, key) => groupPeer(objectAt(raw, key)),
};

function decodePeer(raw: RawObject): RulePeer {
  const given = Object.keys(PEERS).filter((key) => raw[key] !== undefined && raw[key] !== null);
  const [key] = given;
  const decode = key === undefined ? undefined : PEERS[key];
  if (key === undefined || decode === undefined) throw new Malformed('it names no peer');
  if (given.length > 1) throw new Malformed(`it names ${given.length} peers: ${given.join(', ')}`);
  return decode(raw, key);
}

export function groupPeer(raw: RawObject): RulePeer {
  return {
    kind: 'group',
    groupId: requireId(raw, 'GroupId', toGroupId),
    ownerId: idOrNull(raw, 'UserId', toAccountId),
    vpcId: idOrNull(raw, 'VpcId', toVpcId),
    peeringId: idOrNull(raw, 'VpcPeeringConnectionId', toPeeringId),
    peeringStatus: textOrNull(raw, 'PeeringStatus'),
  };
}
