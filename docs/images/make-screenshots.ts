import { launchBrowser, openPage } from '../../tests/fixtures/browser.ts';

/**
 * The pictures of the README from a running demo city: `node docs/images/make-screenshots.ts <one-time link>`.
 * The link is the one `npm start` prints.
 */
const link = process.argv[2];
if (!link) throw new Error('Usage: node docs/images/make-screenshots.ts <one-time link>');
const { origin } = new URL(link);
const folder = new URL('.', import.meta.url).pathname;
const browser = await launchBrowser();
const first = await openPage(browser);
await first.page.goto(link);
await first.page.getByRole('tab', { name: 'Unterversorgung' }).waitFor({ timeout: 120_000 });
const cookies = await first.page.context().cookies();
await first.close();

for (const [name, options, hash] of [
  ['planner-light', { colorScheme: 'light' }, '#tab=areas'],
  ['planner-dark', { colorScheme: 'dark' }, '#tab=areas'],
  ['planner-phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }, '#tab=areas'],
] as const) {
  const { page, complaints, close } = await openPage(browser, options);
  page.setDefaultTimeout(120_000);
  await page.context().addCookies(cookies);
  await page.goto(`${origin}/${hash}`);
  const proposal = page.getByRole('listbox', { name: 'Vorschläge' }).getByRole('option').first();
  await proposal.waitFor();
  if (name !== 'planner-phone') await proposal.click();
  await page.waitForTimeout(6_000);
  await page.screenshot({ path: `${folder}${name}.png` });
  console.log(name, complaints.length === 0 ? 'without complaints' : complaints);
  await close();
}
await browser.close();
