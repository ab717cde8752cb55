import type { PodDocument, PolicyDocument, SelectorDocument } from './estate-documents.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Which groups the policies of a pod's namespace declare: a plain reading of
 * amazon-vpc-resource-controller-k8s pkg/utils/helper.go, apart from the generator and the product.
 */
export function declaredFor(
  pod: PodDocument,
  accountLabels: Labels,
  policies: readonly PolicyDocument[],
): readonly string[] {
  const groups = policies
    .filter(({ metadata }) => metadata.namespace === pod.metadata.namespace)
    .filter(({ spec: { podSelector, serviceAccountSelector } }) => {
      if (podSelector === undefined && serviceAccountSelector === undefined) return false;
      if (podSelector !== undefined && !matches(podSelector, pod.metadata.labels)) return false;
      return serviceAccountSelector === undefined || matches(serviceAccountSelector, accountLabels);
    })
    .flatMap(({ spec }) => spec.securityGroups?.groupIds ?? []);
  return [...new Set(groups)].toSorted();
}

function matches(selector: SelectorDocument, labels: Labels): boolean {
  const expressions = selector.matchExpressions ?? [];
  if (!expressions.every(isValid)) return false;
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    expressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

function isValid({
  key,
  operator,
  values = [],
}: NonNullable<SelectorDocument['matchExpressions']>[number]): boolean {
  if (!/^([a-z0-9.-]+\/)?[A-Za-z0-9][-A-Za-z0-9_.]*$/.test(key)) return false;
  if (operator === 'In' || operator === 'NotIn') return values.length > 0;
  return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0;
}
