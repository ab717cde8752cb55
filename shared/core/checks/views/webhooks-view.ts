import type { ClusterSnapshot, Labels, LabelSelector } from '../../model/index.ts';
import { sortedUnique } from '../../model/index.ts';
import { compileSelector, keysOf, selectorMatches } from '../../policy/index.ts';
import type { WebhooksView } from '../contract/platform-views.ts';
import { once } from './once.ts';

/** The API server gives every namespace its name as this label. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** An absent selector selects everything; what the API server would not have taken is nothing to go by. */
function selects(selector: LabelSelector | null, labels: Labels): boolean | null {
  const compiled = compileSelector(selector);
  if (compiled.kind === 'invalid') return null;
  return compiled.kind === 'absent' || selectorMatches(compiled, labels);
}

function selectsNamespace(
  selector: LabelSelector | null,
  name: string,
  labels: Labels | undefined,
): boolean | null {
  const isByName = keysOf(compileSelector(selector)).every((key) => key === NAME_LABEL);
  if (labels === undefined && !isByName) return null;
  return selects(selector, new Map([...(labels ?? []), [NAME_LABEL, name]]));
}

export function webhooksView({ webhooks, namespaces }: ClusterSnapshot): WebhooksView {
  const labelsOf = once(() => new Map(namespaces.items.map(({ name, labels }) => [name, labels])));
  return {
    complete: webhooks.complete,
    all: webhooks.items,
    isAskedAbout: ({ namespaceSelector }, namespace) =>
      selectsNamespace(namespaceSelector, namespace, labelsOf().get(namespace)),
    isAskedAboutPod: ({ objectSelector }, { labels }) => selects(objectSelector, labels),
    missing: sortedUnique(
      [webhooks, namespaces].filter(({ complete }) => !complete).map(({ source }) => source),
    ),
  };
}
