import type { HostStream } from './host.ts';

const PATIENCE_MS = 1000;
const CLEAR = '\r\u001b[2K';

/** Says what takes so long, on a terminal and after a second; in a pipe it is silent. */
export interface Progress {
  readonly stage: (name: string) => void;
  /** Wipes the line: what follows on the terminal starts clean. */
  readonly end: () => void;
}

const SILENT: Progress = { stage: () => undefined, end: () => undefined };

export function createProgress(
  stream: HostStream,
  isQuiet: boolean,
  now: () => number = Date.now,
): Progress {
  if (isQuiet || stream.isTTY !== true) return SILENT;
  const startedAt = now();
  let name = '';
  let isShown = false;
  const show = (): void => {
    const elapsedMs = now() - startedAt;
    if (name === '' || elapsedMs < PATIENCE_MS) return;
    stream.write(`${CLEAR}${name}… ${Math.floor(elapsedMs / 1000)} s`);
    isShown = true;
  };
  const timer = setInterval(show, PATIENCE_MS);
  timer.unref();
  return {
    stage(next) {
      name = next;
      // The work between two stages may be one long synchronous step, in which no timer fires.
      show();
    },
    end() {
      clearInterval(timer);
      if (isShown) stream.write(CLEAR);
      isShown = false;
    },
  };
}
