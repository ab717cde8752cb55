export * from './estate.ts';
export type { Via } from '../identity/index.ts';
export { parseFargateGroups, type PodClass, selectorKeys } from '../policy/index.ts';
export { compileEstate, type EstateOptions } from './compile-estate.ts';
