/** Kubernetes and `snapshot.json`: `2026-11-16T08:30:00Z`. */
export const instant = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

export const later = (time: string, seconds: number): string =>
  instant(new Date(Date.parse(time) + seconds * 1000));

/** The AWS CLI, for EC2: `2026-11-16T08:30:00+00:00`. */
export const ec2Time = (time: string): string => time.replace(/Z$/, '+00:00');

/** The AWS CLI, for RDS and EKS, which keep fractions of a second. */
export const preciseTime = (time: string): string => time.replace(/Z$/, '.000000+00:00');

// The lab, in the order in which it happened.
export const clusterCreatedAt = '2026-11-09T07:52:11Z';
export const nodesJoinedAt = '2026-11-09T08:15:30Z';
export const shopDeployedAt = '2026-11-16T08:30:00Z';
export const databaseCreatedAt = '2026-11-16T08:41:22Z';
/** The learner points the catalog at RDS; its pods restart and cannot connect. */
export const catalogMovedAt = '2026-11-16T09:40:00Z';
export const beforeTakenAt = '2026-11-16T10:00:00Z';
export const policyCreatedAt = '2026-11-17T09:20:00Z';
export const catalogRecycledAt = '2026-11-17T09:22:00Z';
export const afterTakenAt = '2026-11-17T10:00:00Z';
export const importRanAt = '2026-11-18T13:30:00Z';
export const checkoutPolicyCreatedAt = '2026-11-18T14:05:00Z';
export const checkoutRestartedAt = '2026-11-18T14:10:00Z';
export const policyEditedAt = '2026-11-20T09:12:00Z';
export const reportingDeployedAt = '2026-11-20T11:02:00Z';
export const reportingLabelledAt = '2026-11-20T13:40:00Z';
export const driftedTakenAt = '2026-11-20T16:00:00Z';
