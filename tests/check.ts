import { runChecks } from './prerequisites/checks.ts';

/** `npm run check`: what `npm test` checks before it runs a test, in seconds. */
process.exitCode = (await runChecks()).failed === 0 ? 0 : 1;
