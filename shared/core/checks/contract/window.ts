const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * How long a violation must have stood before it counts. Everything that is not named here counts at once.
 * `start`: association and wiring of a branch interface take up to three minutes under bursts.
 * `orphan`: cooldown, delete queue and a controller restart. `leak`: two runs of the controller's cleaner (30 min each).
 * `allocation`: retries of a branch interface that cannot be made.
 */
export const WINDOWS_MS = {
  start: 180 * SECOND,
  orphan: 15 * MINUTE,
  leak: 65 * MINUTE,
  allocation: 10 * MINUTE,
} as const;

export type WindowName = keyof typeof WINDOWS_MS;
export type Windows = Readonly<Record<WindowName, number>>;
