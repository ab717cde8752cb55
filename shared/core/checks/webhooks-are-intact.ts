import type { ClusterView, PolicyView } from '../estate/index.ts';
import type { Evidence, Fix, UnknownReason, Webhook } from '../model/index.ts';
import { printable } from '../text/index.ts';
import { defineCheck } from './contract/check.ts';
import type { Said, Say } from './contract/message.ts';
import { COMPLIANT, IDLE, reasonsOf, violated } from './contract/outcome.ts';
import type { Views } from './contract/views.ts';
import { policiesEvidence } from './platform/cni-evidence.ts';
import { policyPods } from './platform/policy-pods.ts';
import {
  GUARD,
  INJECTOR,
  type WebhookFaults,
  webhookFaults,
  webhookOf,
  type WebhookRole,
} from './platform/webhook-faults.ts';

const MESSAGES = {
  missing: {
    severity: 'high',
    text: 'There is no webhook {webhook}: pods that policies match are created as if they had none, in {namespaces}.',
  },
  unguarded: {
    severity: 'high',
    text: 'There is no webhook {webhook}: whoever may create or change pods can give them the annotation of a branch ENI.',
  },
  deaf: {
    severity: 'high',
    text: 'Webhook {webhook} is not asked about pods ({operations}), so that policies do nothing for them.',
  },
  skipsNamespaces: {
    severity: 'high',
    text: 'Webhook {webhook} is not asked about pods of {namespaces}, where policies match some.',
  },
  skipsPods: {
    severity: 'high',
    text: 'Webhook {webhook} leaves out pods that policies match, by their labels: {pods}.',
  },
  hasty: {
    severity: 'medium',
    text: 'Webhook {webhook} has {seconds} s to answer: when it is late, pods are let in without what policies declare.',
  },
} as const;

const FIX: Fix = {
  summary:
    'Give the webhooks back what EKS installs: pods of every namespace, no conditions, 30 s to answer. EKS restores them with an update of the cluster; then replace the pods that were created meanwhile.',
  commands: [
    `kubectl get mutatingwebhookconfiguration ${INJECTOR.configuration} -o yaml`,
    `kubectl get validatingwebhookconfiguration ${GUARD.configuration} -o yaml`,
  ],
};

interface Findings {
  readonly said: readonly Said[];
  readonly evidence: readonly Evidence[];
  readonly unsure: readonly UnknownReason[];
}

const NO_WEBHOOK: Evidence = { kind: 'note', id: 'no webhook of the controller' };

const evidenceOf = (webhook: Webhook): Evidence => ({
  kind: 'webhook',
  id: printable(`${webhook.configuration}/${webhook.name}`),
  asked: webhook.podOperations,
  timeoutSeconds: webhook.timeoutSeconds,
  failurePolicy: webhook.failurePolicy === null ? null : printable(webhook.failurePolicy),
});

function tell(
  { name }: WebhookRole,
  { operations, namespaces, pods, seconds }: WebhookFaults,
  say: Say<typeof MESSAGES>,
): readonly Said[] {
  const webhook = name;
  const names = pods.map(({ pod }) => `${pod.namespace}/${pod.name}`);
  return [
    ...(operations.length > 0 ? [say('deaf', { webhook, operations })] : []),
    ...(namespaces.length > 0 ? [say('skipsNamespaces', { webhook, namespaces })] : []),
    ...(pods.length > 0 ? [say('skipsPods', { webhook, pods: names })] : []),
    ...(seconds === null ? [] : [say('hasty', { webhook, seconds })]),
  ];
}

type Given = Pick<Views, 'policies' | 'pods' | 'nodes' | 'webhooks' | 'cluster'>;

