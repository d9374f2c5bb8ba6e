import { writeBackup } from '../../backup/write-backup.ts';
import { loadConfig } from '../../config.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: {
    de: 'Sichert Datenbank und DATA_DIR in eine Datei, auch im laufenden Betrieb',
    en: 'Writes database and DATA_DIR into one file, while the program runs or not',
  },
  usage: 'backup --out <file.backup.gz> [--json]',
  positionals: [],
  options: {
    out: {
      type: 'string',
      placeholder: '<file>',
      help: { de: 'Name der Sicherung', en: 'Name of the backup' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const out = textOption(context, 'out');
    if (out === null) throw badArgument('--out', '', 'lueckenlos-2026-01-31.backup.gz');
    const started = performance.now();
    const { sql } = await context.open();
    const summary = await writeBackup(sql, loadConfig(), out);
    const seconds = Math.round(performance.now() - started) / 1000;
    const count = (value: number) => value.toLocaleString(context.language);
    const line =
      context.language === 'de'
        ? `${out}: ${count(summary.rows)} Zeilen aus ${Object.keys(summary.tables).length} Tabellen und ${summary.files} Dateien, ${count(summary.bytes)} Bytes, ${seconds} s. Enthält Vertrauliches: nur für Sie lesbar.`
        : `${out}: ${count(summary.rows)} rows of ${Object.keys(summary.tables).length} tables and ${summary.files} files, ${count(summary.bytes)} bytes, ${seconds} s. Holds confidential data: readable by you only.`;
    return { exitCode: 0, json: { ...summary, seconds }, lines: [line] };
  },
};
