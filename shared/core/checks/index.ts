export { catalogue, type CatalogueEntry, type CheckGroup, PLANNED } from './catalogue/catalogue.ts';
export type { PlannedCheck } from './catalogue/planned-check.ts';
export { type Check, type CheckMetadata, defineCheck } from './contract/check.ts';
export type { Need } from './contract/need.ts';
export { judge, type JudgeOptions } from './judge.ts';
export type { ObservedGeneration, ObservedGenerations } from './pods/declared-since.ts';
export { judgePods, type JudgePodsOptions, type PodVerdict } from './pods/judge-pods.ts';
export { CHECKS } from './registry.ts';
