import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountTables } from '../../server/trust/accounts/tables.ts';
import { addUser, makeLink, redeemLink } from '../../server/trust/accounts/users.ts';
import { auditPage, violationsOf } from '../fixtures/accessibility.ts';
import { launchBrowser, openPage, type WatchedPage } from '../fixtures/browser.ts';
import { openServerDatabase, serverOf, type TestDatabase } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';
import { loadFundingCity, networkApplication } from '../funding/built-dossier.ts';

const SHOTS = process.env.TEST_SCREENSHOTS;
const PASSWORD = 'richtig lang genug';
const PEOPLE = [
  { name: 'Fina Förder', email: 'fina@stadt.example', role: 'funding-officer' },
  { name: 'Rolf Frei', email: 'rolf@stadt.example', role: 'releaser' },
] as const;

/** From an area to a dossier that a second person releases, with two accounts that may different things. */
describe('funding in the browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let officer: WatchedPage;
  let releaser: WatchedPage;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openServerDatabase();
    await loadFundingCity(database);
    await networkApplication(database);
    await database.sql`insert into area (name, geom)
      values ('West', st_multi(st_makeenvelope(550050, 5800050, 550500, 5800300, 25832)))`;
    const users = accountTables(database.db);
    for (const person of PEOPLE)
      await redeemLink(users, await makeLink(users, await addUser(users, person)), PASSWORD);
    [server, browser] = await Promise.all([startServer(serverOf(database)), launchBrowser()]);
    [officer, releaser] = [await signedIn(PEOPLE[0].email), await signedIn(PEOPLE[1].email)];
  });
  afterAll(async () => {
    expect([officer?.complaints, releaser?.complaints]).toEqual([[], []]);
    await browser?.close();
    await server?.stop();
    await database?.close();
  });

  const signedIn = async (email: string) => {
    const watched = await openPage(browser);
    const { page } = watched;
    await page.goto(`${server.address}/account`);
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await page.getByLabel('Passwort').fill(PASSWORD);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByRole('tab', { name: 'Förderung' }).waitFor();
    await page.keyboard.press('7');
    return watched;
  };
  const section = (page: Page, name: string) => page.getByRole('radio', { name }).click();
  const accessible = async (page: Page, shot: string) => {
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `funding-${shot}.png`) });
    expect(violationsOf(await auditPage(page))).toEqual([]);
  };

  it('makes an application from an area, with a saved structural plan as its investment', async () => {
    const { page } = officer;
    await page.getByRole('button', { name: 'Neuer Antrag' }).click();
    await page.getByLabel('Name').fill('Lückenschluss West');
    await page.getByLabel('Antragsteller').fill('Stadt Musterstadt');
    await page.getByText('West', { exact: false }).last().click();
    await page.getByRole('button', { name: 'Antrag anlegen' }).click();

    await section(page, 'Rechner');
    await page.getByRole('button', { name: /Woher die Investition kommt/ }).click();
    await page.getByRole('option', { name: 'Netzplan: Ausbau West' }).click();
    const discount = page.getByRole('textbox', { name: 'Kalkulationszins je Jahr' });
    await discount.fill('4');
    await discount.press('Tab');
    await page.getByText(/^2 Anschlüsse des Netzplans gehören zu keiner/).waitFor();
    await page.getByRole('button', { name: 'Netzplan übernehmen' }).click();
    await page.getByText(/^Aus dem gespeicherten Netzplan Ausbau West/).waitFor();
    const capex = page.locator('.figure-row.strong').filter({ hasText: 'Investition' }).first();
    await capex.locator('summary').click();
    expect(await capex.innerText()).toMatch(
      /191\.529,00\s€[\s\S]*Passives Netz \+ Planung \+ Unvorhergesehenes[\s\S]*Positionen des gespeicherten Netzplans/,
    );
    await accessible(page, 'calculator');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Version 2', { exact: false }).waitFor();
  });

  it('leads from what the check finds to where it is put right, and is signed by its account', async () => {
    const { page } = officer;
    await section(page, 'Dossier');
    await page.getByText(/^Das Dossier besteht seine Prüfung\./).waitFor({ timeout: 60_000 });
    await accessible(page, 'check');
    await page.getByRole('button', { name: 'Zu „Verfahren“' }).first().click();
    expect(await page.getByRole('radio', { name: 'Verfahren' }).isChecked()).toBe(true);
    await section(page, 'Dossier');
    await page.getByText('Sie zeichnen als Fina Förder.').waitFor();
    await page.getByRole('button', { name: 'Als erstellt zeichnen' }).click();
    await page.getByText(/^Freigeben darf die Rolle Freigabe/).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('button', { name: 'Freigeben' }).count()).toBe(0);
  });

  it('is read and released by another account, which changes nothing, and leaves as a ZIP', async () => {
    const { page } = releaser;
    await page.reload();
    await page.getByText(/^Ihre Rolle liest hier mit und gibt Dossiers frei/).waitFor();
    expect(await page.getByRole('button', { name: 'Neuer Antrag' }).count()).toBe(0);
    await page.getByRole('button', { name: /^Lückenschluss West/ }).click();
    expect(await page.getByRole('textbox', { name: 'Antragsteller' }).isDisabled()).toBe(true);
    await section(page, 'Dossier');
    await page.getByRole('button', { name: 'Freigeben' }).click({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Freigegebenes Dossier (ZIP)' }).waitFor({ timeout: 60_000 });
    await page
      .getByText(/Rolf Frei \(rolf@stadt\.example\)/)
      .first()
      .waitFor();
    await accessible(page, 'released');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Freigegebenes Dossier (ZIP)' }).click(),
    ]);
    const files = unzipSync(readFileSync(await download.path()));
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['gis/trassenbau.shp', 'mengen.xlsx']));
    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json']));
    expect(manifest.application).toMatchObject({
      preparedBy: 'Fina Förder (fina@stadt.example)',
      releasedBy: 'Rolf Frei (rolf@stadt.example)',
    });
    expect(manifest.network).toMatchObject({ name: 'Ausbau West', trenches: 3 });
  });
});
