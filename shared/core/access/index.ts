export * from './access.ts';
export { computeAccess } from './compute-access.ts';
export { destinationOf } from './destination.ts';
export { addressesOutside, type OutsideAddresses } from './outside.ts';
export { replacesBranchAddress } from '../identity/index.ts';
export { isMissingProxy } from './missing-proxy.ts';
export { type ProxyDoor, proxyDoors } from './proxy-path.ts';
export {
  type DoorIntent,
  type Entitled,
  type Intention,
  intentionOf,
  intentionsOver,
  isClosed,
  isWatched,
} from './door-intent.ts';
export type { InferredIntent } from './intent.ts';
export { explainPod, type ExplainedIdentity, type PodExplanation } from './explain-pod.ts';
