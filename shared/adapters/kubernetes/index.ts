export { type ApiAnswer, type ApiGet, apiGetter } from './api-get.ts';
export {
  contextConfig,
  type DirectAccess,
  directConfig,
  UnknownContextError,
} from './kube-config.ts';
export { KIND_READS, kubernetesReader } from './kubernetes-reader.ts';
export { type ConfigSource, refreshing } from './refreshing-config.ts';
