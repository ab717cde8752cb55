import type { CheckExample } from './check-examples.ts';
import { aPolicy, matchLabels } from './kubernetes.ts';
import { aLab } from './lab.ts';

/** The examples of group B, in the order of the catalogue. */
export const POLICY_EXAMPLES: Readonly<Record<string, CheckExample>> = {
  'policy-selector-is-bounded': {
    says: 'A policy of `shop` selects every pod of the namespace and gives it the group that the database admits.',
    snapshot: () =>
      aLab({ policies: [aPolicy({ name: 'everyone', podSelector: matchLabels({}) })] }),
  },
};
