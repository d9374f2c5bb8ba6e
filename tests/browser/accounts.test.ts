import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPage, violationsOf } from '../fixtures/accessibility.ts';
import { launchBrowser, openPage, type WatchedPage } from '../fixtures/browser.ts';
import { openServerDatabase, serverOf, type TestDatabase } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';

const PASSWORD = 'richtig lang genug';

/** From the terminal's link to an administrator with a passkey, and to a role that is offered less. */
describe('accounts in the browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openServerDatabase();
    [server, browser] = await Promise.all([startServer(serverOf(database)), launchBrowser()]);
    watched = await openPage(browser);
    page = watched.page;
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
  });
  afterAll(async () => {
    expect(watched?.complaints).toEqual([]);
    await browser?.close();
    await server?.stop();
    await database?.close();
  });

  const violations = async () => violationsOf(await auditPage(page));
  const menu = (name: string) => page.getByRole('button', { name: `Konto: ${name}` });

  it('makes the first administrator, adds a passkey, and signs in with it alone', async () => {
    await page.goto(server.link);
    await menu('Terminal').click();
    await page.getByRole('menuitem', { name: 'Konto anlegen' }).click();
    await page.getByLabel('Name').fill('Ada Beispiel');
    await page.getByLabel('E-Mail-Adresse').fill('ada@stadt.example');
    await page.getByLabel('Neues Passwort').fill(PASSWORD);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Konto anlegen und anmelden' }).click();
    await page.getByText('Ihr Konto ist angelegt').waitFor();
    await page.getByLabel('Name des Passkeys').fill('Laptop');
    await page.getByRole('button', { name: 'Passkey anlegen' }).click();
    await page.getByRole('button', { name: 'Entfernen: Laptop' }).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
    await menu('Ada Beispiel').waitFor();
    expect(await violations()).toEqual([]);
  });

  it('offers a WLAN officer what the role may do, and nothing else', async () => {
    await page.goto(`${server.address}/administration`);
    await page.getByLabel('Name', { exact: true }).fill('Wim Funk');
    await page.getByLabel('E-Mail-Adresse').fill('wim@stadt.example');
    await page.getByLabel('Rolle').last().selectOption('wlan-officer');
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Konto anlegen' }).click();
    const link = await page.locator('.notice code').innerText();
    await page.goto(`${server.address}/account`);
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.goto(link);
    await page.getByLabel('Neues Passwort').fill(PASSWORD);
    await page.getByRole('button', { name: 'Passwort setzen' }).click();
    await page.getByLabel('E-Mail-Adresse').fill('wim@stadt.example');
    await page.getByLabel('Passwort').fill(PASSWORD);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await menu('Wim Funk').click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
      'Mein Konto',
      'WLAN: Meldungen',
      'Abmelden',
    ]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Ebenen', 'Statistik']);
    await menu('Wim Funk').click();
    await page.getByRole('menuitem', { name: 'Abmelden' }).click();
    // The panel offers the same where a layer needs an account, a moment sooner or later.
    await page.getByRole('banner').getByRole('link', { name: 'Anmelden' }).waitFor();
  });
});
