import {
  type ClusterSnapshot,
  completeListing,
  type WorkloadTemplate,
} from '../../shared/core/model/index.ts';
import { labels } from './kubernetes.ts';
import { NOW } from './times.ts';

export interface TemplateOverrides extends Partial<Omit<WorkloadTemplate, 'labels'>> {
  readonly labels?: Readonly<Record<string, string>>;
}

/** The template of `Deployment/web` in `shop`, whose pods carry `app: web`. */
export function aTemplate(overrides: TemplateOverrides = {}): WorkloadTemplate {
  const { labels: own = { app: 'web' }, ...rest } = overrides;
  return {
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
    labels: labels(own),
    serviceAccountName: 'default',
    hostNetwork: false,
    osSelectors: [],
    ...rest,
  };
}

/** All that there are. */
export const withTemplates = (
  ...templates: readonly TemplateOverrides[]
): Pick<ClusterSnapshot, 'templates'> => ({
  templates: completeListing(templates.map(aTemplate), 'k8s/deployments.json', NOW),
});
