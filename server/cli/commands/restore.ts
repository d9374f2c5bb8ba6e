import { checkBackup, restoreBackup } from '../../backup/restore-backup.ts';
import { loadConfig } from '../../config.ts';
import { type Command, JSON_OPTION } from '../command.ts';

export const restoreCommand: Command = {
  name: 'restore',
  summary: {
    de: 'Spielt eine Sicherung in eine leere Datenbank zurück und vergleicht alles',
    en: 'Restores a backup into an empty database and compares everything',
  },
  usage: 'restore <file> [--check] [--json]',
  positionals: ['file'],
  options: {
    check: {
      type: 'boolean',
      help: {
        de: 'Nur prüfen, ob die Sicherung ganz und unverändert ist',
        en: 'Only check that the backup is whole and unchanged',
      },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const [file] = context.positionals as [string];
    const started = performance.now();
    const isCheck = context.values.check === true;
    // Alone: nobody may work on what is being restored; and as it is, because the backup may be of an older schema.
    const { header, end } = isCheck
      ? await checkBackup(file)
      : await restoreBackup(await context.open({ alone: true }), loadConfig().DATA_DIR, file);
    const seconds = Math.round(performance.now() - started) / 1000;
    const tables = Object.fromEntries(Object.entries(end.tables).map(([name, { rows }]) => [name, rows]));
    const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
    const files = Object.keys(end.files).length;
    const done = isCheck
      ? { de: 'ganz und unverändert', en: 'whole and unchanged' }
      : { de: 'zurückgespielt und verglichen', en: 'restored and compared' };
    const what =
      context.language === 'de'
        ? `${rows.toLocaleString('de')} Zeilen in ${Object.keys(tables).length} Tabellen, ${files} Dateien, Stand ${header.createdAt}`
        : `${rows.toLocaleString('en')} rows in ${Object.keys(tables).length} tables, ${files} files, as of ${header.createdAt}`;
    return {
      exitCode: 0,
      json: { file, restored: !isCheck, createdAt: header.createdAt, rows, tables, files, seconds },
      lines: [`${file} ${done[context.language]}: ${what}; ${seconds} s`],
    };
  },
};
