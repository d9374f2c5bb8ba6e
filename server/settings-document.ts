import { settingsReference } from './config.ts';

/** `docs/configuration.md`: every setting as the schema in `server/config.ts` has it. */
export function settingsDocument(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = settingsReference().map(
    ({ name, description, default: fallback }) =>
      `| \`${name}\` | \`--${name.toLowerCase().replaceAll('_', '-')}\` | ${cell(description)} | ${fallback === '' ? '–' : cell(fallback)} |`,
  );
  return [
    '# Configuration',
    '',
    'Made from the schema in `server/config.ts`; `npm run docs:configuration` writes it anew, a test holds it current.',
    'Every setting is an environment variable or a flag of `npm start`; a flag wins. Bad values and unknown names are',
    'reported by name, secrets left out, and nothing is started. `npm start -- --help` prints the same.',
    '',
    '| setting | flag | meaning | default |',
    '|---|---|---|---|',
    ...rows,
    '',
    'Switches: `--empty` (no demo city on an empty database), `--open` (opens the one-time link in the browser).',
    '',
  ].join('\n');
}
