import type {
  Cause,
  FindingState,
  GapReason,
  Resolution,
  Severity,
  UnknownReason,
} from '../../model/index.ts';
import { SEVERITIES } from '../../model/index.ts';

export const WORST_FIRST: readonly Severity[] = SEVERITIES.toReversed();

/** Beside the colour and the word, a shape: severities are told apart in print and without colours. */
export const SEVERITY_SHAPES = {
  critical: '◆',
  high: '▲',
  medium: '■',
  low: '●',
  info: '○',
} as const satisfies Record<Severity, string>;

export const CAUSE_WORDS = {
  CNI_NOT_USING_BRANCH:
    'The pod was given a branch interface, but the CNI did not put it there: it stands on another interface and wears that one’s groups.',
  POD_PREDATES_POLICY:
    'The pod is older than the policy. Groups are attached when a pod starts, and never again.',
  ADMISSION_BYPASS:
    'The policy was there before the pod, and the pod was admitted without a branch interface all the same: the webhook was not asked, or failed open.',
  LABEL_DRIFT: 'Labels were changed after the pod had started. Its groups did not follow.',
  INSTANCE_SG_FALLBACK:
    'The controller found no policy when it made the branch interface, and gave it the groups of the node.',
  STALE_AFTER_POLICY_CHANGE:
    'The policy was changed after the pod had started. Running pods keep the groups with which they started.',
  OUT_OF_BAND_ENI_CHANGE:
    'Policy and labels are older than the pod, so neither explains the groups: somebody, or something, changed them on the interface itself.',
  UNKNOWN: 'What led to this cannot be told from what was read.',
} as const satisfies Record<Cause, string>;

export const STATE_WORDS = {
  raised: 'new in this audit, or back again',
  changed: 'known, and different from the last audit',
  persisting: 'known, and as it was',
  held: 'kept open: its subject could not be decided in this audit',
  resolved: 'closed by what this audit saw',
} as const satisfies Record<FindingState, string>;

export const RESOLUTION_WORDS = {
  compliant: 'judged compliant',
  'subject-gone': 'what it was about is gone',
  'not-applicable': 'the check does not apply any more',
} as const satisfies Record<Resolution, string>;

export const GAP_WORDS = {
  missing: 'not in the input',
  denied: 'reading it was denied',
  truncated: 'cut off',
  malformed: 'could not be read',
  hidden: 'hidden by the service',
  contradiction: 'parts of the input disagree',
  unsupported: 'understood, but not modelled',
  reported: 'reported by the collector',
} as const satisfies Record<GapReason, string>;

export const REASON_WORDS = {
  'pods-unseen': 'pods were not all seen',
  'policies-unseen': 'policies were not all seen',
  'service-accounts-unseen': 'service accounts were not all seen',
  'interfaces-unseen': 'network interfaces were not all seen',
  'managed-interfaces-hidden': 'interfaces that AWS manages were hidden',
  'groups-unseen': 'security groups were not all seen',
  'rules-unseen': 'rules were not all seen',
  'stores-unseen': 'stores of some kind were not seen',
  'store-address-unseen': 'it is not known where the store answers',
  'nacl-unseen': 'network ACLs were not seen',
  'routes-unseen': 'routes were not seen',
  'prefix-list-unreadable': 'a prefix list could not be read',
  'foreign-group': 'a group of another account decides',
  'foreign-account': 'another account decides',
  'transit-gateway': 'the way leads through a transit gateway',
  middlebox: 'the way leads through an appliance',
  'mode-unknown': 'the enforcing mode of the CNI is not known',
  'identity-unknown': 'it is not known as whom the pod goes out',
  'cni-config-unseen': 'the settings of the CNI were not seen',
  'templates-unseen': 'pod templates were not seen',
  truncated: 'the input was cut off',
  malformed: 'the input could not be read',
  unsupported: 'not modelled yet',
} as const satisfies Record<UnknownReason, string>;

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A length of time as people say it: `3 days`, `2 hours`, `less than a minute`. */
export function spokenLength(ms: number): string {
  for (const [name, length] of UNITS) {
    const count = Math.floor(ms / length);
    if (count > 0) return `${count.toLocaleString('en-US')} ${name}${count === 1 ? '' : 's'}`;
  }
  return 'less than a minute';
}
