import { expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { aReport } from '../support/report.ts';
import { inBrowser } from './browser.ts';
import { exampleHtml, hostileHtml, htmlOf, largeHtml, saved } from './reports.ts';

const PAGES = {
  'before the lab': saved(await exampleHtml('before')),
  'after the lab': saved(await exampleHtml('after')),
  drifted: saved(await exampleHtml('drifted')),
  large: saved(largeHtml()),
  hostile: saved(hostileHtml()),
} as const;
const ALL = Object.entries(PAGES);
const { large, hostile, drifted } = PAGES;

const listOf = (page: Page, name: 'violations' | 'ran'): Promise<unknown> => page.evaluate(name);

/** Everything that a reader could see now, folded parts left out. */
const visible = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (css) =>
      [...document.querySelectorAll(css)].filter((one) =>
        one.checkVisibility({ contentVisibilityAuto: false, visibilityProperty: true }),
      ).length,
    selector,
  );

inBrowser('every report', (open) => {
  it.each(ALL)('runs without a fault, and asks nobody for anything: %s', async (_, url) => {
    const { page, watch } = await open(url);
    expect(watch).toEqual({ faults: [], requests: [url] });
    expect(await listOf(page, 'violations')).toEqual([]);
    expect(await listOf(page, 'ran')).toEqual([]);
  });

  it.each(ALL)('fits phones, tablets and screens: %s', async (_, url) => {
    for (const width of [360, 768, 1280]) {
      const { page } = await open(url, { viewport: { width, height: 800 } });
      const widths = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(widths).toEqual([width, width]);
    }
  });

  it.each(ALL)('has no fault of accessibility, by light and in the dark: %s', async (_, url) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      // The judge is code of ours: the policy would keep it out.
      const { page } = await open(url, { colorScheme, bypassCSP: true });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run());
      const told = violations.map(({ id, nodes }) => ({
        id,
        where: nodes.map(({ html }) => html).slice(0, 3),
      }));
      expect(told).toEqual([]);
    }
  });

  it.each(ALL)(
    'can be read without a script: all of it is visible, and nothing that is dead: %s',
    async (_, url) => {
      const { page } = await open(url, { javaScriptEnabled: false });
      expect(await page.locator('details:not([open])').count()).toBe(0);
      expect(await page.locator('#filters').isVisible()).toBe(false);
      expect(await page.locator('button:visible').count()).toBe(0);
    },
  );
});

inBrowser('hostile names', (open) => {
  it('are shown as they are, and do nothing, whatever is opened, filtered or clicked', async () => {
    const { page, watch } = await open(hostile);
    await page.getByRole('button', { name: 'Open all' }).click();
    await page.getByLabel('Search').fill('script');
    await page.getByRole('button', { name: 'Clear' }).click();
    for (const button of await page
      .getByRole('button', { name: 'Copy' })
      .all()
      .then((all) => all.slice(0, 5))) {
      await button.click();
    }
    expect(await listOf(page, 'ran')).toEqual([]);
    expect(watch.faults).toEqual([]);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
    expect(await page.locator('body').textContent()).toContain('<script>alert("script")</script>');
  });

  it('would not run even as markup: the policy knows one script', async () => {
    const { page } = await open(hostile);
    await page.evaluate(() => {
      const markup = document.createElement('template');
      try {
        markup.innerHTML = '<b>no</b>';
      } catch {
        window.ran.push('markup was refused');
      }
      const script = document.createElement('script');
      try {
        script.textContent = 'alert("a script of somebody else")';
      } catch {
        window.ran.push('text of a script was refused');
      }
      const image = document.createElement('img');
      image.setAttribute('src', 'https://example.com/x.png');
      document.body.append(script, image);
    });
    await page.waitForFunction(() => window.violations.length > 0);
    expect(await listOf(page, 'ran')).toEqual([
      'markup was refused',
      'text of a script was refused',
    ]);
    expect(JSON.stringify(await listOf(page, 'violations'))).toContain(
      'img-src https://example.com/x.png',
    );
  });
});

const select = (page: Page, name: string): Locator =>
  page.locator(`#filters select[name="${name}"]`);

