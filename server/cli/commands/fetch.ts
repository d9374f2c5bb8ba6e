import { join } from 'node:path';
import { IssueError } from '#core/issue.ts';
import { OFFICIAL_SOURCES, type OfficialSource } from '#data/sources/index.ts';
import { loadConfig } from '../../config.ts';
import { download } from '../../sources/download.ts';
import { badArgument, type Command, type CommandContext, JSON_OPTION, textOption } from '../command.ts';
import { importCommand } from './import.ts';

export const fetchCommand: Command = {
  name: 'fetch',
  summary: {
    de: 'Lädt eine Quelle des Katalogs herunter und liest sie ein',
    en: 'Downloads a source of the catalogue and imports it',
  },
  usage: 'fetch <id> [--url <address>] [--sha256 <hex>] [--out <folder>] [--import] [--json]',
  positionals: ['id'],
  options: {
    url: {
      type: 'string',
      help: {
        de: 'Adresse der Datei statt der im Katalog',
        en: 'Address of the file instead of the catalogue’s',
      },
    },
    sha256: {
      type: 'string',
      placeholder: '<hex>',
      help: { de: 'erwartete Prüfsumme', en: 'expected checksum' },
    },
    out: {
      type: 'string',
      placeholder: '<folder>',
      help: { de: 'Ordner; sonst DATA_DIR/downloads', en: 'Folder; else DATA_DIR/downloads' },
    },
    import: { type: 'boolean', help: { de: 'gleich einlesen', en: 'import it at once' } },
    'replace-demo': { type: 'boolean', help: { de: 'Die Demostadt entfernen', en: 'Remove the demo city' } },
    json: JSON_OPTION,
  },
  async run(context) {
    const source = sourceOf(context.positionals[0]!);
    const url = addressOf(context, source);
    const folder = textOption(context, 'out') ?? join(loadConfig().DATA_DIR, 'downloads', source.id);
    const sha256 = textOption(context, 'sha256')?.toLowerCase() ?? null;
    if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256))
      throw badArgument('--sha256', sha256, '64 × 0-9 a-f');
    const file = decodeURIComponent(url.pathname.split('/').at(-1) ?? '').replace(/[^\w.-]+/g, '_');
    const loaded = await download({
      url: url.href,
      path: join(folder, file.replace(/^\.+/, '') || source.id),
      sha256,
      ...(context.values.json === true ? {} : { onProgress: progressLine() }),
    });
    if (context.values.import === true) return importCommand.run(importContext(context, source, loaded.path));
    const megabytes = (loaded.bytes / 1e6).toFixed(1);
    return {
      exitCode: 0,
      json: { id: source.id, url: url.href, ...loaded },
      lines: [
        `${loaded.path}: ${megabytes} MB, sha256 ${loaded.sha256}`,
        `npm run lueckenlos -- import ${source.layer} ${loaded.path} --source "${source.title[context.language]}"`,
      ],
    };
  },
};

function sourceOf(id: string): OfficialSource {
  const found = OFFICIAL_SOURCES.find((source) => source.id === id);
  if (found) return found;
  const known = OFFICIAL_SOURCES.map((source) => source.id).join(', ');
  throw new IssueError({
    code: 'catalogue-source-unknown',
    severity: 'error',
    where: 'id',
    params: { value: id, known },
  });
}

function addressOf(context: CommandContext, source: OfficialSource): URL {
  const stated = textOption(context, 'url') ?? source.download;
  if (stated === null) {
    const params = { id: source.id, page: source.page };
    throw new IssueError({ code: 'source-chosen-by-hand', severity: 'error', where: '--url', params });
  }
  const url = URL.canParse(stated) ? new URL(stated) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw badArgument('--url', stated, 'https://…');
  return url;
}

/** The same command with the arguments of `import`. */
function importContext(context: CommandContext, source: OfficialSource, path: string): CommandContext {
  return {
    ...context,
    positionals: [source.layer, path],
    values: {
      source: source.title.de,
      licence: source.attribution,
      ...(source.asOf ? { 'as-of': source.asOf } : {}),
      ...(source.importFormat ? { format: source.importFormat } : {}),
      json: context.values.json,
      'replace-demo': context.values['replace-demo'],
    },
  };
}

/** Says how far it is, at most once a second. */
function progressLine(): (bytes: number, of: number | null) => void {
  let last = 0;
  return (bytes, of) => {
    const now = Date.now();
    if (now - last < 1000) return;
    last = now;
    const share = of === null ? '' : ` / ${(of / 1e6).toFixed(1)} MB (${Math.floor((100 * bytes) / of)} %)`;
    process.stderr.write(`${(bytes / 1e6).toFixed(1)} MB${share}\n`);
  };
}
