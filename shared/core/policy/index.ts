export * from './pod-class.ts';
export * from './fargate-groups.ts';
export { isLabelKey, isLabelValue } from './label-syntax.ts';
export {
  compileSelector,
  keysOf,
  type CompiledSelector,
  type Requirement,
  selectorMatches,
} from './selector.ts';
export { policyStatus, type PolicyStatus, selectorKeys } from './compiled-policy.ts';
export {
  type AccountFact,
  compilePolicies,
  type PolicyIndex,
  type PolicyMatch,
} from './policy-index.ts';
