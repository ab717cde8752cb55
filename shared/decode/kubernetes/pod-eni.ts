import type { IpAddress } from '../../core/net/index.ts';
import { type PodEniAnnotation, type PodEniEntry, toInterfaceId } from '../../core/model/index.ts';
import { addressOrNull } from '../address-text.ts';
import {
  Malformed,
  numberOrNull,
  objectAt,
  objectOf,
  type RawObject,
  requireId,
  textOrNull,
} from '../raw.ts';

export const POD_ENI = 'vpc.amazonaws.com/pod-eni';

/** Far beyond what the controller writes (some 250 characters an entry): more is not worth parsing. */
const LONGEST_ANNOTATION = 64 * 1024;

const ABSENT: PodEniAnnotation = { state: 'absent' };

/**
 * Reads `vpc.amazonaws.com/pod-eni` as the VPC CNI does (amazon-vpc-cni-k8s pkg/ipamd/rpc_handler.go PodENIData):
 * Go's encoding/json takes member names in any case, and of several that differ only in case the last one.
 */
export function decodePodEni(metadata: RawObject): PodEniAnnotation {
  const annotations = objectAt(metadata, 'annotations');
  if (!Object.hasOwn(annotations, POD_ENI)) return ABSENT;
  try {
    return { state: 'present', entries: decodeEntries(annotations[POD_ENI]) };
  } catch (error) {
    if (error instanceof Malformed) return { state: 'malformed', detail: error.message };
    throw error;
  }
}

/** Only entry 0 is wired into the pod: a later one that cannot be read is left out. */
function decodeEntries(text: unknown): readonly [PodEniEntry, ...PodEniEntry[]] {
  const [first, ...later] = parseArray(text);
  if (first === undefined) throw new Malformed(`${POD_ENI} lists no interface`);
  return [decodeEntry(first), ...later.flatMap(tolerantEntry)];
}

function parseArray(text: unknown): readonly unknown[] {
  if (typeof text !== 'string') throw new Malformed(`${POD_ENI} is not text`);
  if (text.length > LONGEST_ANNOTATION) {
    throw new Malformed(`${POD_ENI} is longer than ${LONGEST_ANNOTATION} characters`);
  }
  const value = parseJson(text);
  if (!Array.isArray(value)) throw new Malformed(`${POD_ENI} is not a JSON array`);
  return value as readonly unknown[];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed(`${POD_ENI} is not JSON`);
  }
}

function tolerantEntry(value: unknown): readonly PodEniEntry[] {
  try {
    return [decodeEntry(value)];
  } catch (error) {
    if (error instanceof Malformed) return [];
    throw error;
  }
}

function decodeEntry(value: unknown): PodEniEntry {
  const raw = withKnownNames(objectOf(value, 'the entry'));
  const addresses = [addressOrNull(raw, 'privateIp'), addressOrNull(raw, 'ipv6Addr')];
  return {
    eniId: requireId(raw, 'eniId', toInterfaceId),
    mac: textOrNull(raw, 'ifAddress'),
    addresses: addresses.filter((address): address is IpAddress => address !== null),
    vlanId: numberOrNull(raw, 'vlanId'),
    subnetCidr:
      nonEmpty(textOrNull(raw, 'subnetCidr')) ?? nonEmpty(textOrNull(raw, 'subnetV6Cidr')),
    associationId: nonEmpty(textOrNull(raw, 'associationID')),
  };
}

/** The controller writes `""` for what an IPv4 cluster does not have. */
const nonEmpty = (text: string | null): string | null => (text === '' ? null : text);

const NAMES = [
  'eniId',
  'ifAddress',
  'privateIp',
  'ipv6Addr',
  'vlanId',
  'subnetCidr',
  'subnetV6Cidr',
  'associationID',
] as const;

const fold = (name: string): string => name.replaceAll('ſ', 's').toLowerCase();

const BY_NAME: ReadonlyMap<string, string> = new Map(
  NAMES.flatMap((name) => [
    [name, name],
    [fold(name), name],
  ]),
);

/** Go leaves a field as it was when the value is null. */
function withKnownNames(raw: RawObject): RawObject {
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(raw)) {
    const field = BY_NAME.get(name) ?? BY_NAME.get(fold(name));
    if (field !== undefined && raw[name] !== null) known[field] = raw[name];
  }
  return known;
}
