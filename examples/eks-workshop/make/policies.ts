import { groupId } from './groups.ts';
import type { JsonObject } from './json.ts';
import { kubernetesObject } from './kubernetes-object.ts';
import type { PolicySpec } from './lab.ts';
import type { ManagerSpec } from './managed-fields.ts';

const apiVersion = 'vpcresources.k8s.aws/v1beta1';
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** A SecurityGroupPolicy. Its status stays empty: a policy never says whether it is applied. */
export function buildPolicy(policy: PolicySpec): JsonObject {
  const groupIds = policy.groups.map(groupId);
  const applied = policy.editedAt === undefined ? groupIds : groupIds.slice(0, 1);
  return kubernetesObject({
    apiVersion,
    kind: 'SecurityGroupPolicy',
    name: policy.name,
    namespace: policy.namespace,
    createdAt: policy.createdAt,
    generation: policy.editedAt === undefined ? 1 : 2,
    annotations: { [lastApplied]: appliedManifest(policy, applied) },
    body: { spec: { podSelector: policy.podSelector, securityGroups: { groupIds } } },
    manager: 'kubectl-client-side-apply',
    owns: appliedFields(policy),
    others: edits(policy),
  });
}

const appliedManifest = (policy: PolicySpec, groupIds: readonly string[]): string => {
  const { name, namespace, podSelector } = policy;
  const metadata = { annotations: {}, name, namespace };
  const spec = { podSelector, securityGroups: { groupIds } };
  return `${JSON.stringify({ apiVersion, kind: 'SecurityGroupPolicy', metadata, spec })}\n`;
};

// The selector is an atomic map and the ids are an atomic list: each has one owner as a whole.
const appliedFields = (policy: PolicySpec): JsonObject => ({
  metadata: { annotations: { [lastApplied]: '' } },
  spec: {
    podSelector: {},
    securityGroups: policy.editedAt === undefined ? { groupIds: [] } : {},
  },
});

const edits = ({ editedAt }: PolicySpec): ManagerSpec[] =>
  editedAt === undefined
    ? []
    : [
        {
          manager: 'kubectl-edit',
          apiVersion,
          time: editedAt,
          owns: { spec: { securityGroups: { groupIds: [] } } },
          intoExisting: true,
        },
      ];
