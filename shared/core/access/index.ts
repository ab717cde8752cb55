export * from './access.ts';
export { computeAccess } from './compute-access.ts';
export { type InferredIntent, isIntended } from './intent.ts';
