export * from './estate.ts';
export type { Via } from '../identity/index.ts';
export type { PodClass } from '../policy/index.ts';
export { compileEstate, type EstateOptions } from './compile-estate.ts';
