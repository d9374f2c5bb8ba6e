import { writeFile } from 'node:fs/promises';
import { DELIMITERS } from '#core/intake/csv/parse-csv.ts';
import {
  type IntakeIssue,
  parseDecision,
  REGION_CODES,
  REPAIRABLE_CODES,
} from '#core/intake/intake-issue.ts';
import { INTAKE_TEXTS } from '#core/intake/intake-texts.ts';
import { IssueError } from '#core/issue.ts';
import { issueSentence, type Language } from '#core/issue-texts.ts';
import { TEXT_ENCODINGS } from '../../intake/decode-text.ts';
import {
  type ImportOutcome,
  type ImportProgress,
  importFile,
  type StagedFile,
} from '../../intake/import-file.ts';
import type { TextDialect } from '../../intake/read-file.ts';
import { notWritable, requireWritable } from '../../not-writable.ts';
import {
  badArgument,
  type Command,
  type CommandContext,
  dateOption,
  JSON_OPTION,
  textOption,
} from '../command.ts';
import { csvLine } from '../csv-line.ts';

/** Issues of one code shown on a terminal before the rest is only counted. */
const SHOWN = 3;

export const importCommand: Command = {
  name: 'import',
  summary: { de: 'Liest eine Datei in eine Ebene ein', en: 'Imports a file into a layer' },
  usage:
    'import <layer> <file> --source "<name>" [--as-of YYYY-MM-DD] [--licence …] [--format …] [--crs EPSG:n] [--encoding …] [--delimiter …] [--decimal …] [--map column=field] [--dry-run] [--replace-demo] [--report f.csv] [--rejects f.csv] [--accept code[@row]] [--repair code[@row]] [--refuse code[@row]] [--drop-corrections] [--progress] [--json]',
  positionals: ['layer', 'file'],
  options: {
    source: {
      type: 'string',
      placeholder: '<name>',
      help: {
        de: 'Name der Datenquelle; ersetzt wird nur sie',
        en: 'Name of the data source; only it is replaced',
      },
    },
    'as-of': {
      type: 'string',
      placeholder: 'YYYY-MM-DD',
      help: { de: 'Stand der Daten', en: 'Date of the data' },
    },
    licence: { type: 'string', help: { de: 'Lizenz und Quellenvermerk', en: 'Licence and attribution' } },
    format: {
      type: 'string',
      help: { de: 'Format festlegen statt erkennen', en: 'State the format instead of recognising it' },
    },
    crs: {
      type: 'string',
      placeholder: 'EPSG:n',
      help: { de: 'Koordinatensystem der Datei', en: 'Coordinate reference system of the file' },
    },
    'file-layer': {
      type: 'string',
      help: { de: 'Ebene oder Tabellenblatt in der Datei', en: 'Layer or sheet inside the file' },
    },
    encoding: {
      type: 'string',
      help: {
        de: `Zeichenkodierung: ${TEXT_ENCODINGS.join(', ')}`,
        en: `Encoding: ${TEXT_ENCODINGS.join(', ')}`,
      },
    },
    delimiter: {
      type: 'string',
      help: { de: 'Trennzeichen: ; , | oder tab', en: 'Delimiter: ; , | or tab' },
    },
    decimal: {
      type: 'string',
      help: { de: 'Dezimalzeichen: , oder .', en: 'Decimal sign: , or .' },
    },
    map: {
      type: 'string',
      multiple: true,
      placeholder: '<column>=<field>',
      help: {
        de: 'Spalte der Ebene = Feld der Datei; wird für die Quelle gespeichert',
        en: 'Column of the layer = field of the file; saved for the source',
      },
    },
    'dry-run': {
      type: 'boolean',
      help: { de: 'Alles prüfen, nichts ändern', en: 'Check everything, change nothing' },
    },
    'replace-demo': { type: 'boolean', help: { de: 'Die Demostadt entfernen', en: 'Remove the demo city' } },
    report: {
      type: 'string',
      placeholder: 'f.csv',
      help: { de: 'Alle Meldungen als CSV', en: 'All issues as CSV' },
    },
    rejects: {
      type: 'string',
      placeholder: 'f.csv',
      help: { de: 'Zurückgewiesene Zeilen als CSV', en: 'Refused rows as CSV' },
    },
    accept: {
      type: 'string',
      multiple: true,
      placeholder: '<code>',
      help: {
        de: 'Zeilen mit dieser Meldung übernehmen, wie sie sind, oder wissentlich weglassen',
        en: 'Take rows with this issue as they are, or leave them out knowingly',
      },
    },
    repair: {
      type: 'string',
      multiple: true,
      placeholder: '<code>',
      help: { de: 'Zeilen mit dieser Meldung reparieren', en: 'Repair rows with this issue' },
    },
    refuse: {
      type: 'string',
      multiple: true,
      placeholder: '<code>',
      help: {
        de: 'Zeilen mit dieser Meldung wissentlich weglassen (code@zeile: nur eine)',
        en: 'Leave rows with this issue out knowingly (code@row: only one)',
      },
    },
    'drop-corrections': {
      type: 'boolean',
      help: {
        de: 'Berichtigungen von Hand in dieser Quelle verwerfen',
        en: 'Drop corrections made by hand in this source',
      },
    },
    progress: {
      type: 'boolean',
      help: { de: 'Fortschritt auf die Fehlerausgabe', en: 'Progress on standard error' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const [layer, path] = context.positionals as [string, string];
    const source = textOption(context, 'source');
    if (source === null) {
      const params = { name: '--source', usage: importCommand.usage };
      throw new IssueError({ code: 'argument-missing', severity: 'error', where: '--source', params });
    }
    const request = {
      layer,
      path,
      source,
      asOf: dateOption(context, 'as-of'),
      licence: textOption(context, 'licence'),
      format: textOption(context, 'format'),
      srid: sridOption(context),
      layerInFile: textOption(context, 'file-layer'),
      mapping: mappingOption(context),
      dialect: dialectOptions(context),
      treatment: {
        accept: codes(context, 'accept'),
        repair: codes(context, 'repair'),
        refuse: codes(context, 'refuse'),
      },
      corrections: context.values['drop-corrections'] === true ? ('drop' as const) : ('keep' as const),
      dryRun: context.values['dry-run'] === true,
      replaceDemo: context.values['replace-demo'] === true,
    };
    const report = textOption(context, 'report');
    const rejects = textOption(context, 'rejects');
    for (const file of [report, rejects]) if (file !== null) await requireWritable(file, file);
    const { db } = await context.open();
    const progress = context.values.progress === true ? progressLine : undefined;
    const write = async (found: Pick<ImportOutcome, 'issues' | 'rejectedRows'>) => {
      if (report !== null) await writeText(report, reportCsv(found.issues, context.language));
      if (rejects !== null) await writeText(rejects, rejectsCsv(found.rejectedRows));
    };
    let staged: StagedFile | null = null;
    const outcome = await importFile(db, request, progress, (file) => {
      staged = file;
    }).catch(async (error: unknown) => {
      // What is wrong with the rows is told, above all where none of them was left.
      if (staged !== null) await write(staged);
      throw error;
    });
    await write(outcome);
    const refused = outcome.rejectedRows.some((row) => !row.asked);
    return {
      exitCode: refused ? 2 : 0,
      json: jsonOf(outcome, context.language),
      lines: [summaryOf(outcome, request.dryRun, context.language)],
      remarks: context.values.json === true ? [] : remarksOf(outcome.issues, context.language),
    };
  },
};

/** One line a step, for people and programs alike: `swap 5000/41622`. */
function progressLine({ phase, rows, of }: ImportProgress): void {
  process.stderr.write(of === null ? `${phase}\n` : `${phase} ${rows}/${of}\n`);
}

function sridOption(context: CommandContext): number | null {
  const text = textOption(context, 'crs');
  if (text === null) return null;
  const code = /^(?:EPSG:)?(\d{4,6})$/i.exec(text)?.[1];
  if (!code) throw badArgument('--crs', text, 'EPSG:25832');
  return Number(code);
}

/** `--map technology=Technik` as often as needed; null where it is not given. */
function mappingOption(context: CommandContext): Record<string, string> | null {
  const given = context.values.map as readonly string[] | undefined;
  if (given === undefined) return null;
  return Object.fromEntries(
    given.map((pair) => {
      const match = /^([a-z_]+)=(.+)$/.exec(pair);
      if (!match) throw badArgument('--map', pair, 'column=field');
      return [match[1]!, match[2]!];
    }),
  );
}

function dialectOptions(context: CommandContext): TextDialect {
  const encoding = TEXT_ENCODINGS.find((known) => known === textOption(context, 'encoding')) ?? null;
  if (encoding === null && textOption(context, 'encoding') !== null)
    throw badArgument('--encoding', textOption(context, 'encoding')!, TEXT_ENCODINGS.join(', '));
  const given = textOption(context, 'delimiter');
  const delimiter = given === 'tab' ? '\t' : given;
  if (delimiter !== null && !(DELIMITERS as readonly string[]).includes(delimiter))
    throw badArgument('--delimiter', given!, '; , | tab');
  const decimal = textOption(context, 'decimal');
  if (decimal !== null && decimal !== ',' && decimal !== '.') throw badArgument('--decimal', decimal, ', .');
  return { encoding, delimiter, decimal };
}

/** Codes of issues, several times or separated by commas; an unknown one is named. */
function codes(context: CommandContext, name: string): Set<string> {
  const given = (context.values[name] as readonly string[] | undefined) ?? [];
  const list = given.flatMap((each) => each.split(',')).map((code) => code.trim());
  const known = name === 'repair' ? REPAIRABLE_CODES : [...Object.keys(INTAKE_TEXTS), ...REGION_CODES];
  for (const code of list)
    if (!known.includes(parseDecision(code)?.code ?? ''))
      throw badArgument(`--${name}`, code, known.join(', '));
  return new Set(list);
}

/** The contract: these keys and no others. What else there is to say is an issue. */
function jsonOf(outcome: ImportOutcome, language: Language) {
  return {
    layer: outcome.layer,
    format: outcome.format,
    read: outcome.read,
    imported: outcome.imported,
    updated: outcome.updated,
    unchanged: outcome.unchanged,
    rejected: outcome.rejected,
    issues: outcome.issues.map(({ code, severity, row, column, value, ...issue }) => ({
      code,
      severity,
      row,
      column,
      value,
      message: issueSentence({ ...issue, code, severity }, language),
    })),
    seconds: outcome.seconds,
  };
}

function summaryOf(o: ImportOutcome, dryRun: boolean, language: Language): string {
  const de = `${o.layer} · ${o.source}: ${o.read} gelesen (${o.format}, EPSG:${o.srid}), ${o.imported} neu, ${o.updated} geändert, ${o.unchanged} unverändert, ${o.removed} entfallen, ${o.rejected} zurückgewiesen, ${o.skipped} übergangen (${o.seconds} s)`;
  const en = `${o.layer} · ${o.source}: ${o.read} read (${o.format}, EPSG:${o.srid}), ${o.imported} new, ${o.updated} changed, ${o.unchanged} unchanged, ${o.removed} gone, ${o.rejected} refused, ${o.skipped} passed over (${o.seconds} s)`;
  const note = dryRun
    ? language === 'de'
      ? ' – Probelauf, nichts geändert'
      : ' – dry run, nothing changed'
    : '';
  return (language === 'de' ? de : en) + note;
}

/** The first issues of each code in full, the rest of it counted. */
function remarksOf(issues: readonly IntakeIssue[], language: Language): string[] {
  const byCode = Map.groupBy(issues, (issue) => issue.code);
  return [...byCode].flatMap(([code, list]) => {
    const shown = list.slice(0, SHOWN).map((issue) => `  ${issueSentence(issue, language)}`);
    const more = list.length - shown.length;
    if (more === 0) return shown;
    return [
      ...shown,
      language === 'de' ? `  … und ${more} weitere (${code})` : `  … and ${more} more (${code})`,
    ];
  });
}

function reportCsv(issues: readonly IntakeIssue[], language: Language): string {
  const lines = issues.map((issue) =>
    csvLine([
      issue.code,
      issue.severity,
      issue.row,
      issue.column,
      issue.value,
      issueSentence(issue, language),
    ]),
  );
  return [csvLine(['code', 'severity', 'row', 'column', 'value', 'message']), ...lines].join('');
}

/** The refused rows with all their fields, so that they can be mended and read again. */
function rejectsCsv(rejectedRows: ImportOutcome['rejectedRows']): string {
  const fields = [...new Set(rejectedRows.flatMap((row) => Object.keys(row.record)))];
  const lines = rejectedRows.map((row) =>
    csvLine([row.row, row.codes.join(' '), ...fields.map((field) => row.record[field])]),
  );
  return [csvLine(['row', 'codes', ...fields]), ...lines].join('');
}

async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: Error) => {
    throw notWritable(path, path, error);
  });
}
