import {
  type DataStoreAccess,
  type NonPodClient,
  type PodSelector,
  type StoreSelector,
  toGroupId,
} from '../../core/model/index.ts';
import {
  below,
  choice,
  type CheckNames,
  integer,
  type JsonSchema,
  plainText,
  type Reading,
  text,
} from '../../core/settings/index.ts';
import { CIDR } from './cidr.ts';
import { API_VERSION, DOCUMENT_NAME, type DocumentHead } from './document-head.ts';
import { LABEL_SELECTOR, TAG_SELECTOR } from './label-selector.ts';
import { LAST_DAY } from './last-day.ts';
import { recordKind, sequenceOf } from './record-kind.ts';

const CLUSTER = plainText(
  'the ARN of a cluster, in which * stands for any text, or *',
  String.raw`^(\*|arn:\S{1,2000})$`,
);
/** A name alone would match no ARN, and close nothing. */
const STORE_ARN = plainText(
  'the ARN of a store, in which * stands for any text',
  String.raw`^(arn:\S{1,2000}|(?=\S*\*)\S{1,2000})$`,
);
const GROUP = text('a security group id, sg-…', '^sg-[0-9a-z][0-9a-z-]{0,60}$', toGroupId);
const GROUPS = sequenceOf(GROUP, 1);
const CIDRS = sequenceOf(CIDR, 1);

const STORES = sequenceOf(
  recordKind(
    {
      expected: 'an arn, a tagSelector, or both',
      fields: {
        arn: { kind: STORE_ARN, help: 'The ARN; * stands for any text.' },
        tagSelector: { kind: TAG_SELECTOR, help: 'Tags of the store.' },
      },
      anyOf: ['arn', 'tagSelector'],
    },
    (take): StoreSelector => ({
      arn: take('arn', STORE_ARN, null),
      tagSelector: take('tagSelector', TAG_SELECTOR, null),
    }),
  ),
  1,
);

const SELECTOR_KEYS = ['namespaceSelector', 'podSelector', 'serviceAccountSelector'] as const;
const ALLOW = sequenceOf(
  recordKind(
    {
      expected: `some of ${SELECTOR_KEYS.join(', ')}`,
      fields: {
        namespaceSelector: { kind: LABEL_SELECTOR, help: 'Labels of the pod’s namespace.' },
        podSelector: { kind: LABEL_SELECTOR, help: 'Labels of the pod.' },
        serviceAccountSelector: {
          kind: LABEL_SELECTOR,
          help: 'Labels of the pod’s ServiceAccount.',
        },
      },
      anyOf: SELECTOR_KEYS,
    },
    (take): PodSelector => ({
      namespaceSelector: take('namespaceSelector', LABEL_SELECTOR, null),
      podSelector: take('podSelector', LABEL_SELECTOR, null),
      serviceAccountSelector: take('serviceAccountSelector', LABEL_SELECTOR, null),
    }),
  ),
);

const NON_POD = sequenceOf(
  recordKind(
    {
      expected: 'securityGroupIds, cidrs, or both',
      fields: {
        securityGroupIds: { kind: GROUPS, help: 'Whoever wears one of these groups.' },
        cidrs: { kind: CIDRS, help: 'Whoever has an address in one of these ranges.' },
      },
      anyOf: ['securityGroupIds', 'cidrs'],
    },
    (take): NonPodClient => ({
      groupIds: take('securityGroupIds', GROUPS, []),
      cidrs: take('cidrs', CIDRS, []),
    }),
  ),
);

const PORTS = sequenceOf(integer(1, 65_535), 1);
const PATHS = ['direct', 'rds-proxy'] as const;
const VIA = sequenceOf(choice(PATHS), 1);
const MODE = choice(['enforce', 'observe'] as const);

/** What a document says below its head. */
const SPEC = recordKind(
  {
    expected: 'a mapping',
    fields: {
      cluster: {
        kind: CLUSTER,
        help: 'The cluster whose pods are let in; * stands for any text. Without it: every cluster.',
      },
      stores: {
        kind: STORES,
        help: 'The stores that it closes: any of the entries, everything in an entry.',
        isRequired: true,
      },
      ports: { kind: PORTS, help: 'Only these ports of theirs. Without it: all of them.' },
      allow: {
        kind: ALLOW,
        help: 'The pods that are let in: any of the entries, everything in an entry. Empty: nobody.',
        isRequired: true,
      },
      nonPod: { kind: NON_POD, help: 'Known clients that are no pods.' },
      via: { kind: VIA, help: 'The kinds of paths that are meant. Without it: both.' },
      mode: {
        kind: MODE,
        help: 'observe: what it would forbid is told with severity info. Without it: enforce.',
      },
      expires: {
        kind: LAST_DAY,
        help: 'The last day, in UTC, on which it lets anybody in. The stores stay closed after it.',
      },
    },
  },
  (take): Omit<DataStoreAccess, 'name' | 'place'> => ({
    cluster: take('cluster', CLUSTER, '*'),
    stores: take('stores', STORES, []),
    ports: take('ports', PORTS, null),
    allow: take('allow', ALLOW, []),
    nonPod: take('nonPod', NON_POD, []),
    via: take('via', VIA, PATHS),
    mode: take('mode', MODE, 'enforce' as const),
    expiresAt: take('expires', LAST_DAY, null),
  }),
);

/** A document of intent; null after a fault. */
export function readDataStoreAccess(
  { name, place, spec }: DocumentHead<'DataStoreAccess'>,
  reading: Reading,
): DataStoreAccess | null {
  const read = SPEC.read(spec, below(reading, 'spec'));
  return read === null ? null : { name, place, ...read };
}

/** The JSON Schema (2020-12) of a DataStoreAccess. */
export function dataStoreAccessSchema(checks: CheckNames): JsonSchema {
  const closed = (properties: JsonSchema): JsonSchema => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'DataStoreAccess',
    description: 'Who may reach data stores. It closes every store that it selects.',
    ...closed({
      apiVersion: { const: API_VERSION },
      kind: { const: 'DataStoreAccess' },
      metadata: closed({ name: DOCUMENT_NAME.schema(checks) }),
      spec: SPEC.schema(checks),
    }),
  };
}
