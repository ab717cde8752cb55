/** The one cluster of a synthetic estate. */
export const ACCOUNT_ID = '111122223333';
/** Another account, which no estate contains. */
export const FOREIGN_ACCOUNT_ID = '444455556666';
/** The account in which EKS runs the resource controller. */
export const EKS_ACCOUNT_ID = '777788889999';
export const REGION = 'us-west-2';
export const CLUSTER_NAME = 'bench';
export const CLUSTER_ARN = `arn:aws:eks:${REGION}:${ACCOUNT_ID}:cluster/${CLUSTER_NAME}`;

/** When the snapshot was taken: fixed, because an estate depends on its options only. */
export const TAKEN_AT = Date.UTC(2026, 10, 20, 9, 0, 0) / 1000;
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;
export const CLUSTER_CREATED_AT = TAKEN_AT - 700 * DAY;

/** A time as Kubernetes writes it, e.g. `2026-11-20T09:00:00Z`. */
export function toKubernetesTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** A time as the AWS CLI writes it, e.g. `2026-11-20T09:00:00+00:00`. */
export function toAwsTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`;
}
