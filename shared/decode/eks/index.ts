export { clusterNames } from './cluster-names.ts';
export { eksClusters } from './clusters.ts';
export { cniAddon } from './cni-addon.ts';
