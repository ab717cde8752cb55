export { cacheClusters } from './cache-clusters.ts';
export { cacheSubnetGroups } from './cache-subnet-groups.ts';
export { replicationGroups } from './replication-groups.ts';
export { serverlessCaches } from './serverless-caches.ts';
