import type { Fix, Policy } from '../../model/index.ts';
import { shellWord } from '../../text/index.ts';

/** Opens the policy; `summary` says what to change in it. Pods that run keep what they have. */
export const editPolicy = ({ namespace, name }: Policy, summary: string): Fix => ({
  summary,
  commands: [
    `kubectl edit securitygrouppolicy ${shellWord(name)} --namespace ${shellWord(namespace)}`,
  ],
});
