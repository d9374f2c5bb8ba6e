/**
 * `npm run check:accessibility`: runs axe on every state of the public pages in a browser and writes the result into
 * `data/wlan/accessibility-check.json`, from which the accessibility statement takes its state and date.
 */
process.env.WRITE_ACCESSIBILITY_CHECK = 'yes';
process.argv.splice(2, process.argv.length, 'tests/browser/wlan.test.ts');
await import('./run.ts');
