/** Waits until the next call of one API may be made. */
export type Pace = () => Promise<void>;

/**
 * At most so many calls in a second. EC2 counts our calls against the account's own budget, which the VPC CNI and the
 * resource controller need ("Request throttling for the Amazon EC2 API": 20 in a second for paged reads).
 */
export function paceOf(
  callsPerSecond: number,
  now: () => number = () => performance.now(),
  wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
): Pace {
  const intervalMs = 1000 / callsPerSecond;
  let free = -Infinity;
  return async () => {
    const at = Math.max(now(), free);
    free = at + intervalMs;
    const left = at - now();
    if (left > 0) await wait(left);
  };
}

/** Our share of an account's budget for one kind of read. */
const CALLS_PER_SECOND = 5;

/** A pace for each API, as the account's budgets are; calls of one API share theirs. */
export type Paces = (api: string) => Pace;

export function pacesOf(make: () => Pace = () => paceOf(CALLS_PER_SECOND)): Paces {
  const known = new Map<string, Pace>();
  return (api) => {
    const pace = known.get(api) ?? make();
    known.set(api, pace);
    return pace;
  };
}
