import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPage, violationsOf } from '../fixtures/accessibility.ts';
import { launchBrowser, openPage, type WatchedPage } from '../fixtures/browser.ts';
import { temporaryDataDir, temporaryFolder } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';

const SHOTS = process.env.TEST_SCREENSHOTS;

const row = (n: number, name = `Schule ${n}`, lat = `52,3${n}`, lon = `9,7${n}`) =>
  `${n};${name};Grundschule;${lat};${lon}`;
const csv = (...rows: string[]) => ['schulnr;name;schulform;lat;lon', ...rows, ''].join('\n');

describe('importing in the browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let folder: string;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = temporaryDataDir();
    folder = temporaryFolder();
    [server, browser] = await Promise.all([startServer({ DATA_DIR: dataDir }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    for (const path of [dataDir, folder]) rmSync(path, { recursive: true, force: true });
  });

  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const open = async (options = {}): Promise<WatchedPage> => {
    const watched = await openPage(browser, options);
    const state = await browser.contexts()[0]?.storageState();
    if (state?.cookies.length) await watched.page.context().addCookies(state.cookies);
    return watched;
  };
  const shot = async (page: Page, name: string) => {
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  };
  const violations = async (page: Page) => violationsOf(await auditPage(page));

  it('goes from file to layer and back by keyboard alone, through a reload of the page', async () => {
    const { page, complaints, foreignRequests } = await openPage(browser);
    await page.goto(server.link);
    await page.getByRole('tab', { name: 'Daten' }).waitFor();
    await page.keyboard.press('9');
    await page.getByText('Noch kein Datensatz').waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'import-start');

    const first = file(
      'schulen_2024.csv',
      csv(
        row(1),
        row(2, 'Vertauscht', '9,72', '52,32'),
        row(3, 'Ohne Ort', '', ''),
        row(5, 'Auch vertauscht', '9,73', '52,33'),
      ),
    );
    const chooser = page.waitForEvent('filechooser');
    await press(page, 'Datei wählen …');
    await (await chooser).setFiles(first);

    await page.getByText('1 von 1 Orten auf der Karte').waitFor();
    await page.getByText('nach den Spaltennamen, ziemlich sicher').waitFor();
    expect(await page.getByLabel('Name der Datenquelle').inputValue()).toBe('schulen 2024');
    expect(await violations(page)).toEqual([]);
    await shot(page, 'import-what');

    await page.reload();
    await page.getByRole('heading', { name: 'Was ist das für eine Datei?' }).waitFor();
    await tabTo(page, 'Name der Datenquelle');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Schulamt');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('button', { name: 'Weiter zu den Problemen' }).isEnabled(), {
        timeout: 20_000,
      })
      .toBe(true);
    await press(page, 'Weiter zu den Problemen');

    await page.getByText('3 Zeilen werden nicht übernommen.').waitFor();
    expect(await focused(page)).toBe('Was stimmt nicht?');
    await page
      .getByText(/Zeile 3: geografische Länge und Breite sind vertauscht .*Mit „Reparieren“/)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'import-problems');
    await choose(page, 'treat-coordinates-swapped', 'Reparieren');
    await page.getByText('1 Zeile wird nicht übernommen.').waitFor();
    // All are repaired, except for one.
    await tabTo(page, 'Zeile 5: anders als die anderen');
    await page.keyboard.type('Weg');
    await page.getByText('2 Zeilen werden nicht übernommen.').waitFor();
    await choose(page, 'treat-no-coordinates', 'Hinnehmen');
    await page.getByText('Über jede ist entschieden.').waitFor();
    await press(page, 'Weiter zum Unterschied');

    await page.getByText('Ebene Schulen, Datensatz „Schulamt“:').waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'import-difference');
    await press(page, '2 Zeilen einspielen');
    await page.getByText('„Schulamt“ ist eingespielt: 2 neu, 0 geändert, 0 entfallen.').waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'import-done');
    await press(page, 'Zur Übersicht');
    await page.getByRole('button', { name: 'Schulamt zurücknehmen' }).waitFor();

    const second = file('schulen_2025.csv', csv(row(1, 'Neuer Name'), row(4)));
    const again = page.waitForEvent('filechooser');
    await press(page, 'Datei wählen …');
    await (await again).setFiles(second);
    await page.getByText('2 von 2 Orten auf der Karte').waitFor();
    await tabTo(page, 'Name der Datenquelle');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Schulamt');
    await page.keyboard.press('Tab');
    await expect
      .poll(() => page.getByRole('button', { name: 'Weiter zu den Problemen' }).isEnabled(), {
        timeout: 20_000,
      })
      .toBe(true);
    await press(page, 'Weiter zu den Problemen');
    await page.getByRole('heading', { name: 'Was stimmt nicht?' }).waitFor();
    await press(page, 'Weiter zum Unterschied');
    await page.getByText('1 Objekt steht nicht mehr in der Datei').waitFor();
    await press(page, 'Was sich ändert 1');
    await page.getByText('Name: Schule 1 → Neuer Name').waitFor();
    await shot(page, 'import-difference-second');
    expect((await page.locator('.difference').innerText()).replaceAll(/\s+/g, ' ')).toBe(
      'neu 1 geändert 1 unverändert 0 entfallen 1',
    );
    await press(page, '2 Zeilen einspielen');
    await page.getByText('ist eingespielt: 1 neu, 1 geändert, 1 entfallen.').waitFor();
    await press(page, 'Zur Übersicht');

    await press(page, 'Schulamt zurücknehmen');
    await page.getByText(/Der Stand vom .* mit 2 Objekten kommt zurück/).waitFor();
    expect(await violations(page)).toEqual([]);
    await press(page, 'Zurücknehmen');
    await page.getByText('„Schulamt“ ist wieder auf dem früheren Stand.').waitFor();
    await shot(page, 'import-taken-back');
    const names = await page.evaluate(async () => {
      const answer = await fetch('/ogc/collections/schools/items');
      return ((await answer.json()) as { features: { properties: { name: string } }[] }).features.map(
        ({ properties }) => properties.name,
      );
    });
    expect(names.sort()).toEqual(['Schule 1', 'Vertauscht']);
    expect(complaints).toEqual([]);
    expect(foreignRequests).toEqual([]);
  });

  it('says what is wrong with a file, in English, on a phone, in the dark, and lets it go', async () => {
    const { page, complaints, close } = await open({
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
    });
    await page.goto(`${server.address}/#tab=data&lang=en`);
    await page.getByRole('button', { name: 'Choose a file …' }).waitFor();
    await shot(page, 'import-start-phone-dark');
    const drag = (type: 'dragover' | 'drop') =>
      page.evaluate((name) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['<!doctype html><p>404'], 'addresses.csv'));
        window.dispatchEvent(new DragEvent(name, { dataTransfer: transfer, cancelable: true }));
      }, type);
    await expect
      .poll(
        async () => {
          await drag('dragover');
          return page.getByText('Let go to check the file').count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    await drag('drop');
    await page.getByText(/addresses.csv is not what its name says/).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await violations(page)).toEqual([]);
    await shot(page, 'import-failed-phone-dark');
    expect(await page.getByRole('button', { name: 'On to the problems' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Discard the import' }).click();
    await page.getByRole('button', { name: 'Choose a file …' }).waitFor();
    expect(await page.getByText('addresses.csv').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('keeps what was begun when the server cannot be reached, and goes on', async () => {
    const { page, close } = await open();
    await page.goto(`${server.address}/#tab=data`);
    await page.getByRole('button', { name: 'Datei wählen …' }).waitFor();
    await page.route('**/api/imports?name=*', (route) => route.abort());
    await page.locator('input[type=file]').setInputFiles(file('d.csv', csv(row(1))));
    await page.getByText('Der Server antwortet nicht').waitFor();
    await page.unroute('**/api/imports?name=*');
    await page.locator('input[type=file]').setInputFiles(file('d.csv', csv(row(1))));
    await page.getByText('1 von 1 Orten auf der Karte').waitFor();
    await page.getByRole('button', { name: 'Zur Übersicht' }).click();
    await page.getByRole('heading', { name: 'Begonnene Importe' }).waitFor();
    await page.getByRole('button', { name: 'd.csv', exact: true }).click();
    await page.getByText('1 von 1 Orten auf der Karte').waitFor();
    await page.getByRole('button', { name: 'Import verwerfen' }).click();
    await page.getByRole('button', { name: 'Datei wählen …' }).waitFor();
    await close();
  });

  it('compares two days of a layer, and takes a correction by hand', async () => {
    const { page, complaints, close } = await open();
    await page.goto(`${server.address}/#tab=data`);
    for (const [asOf, text] of [
      ['2024-09-01', csv(row(1), row(2))],
      ['2025-09-01', csv(row(1, 'Neuer Name'), row(4))],
    ] as const)
      await page.evaluate(
        async ([asOf, text]) => {
          const post = async (path: string, body: string) =>
            (
              await fetch(path, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
            ).json();
          const query = `name=s.csv&layer=schools&source=Amt&asOf=${asOf}`;
          const { id } = (await post(`/api/imports?${query}`, text!)) as { id: string };
          await post(`/api/imports/${id}/commit`, '{"replaceDemo":false}');
        },
        [asOf, text],
      );
    await page.reload();
    await page.getByText('Stände vergleichen').click();
    await page.getByLabel('Stand vom').selectOption('2024-09-01');
    await page.getByLabel('verglichen mit').selectOption('2025-09-01');
    await page.getByText('Name: Schule 1 → Neuer Name').waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'import-states');

    const id = await page.evaluate(async () => {
      const answer = await fetch('/ogc/collections/schools/items');
      const { features } = (await answer.json()) as {
        features: { id: number; properties: { name: string } }[];
      };
      return features.find(({ properties }) => properties.name === 'Neuer Name')!.id;
    });
    await page.goto(`${server.address}/#tab=layers&sel=schools:${id}`);
    await page.reload();
    await page.getByText('Von Hand berichtigen').click();
    await page.getByLabel('Name', { exact: true }).fill('Richtiger Name');
    await page.getByLabel('Grund', { exact: true }).fill('Schreibfehler');
    await page.getByRole('button', { name: 'Berichtigen', exact: true }).click();
    await page.getByText('von Hand berichtigt', { exact: false }).waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'import-corrected');
    expect(complaints).toEqual([]);
    await close();
  });
});

/** The name of what has the focus, as it is read out. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element) return '';
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim();
  });
}

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached "${name}"`);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Goes to a group of choices by Tab and to the choice by arrows. */
async function choose(page: Page, group: string, label: string): Promise<void> {
  const inGroup = () =>
    page.evaluate((name) => (document.activeElement as HTMLInputElement | null)?.name === name, group);
  for (let i = 0; i < 120 && !(await inGroup()); i++) await page.keyboard.press('Tab');
  for (let i = 0; i < 4 && (await focused(page)) !== label; i++) await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe(label);
}
