import { type AccountId, toAccountId } from '../model/index.ts';

/** What every ARN says of its resource's home, in any partition; null where a part is empty or missing. */
export interface ArnHome {
  readonly accountId: AccountId | null;
  readonly region: string | null;
}

/** `arn:<partition>:<service>:<region>:<account>:<resource>`. */
export function homeOf(arn: string): ArnHome {
  const [scheme, , , region = '', account = ''] = arn.split(':', 5);
  if (scheme !== 'arn') return { accountId: null, region: null };
  return { accountId: account === '' ? null : toAccountId(account), region: region || null };
}

/**
 * A key for an identifier that is unique in one account and region only. `arn` is of any resource that lives there, so
 * that equal names of two accounts, which a listing with shared clusters holds side by side, are not joined.
 */
export function localKey(arn: string, id: string): string {
  const { accountId, region } = homeOf(arn);
  return `${accountId ?? ''}:${region ?? ''}:${id}`;
}
