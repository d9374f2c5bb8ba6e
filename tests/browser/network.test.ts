import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditPage, violationsOf } from '../fixtures/accessibility.ts';
import { launchBrowser, openPage, type WatchedPage } from '../fixtures/browser.ts';
import { openServerDatabase, serverOf, type TestDatabase } from '../fixtures/databases.ts';
import { type RunningServer, startServer } from '../fixtures/running-server.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

const eventually = <T>(value: () => T) => expect.poll(value, { timeout: 20_000 });

/** Lange Straße with a way around: the plan must go elsewhere when a stretch of it is forbidden. */
describe('the structural plan in a browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openServerDatabase();
    await loadSmallCity(database);
    await database.sql`insert into street (source_id, key, name, length_m, geom)
      select source_id, 'l3', 'Umweg', 500,
        'SRID=25832;MULTILINESTRING((550000 5800090,550000 5799990,550500 5799990,550500 5800090))'::geometry
      from street where key = 'l1'`;
    await database.sql`insert into area (name, geom)
      values ('West', st_multi(st_makeenvelope(549990, 5799900, 550600, 5800500, 25832)))`;
    [server, browser] = await Promise.all([startServer(serverOf(database)), launchBrowser()]);
    watched = await openPage(browser);
    page = watched.page;
    await page.goto(server.link);
    await page.goto(`${server.address}/#tab=network`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.close();
  });

  const figure = (name: string) =>
    page.locator('.network-figures div', { hasText: name }).locator('dd').innerText();
  const solved = () => page.getByRole('heading', { name: 'Ergebnis' }).waitFor();

  /** Of the plan in the browser's own database, which is written a moment after the page shows it. */
  const keptVersion = () =>
    page.evaluate(
      () =>
        new Promise<number | undefined>((done) => {
          const opening = indexedDB.open('lueckenlos-network');
          opening.onsuccess = () => {
            const asked = opening.result.transaction('plan').objectStore('plan').get('current-1');
            asked.onsuccess = () => done(asked.result?.saved?.version);
          };
        }),
    );

  it('works a plan out for an area, with its proof, and is accessible', async () => {
    await page.getByText('Noch kein Plan gespeichert.').waitFor();
    await page.getByRole('button', { name: /Fläche/ }).click();
    await page.getByRole('option', { name: 'West' }).click();
    // By keyboard: the focus goes with what happens, and is never left at the beginning of the page.
    await page.getByRole('button', { name: 'Plan rechnen' }).press('Enter');
    await solved();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('network-result');
    expect(await figure('Gebäude')).toBe('4 / 4');
    expect(await figure('Trassen')).toBe('200 m');
    await page.getByText('Bewiesen: Es gibt keinen günstigeren Grabenbaum.').waitFor();
    expect(violationsOf(await auditPage(page))).toEqual([]);
  });

  it('tells of a trench why it is there, plans around it when forbidden, and takes that back', async () => {
    await page.locator('.network-legend').getByText('Gehweg').waitFor();
    await page.goto(`${server.address}/#map=17/52.3488/9.73772&tab=network`);
    // The middle of the map lies on Lange Straße, between the first houses and the last.
    const box = (await page.locator('canvas').first().boundingBox())!;
    const card = page.locator('.card', { hasText: 'Lange Straße' });
    await eventually(async () => {
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      return card.count();
    }).toBe(1);
    await card.getByText('es gäbe einen anderen Weg', { exact: false }).waitFor();
    const before = await figure('Trassen');
    await page.keyboard.press('x');
    await eventually(() => figure('Trassen')).not.toBe(before);
    expect(await figure('Gebäude')).toBe('4 / 4');
    await card
      .or(page.locator('.card', { hasText: 'Nicht im Plan' }))
      .first()
      .waitFor();
    await page.keyboard.press('Control+z');
    await eventually(() => figure('Trassen')).toBe(before);
    await page.keyboard.press('Control+Shift+z');
    await eventually(() => figure('Trassen')).not.toBe(before);
    await page.keyboard.press('Control+z');
  });

  it('takes ducts of others from a file into their layer, and the plan is worked out anew with them', async () => {
    await page.getByText('Was schon da ist').click();
    await page.getByText('keine geladen; geplant wird ohne').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Leerrohre und Bauvorhaben anderer laden' }).click();
    const line = { type: 'LineString', coordinates: [[9.7355, 52.34881], [9.7395, 52.34879]] }; // biome-ignore format: a line
    const feature = { type: 'Feature', properties: { kind: 'existing-duct', owner: 'Stadtwerke Musterstadt' }, geometry: line }; // biome-ignore format: a line
    await (await chooser).setFiles({
      name: 'leerrohre.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [feature] })),
    });
    // A click that also leaves a field counts when the file is read again.
    await page.getByLabel('Name der Datenquelle').fill('Stadtwerke');
    await page.getByRole('button', { name: 'Weiter zu den Problemen' }).click();
    await page.getByRole('button', { name: 'Weiter zum Unterschied' }).click();
    await page.getByRole('button', { name: '1 Zeile einspielen' }).click();
    await page.getByText('„Stadtwerke“ ist eingespielt', { exact: false }).waitFor();
    await page.getByRole('tab', { name: 'Netz' }).click();
    await page.getByText('oder Daten haben sich geändert', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Neu rechnen' }).click();
    await page.locator('.network-legend').getByText('vorhandenes Leerrohr').waitFor();
    const box = (await page.locator('canvas').first().boundingBox())!;
    await eventually(async () => {
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      return page.locator('.card', { hasText: 'Stadtwerke Musterstadt' }).count();
    }).toBe(1);
  });

  it('takes a feeding point by keyboard, and gives the focus back', async () => {
    await page.getByRole('button', { name: 'Setzen' }).press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText(/52,3\d+° N, 9,7\d+° O/).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Verlegen');
    await page.getByRole('button', { name: 'Vorschlagen lassen' }).click();
  });

  it('is saved, survives a reload, and is taken away as a file', async () => {
    await page.getByLabel('Name des Plans').fill('Ausbau West');
    await page.keyboard.press('Control+s');
    await page.getByText('gespeichert, Fassung 1').waitFor();
    await page.locator('.plan-list', { hasText: 'Ausbau West' }).waitFor();
    await eventually(keptVersion).toBe(1);
    await page.reload();
    await solved();
    await page.getByText('gespeichert, Fassung 1').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Plan herunterladen' }).click();
    await page.getByRole('menuitem', { name: 'GeoPackage' }).click();
    expect((await download).suggestedFilename()).toBe('ausbau-west.gpkg');
  });

  it('is compared with a file made elsewhere', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Datei übernehmen' }).click();
    const line = {
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'LineString',
        coordinates: [
          [9.7365, 52.34881],
          [9.7395, 52.34879],
        ],
      },
    };
    await (await chooser).setFiles({
      name: 'firma.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [line] })),
    });
    await page.getByText('firma.geojson auf der Karte').waitFor();
    await page.getByRole('button', { name: 'Mit firma.geojson vergleichen' }).click();
    await page.getByRole('heading', { name: 'Vergleich zweier Pläne' }).waitFor();
    await page.getByText('nur firma.geojson').waitFor();
    await page.getByRole('button', { name: 'Vergleich schließen' }).click();
    await solved();
    expect([watched.complaints, watched.foreignRequests]).toEqual([[], []]);
  });
});