/** How EKS Auto Mode attends to pods is not published: where it serves all of them, no webhook may be right. */
function whyNoneMayBeRight(
  item: ClusterView,
  active: readonly PolicyView[],
  views: Given,
): readonly UnknownReason[] {
  const { nodes, cluster } = views;
  const isOnFargate = active.some(({ pods }) => pods.some((pod) => pod.class === 'fargate'));
  if (isOnFargate || policyPods(views).policies.length > 0) return [];
  if (item.isAutoMode || nodes.all.some((node) => node.isAutoMode)) return ['unsupported'];
  return [
    ...(cluster.isSeen ? [] : (['groups-unseen'] as const)),
    ...(nodes.complete ? [] : (['identity-unknown'] as const)),
  ];
}

function whenMissing(
  role: WebhookRole,
  item: ClusterView,
  active: readonly PolicyView[],
  views: Given,
  say: Say<typeof MESSAGES>,
): Findings {
  const unsure = views.webhooks.complete
    ? whyNoneMayBeRight(item, active, views)
    : (['cni-config-unseen'] as const);
  if (unsure.length > 0) return { said: [], evidence: [], unsure };
  const webhook = role.name;
  const namespaces = [...new Set(active.map(({ policy }) => policy.namespace))];
  return {
    said: [
      role === GUARD ? say('unguarded', { webhook }) : say('missing', { webhook, namespaces }),
    ],
    evidence: [{ kind: 'note', id: `no ${role.kind} webhook ${webhook}` }],
    unsure: [],
  };
}

function findingsOf(
  role: WebhookRole,
  item: ClusterView,
  active: readonly PolicyView[],
  views: Given,
  say: Say<typeof MESSAGES>,
): Findings {
  const { policies, webhooks, pods } = views;
  const webhook = webhookOf(role, webhooks);
  if (webhook === null) return whenMissing(role, item, active, views, say);
  const scene = { policies: active, arePoliciesSeen: policies.complete, webhooks, pods };
  const faults = webhookFaults(webhook, role, scene);
  const evidence = [evidenceOf(webhook)];
  return { said: tell(role, faults, say), evidence, unsure: faults.unsure };
}

export const webhooksAreIntact = defineCheck({
  id: 'webhooks-are-intact',
  reference: 'A-06',
  title: 'The controller’s webhooks exist and skip no namespace that has policies',
  severity: 'high',
  over: 'cluster',
  needs: ['policies'],
  uses: ['webhooks', 'pods', 'nodes', 'cluster'],
  messages: MESSAGES,
  judge(item, views, say) {
    const { policies, webhooks } = views;
    const active = policies.all.filter(({ status }) => status === 'active');
    if (active.length === 0 && policies.complete) return IDLE;
    const found = [INJECTOR, GUARD].map((role) => findingsOf(role, item, active, views, say));
    const said = found.flatMap((one) => one.said);
    const unsure = found.flatMap((one) => one.unsure);
    // Without a policy it is nobody's loss.
    if (active.length === 0 && said.length > 0) unsure.push('policies-unseen');
    const [first, ...others] = active.length === 0 ? [] : said;
    if (first === undefined) {
      if (unsure.length === 0) return COMPLIANT;
      const reasons = reasonsOf(unsure, 'cni-config-unseen');
      return { kind: 'unknown', reasons, missing: webhooks.missing };
    }
    const [evidence = NO_WEBHOOK, ...more] = found.flatMap((one) => one.evidence);
    return violated({
      said: [first, ...others],
      expected: [INJECTOR, GUARD].map(
        ({ name, operations }) => `${name} asked about pods (${operations.join(', ')})`,
      ),
      observed: said.map(({ text }) => text),
      evidence: [evidence, ...more, ...policiesEvidence(active)],
      fix: FIX,
    });
  },
  rationale:
    'Policies act through admission webhooks that fail open. Where one is missing, or is not asked about a namespace, pods start with the groups of their node, and nothing but the absence of a branch ENI tells.',
  unknownWhen:
    'The webhook configurations, or labels of namespaces that decide, were not all seen, a webhook has match conditions, or it is missing in a cluster with EKS Auto Mode.',
  remediation: {
    summary: 'Restore the webhook configurations as EKS installs them.',
    commands: FIX.commands,
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/docs/troubleshooting.md',
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/config/webhook/manifests.yaml',
  ],
  since: '0.1.0',
});
