export { dbClusters } from './db-clusters.ts';
export { dbInstances } from './db-instances.ts';
export { dbProxies, dbProxyEndpoints, dbProxyTargets } from './db-proxies.ts';
export { dbSubnetGroups } from './db-subnet-groups.ts';
export { optionGroups } from './option-groups.ts';
