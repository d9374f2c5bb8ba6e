import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPage, violationsOf } from '../fixtures/accessibility.ts';
import { launchBrowser, openPage } from '../fixtures/browser.ts';
import { openServerDatabase, serverOf, type TestDatabase } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

const SHOTS = process.env.TEST_SCREENSHOTS;

describe('needs in the browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openServerDatabase();
    await loadSmallCity(database);
    await database.sql`update school set classes = 12, carrier = 'Region Hannover',
      geom = 'SRID=25832;POINT(550110 5800100)' where key = 's1'`;
    await database.sql`delete from supply_claim where technology = 'hfc'
      and address_id in (select id from address where key = 'a1')`;
    [server, browser] = await Promise.all([startServer(serverOf(database)), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.close();
  });
  const violations = async (page: Page) => violationsOf(await auditPage(page));

  it('lists schools far from the target first, goes to one on the map, and saves the list', async () => {
    const { page, complaints, foreignRequests, close } = await openPage(browser);
    await page.goto(server.link);
    await page.getByRole('tab', { name: 'Bedarf' }).waitFor();
    await page.keyboard.press('5');
    await page.getByText('0 von 2 am Ziel, 0 weitere zugesagt bis 31.12.2030').waitFor();
    const rows = page.locator('.needs-row');
    expect(await rows.allInnerTexts()).toEqual([
      expect.stringMatching(
        /^Grundschule Lange Straße\s+Ziel nicht erreicht · Bedarf nicht gedeckt\s+Netz A: 50\/10 Mbit\/s · Bedarf 390 Mbit\/s · nächste Adresse 10 m entfernt \(angenommen\) · Region Hannover$/,
      ),
      expect.stringMatching(
        /^Gymnasium Ost\s+Versorgung unbekannt\s+keine Angabe zur Versorgung · Zahl der Klassen nicht bekannt/,
      ),
    ]);
    expect(await violations(page)).toEqual([]);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'needs-light.png') });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const lines = readFileSync((await (await download).path())!, 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(3);
    await rows.first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Grundschule Lange Straße' }).waitFor();
    expect(new URL(page.url()).hash).toContain('sel=schools%3A');
    await page
      .locator('.needs-filters')
      .getByRole('button', { name: /Zuständig/ })
      .click();
    await page.getByRole('option', { name: 'Stadt', exact: true }).click();
    await page.getByText('Kein Ort passt zur Auswahl.').waitFor();
    expect([complaints, foreignRequests]).toEqual([[], []]);
    await close();
  });
});
