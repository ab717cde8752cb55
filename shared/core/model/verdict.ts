/** What an audit says of one check and one subject. Only violations become findings. */
export type Verdict = 'compliant' | 'violation' | 'unknown' | 'not-applicable';

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const compareSeverity = (a: Severity, b: Severity): number =>
  SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);

/** Why something is unknown: a closed list that other programs rely on. */
export const UNKNOWN_REASONS = [
  'pods-unseen',
  'policies-unseen',
  'service-accounts-unseen',
  'interfaces-unseen',
  'managed-interfaces-hidden',
  'groups-unseen',
  'rules-unseen',
  'stores-unseen',
  'store-address-unseen',
  'nacl-unseen',
  'routes-unseen',
  'prefix-list-unreadable',
  'foreign-group',
  'foreign-account',
  'transit-gateway',
  'middlebox',
  'mode-unknown',
  'identity-unknown',
  'cni-config-unseen',
  'templates-unseen',
  'truncated',
  'malformed',
  'unsupported',
] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** Why a pod's groups are not what its policies declare, in the order in which the causes are tried. */
export const CAUSES = [
  'CNI_NOT_USING_BRANCH',
  'POD_PREDATES_POLICY',
  'ADMISSION_BYPASS',
  'LABEL_DRIFT',
  'INSTANCE_SG_FALLBACK',
  'STALE_AFTER_POLICY_CHANGE',
  'OUT_OF_BAND_ENI_CHANGE',
  'UNKNOWN',
] as const;
export type Cause = (typeof CAUSES)[number];
