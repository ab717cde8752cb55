export {
  cniDaemonSet,
  cniRevisions,
  mayBeCniDaemonSet,
  mayBeCniRevision,
} from './cni-daemon-set.ts';
export { cniNodes } from './cni-nodes.ts';
export { cniConfigMap, mayBeCniConfigMap } from './config-maps.ts';
export { eniConfigs } from './eni-configs.ts';
export { kubernetesName } from './metadata.ts';
export { namespaces } from './namespaces.ts';
export { nodes } from './nodes.ts';
export { jobs, replicaSets } from './owner-objects.ts';
export { pods } from './pods.ts';
export { policies } from './policies.ts';
export { serviceAccounts } from './service-accounts.ts';
export { mutatingWebhooks, validatingWebhooks, webhookConfigurations } from './webhooks.ts';
export { daemonSets } from './daemon-sets.ts';
export { cronJobs, deployments, jobTemplates, statefulSets } from './workload-templates.ts';
