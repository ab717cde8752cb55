export * from './flow.ts';
export {
  bestOf,
  eitherOf,
  inSeries,
  NO_WAY,
  summariseParts,
  temper,
  unknownAnswer,
} from './answer.ts';
export { type FlowTarget, ReachEngine, type SourceClass } from './engine.ts';
export { explainFlow, type FlowExplanation, type TracedHop } from './explain.ts';
export { isStale, ruleServes } from './group-layer.ts';
export { ALL_CLIENT_PORTS, type Hop } from './hop.ts';
export type { LayerVerdict } from './layer.ts';
