const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When every test snapshot was taken. */
export const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

export const minutesAgo = (minutes: number): number => NOW - minutes * MINUTE;
export const hoursAgo = (hours: number): number => NOW - hours * HOUR;
