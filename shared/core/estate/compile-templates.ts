import type { ClusterSnapshot } from '../model/index.ts';
import { compareText } from '../model/index.ts';
import { classifyPod, policiesApply, type PolicyIndex } from '../policy/index.ts';
import { accountReader } from './compile-pods.ts';
import type { TemplateView } from './estate.ts';
import { indexOwners, templateWorkload } from './owner-chain.ts';

/** Templates with what policies declare for the pods that are made of them; by namespace and workload. */
export function compileTemplates(
  snapshot: ClusterSnapshot,
  policies: PolicyIndex,
): readonly TemplateView[] {
  const owners = indexOwners(snapshot);
  const accountOf = accountReader(snapshot);
  return snapshot.templates.items
    .map((template): TemplateView => {
      const { matched, undecided, groups } = policies.match(
        template.namespace,
        template.labels,
        accountOf(template),
      );
      const podClass = classifyPod(template);
      return {
        template,
        workload: templateWorkload(template, owners),
        class: podClass,
        matched,
        undecided,
        groups: policiesApply(podClass) ? groups : [],
      };
    })
    .toSorted(
      (a, b) =>
        compareText(a.template.namespace, b.template.namespace) ||
        compareText(a.workload, b.workload) ||
        compareText(a.template.kind, b.template.kind) ||
        compareText(a.template.name, b.template.name),
    );
}
