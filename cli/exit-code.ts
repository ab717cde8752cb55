import type { ExitFacts } from '../shared/audit/index.ts';
import { compareSeverity } from '../shared/core/model/index.ts';

export const EXIT_CODES = { compliant: 0, violations: 1, usage: 2, incomplete: 3 } as const;
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

export const FAIL_ON = ['low', 'medium', 'high', 'critical', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface ExitPolicy {
  readonly failOn: FailOn;
  readonly failOnUnknown: boolean;
}

/** 1 wins over 3: a violation is worse news than something unseen. */
export function exitCodeOf({ severities, unknown }: ExitFacts, policy: ExitPolicy): ExitCode {
  const { failOn } = policy;
  // `info` is below every threshold that can be asked for.
  if (failOn !== 'never' && severities.some((one) => compareSeverity(one, failOn) >= 0)) {
    return EXIT_CODES.violations;
  }
  return listingExitCode(unknown, policy);
}

/** Listings show and do not judge: they never exit 1. */
export const listingExitCode = (
  unknown: boolean,
  { failOnUnknown }: Pick<ExitPolicy, 'failOnUnknown'>,
): ExitCode => (unknown && failOnUnknown ? EXIT_CODES.incomplete : EXIT_CODES.compliant);
