import { readFileSync, rmSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { type OpenDatabase, openDatabase } from '../../server/db/open.ts';
import { auditPage, violationsOf } from '../fixtures/accessibility.ts';
import { launchBrowser, openPage, type WatchedPage } from '../fixtures/browser.ts';
import { temporaryDataDir } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';
import { loadUnderservedQuarter, QUARTER } from '../fixtures/underserved-quarter.ts';

type Cookies = Parameters<ReturnType<Page['context']>['addCookies']>[0];

const eventually = <T>(value: () => T) => expect.poll(value, { timeout: 20_000 });

/** One server and one browser for a planner's morning; every step is checked for complaints and foreign hosts. */
describe('the planner’s map in a browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let database: OpenDatabase;
  let cookies: Cookies = [];
  const dataDir = temporaryDataDir();
  const pages: WatchedPage[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer({ DATA_DIR: dataDir }), launchBrowser()]);
    database = await openDatabase(loadConfig({ DATA_DIR: dataDir }), { join: true });
  });
  afterAll(async () => {
    await browser?.close();
    await database?.close();
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const open = async (hash = '', options: BrowserContextOptions = {}): Promise<Page> => {
    const watched = await openPage(browser, { acceptDownloads: true, ...options });
    pages.push(watched);
    await watched.page.context().addCookies(cookies);
    await watched.page.goto(`${server.address}/${hash}`);
    return watched.page;
  };
  /** Closes all pages; nothing may have been complained about or asked of another host. */
  const closeQuietly = async (expected?: RegExp) => {
    for (const { complaints, foreignRequests, close } of pages.splice(0)) {
      await close();
      expect(complaints.filter((complaint) => !expected?.test(complaint))).toEqual([]);
      expect(foreignRequests).toEqual([]);
    }
  };
  const violations = async (page: Page) => violationsOf(await auditPage(page));
  const underserved = '#map=15/52.3746/9.7375&tab=areas';
  const legend = async (page: Page) =>
    Object.fromEntries(
      await page
        .locator('.areas-panel .legend')
        .first()
        .locator('li')
        .evaluateAll((items) =>
          items.map((item) => {
            const [title, count] = [...item.querySelectorAll('span')]
              .slice(-2)
              .map((span) => span.textContent ?? '');
            return [title!.split(' ')[0], Number(count!.replaceAll('.', ''))];
          }),
        ),
    );
  const proposals = (page: Page) => page.getByRole('listbox', { name: 'Vorschläge' }).getByRole('option');

  it('shows the public maps without any address, and says how to sign in', async () => {
    const asked: string[] = [];
    const page = await open();
    page.on('request', (request) => asked.push(request.url()));
    await page.reload();
    await page.getByText('Adressen und Planung sieht, wer angemeldet ist').waitFor();
    await page.getByRole('checkbox', { name: /Schulen/ }).waitFor();
    expect(await page.getByRole('tab', { name: 'Unterversorgung' }).count()).toBe(0);
    expect(await page.getByRole('checkbox', { name: /Adressen/ }).count()).toBe(0);
    expect(asked.filter((url) => /columns|\/api\/areas|tiles\/addresses/.test(url))).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await closeQuietly();
  });

  it('signs in by the link once, and says what to do with an empty database', async () => {
    const page = await open();
    await page.goto(server.link);
    await page.getByRole('tab', { name: 'Unterversorgung' }).click();
    await page.getByText('Es sind noch keine Adressen geladen').waitFor();
    expect(await violations(page)).toEqual([]);
    cookies = await page.context().cookies();
    expect(cookies.every((cookie) => cookie.httpOnly && cookie.sameSite !== 'None')).toBe(true);
    await closeQuietly();
    await loadUnderservedQuarter(database.sql);
  });

  it('classes every address by the chosen rules, as the API does, and proposes areas', async () => {
    const page = await open(underserved);
    await page.getByText('Alle Adressen').waitFor();
    expect(await legend(page)).toEqual({
      weiß: QUARTER.west,
      hellgrau: QUARTER.east,
      versorgt: QUARTER.served,
    });
    const assessed = await page.evaluate(async () =>
      (await fetch('/api/assessment?rules=gigabit-rl-2025')).json(),
    );
    expect(assessed).toMatchObject({ addresses: 46, eligible: { yes: 36, no: 10, unclear: 0 } });
    await eventually(() => proposals(page).count()).toBe(2);
    expect(await proposals(page).first().innerText()).toContain('24 Adr. · 48 Haush.');
    expect(await violations(page)).toEqual([]);

    // Under the rules of 2015 only what has less than 30 Mbit/s is underserved.
    await page.getByRole('button', { name: /Regelwerk(?!e)/ }).click();
    await page
      .getByRole('option', { name: /30 Mbit/ })
      .first()
      .click();
    await eventually(() => proposals(page).count()).toBe(1);
    await closeQuietly();
  });

  it('answers the sliders while they move', async () => {
    const page = await open(underserved);
    await eventually(() => proposals(page).count()).toBe(2);
    await page.getByRole('slider', { name: 'Mindestzahl Adressen je Fläche' }).focus();
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
    await eventually(() => proposals(page).count()).toBe(1);
    await page.getByText('12 förderfähige Adressen liegen zu vereinzelt').waitFor();
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft');
    await eventually(() => proposals(page).count()).toBe(2);
    await page.getByRole('slider', { name: 'Reichweite um jede Adresse' }).focus();
    await page.keyboard.press('End');
    await eventually(() => proposals(page).count()).toBe(1);
    await closeQuietly();
  });

  it('keeps a proposal, takes it back, keeps it again, saves it, and finds it after a reload', async () => {
    const page = await open(underserved);
    await proposals(page).first().click();
    await page.getByRole('button', { name: 'Übernehmen', exact: true }).click();
    const kept = page.getByRole('listbox', { name: 'Eigene Flächen' }).getByRole('option');
    await eventually(() => kept.count()).toBe(1);
    await page.getByText('1 ungespeichert').waitFor();
    await page.locator('canvas').first().focus();
    await page.keyboard.press('Control+z');
    await eventually(() => kept.count()).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await eventually(() => kept.count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Control+s');
    await page.getByText(/Gespeichert vor/).waitFor();
    const [area] = await database.sql`select figures, st_isvalid(geom) as valid from area`;
    expect(area).toMatchObject({ valid: true, figures: { addresses: 24, households: 48 } });
    await page.reload();
    await eventually(() => kept.count()).toBe(1);
    await eventually(() => page.locator('.ledger, .card').first().innerText()).toContain('24');
    await closeQuietly();
  });

  it('draws an area with the pointer and one with the keyboard alone', async () => {
    const page = await open(underserved);
    await eventually(() => proposals(page).count()).toBeGreaterThan(0);
    const kept = page.getByRole('listbox', { name: 'Eigene Flächen' }).getByRole('option');
    const before = await kept.count();
    const box = (await page.locator('canvas').first().boundingBox())!;
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    await page.keyboard.press('d');
    await page.locator('[data-tool=ready]').waitFor();
    for (const [x, y] of [at(0.3, 0.3), at(0.6, 0.3), at(0.6, 0.6), at(0.3, 0.6)]) {
      await page.mouse.move(x, y);
      await page.mouse.click(x, y);
    }
    await page.mouse.move(...at(0.3, 0.6));
    await page.mouse.click(...at(0.3, 0.6));
    await eventually(() => kept.count()).toBe(before + 1);

    await page.locator('canvas').first().focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await page.locator('[data-tool=ready]').waitFor();
    // Away from the first area, since two may not overlap.
    const move = async (key: string, times = 1) => {
      for (let i = 0; i < times; i++) {
        // The address tells where the map has come to rest.
        const before = page.url();
        await page.keyboard.press(key);
        await eventually(() => page.url()).not.toBe(before);
      }
    };
    await move('ArrowRight', 4);
    for (const way of ['ArrowUp', 'ArrowRight', 'ArrowDown']) {
      await page.keyboard.press('Enter');
      await move(way);
    }
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await eventually(() => kept.count()).toBe(before + 2);
    await page.keyboard.press('Control+s');
    await page.getByText(/Gespeichert vor/).waitFor();
    const [{ count, valid }] = (await database.sql`
      select count(*)::int as count, bool_and(st_isvalid(geom)) as valid from area`) as [
      { count: number; valid: boolean },
    ];
    expect({ count, valid }).toEqual({ count: before + 2, valid: true });
    await closeQuietly();
  });

  it('refuses a stale save with a choice, and loses neither state', async () => {
    const page = await open(underserved);
    const kept = page.getByRole('listbox', { name: 'Eigene Flächen' }).getByRole('option');
    await kept.first().click();
    const name = page.getByLabel('Name', { exact: true });
    const mine = 'Mein Stand';
    await database.sql`update area set name = 'Fremder Stand', version = version + 1`;
    await name.fill(mine);
    await name.press('Tab');
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('Fremder Stand');
    expect(await violations(page)).toEqual([]);
    const names = async () => (await database.sql`select name from area`).map((row) => row.name as string);
    expect(await names()).not.toContain(mine);
    await dialog.getByRole('button', { name: 'Meinen Stand als Kopie speichern' }).click();
    await eventually(async () => (await names()).filter((found) => found.startsWith(mine)).length).toBe(1);
    expect(await names()).toContain('Fremder Stand');
    // The refusal itself is the one thing the browser may report.
    await closeQuietly(/412 \(Precondition Failed\)/);
  });

  it('takes the proposals away as GeoJSON, GeoPackage and Shapefile in EPSG:25832', async () => {
    const page = await open(underserved);
    await eventually(() => proposals(page).count()).toBeGreaterThan(0);
    for (const [label, extension, start] of [
      ['GeoJSON', '.geojson', '{'],
      ['GeoPackage', '.gpkg', 'SQLite format 3'],
      ['Shapefile (ZIP)', '.zip', 'PK'],
    ] as const) {
      await page.getByRole('button', { name: /Vorschläge herunterladen/ }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: label }).click();
      const file = await download;
      expect(file.suggestedFilename()).toContain(extension);
      const bytes = readFileSync(await file.path());
      expect(bytes.toString('latin1', 0, start.length)).toBe(start);
      if (extension === '.geojson') expect(bytes.toString('utf8')).toContain('25832');
    }
    await closeQuietly();
  });

  it('finds an address, counts by district, and gives the table as CSV', async () => {
    const page = await open('#map=13/52.3746/9.7375&tab=statistics');
    await page.getByRole('columnheader', { name: /Adressen/ }).waitFor();
    const counted = page.getByRole('row', { name: /Mitte/ }).first();
    expect(await counted.innerText()).toContain('46');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /CSV/ }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toContain('Mitte');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Adresse, Ort/).waitFor();
    await page.keyboard.type('Lange Straße 7');
    await page
      .getByRole('option', { name: /Lange Straße 7/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Lange Straße 7/ }).waitFor();
    // Enter before the answer is there waits for the answer to what was typed.
    await page.route('**/api/search**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Lange Straße 9');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Lange Straße 9/ }).waitFor();
    await closeQuietly();
  });

  it('speaks English, is dark on wish, and fits a phone', async () => {
    const page = await open('#tab=areas', {
      locale: 'en-GB',
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
    });
    await page.getByText('All addresses').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(Math.max(...(background.match(/\d+/g) ?? []).slice(0, 3).map(Number))).toBeLessThan(80);
    expect(await violations(page)).toEqual([]);
    await closeQuietly();
  });

  it('says that the server is gone, keeps working on what it has, and goes on when it is back', async () => {
    const watched = await openPage(browser);
    const { page } = watched;
    await page.context().addCookies(cookies);
    await page.route('**/api/columns/**', (route) => route.abort());
    await page.goto(`${server.address}/${underserved}`);
    await page.getByRole('button', { name: /Noch einmal/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/api/columns/**');
    await page.getByRole('button', { name: /Noch einmal/ }).click();
    await page.getByText('Alle Adressen').waitFor();
    await watched.close();
  });
});
