export { readAuditLog } from './audit-log.ts';
export { readCloudTrailRecord } from './cloudtrail.ts';
export { EVENT_PATTERNS, type EventPattern } from './event-patterns.ts';
export { readEvent } from './read-event.ts';
export {
  type Actor,
  type Concerned,
  type Origin,
  QUIET_BECAUSE,
  type QuietBecause,
  type Scope,
  type Trigger,
} from './trigger.ts';
