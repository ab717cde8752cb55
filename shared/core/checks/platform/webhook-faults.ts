import type { PodView, PolicyView } from '../../estate/index.ts';
import {
  type LabelSelector,
  type PodOperation,
  sortedUnique,
  type UnknownReason,
  type Webhook,
} from '../../model/index.ts';
import type { WebhooksView } from '../contract/platform-views.ts';
import type { PodsView } from '../contract/views.ts';

/** A webhook of the resource controller, by the name that it has wherever the controller runs. */
export interface WebhookRole {
  readonly kind: Webhook['kind'];
  readonly name: string;
  /** Where EKS keeps it. */
  readonly configuration: string;
  /** What it has to be asked about. */
  readonly operations: readonly PodOperation[];
}

/** Requests a branch ENI for pods that policies match (amazon-vpc-resource-controller-k8s webhooks/core/pod_webhook.go). */
export const INJECTOR: WebhookRole = {
  kind: 'mutating',
  name: 'mpod.vpc.k8s.aws',
  configuration: 'vpc-resource-mutating-webhook',
  operations: ['CREATE'],
};

/** Keeps annotations from being forged (webhooks/core/annotation_validation_webhook.go). */
export const GUARD: WebhookRole = {
  kind: 'validating',
  name: 'vpod.vpc.k8s.aws',
  configuration: 'vpc-resource-validating-webhook',
  operations: ['CREATE', 'UPDATE'],
};

/** The webhook of a role; under another name where EKS keeps it, if that is about pods at all. */
export function webhookOf(role: WebhookRole, { all }: WebhooksView): Webhook | null {
  const ofKind = all.filter(({ kind }) => kind === role.kind);
  const isPlaced = ({ configuration, podOperations }: Webhook): boolean =>
    configuration === role.configuration && podOperations.length > 0;
  return ofKind.find(({ name }) => name === role.name) ?? ofKind.find(isPlaced) ?? null;
}

/** What is wrong with a webhook that is there. */
export interface WebhookFaults {
  /** What it is not asked about and should be. */
  readonly operations: readonly PodOperation[];
  /** Namespaces with policies that it is not asked about. */
  readonly namespaces: readonly string[];
  /** Pods that policies match and that it was not asked about. */
  readonly pods: readonly PodView[];
  /** Seconds that it has to answer, where these are too few. */
  readonly seconds: number | null;
  /** Why there may be more. */
  readonly unsure: readonly UnknownReason[];
}

interface Scene {
  /** Those that declare something. */
  readonly policies: readonly PolicyView[];
  readonly arePoliciesSeen: boolean;
  readonly webhooks: WebhooksView;
  readonly pods: PodsView;
}

/** The API server's own default is 10; at a few seconds a busy controller is late, and the pod is let in without it. */
const SHORTEST_TIMEOUT_S = 5;

const isNarrowed = (selector: LabelSelector | null): boolean =>
  selector !== null && selector.matchLabels.size + selector.matchExpressions.length > 0;

type Omissions = Pick<WebhookFaults, 'namespaces' | 'pods' | 'unsure'>;
const NO_OMISSIONS: Omissions = { namespaces: [], pods: [], unsure: [] };

function skippedNamespaces(webhook: Webhook, scene: Scene): Omissions {
  if (!isNarrowed(webhook.namespaceSelector)) return NO_OMISSIONS;
  const names = sortedUnique(scene.policies.map(({ policy }) => policy.namespace));
  const asked = names.map((name) => ({ name, is: scene.webhooks.isAskedAbout(webhook, name) }));
  return {
    ...NO_OMISSIONS,
    namespaces: asked.filter(({ is }) => is === false).map(({ name }) => name),
    unsure: [
      ...(asked.some(({ is }) => is === null) ? (['cni-config-unseen'] as const) : []),
      ...(scene.arePoliciesSeen ? [] : (['policies-unseen'] as const)),
    ],
  };
}

/** Pods whose policies could not all be decided, in namespaces that have some. */
function undecidedPods({ pods, policies }: Scene): readonly PodView[] {
  const namespaces = new Set(policies.map(({ policy }) => policy.namespace));
  return pods.workloads
    .filter(({ namespace }) => namespaces.has(namespace))
    .flatMap((workload) => workload.pods)
    .filter(({ declaration }) => declaration.undecided.length > 0);
}

function skippedPods(webhook: Webhook, scene: Scene): Omissions {
  if (!isNarrowed(webhook.objectSelector)) return NO_OMISSIONS;
  const { webhooks, policies, pods } = scene;
  const isAsked = ({ pod }: PodView): boolean | null => webhooks.isAskedAboutPod(webhook, pod);
  const matched = [...new Set(policies.flatMap((policy) => policy.pods))];
  const isUndecided = undecidedPods(scene).some((pod) => isAsked(pod) !== true);
  return {
    ...NO_OMISSIONS,
    pods: matched.filter((pod) => isAsked(pod) === false),
    unsure: [
      ...(matched.some((pod) => isAsked(pod) === null) ? (['unsupported'] as const) : []),
      ...(isUndecided ? (['service-accounts-unseen'] as const) : []),
      ...(pods.complete ? [] : (['pods-unseen'] as const)),
      ...(scene.arePoliciesSeen ? [] : (['policies-unseen'] as const)),
    ],
  };
}

export function webhookFaults(webhook: Webhook, role: WebhookRole, scene: Scene): WebhookFaults {
  const { podOperations, timeoutSeconds, hasMatchConditions } = webhook;
  const namespaces = skippedNamespaces(webhook, scene);
  const pods = skippedPods(webhook, scene);
  const isHasty = timeoutSeconds !== null && timeoutSeconds < SHORTEST_TIMEOUT_S;
  return {
    operations: role.operations.filter((operation) => !podOperations.includes(operation)),
    namespaces: namespaces.namespaces,
    pods: pods.pods,
    seconds: isHasty ? timeoutSeconds : null,
    unsure: [
      ...namespaces.unsure,
      ...pods.unsure,
      ...(hasMatchConditions ? (['unsupported'] as const) : []),
    ],
  };
}
