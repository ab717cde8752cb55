import type { CheckNames } from '../../../shared/core/settings/index.ts';

/** A small catalogue. */
export const CHECK_NAMES: CheckNames = [
  { id: 'branch-eni-carries-declared-groups', reference: 'C-01', reportsUnder: null },
  { id: 'matched-pod-has-branch-eni', reference: 'C-02', reportsUnder: null },
  { id: 'branch-eni-in-use-has-pod', reference: 'D-01', reportsUnder: null },
  { id: 'store-serves-no-leftover-branch', reference: 'R-13', reportsUnder: 'D-01' },
];
