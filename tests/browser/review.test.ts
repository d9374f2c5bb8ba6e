import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPage, violationsOf } from '../fixtures/accessibility.ts';
import { launchBrowser, openPage, type WatchedPage } from '../fixtures/browser.ts';
import { openServerDatabase, serverOf, type TestDatabase } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';
import { loadUnderservedQuarter } from '../fixtures/underserved-quarter.ts';

/** A claim that is wrong: reported at the address, decided at the desk with the keyboard alone, seen in the classes. */
describe('correcting what an operator claims', () => {
  let server: RunningServer;
  let browser: Browser;
  let database: TestDatabase;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    database = await openServerDatabase();
    [server, browser] = await Promise.all([startServer(serverOf(database)), launchBrowser()]);
    await loadUnderservedQuarter(database.sql);
    // One of the well served claims does not tell its upload: a question to ask first.
    await database.sql`update supply_claim set down_mbit = 400, up_mbit = null
      where address_id = (select id from address where key = 'a45')`;
    watched = await openPage(browser);
    page = watched.page;
    await page.goto(server.link);
    const [served] = await database.sql<{ id: number }[]>`select id from address where key = 'a40'`;
    await page.goto(
      `${server.address}/#map=16/52.3746/9.7375&tab=review&rules=gigabit-rl-2025&sel=addresses:${served!.id}`,
    );
    await page.getByRole('heading', { name: 'Lange Straße 41' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.close();
  });

  const card = () => page.getByRole('region', { name: 'Adresse' });
  const violations = async () => violationsOf(await auditPage(page));

  it('says what is missing from a report instead of sending it', async () => {
    await page.getByText('Es ist keine Korrektur gemeldet').waitFor();
    await page.getByRole('button', { name: 'Korrektur melden' }).click();
    await page.getByRole('button', { name: 'An die Prüfung geben' }).click();
    await page.getByText('Eine Zahl von 0 bis 100.000').first().waitFor();
    await page.getByText('Bitte in ein paar Worten sagen, woher.').waitFor();
    expect(await violations()).toEqual([]);
    expect(await database.sql`select from supply_correction`).toHaveLength(0);
  });

  it('reports it, with the line the operator claims filled in', async () => {
    await page.getByText('Dieser Anschluss ist nicht vorhanden').click();
    await page.getByLabel('Woher ist das bekannt?').fill('Im Haus ist keine Glasfaser');
    await page.getByLabel('Gemessen am (wenn gemessen)').fill('4.5.2026');
    await page.getByRole('button', { name: 'An die Prüfung geben' }).click();
    await card().getByText('wartet').first().waitFor();
    const [row] = await database.sql`
      select operator, technology, down_mbit, up_mbit, measured_on, state from supply_correction`;
    expect(row).toEqual({
      operator: 'Netz A',
      technology: 'ftth',
      down_mbit: 0,
      up_mbit: 0,
      measured_on: '2026-05-04',
      state: 'new',
    });
  });

  it('decides it at the desk with the keyboard, with a reason or not at all', async () => {
    const desk = page.getByRole('tabpanel');
    await desk.getByRole('button', { name: 'Entscheiden' }).press('Enter');
    await desk.getByRole('button', { name: 'Annehmen' }).press('Enter');
    await desk.getByText('Bitte in ein paar Worten begründen.').waitFor();
    expect(await violations()).toEqual([]);
    await desk.getByLabel('Begründung').fill('Vor Ort gesehen');
    await desk.getByRole('button', { name: 'Annehmen' }).press('Enter');
    await card().getByText('1 Angabe, an deren Stelle eine Korrektur steht').waitFor();
    await card().getByText('Korrekturen (Lückenlos)').first().waitFor();
  });

  it('shows the new class after classifying again, and the address among the underserved', async () => {
    await page.getByRole('button', { name: 'Neu einstufen' }).click();
    await card().getByText('Vor Ort gesehen').waitFor();
    await card().locator('.verdict-class').getByText(/weiß/i).waitFor();
    expect(await violations()).toEqual([]);
  });

  it('lists what to check first, and goes there', async () => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/review.png` });
    await page.getByText('Lange Straße 46, Musterstadt').click();
    await page.getByRole('heading', { name: 'Lange Straße 46' }).waitFor();
  });

  it('fits a phone, in English and dark', async () => {
    const [served] = await database.sql<{ id: number }[]>`select id from address where key = 'a40'`;
    const phone = await openPage(browser, {
      storageState: await page.context().storageState(),
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      locale: 'en-GB',
    });
    await phone.page.goto(
      `${server.address}/#map=16/52.3746/9.7375&tab=review&lang=en&sel=addresses:${served!.id}`,
    );
    await phone.page.getByRole('heading', { name: 'Lange Straße 41' }).waitFor();
    await phone.page.getByRole('button', { name: 'Report a correction' }).click();
    const form = phone.page.getByRole('form', { name: 'Report a correction' });
    const box = (await form.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    if (process.env.SHOTS) await phone.page.screenshot({ path: `${process.env.SHOTS}/review-phone.png` });
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });

  it('makes no noise in the console and asks no foreign host', () => {
    expect(watched.complaints).toEqual([]);
    expect(watched.foreignRequests).toEqual([]);
  });
});
