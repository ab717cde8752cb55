import { type GroupId, sortedUnique, toGroupId } from '../model/index.ts';

/**
 * The groups that the annotation `fargate.amazonaws.com/pod-sg` declares, sorted. The webhook writes it as
 * `strings.Join(ids, ",")` (amazon-vpc-resource-controller-k8s webhooks/core/pod_webhook.go, `HandleFargatePod`) and
 * this is the inverse: nothing is trimmed or left out, so that an empty text is one empty id. Null when a part is too
 * long to be an id of anything.
 *
 * To compare an annotation with a declaration, read `groups.join(',')` in the same way: a policy may hold an id with a
 * comma inside.
 */
export function parseFargateGroups(text: string): readonly GroupId[] | null {
  const groups: GroupId[] = [];
  for (const part of text.split(',')) {
    const group = toGroupId(part);
    if (group === null) return null;
    groups.push(group);
  }
  return sortedUnique(groups);
}
