import type { GroupId, Severity } from '../model/index.ts';

/** Services whose stores are in scope. `rds` covers Aurora, Neptune, DocumentDB and RDS Proxy. */
export const STORE_SERVICES = ['rds', 'elasticache'] as const;
export type StoreService = (typeof STORE_SERVICES)[number];

/**
 * How long a violation must have stood before it counts, in milliseconds. What is not named here counts at once.
 * `start`: association and wiring of a branch interface take up to three minutes under bursts.
 * `orphan`: cooldown, delete queue and a controller restart. `leak`: two runs of the controller's cleaner (30 min each).
 * `allocation`: retries of a branch interface that cannot be made. `unusedGrant`: how long a group that a store admits
 * may be without members, for workloads that are scaled to zero.
 */
export interface Windows {
  readonly start: number;
  readonly orphan: number;
  readonly leak: number;
  readonly allocation: number;
  readonly unusedGrant: number;
}
export type WindowName = keyof Windows;

/** What people approve by name, so that a check does not tell it. */
export interface Allowances {
  /** clusters (ARN or name) that may run in standard mode. */
  readonly standardMode: readonly string[];
  /** B-03: policies (`namespace/name`) that may select a whole namespace. */
  readonly wholeNamespace: readonly string[];
  /** B-10: for each protected group, the policies (`namespace/name`) that may name it. */
  readonly grantingPolicies: ReadonlyMap<GroupId, readonly string[]>;
  /** D-04: interfaces (`eni-…`) or requesters (an account or service id) that may wear a protected group. */
  readonly protectedWearers: readonly string[];
  /** policies (`namespace/name`) that may open a store to more workloads than the limit. */
  readonly broadPolicies: readonly string[];
}

/** What people may decide, with every default filled in: made from the one option table. */
export interface Settings {
  /** Services whose stores are audited. */
  readonly stores: readonly StoreService[];
  /** Protected beside the groups that stores admit or carry. */
  readonly protectedGroups: readonly GroupId[];
  readonly windowsMs: Windows;
  /** By the id of a check: instead of the severity of its message. */
  readonly severities: ReadonlyMap<string, Severity>;
  /** Ids of checks that do not run; their findings are held. */
  readonly disabledChecks: ReadonlySet<string>;
  readonly allow: Allowances;
  /** B-06: security groups on one interface (quota L-2AFB9258). */
  readonly groupsPerInterface: number;
  /** workloads that one policy may let into a store. */
  readonly workloadsPerPolicy: number;
  /** Tags that mark a store as restricted, beside the value `restricted`: are critical there. Any is enough. */
  readonly restrictedTags: ReadonlyMap<string, string>;
}
