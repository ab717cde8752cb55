import { writeSync } from 'node:fs';

/** The `podfence` command as its launcher calls it. Loaded by address: the bench knows the command and nothing behind it. */
type Main = (args: readonly string[], host: NodeJS.Process) => Promise<number>;

const address = new URL('../cli/main.ts', import.meta.url).href;
const { main }: { readonly main: Main } = await import(address);
const loadedMs = performance.now();
const exitCode = await main(process.argv.slice(2), process);

const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
writeSync(
  3,
  JSON.stringify({
    exitCode,
    // Both count from the start of the process, loading included.
    loadedMs,
    wallMs: performance.now(),
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    maxRssBytes: maxRSS * 1024,
  }),
);
