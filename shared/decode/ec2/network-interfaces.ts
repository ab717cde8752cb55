import { type IpAddress, type Prefix, sameAddress } from '../../core/net/index.ts';
import {
  type NetworkInterface,
  toAccountId,
  toGroupId,
  toInstanceId,
  toInterfaceId,
  toSubnetId,
  toVpcId,
} from '../../core/model/index.ts';
import { addressOrNull, requireAddress, requirePrefix } from '../address-text.ts';
import { KEEP } from '../fields.ts';
import { defineListing, type ItemContext, namedBy } from '../listing-spec.ts';
import {
  flagAt,
  idOrNull,
  numberOrNull,
  objectAt,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireId,
  requireObjects,
  textOrNull,
  textToShow,
  timeOrNull,
} from '../raw.ts';
import { TAG_FIELDS, tagsAt } from './tags.ts';

export const networkInterfaces = defineListing<NetworkInterface>({
  file: 'ec2/describe-network-interfaces',
  command: 'aws ec2 describe-network-interfaces --include-managed-resources',
  key: 'NetworkInterfaces',
  required: true,
  effect: 'Which security groups pods, nodes and stores wear is not known.',
  fields: {
    NetworkInterfaceId: KEEP,
    VpcId: KEEP,
    SubnetId: KEEP,
    OwnerId: KEEP,
    InterfaceType: KEEP,
    Status: KEEP,
    Description: KEEP,
    RequesterId: KEEP,
    RequesterManaged: KEEP,
    Operator: { Managed: KEEP },
    MacAddress: KEEP,
    Groups: [{ GroupId: KEEP }],
    PrivateIpAddress: KEEP,
    PrivateIpAddresses: [
      { PrivateIpAddress: KEEP, Primary: KEEP, Association: { PublicIp: KEEP } },
    ],
    Ipv6Address: KEEP,
    Ipv6Addresses: [{ Ipv6Address: KEEP }],
    Ipv4Prefixes: [{ Ipv4Prefix: KEEP }],
    Ipv6Prefixes: [{ Ipv6Prefix: KEEP }],
    Association: { PublicIp: KEEP },
    Attachment: {
      InstanceId: KEEP,
      InstanceOwnerId: KEEP,
      DeviceIndex: KEEP,
      NetworkCardIndex: KEEP,
      Status: KEEP,
      AttachTime: KEEP,
    },
    TagSet: TAG_FIELDS,
    Tags: TAG_FIELDS,
  },
  nameOf: namedBy('NetworkInterfaceId'),
  keyOf: (item) => item.id,
  decode: decodeInterface,
});

function decodeInterface(value: unknown, context: ItemContext): NetworkInterface {
  const raw = objectOf(value, 'the interface');
  const { intern } = context;
  const addresses = decodeAddresses(raw);
  const groups = requireObjects(raw, 'Groups').map((group) =>
    requireId(group, 'GroupId', toGroupId),
  );
  return {
    id: requireId(raw, 'NetworkInterfaceId', toInterfaceId),
    vpcId: intern.text(requireId(raw, 'VpcId', toVpcId)),
    subnetId: intern.textOrNull(idOrNull(raw, 'SubnetId', toSubnetId)),
    ownerId: intern.textOrNull(idOrNull(raw, 'OwnerId', toAccountId)),
    interfaceType: intern.text(textOrNull(raw, 'InterfaceType') ?? 'interface'),
    status: intern.text(textOrNull(raw, 'Status') ?? ''),
    description: intern.text(textOrNull(raw, 'Description') ?? ''),
    requesterId: intern.textOrNull(textOrNull(raw, 'RequesterId')),
    requesterManaged: flagAt(raw, 'RequesterManaged'),
    operatorManaged: flagAt(objectAt(raw, 'Operator'), 'Managed'),
    mac: textToShow(raw, 'MacAddress'),
    groups: intern.groups(groups),
    primaryIpv4: addresses.primaryIpv4,
    addresses: addresses.addresses,
    publicIp: addresses.publicIp,
    prefixes: decodePrefixes(raw),
    attachment: decodeAttachment(raw, context),
    tags: tagsAt(raw, raw['TagSet'] === undefined ? 'Tags' : 'TagSet', context),
  };
}

function decodeAddresses(
  raw: RawObject,
): Pick<NetworkInterface, 'primaryIpv4' | 'addresses' | 'publicIp'> {
  const privateOnes = objectsOrEmpty(raw, 'PrivateIpAddresses');
  const v4 = privateOnes.map((entry) => requireAddress(entry, 'PrivateIpAddress'));
  const primaryAt = privateOnes.findIndex((entry) => flagAt(entry, 'Primary'));
  const primaryIpv4 = addressOrNull(raw, 'PrivateIpAddress') ?? v4[primaryAt] ?? null;
  const v6 = objectsOrEmpty(raw, 'Ipv6Addresses').map((entry) =>
    requireAddress(entry, 'Ipv6Address'),
  );
  const primaryIpv6 = addressOrNull(raw, 'Ipv6Address');
  const publicIp = [raw, ...privateOnes].some(
    (entry) => (textOrNull(objectAt(entry, 'Association'), 'PublicIp') ?? '') !== '',
  );
  return {
    primaryIpv4,
    addresses: [...including(v4, primaryIpv4), ...including(v6, primaryIpv6)],
    publicIp,
  };
}

/** The lists name the primary address too, unless somebody cut them out of the output. */
const including = (list: readonly IpAddress[], address: IpAddress | null): readonly IpAddress[] =>
  address === null || list.some((other) => sameAddress(other, address)) ? list : [address, ...list];

function decodePrefixes(raw: RawObject): readonly Prefix[] {
  return [
    ...objectsOrEmpty(raw, 'Ipv4Prefixes').map((entry) => requirePrefix(entry, 'Ipv4Prefix', 4)),
    ...objectsOrEmpty(raw, 'Ipv6Prefixes').map((entry) => requirePrefix(entry, 'Ipv6Prefix', 6)),
  ];
}

function decodeAttachment(raw: RawObject, { intern }: ItemContext): NetworkInterface['attachment'] {
  if (raw['Attachment'] === undefined || raw['Attachment'] === null) return null;
  const attachment = objectAt(raw, 'Attachment');
  return {
    instanceId: intern.textOrNull(idOrNull(attachment, 'InstanceId', toInstanceId)),
    instanceOwnerId: intern.textOrNull(textOrNull(attachment, 'InstanceOwnerId')),
    deviceIndex: numberOrNull(attachment, 'DeviceIndex'),
    networkCardIndex: numberOrNull(attachment, 'NetworkCardIndex'),
    status: intern.textOrNull(textOrNull(attachment, 'Status')),
    attachedAt: timeOrNull(attachment, 'AttachTime'),
  };
}
