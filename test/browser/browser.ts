import { afterAll, beforeAll, describe } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

const found = await findChromium();

if (found.state === 'unavailable') {
  const sentence = `${found.reason}; install Chromium (Debian: apt install chromium) or name one in CHROMIUM_PATH`;
  if (process.env['BROWSER_REQUIRED'] === '1') {
    throw new Error(`FAILED test:browser: ${sentence}`);
  }
  process.stderr.write(`SKIPPED test:browser: ${sentence}\n`);
}

/** What went wrong on a page, and what it asked the network for. */
export interface Watch {
  readonly faults: string[];
  readonly requests: string[];
}

export interface Visit {
  readonly page: Page;
  readonly watch: Watch;
}

export type Open = (url: string, options?: BrowserContextOptions) => Promise<Visit>;

/** Runs in the page before anything of its own: hears what the policy forbids, and what tries to run all the same. */
const LISTENER = `
  window.violations = [];
  window.ran = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    window.violations.push(violatedDirective + ' ' + blockedURI));
  window.alert = (text) => window.ran.push(String(text));
`;

async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const watch: Watch = { faults: [], requests: [] };
  page.on('console', (message) => {
    if (message.type() !== 'log') watch.faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => watch.faults.push(`error: ${error.message}`));
  page.on('request', (request) => watch.requests.push(request.url()));
  if (options.javaScriptEnabled !== false) await page.addInitScript(LISTENER);
  await page.goto(url);
  return { page, watch };
}

/** Tests that need a browser; skipped, and counted as skipped, where there is none. */
export function inBrowser(name: string, tests: (open: Open) => void): void {
  const suite = found.state === 'ready' ? describe : describe.skip;
  suite(name, () => {
    let browser: Browser | null = null;

    beforeAll(async () => {
      if (found.state !== 'ready') return;
      browser = await chromium.launch({
        executablePath: found.path,
        args: ['--no-sandbox', '--disable-gpu'],
        env: { ...environment(), ...found.env },
      });
    });

    afterAll(async () => {
      await browser?.close();
    });

    tests(async (url, options = {}) => {
      if (browser === null) throw new Error('the browser did not start');
      return visit(browser, url, options);
    });
  });
}

const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
