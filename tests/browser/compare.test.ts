import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPage, violationsOf } from '../fixtures/accessibility.ts';
import { launchBrowser, openPage } from '../fixtures/browser.ts';
import { openServerDatabase, serverOf, type TestDatabase } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

const SHOTS = process.env.TEST_SCREENSHOTS;
const DAY = '2024-01-15';
/** 30 Mbit/s was enough in 2015; in 2023 less than 200 symmetric and less than 500 down is not. */
const LINK = `tab=compare&compare=weisse-flecken-2015~${DAY}~gigabit-rl-2023~${DAY}~eligible`;

describe('comparison of two rule sets in the browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let database: TestDatabase;
  let cookies: Awaited<ReturnType<ReturnType<Browser['contexts']>[number]['cookies']>>;

  beforeAll(async () => {
    database = await openServerDatabase();
    await loadSmallCity(database);
    // a1: 20 Mbit/s, a2: 50 Mbit/s, a3: nobody says anything; a4 and a5 keep 50 and cable with 1,000 Mbit/s.
    await database.sql`delete from supply_claim where technology = 'hfc'
      and address_id in (select id from address where key in ('a1', 'a2', 'a3'))`;
    await database.sql`delete from supply_claim where address_id in (select id from address where key = 'a3')`;
    await database.sql`update supply_claim set down_mbit = 20, up_mbit = 2
      where address_id in (select id from address where key = 'a1')`;
    [server, browser] = await Promise.all([startServer(serverOf(database)), launchBrowser()]);
    const { page, close } = await openPage(browser);
    await page.goto(server.link);
    cookies = await page.context().cookies();
    await close();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.close();
  });

  const open = async (
    hash: string,
    options: BrowserContextOptions = {},
    theme: 'light' | 'dark' = 'light',
  ) => {
    const watched = await openPage(browser, { colorScheme: theme, ...options });
    await watched.page.context().addCookies(cookies);
    await watched.page.goto(`${server.address}/#${hash}`);
    return watched;
  };
  const shot = async (page: Page, name: string) => {
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  };
  const violations = async (page: Page) => violationsOf(await auditPage(page));

  it('counts addresses and households from verdict to verdict, and says why', async () => {
    const { page, complaints, foreignRequests, close } = await open(LINK);
    await page.getByText('1 von 5 Adressen ändert sich, 1 davon in der Förderfähigkeit.').waitFor();
    const cells = page.locator('.matrix-cell');
    expect(await cells.evaluateAll((all) => all.map((cell) => cell.textContent))).toEqual([
      'förderfähig → förderfähig: 1 Adressen, 4 HH',
      'nicht förderfähig → förderfähig: 1 Adressen, 2 HH',
      'nicht förderfähig → nicht förderfähig: 2 Adressen, 9 HH',
      'ungeklärt → ungeklärt: 1 Adressen, 1 HH',
    ]);
    await page
      .getByText('vorher: ein Netz erreicht die Schwelle; nachher: kein Netz erreicht die Schwelle')
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'compare-light');
    expect([complaints, foreignRequests]).toEqual([[], []]);
    await close();
  });

  it('filters the map by a cell with the keyboard, keeps it in the link, and saves exactly its addresses', async () => {
    const { page, complaints, close } = await open(LINK);
    const cell = page.getByRole('button', { name: /^nicht förderfähig → förderfähig/ });
    await cell.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Die Karte zeigt das gewählte Feld: 1 Adresse.').waitFor();
    expect(new URL(page.url()).hash).toContain('eligible~no~yes');
    expect(await cell.getAttribute('aria-pressed')).toBe('true');
    await page.reload();
    await page.getByText('Die Karte zeigt das gewählte Feld: 1 Adresse.').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Adressen des Feldes' }).click();
    const lines = readFileSync((await (await download).path())!, 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(
      'West;550120;5800100;2;versorgt;nicht förderfähig;ein Netz erreicht die Schwelle;',
    );
    await page.getByRole('button', { name: 'Alle Änderungen' }).click();
    await page.getByText('Die Karte zeigt alle Änderungen: 1 Adresse.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('says that nothing changes, and that both sides are the same', async () => {
    const other = await open(
      'tab=compare&compare=gigabit-rl-2023~2024-01-15~gigabit-rl-2023~2024-01-16~class',
    );
    await other.page.getByText(/^Es ändert sich nichts: Alle 5 Adressen/).waitFor();
    await shot(other.page, 'compare-nothing');
    await other.close();
    const same = await open(
      'tab=compare&compare=gigabit-rl-2023~2024-01-15~gigabit-rl-2023~2024-01-15~class',
    );
    await same.page.getByText(/^Beide Seiten sind gleich\./).waitFor();
    expect(await violations(same.page)).toEqual([]);
    // Without a link: the newest text beside the last that judges otherwise, with what is unsure of each.
    await same.page.goto(`${server.address}/#tab=compare`);
    await same.page.getByRole('button', { name: /200 symmetrisch.*Vorher: Regelwerk/ }).waitFor();
    await same.page.getByRole('button', { name: /2\.0 \(2025\).*Nachher: Regelwerk/ }).waitFor();
    expect(await same.page.locator('.compare-side summary', { hasText: 'Punkte unsicher' }).count()).toBe(2);
    await same.close();
  });

  it('works on a phone, in English and in the dark', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, complaints, close } = await open(
      `${LINK.replace('~eligible', '~class')}&lang=en`,
      phone,
      'dark',
    );
    await page.getByText('1 of 5 addresses changes, 1 of them in eligibility.').waitFor();
    await page.getByRole('button', { name: /^supplied → light grey: 1 Addresses, 2 hh/ }).tap();
    await page.getByText('The map shows the chosen cell: 1 address.').waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
    await shot(page, 'compare-phone-dark');
    expect(complaints).toEqual([]);
    await close();
  });

  it('lets an administrator copy a rule set, change it, see what is wrong, and release it', async () => {
    const { page, complaints, close } = await open('tab=areas&rules=gigabit-rl-2025');
    await page.getByRole('button', { name: 'Regelwerke ansehen und ändern' }).click();
    await page.getByRole('region', { name: 'gigabit-rl-2025' }).getByText('Kabelnetz (HFC)').waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'rules-view');
    await page.getByRole('button', { name: 'Kopie anlegen' }).click();
    const field = (name: string) => page.getByRole('textbox', { name }).first();
    await field('Kennung').fill('gigabit-rl-2030');
    await field('Titel (deutsch)').fill('');
    await field('Gilt ab').fill('bald');
    await page.getByRole('button', { name: 'Als Entwurf speichern' }).click();
    await page.getByText('2 Angaben fehlen oder sind falsch.').waitFor();
    await page.getByText('„bald“ ist kein Tag.').waitFor();
    expect(await violations(page)).toEqual([]);
    await field('Titel (deutsch)').fill('Probe 2030');
    await field('Gilt ab').fill('01.02.2030');
    await field('Download in Mbit/s').fill('500');
    await page.getByRole('button', { name: 'Als Entwurf speichern' }).click();
    await page.getByRole('button', { name: 'Freigeben' }).click();
    await page.getByRole('alert').getByRole('button', { name: 'Freigeben' }).click();
    const shown = page.getByRole('region', { name: 'gigabit-rl-2030' });
    await shown.getByText('freigegeben').waitFor();
    expect(await shown.getByRole('button', { name: 'Bearbeiten' }).count()).toBe(0);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Gigabit-Richtlinie 2.0 \(2025\)/ })
      .click();
    await page.getByRole('region', { name: 'gigabit-rl-2025' }).getByText('bis 31.01.2030').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('opens a bucket of the ledger as a list', async () => {
    const { page, complaints, close } = await open('tab=areas&rules=gigabit-rl-2023');
    const ledger = page.getByRole('region', { name: 'Alle Adressen' });
    await ledger.getByRole('button', { name: /^2 offen: förderfähige Adressen/ }).click();
    const list = page.getByRole('listbox', { name: 'förderfähig, in keiner Fläche' });
    await list.waitFor();
    expect(await list.getByRole('option').count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await page.waitForTimeout(SHOTS ? 3000 : 0);
    await shot(page, 'ledger-bucket');
    const row = list.getByRole('option').first();
    const id = /#(\d+)/.exec(await row.innerText())![1];
    await row.click();
    await page
      .getByRole('region', { name: 'Adresse' })
      .getByText('Warum: die Regeln der Reihe nach')
      .waitFor();
    expect(page.url()).toMatch(new RegExp(`sel=addresses(:|%3A)${id}\\b`));
    expect(complaints).toEqual([]);
    await close();
  });
});