inBrowser('the filters', (open) => {
  const findings = (page: Page): Promise<number> => visible(page, 'article.finding');
  const status = (page: Page): Promise<string | null> => page.locator('#shown').textContent();

  it('narrow findings and the rows of the tables, alone and together, and are cleared', async () => {
    const { page } = await open(large);
    expect([await findings(page), await status(page)]).toEqual([60, '']);

    await select(page, 'severity').selectOption('critical');
    expect(await findings(page)).toBe(12);
    expect(await status(page)).toMatch(/^Showing 12 of 60 findings/);

    await select(page, 'state').selectOption('persisting');
    expect(await findings(page)).toBe(3);
    await select(page, 'state').selectOption('');

    await select(page, 'namespace').selectOption('team-1');
    expect(await findings(page)).toBe(2);
    const rows = page.locator('tr[data-row="reach"]:not(.filtered)');
    const namespaces = await rows.evaluateAll((all) => all.map((one) => one.dataset['namespace']));
    expect(new Set(namespaces)).toEqual(new Set(['team-1']));

    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('#shown:empty').waitFor({ state: 'attached' });
    expect(await findings(page)).toBe(60);
  });

  it('by check, store and suppression', async () => {
    const { page } = await open(large);
    await select(page, 'check').selectOption('a-check');
    expect(await findings(page)).toBe(20);
    await select(page, 'check').selectOption('');
    await select(page, 'store').selectOption('arn:store-3');
    expect(await findings(page)).toBe(5);
    await select(page, 'store').selectOption('');
    await select(page, 'state').selectOption('suppressed');
    expect(await findings(page)).toBe(1);
    expect(
      await page.locator('section[data-group="findings"]:visible h3').allTextContents(),
    ).toHaveLength(1);
  });

  it('find every word of a text, in any case', async () => {
    const { page } = await open(large);
    await page.getByLabel('Search').fill('W-17  TEAM-8');
    expect(await findings(page)).toBe(1);
    await page.getByLabel('Search').fill('nothing like it');
    expect(await findings(page)).toBe(0);
    expect(await status(page)).toMatch(/^Showing 0 of 60 findings/);
  });

  it('are set by a kind of finding', async () => {
    const { page } = await open(large);
    await page.getByRole('link', { name: 'a-check', exact: true }).click();
    expect(await select(page, 'check').inputValue()).toBe('a-check');
    expect(await findings(page)).toBe(20);
  });
});

inBrowser('long lists', (open) => {
  const FOLDED = '.finding .body';

  it('start folded but for the first, and are opened and closed at once', async () => {
    const { page } = await open(large);
    expect(await visible(page, FOLDED)).toBe(2);
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await visible(page, FOLDED)).toBe(60);
    await page.getByRole('button', { name: 'Close all' }).click();
    expect(await visible(page, FOLDED)).toBe(0);
  });

  it('open for a link that leads into them, through a filter too', async () => {
    const { page } = await open(`${large}#finding-${(43).toString(16).padStart(32, '0')}`);
    const target = page.locator('article:target');
    expect(await target.locator('.body').isVisible()).toBe(true);
    await page.getByLabel('Search').fill('w-17');
    expect(await target.isVisible()).toBe(false);
    await page.evaluate(() => {
      location.hash = '#finding-' + (42).toString(16).padStart(32, '0');
    });
    await target.locator('.body').waitFor({ state: 'visible' });
    expect(await page.getByLabel('Search').inputValue()).toBe('');
  });
});

inBrowser('paper', (open) => {
  it('shows everything, whatever was folded or filtered, and nothing that wants a hand', async () => {
    const { page } = await open(large);
    await page.getByRole('button', { name: 'Close all' }).click();
    await page.getByLabel('Search').fill('w-17');
    await page.emulateMedia({ media: 'print' });
    expect(await visible(page, 'article.finding')).toBe(60);
    expect(await visible(page, '.finding .body')).toBe(60);
    expect(await visible(page, 'tr[data-row="reach"]')).toBe(100);
    expect(await visible(page, 'tr[data-row="unknown"]')).toBe(40);
    expect(await visible(page, 'nav, #filters, .command button, .permalink')).toBe(0);
  });

  it('is dark on light, also for who reads light on dark', async () => {
    const { page } = await open(drifted, { colorScheme: 'dark' });
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await background()).toBe('rgb(20, 23, 27)');
    await page.emulateMedia({ media: 'print' });
    expect(await background()).toBe('rgb(255, 255, 255)');
  });

  it('unfolds before printing and folds again after', async () => {
    const { page } = await open(large);
    const closed = await page.locator('details:not([open])').count();
    expect(closed).toBeGreaterThan(10);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await page.locator('details:not([open])').count()).toBe(closed);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  });
});

inBrowser('the keyboard', (open) => {
  it('skips to the findings first', async () => {
    const { page } = await open(drifted);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Skip to the findings',
    );
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#findings$/);
  });

  it('reaches every control, and folds and copies', async () => {
    const { page } = await open(drifted, { permissions: ['clipboard-read', 'clipboard-write'] });
    const command = page.locator('.command').first();
    await command.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await command.getByText(/Copied|Selected/).waitFor();
    const copied = await page.evaluate(
      () => getSelection()?.toString() || navigator.clipboard.readText(),
    );
    expect(copied).toBe(await command.locator('code').textContent());

    const summary = page.locator('.finding summary').first();
    await summary.focus();
    await page.keyboard.press('Space');
    expect(await page.locator('.finding .body').first().isVisible()).toBe(false);
  });
});

inBrowser('the age of a report', (open) => {
  const takenAgo = (days: number): string =>
    saved(
      htmlOf({
        report: aReport({ takenAt: new Date(Date.now() - days * 86_400_000).toISOString() }),
      }),
    );

  it('is told when it is old, and not before', async () => {
    const warning = async (url: string): Promise<string | null> => {
      const { page } = await open(url);
      const age = page.locator('#age');
      return (await age.isVisible()) ? age.textContent() : null;
    };
    expect(await warning(takenAgo(0.5))).toBe(null);
    expect(await warning(takenAgo(1.5))).toMatch(/^You are reading this 1 day after/);
    expect(await warning(takenAgo(40.5))).toMatch(/^You are reading this 40 days after/);
    // A clock that is behind says nothing.
    expect(await warning(takenAgo(-3))).toBe(null);
  });
});
