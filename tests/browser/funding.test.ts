import { rmSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { migrateToLatest } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { launchBrowser, openPage } from '../fixtures/browser.ts';
import { temporaryDataDir } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';
import { loadFundingCity, readyApplication } from '../funding/built-dossier.ts';

const SHOTS = process.env.TEST_SCREENSHOTS;

describe('funding in the browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = temporaryDataDir();
    const config = loadConfig({ DATA_DIR: dataDir });
    const database = await openDatabase(config);
    await migrateToLatest(database.db);
    await loadFundingCity({ ...database, config });
    const { name, applicant, land, rules, areas, inputs, procedures } = readyApplication();
    const open = {
      landRules: null,
      eligibleCents: null,
      gapOrigin: null,
      operator: null,
      federalRateBp: 5000,
    };
    const counts = { connections: null, specialConnections: 0, otherGrantsCents: 0 };
    const facts = { addresses: null, whiteAddresses: null, coversWholeUnit: null, gigabitSameYear: false };
    const stored = { ...open, ...counts, ...inputs, gap: null, facts: { ...facts, ...inputs.facts } };
    await database.sql`insert into application (name, applicant, land, rules, areas, inputs, procedures)
      values (${name}, ${applicant}, ${land}, ${rules}, ${JSON.stringify(areas)}::text::jsonb,
        ${JSON.stringify(stored)}::text::jsonb, ${JSON.stringify({
          ...procedures,
          foerderantrag: { kind: 'foerderantrag', state: 'entwurf', dates: { entwurf: '2025-06-01' } },
        })}::text::jsonb)`;
    await database.close();
    [server, browser] = await Promise.all([startServer({ DATA_DIR: dataDir }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const violations = async (page: Page) => {
    const { violations: found } = await new AxeBuilder({ page }).analyze();
    return found.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
  };

  it('leads from an estimate to a dossier that passes its check and is signed', async () => {
    const { page, complaints, close } = await openPage(browser);
    await page.goto(server.link);
    await page.getByRole('tab', { name: 'Förderung' }).waitFor();
    await page.keyboard.press('7');
    await page.getByRole('button', { name: /^Lückenschluss West/ }).click();
    const section = (name: string) => page.getByRole('radio', { name }).click();

    await section('Rechner');
    const discount = page.getByRole('textbox', { name: 'Kalkulationszins je Jahr' });
    await discount.fill('4');
    await discount.press('Tab');
    await page.getByRole('button', { name: 'Investition schätzen' }).click();
    await page.getByText(/^Schätzung, kein Netzplan/).waitFor();
    const gap = page.locator('.figure-row.strong').filter({ hasText: 'Wirtschaftlichkeitslücke' });
    await gap.locator('summary').click();
    expect(await gap.innerText()).toContain(
      'max(0, capexCents + activationPvCents + opexPvCents − revenuePvCents)',
    );
    expect(await violations(page)).toEqual([]);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'funding-calculator.png') });
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Version 2', { exact: false }).waitFor();

    await section('Punkte');
    await page.getByRole('heading', { name: 'Zwei andere Wege' }).waitFor();
    expect(await violations(page)).toEqual([]);

    await section('Dossier');
    await page.getByText(/^Das Dossier besteht seine Prüfung\./).waitFor({ timeout: 30_000 });
    expect(await page.locator('.check-list > li.failed').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Erstellt von' }).fill('A. Muster');
    await page.getByRole('button', { name: 'Als erstellt zeichnen' }).click();
    await page
      .getByText('Erstellt von A. Muster. Freigeben muss eine zweite Person.')
      .waitFor({ timeout: 30_000 });
    expect(complaints).toEqual([]);
    await close();
  });
});
