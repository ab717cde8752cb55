import type { EpochMs } from '../model/index.ts';

/**
 * How much an audit has to read anew. `full`: everything of a cluster. `network`: the AWS side whole, with the Kubernetes
 * facts of the last full collection.
 */
export type Scope = 'full' | 'network';

/** Who made a call, as far as the record tells. A session's name can be forged by whoever may assume the role. */
export interface Actor {
  /** ARN, user name or service principal: text from outside. */
  readonly name: string;
  readonly kind: 'controller' | 'eks' | 'cni' | 'rds' | 'load-balancer' | 'lambda' | 'other';
}

/** What happened, for the log and for the attribution of findings. No state is taken from it. */
export interface Origin {
  /** The call (`AuthorizeSecurityGroupIngress`), the detail-type of a native event, or the verb and resource of an audit record. */
  readonly event: string;
  /** Of the record: the same through whichever path it comes, so that it tells repetitions. */
  readonly id: string | null;
  readonly at: EpochMs | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly actor: Actor | null;
}

/** Which clusters an event concerns: one by its name, or every one of the account and region. */
export type Concerned =
  { readonly kind: 'cluster'; readonly name: string } | { readonly kind: 'every-cluster' };

/**
 * Why an audit starts, or why none does. `unrecognised`: nobody understands the event; it widens to a full audit and is
 * counted, it is never dropped.
 */
export type Trigger =
  | {
      readonly kind: 'wake';
      readonly scope: Scope;
      readonly concerned: Concerned;
      /** Ids of what was touched (interfaces, groups, instances, stores), sorted; for attribution. */
      readonly touched: readonly string[];
      readonly origin: Origin;
    }
  | { readonly kind: 'quiet'; readonly because: QuietBecause; readonly origin: Origin }
  | { readonly kind: 'unrecognised'; readonly detail: string; readonly origin: Origin };

/** Why an event needs no audit. */
export const QUIET_BECAUSE = [
  'failed',
  'dry-run',
  'read-only',
  'changes-nothing',
  'routine-of-a-service',
  'control-message',
] as const;
export type QuietBecause = (typeof QUIET_BECAUSE)[number];
