export * from './flow.ts';
export { answerOf, noFamily, unknownAnswer } from './answer.ts';
export { explainFlow, type FlowExplanation, type TracedHop } from './explain.ts';
export { isStale, ruleServes } from './group-layer.ts';
export { ALL_CLIENT_PORTS, type Hop } from './hop.ts';
export type { LayerVerdict } from './layer.ts';
