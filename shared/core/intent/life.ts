import type { DataStoreAccess, EpochMs } from '../model/index.ts';

/** Its grants hold. What has expired keeps its stores closed and lets nobody in. */
export const isInForce = ({ expiresAt }: DataStoreAccess, now: EpochMs): boolean =>
  expiresAt === null || now < expiresAt;
