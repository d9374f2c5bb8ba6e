import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from '../fixtures/browser.ts';
import { openServerDatabase, serverOf, type TestDatabase } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';
import { loadUnderservedQuarter } from '../fixtures/underserved-quarter.ts';

const eventually = <T>(value: () => T) => expect.poll(value, { timeout: 20_000 });

/** One area drawn by hand, then corrected with each of the other tools, saved and read back from the database. */
describe('correcting an area by hand in a browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let database: TestDatabase;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    database = await openServerDatabase();
    [server, browser] = await Promise.all([startServer(serverOf(database)), launchBrowser()]);
    await loadUnderservedQuarter(database.sql);
    watched = await openPage(browser);
    page = watched.page;
    await page.goto(server.link);
    await page.goto(`${server.address}/#map=15/52.3746/9.7375&tab=areas`);
    await page.getByText('Alle Adressen').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.close();
  });

  const kept = () => page.getByRole('listbox', { name: 'Eigene Flächen' }).getByRole('option');
  /** A point of the map left of the card, as shares of its width and height. */
  const at = async (x: number, y: number): Promise<[number, number]> => {
    const box = (await page.locator('canvas').first().boundingBox())!;
    return [box.x + box.width * x, box.y + box.height * y];
  };
  const click = async (x: number, y: number) => {
    const [px, py] = await at(x, y);
    await page.mouse.move(px, py);
    await page.mouse.click(px, py);
  };
  const tool = async (key: string) => {
    await page.locator('canvas').first().focus();
    await page.keyboard.press(key);
    await page.locator('[data-tool=ready]').waitFor();
  };
  const leave = async () => {
    await page.locator('canvas').first().focus();
    await page.keyboard.press('Escape');
    await eventually(() => page.locator('[data-tool=ready]').count()).toBe(0);
  };
  const saved = async () => {
    await page.keyboard.press('Control+s');
    await page.getByText(/Gespeichert vor/).waitFor();
    await eventually(() => page.getByText(/ungespeichert/).count()).toBe(0);
    return database.sql<{ m2: number; corners: number; valid: boolean }[]>`
      select st_area(geom)::float8 as m2, st_npoints(geom)::int - st_numgeometries(geom)::int as corners,
        st_isvalid(geom) as valid from area order by 1`;
  };
  let drawnM2 = 0;

  it('draws a rectangle', async () => {
    await tool('d');
    for (const [x, y] of [
      [0.1, 0.6],
      [0.4, 0.6],
      [0.4, 0.85],
      [0.1, 0.85],
      [0.1, 0.85],
    ] as const)
      await click(x, y);
    await eventually(() => kept().count()).toBe(1);
    const [area] = await saved();
    expect(area).toMatchObject({ corners: 4, valid: true });
    drawnM2 = area!.m2;
  });

  it('moves a corner, undoes and redoes it', async () => {
    await kept().first().click();
    await tool('v');
    await page.mouse.move(...(await at(0.1, 0.6)));
    await page.mouse.down();
    await page.mouse.move(...(await at(0.09, 0.55)), { steps: 6 });
    await page.mouse.move(...(await at(0.08, 0.5)), { steps: 6 });
    await page.mouse.up();
    await page.getByText('1 ungespeichert').waitFor();
    await leave();
    const [moved] = await saved();
    expect(moved).toMatchObject({ corners: 4, valid: true });
    expect(moved!.m2).toBeGreaterThan(drawnM2 * 1.1);
    await page.keyboard.press('Control+z');
    await page.getByText('1 ungespeichert').waitFor();
    expect((await saved())[0]!.m2).toBeCloseTo(drawnM2, 3);
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('1 ungespeichert').waitFor();
    expect((await saved())[0]!.m2).toBeCloseTo(moved!.m2, 3);
  });

  it('splits it in two, of the same size together, and joins them again', async () => {
    const whole = (await saved())[0]!.m2;
    await kept().first().click();
    await tool('x');
    await click(0.25, 0.45);
    await click(0.25, 0.95);
    await page.mouse.move(...(await at(0.26, 0.93)));
    await page.keyboard.press('Enter');
    await eventually(() => kept().count()).toBe(2);
    const parts = await saved();
    expect(parts.map((part) => part.valid)).toEqual([true, true]);
    // New corners on the cut are kept to 1e-9 degrees, a tenth of a millimetre: with 250 m of edge, 0.03 m².
    expect(parts[0]!.m2 + parts[1]!.m2).toBeCloseTo(whole, 1);

    await leave();
    await click(0.15, 0.75);
    await page.keyboard.down('Shift');
    await click(0.35, 0.75);
    await page.keyboard.up('Shift');
    await page.locator('.tool-hint .primary').click();
    await eventually(() => kept().count()).toBe(1);
    const joined = await saved();
    expect(joined).toHaveLength(1);
    expect(joined[0]!.m2).toBeCloseTo(whole, 1);
    expect(watched.complaints).toEqual([]);
    expect(watched.foreignRequests).toEqual([]);
  });
});
