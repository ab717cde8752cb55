import type { PodOperation, Webhook } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, type ItemContext, type ListingSpec } from '../listing-spec.ts';
import {
  listOrEmpty,
  numberOrNull,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireText,
  textOrNull,
  textsOrEmpty,
} from '../raw.ts';
import { decodeSelector, SELECTOR_FIELDS } from './label-selector.ts';
import { kubernetesName, metadataOf } from './metadata.ts';

/** One item is a configuration with its webhooks. */
const webhooksOf = (kind: Webhook['kind']): ListingSpec<readonly Webhook[]> =>
  defineListing<readonly Webhook[]>({
    file: `k8s/${kind}webhookconfigurations`,
    command: `kubectl get ${kind}webhookconfigurations -o json`,
    key: 'items',
    effect: 'Whether the controller sees every pod that is created is not known.',
    fields: {
      kind: KEEP,
      metadata: { name: KEEP },
      webhooks: [
        {
          name: KEEP,
          failurePolicy: KEEP,
          timeoutSeconds: KEEP,
          namespaceSelector: SELECTOR_FIELDS,
          objectSelector: SELECTOR_FIELDS,
          matchConditions: [{ name: KEEP }],
          rules: [
            { apiGroups: KEEP, apiVersions: KEEP, operations: KEEP, resources: KEEP, scope: KEEP },
          ],
        },
      ],
    },
    nameOf: kubernetesName,
    keyOf: (webhooks) => webhooks[0]?.configuration ?? '',
    decode: (value, context) => decodeConfiguration(value, kind, context),
  });

export const mutatingWebhooks = webhooksOf('mutating');
export const validatingWebhooks = webhooksOf('validating');

/** Both in one file, as it is documented. */
export const webhookConfigurations = {
  ...mutatingWebhooks,
  file: 'k8s/webhookconfigurations',
  command: 'kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations -o json',
};

function decodeConfiguration(
  value: unknown,
  kind: Webhook['kind'],
  { intern }: ItemContext,
): readonly Webhook[] {
  const raw = objectOf(value, 'the configuration');
  const configuration = requireText(metadataOf(raw), 'name');
  return objectsOrEmpty(raw, 'webhooks').map((webhook) => ({
    kind,
    configuration,
    name: requireText(webhook, 'name'),
    failurePolicy: intern.textOrNull(textOrNull(webhook, 'failurePolicy')),
    timeoutSeconds: numberOrNull(webhook, 'timeoutSeconds'),
    namespaceSelector: decodeSelector(webhook, 'namespaceSelector'),
    objectSelector: decodeSelector(webhook, 'objectSelector'),
    hasMatchConditions: listOrEmpty(webhook, 'matchConditions').length > 0,
    podOperations: podOperationsOf(objectsOrEmpty(webhook, 'rules')),
  }));
}

const OPERATIONS: readonly PodOperation[] = ['CREATE', 'UPDATE'];

const podOperationsOf = (rules: readonly RawObject[]): readonly PodOperation[] =>
  OPERATIONS.filter((operation) => rules.some((rule) => matchesPods(rule, operation)));

/** The rule language of admissionregistration.k8s.io/v1; `pods/*` means subresources of pods, not pods. */
function matchesPods(rule: RawObject, operation: PodOperation): boolean {
  const names = (key: string, ...wanted: readonly string[]): boolean =>
    textsOrEmpty(rule, key).some((entry) => wanted.includes(entry));
  return (
    names('operations', operation, '*') &&
    names('apiGroups', '', '*') &&
    names('apiVersions', 'v1', '*') &&
    names('resources', 'pods', '*', '*/*') &&
    textOrNull(rule, 'scope') !== 'Cluster'
  );
}
