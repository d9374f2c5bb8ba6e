import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPage, violationsOf } from '../fixtures/accessibility.ts';
import { AccessibilityRecord } from '../fixtures/accessibility-record.ts';
import { launchBrowser, openPage, type WatchedPage } from '../fixtures/browser.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';
import { loadSampleHotspots } from '../fixtures/sample-hotspots.ts';
import { loadSampleLayers } from '../fixtures/sample-layers.ts';

const SHOTS = process.env.TEST_SCREENSHOTS;

const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

describe('the public WLAN map in a browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let database: TestDatabase;
  const record = new AccessibilityRecord();
  beforeAll(async () => {
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
    await loadSampleLayers(database);
    await loadSampleHotspots(database);
    const { DATABASE_URL = '', DATA_DIR } = database.config;
    [server, browser] = await Promise.all([startServer({ DATABASE_URL, DATA_DIR }), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.close();
    if (process.env.WRITE_ACCESSIBILITY_CHECK === 'yes') record.write();
  });

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<WatchedPage> => {
    const watched = await openPage(browser, options);
    await watched.page.goto(server.address + path);
    if (options.javaScriptEnabled !== false && /^\/wlan(\?|$)/.test(path))
      await watched.page.waitForSelector('#wlan[data-ready]');
    return watched;
  };
  const names = (watched: WatchedPage) => watched.page.locator('#list h3').allTextContents();
  const end = async (watched: WatchedPage) => {
    expect(watched.complaints).toEqual([]);
    expect(watched.foreignRequests).toEqual([]);
    expect(await watched.page.context().cookies()).toEqual([]);
    await watched.close();
  };

  it('is a usable list without JavaScript: search by place, filter, next page, language', async () => {
    const watched = await open('/wlan', { ...PHONE, javaScriptEnabled: false });
    const { page } = watched;
    expect(await names(watched)).toHaveLength(50);
    await page.getByLabel('In der Nähe von').fill('Mitte');
    await page.locator('summary').click();
    await page.getByLabel('Kostenlos').check();
    await page.getByRole('button', { name: 'Anwenden' }).click();
    expect(await page.getByRole('status').first().textContent()).toMatch(
      /^\s*\d+ von 250 .*Verborgen: Kostenlos \d+/,
    );
    expect(await page.locator('.distance').count()).toBe(50);
    const first = (await names(watched))[0];
    await page.getByRole('link', { name: 'Weitere Standorte' }).click();
    expect((await names(watched))[0]).not.toBe(first);
    expect(await page.getByLabel('Kostenlos').isChecked()).toBe(true);
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await end(watched);
  });

  it('filters list and map alike, goes from hotspot to hotspot by keyboard and shows its card', async () => {
    const watched = await open('/wlan');
    const { page } = watched;
    await page.getByRole('button', { name: 'Nächster Standort' }).focus();
    await page.getByLabel('Kostenlos').check();
    expect(await page.locator('#count').textContent()).toMatch(
      /von 250 Standorten\. Verborgen: Kostenlos \d+\./,
    );
    const listed = await names(watched);
    await page.getByRole('button', { name: 'Nächster Standort' }).focus();
    for (const expected of listed.slice(0, 3)) {
      await page.keyboard.press('Enter');
      expect(await page.locator('#card h3').textContent()).toBe(expected);
    }
    await page.getByRole('button', { name: 'Voriger Standort' }).press('Enter');
    // The card takes room from the map, which knows its new size at once: else the chosen one lies at its edge.
    expect(
      await page.evaluate(() => {
        const box = document.querySelector('#map')!.getBoundingClientRect();
        const canvas = document.querySelector('#map canvas')!.getBoundingClientRect();
        return Math.abs(canvas.height - (box.height - 2));
      }),
    ).toBeLessThanOrEqual(1);
    expect(await page.locator('#card h3').textContent()).toBe(listed[1]);
    expect(await page.locator('#card .assumed').textContent()).toContain('angenommen');
    // A chosen hotspot that a filter hides is no longer shown anywhere.
    await page.getByLabel('Name, Netz').fill('gibt es nicht');
    expect(await page.locator('#card').isHidden()).toBe(true);
    expect(await names(watched)).toEqual([]);
    await end(watched);
  });

  it('finds what is near after one tap', async () => {
    const watched = await open('/wlan', {
      ...PHONE,
      permissions: ['geolocation'],
      geolocation: { longitude: 9.7385, latitude: 52.3745 },
    });
    await watched.page.getByRole('button', { name: 'In meiner Nähe' }).tap();
    await watched.page.locator('.distance').first().waitFor();
    expect(await watched.page.locator('#count').textContent()).toContain('von Ihrem Standort sortiert');
    await end(watched);
  });

  it('leads to the search by street when the position is refused', async () => {
    const watched = await open('/wlan', { permissions: [] });
    await watched.page.getByRole('button', { name: 'In meiner Nähe' }).click();
    await watched.page.locator('#near-status.warn').waitFor();
    expect(await watched.page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe(
      'place',
    );
    await watched.page.keyboard.type('Mitte');
    await watched.page.keyboard.press('Enter');
    await watched.page.locator('.distance').first().waitFor();
    expect(await watched.page.locator('#count').textContent()).toContain('Entfernung von „Mitte“');
    await end(watched);
  });

  /** Everything of the first visit is kept, and the worker answers for the page. */
  const allKept = async (page: Page) => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await expect
      .poll(
        () =>
          page.evaluate(async () => {
            const assets = [...document.querySelectorAll('script[src], link[href]')]
              .map((one) => one.getAttribute('src') ?? one.getAttribute('href')!)
              .filter((path) => path.startsWith('/assets/'));
            const wanted = ['/wlan', '/api/hotspots.geojson', '/icon.svg', ...assets];
            const found = await Promise.all(wanted.map((path) => caches.match(path)));
            const missing = wanted.filter((_, i) => found[i] === undefined);
            return navigator.serviceWorker.controller ? missing : ['controller', ...missing];
          }),
        { timeout: 30_000 },
      )
      .toEqual([]);
  };

  it('takes newer states while the page is open, without moving the reader', async () => {
    const watched = await openPage(browser);
    const { page } = watched;
    await database.sql`update hotspot set state = 'online' where name = 'Standort 24'`;
    await page.clock.install();
    await page.goto(`${server.address}/wlan?q=Standort+24`);
    await page.waitForSelector('#wlan[data-ready]');
    const state = page.locator('#list > li').first().locator('.state');
    expect(await state.textContent()).toContain('In Betrieb gemeldet');
    await page
      .locator('#list > li')
      .first()
      .getByRole('link', { name: /Etwas zu/ })
      .focus();
    await database.sql`update hotspot set state = 'offline' where name = 'Standort 24'`;
    await page.clock.runFor(61_000);
    await page.getByText('Gestört gemeldet').first().waitFor();
    await expect.poll(() => state.textContent(), { timeout: 30_000 }).toContain('Gestört gemeldet');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Etwas zu Standort 24 melden',
    );
    await database.sql`update hotspot set state = 'online' where name = 'Standort 24'`;
    // The network goes while the page is open: it says so by itself, and no more when there is one again.
    const notice = page.locator('.notice.warn', { hasText: 'Keine Verbindung' });
    await allKept(page);
    // It asks every minute; the browser's network may go a moment after it is told to.
    const afterMinutes = (notices: number) =>
      expect
        .poll(() => page.clock.runFor(61_000).then(() => notice.count()), { timeout: 30_000, interval: 500 })
        .toBe(notices);
    await page.context().setOffline(true);
    await afterMinutes(1);
    await page.context().setOffline(false);
    await afterMinutes(0);
    await end(watched);
  });

  it('shows the last state with its age when the network is gone after the first visit', async () => {
    const watched = await open('/wlan');
    const { page } = watched;
    await allKept(page);
    await page.context().setOffline(true);
    await page.reload();
    await page.waitForSelector('#wlan[data-ready]');
    expect(await page.locator('.notice.warn').textContent()).toMatch(/vor \d+ Sekunden?/);
    expect(await names(watched)).toHaveLength(50);
    await page.goto(`${server.address}/wlan?place=Mitte`);
    await page.getByText('„Mitte“ lässt sich erst mit Verbindung wieder suchen').waitFor();
    await watched.close();
  });

  it('takes a report without JavaScript, which the planner answers at the desk', async () => {
    const watched = await open('/wlan?q=Standort+24', { ...PHONE, javaScriptEnabled: false });
    const { page } = watched;
    await page.getByRole('link', { name: 'Etwas zu Standort 24 melden' }).click();
    await page.getByLabel('Das WLAN geht nicht').check();
    await page.getByLabel('Beschreibung').fill('Seit Montag kein Netz.');
    await page.getByRole('button', { name: 'Meldung senden' }).click();
    const code = await page.locator('td strong').textContent();
    expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    await end(watched);

    const desk = await openPage(browser);
    await desk.page.goto(server.link);
    await desk.page.goto(`${server.address}/wlan/desk`);
    const result = await auditPage(desk.page);
    expect(violationsOf(result)).toEqual([]);
    record.add('/wlan/desk', result);
    if (SHOTS) await desk.page.screenshot({ path: `${SHOTS}/wlan-desk.png`, fullPage: true });
    for (const [name, width, colorScheme] of [
      ['desktop', 1120, 'light'],
      ['phone, dark', 390, 'dark'],
    ] as const) {
      await desk.page.setViewportSize({ width, height: 800 });
      await desk.page.emulateMedia({ colorScheme });
      await desk.page.goto(`${server.address}/wlan/rollout`);
      const rollout = await auditPage(desk.page);
      expect(violationsOf(rollout)).toEqual([]);
      record.add(`/wlan/rollout (${name})`, rollout);
      expect(
        await desk.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      if (width === 1120) {
        const building = desk.page.locator('li', { hasText: 'Rathaus 1' });
        await building.locator('summary').click();
        for (const [field, count] of [
          ['publicAreas', 4],
          ['publicAreasDone', 1],
          ['meetingRooms', 2],
          ['meetingRoomsDone', 1],
        ])
          await building.locator(`[name=${field}]`).fill(String(count));
        await building.locator('[name=targetDate]').fill('2026-01-31');
        await building.getByRole('button', { name: 'Speichern: Rathaus 1' }).click();
        await desk.page.getByText('Gespeichert: Rathaus 1').waitFor();
      }
      if (SHOTS) await desk.page.screenshot({ path: `${SHOTS}/wlan-rollout-${width}.png`, fullPage: true });
    }
    await desk.page.setViewportSize({ width: 1120, height: 800 });
    await desk.page.emulateMedia({ colorScheme: 'light' });
    await desk.page.goto(`${server.address}/#tab=needs`);
    await desk.page.getByRole('tab', { name: 'Bedarf' }).click();
    await desk.page.getByRole('button', { name: /Was$/ }).click();
    await desk.page.getByRole('option', { name: 'Öffentliche Gebäude' }).click();
    const panel = desk.page.getByRole('region', { name: 'WLAN in öffentlichen Gebäuden' });
    await panel.getByText('2 / 6 (33').first().waitFor();
    expect(await panel.getByRole('link', { name: 'Rathaus 1' }).getAttribute('href')).toMatch(
      /^\/wlan\/rollout\?lang=de#b\d+$/,
    );
    if (SHOTS) await desk.page.screenshot({ path: `${SHOTS}/wlan-rollout-panel.png` });
    const inPlanning = await auditPage(desk.page, '.panel');
    expect(violationsOf(inPlanning)).toEqual([]);
    await desk.page.goto(`${server.address}/wlan/desk`);
    await desk.page.getByLabel('Antwort').fill('Das Gerät wird am Freitag getauscht.');
    await desk.page.locator('select[name=state]').selectOption('accepted');
    await desk.page.getByRole('button', { name: `Speichern ${code}` }).click();
    await desk.page.getByText(`Gespeichert: ${code}`).waitFor();
    await desk.page.goto(`${server.address}/wlan/report`);
    await desk.page.getByLabel('Code').fill(code!.toLowerCase());
    await desk.page.getByRole('button', { name: 'Nachsehen' }).click();
    await desk.page.getByText('Das Gerät wird am Freitag getauscht.').waitFor();
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  it.each([
    ['light', '/wlan', {}],
    ['dark, filtered', '/wlan?free=1&lang=en&q=Standort+24', { colorScheme: 'dark' }],
    ['phone', '/wlan?place=Mitte&q=Standort+24', PHONE],
    ['400 %', '/wlan?q=Standort+24', { viewport: { width: 320, height: 256 } }],
    ['embedded', '/wlan?embed=1&q=Standort+24', {}],
    ['nothing found', '/wlan?q=gibt+es+nicht', {}],
    ['a bad address', '/wlan?near=hier&q=Standort+24', {}],
    ['report', '/wlan/report?lang=de', {}],
    ['report, dark, phone', '/wlan/report?lang=en', { ...PHONE, colorScheme: 'dark' }],
    ['unknown code', '/wlan/reports/AAAA-BBBB-CCCC', {}],
    ['Leichte Sprache', '/wlan/leichte-sprache', PHONE],
    ['open data', '/wlan/open-data?lang=de', {}],
    ['open data, dark, phone', '/wlan/open-data?lang=en', { ...PHONE, colorScheme: 'dark' }],
    ['accessibility statement', '/wlan/accessibility', {}],
    [
      'accessibility statement, dark, phone',
      '/wlan/accessibility?lang=en',
      { ...PHONE, colorScheme: 'dark' },
    ],
  ] as [string, string, BrowserContextOptions][])(
    'has nothing axe finds: %s',
    async (name, path, options) => {
      const watched = await open(path, options);
      const { page } = watched;
      if (!options.viewport && /^\/wlan(\?|$)/.test(path)) {
        const next = page.locator('#map-panel button', { hasText: /Nächster|Next/ });
        await next.waitFor();
        if (name !== 'nothing found') await next.click();
      }
      const result = await auditPage(page);
      record.add(`${path} (${name})`, result);
      if (SHOTS)
        await page.screenshot({ path: `${SHOTS}/wlan-${name.replace(/\W+/g, '-')}.png`, fullPage: true });
      expect(violationsOf(result)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      const small = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            'button, .button, select, input:not([type=hidden],[type=checkbox],[type=radio]), .check, summary',
          ),
        ]
          .filter((node) => {
            const { width, height } = node.getBoundingClientRect();
            return node.checkVisibility() && Math.min(width, height) < 44;
          })
          .map((node) => node.outerHTML.slice(0, 100)),
      );
      expect(small).toEqual([]);
      await watched.close();
    },
  );
});
