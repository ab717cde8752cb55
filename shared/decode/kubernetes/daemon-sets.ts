import { cniDaemonSet, mayBeCniDaemonSet } from './cni-daemon-set.ts';
import { templatesOf } from './workload-templates.ts';

const templates = templatesOf('DaemonSet', 'daemonsets');

/** The file has the VPC CNI's DaemonSet too, which keeps its environment. */
export const daemonSets: typeof templates = {
  ...templates,
  fieldsFor: (raw) => (mayBeCniDaemonSet(raw) ? cniDaemonSet.fields : templates.fields),
};
