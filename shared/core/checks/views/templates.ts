import type { ClusterView, TemplateView } from '../../estate/index.ts';
import type { TemplatedWorkload, TemplatesView } from '../contract/template-views.ts';
import { once } from './once.ts';
import { workloadKey } from './workload-key.ts';

const isOwn = ({ template, workload }: TemplateView): boolean =>
  workload === `${template.kind}/${template.name}`;

function joinTemplates({
  workloads,
  templates,
}: ClusterView): ReadonlyMap<string, TemplatedWorkload> {
  const joined = new Map<string, TemplatedWorkload>();
  for (const workload of workloads) {
    const { namespace, name } = workload;
    joined.set(workloadKey(namespace, name), { namespace, name, workload, template: null });
  }
  for (const template of templates.filter(isOwn)) {
    const { namespace } = template.template;
    const name = template.workload;
    const key = workloadKey(namespace, name);
    const workload = joined.get(key)?.workload ?? null;
    joined.set(key, { namespace, name, workload, template });
  }
  return joined;
}

export function templatesView(cluster: ClusterView, complete: boolean): TemplatesView {
  const joined = once(() => joinTemplates(cluster));
  return {
    complete,
    get workloads() {
      return [...joined().values()];
    },
    workload: (namespace, name) => joined().get(workloadKey(namespace, name)) ?? null,
  };
}
