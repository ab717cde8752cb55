import type { RuleId, UnknownReason } from '../model/index.ts';
import type { DenialCode } from './flow.ts';

/** What one layer says of one packet. `rules` are all that admit it, not the first. */
export type LayerVerdict =
  | {
      readonly verdict: 'pass';
      readonly component: string;
      readonly rules: readonly RuleId[];
      readonly note?: string;
    }
  | {
      readonly verdict: 'deny';
      readonly component: string;
      readonly code: DenialCode;
      readonly note?: string;
    }
  | {
      readonly verdict: 'unknown';
      readonly component: string;
      readonly reasons: readonly [UnknownReason, ...UnknownReason[]];
      readonly note?: string;
    };

export const pass = (component: string, rules: readonly RuleId[] = []): LayerVerdict => ({
  verdict: 'pass',
  component,
  rules,
});

export const deny = (component: string, code: DenialCode, note?: string): LayerVerdict =>
  note === undefined
    ? { verdict: 'deny', component, code }
    : { verdict: 'deny', component, code, note };

export const unknown = (
  component: string,
  ...reasons: [UnknownReason, ...UnknownReason[]]
): LayerVerdict => ({
  verdict: 'unknown',
  component,
  reasons,
});
