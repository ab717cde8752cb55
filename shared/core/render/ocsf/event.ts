import type { AuditReport } from '../document/index.ts';
import { MAX_TEXT_LENGTH, printable } from '../printable.ts';
import type { Captioned } from './status.ts';

export const OCSF_VERSION = '1.6.0';

const CATEGORY = { uid: 2, name: 'Findings' };
const CLASS = { uid: 2003, name: 'Compliance Finding' };
const AWS_ACCOUNT = { type_id: 10, type: 'AWS Account' };

export const shown = (text: string): string => printable(text, MAX_TEXT_LENGTH);

/** What differs from event to event, beside the objects of the class. */
export interface EventHead {
  readonly activity: Captioned;
  readonly severity: Captioned;
  /** Null where nobody has to deal with it. */
  readonly status: Captioned | null;
  readonly message: string;
  /** The ARN of the cluster; null for all of them. */
  readonly cluster: string | null;
}

/** The cloud profile: required by it, so that an event without a cluster has the provider alone. */
function cloudOf(arn: string | null, { clusters }: AuditReport): object {
  const [, partition = '', , arnRegion = '', arnAccount = ''] = (arn ?? '').split(':');
  const head = clusters.find((one) => one.arn === arn);
  const region = head?.region ?? arnRegion;
  const account = head?.accountId ?? arnAccount;
  return {
    provider: 'AWS',
    ...(partition === '' ? {} : { cloud_partition: partition }),
    ...(region === '' ? {} : { region }),
    ...(account === '' ? {} : { account: { uid: account, ...AWS_ACCOUNT } }),
  };
}

/** The attributes that every event has. */
export function eventHead(head: EventHead, report: AuditReport): object {
  const { activity, severity, status, message, cluster } = head;
  return {
    class_uid: CLASS.uid,
    class_name: CLASS.name,
    category_uid: CATEGORY.uid,
    category_name: CATEGORY.name,
    activity_id: activity.id,
    activity_name: activity.caption,
    type_uid: CLASS.uid * 100 + activity.id,
    type_name: `${CLASS.name}: ${activity.caption}`,
    severity_id: severity.id,
    severity: severity.caption,
    ...(status === null ? {} : { status_id: status.id, status: status.caption }),
    time: Date.parse(report.takenAt),
    time_dt: report.takenAt,
    message: shown(message),
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'podfence', vendor_name: 'podfence', version: report.tool.version },
      profiles: ['cloud', 'datetime'],
    },
    cloud: cloudOf(cluster, report),
  };
}
