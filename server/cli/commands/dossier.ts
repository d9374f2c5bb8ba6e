import { writeFile } from 'node:fs/promises';
import { reportLines } from '#core/dossier/report-text.ts';
import { IssueError } from '#core/issue.ts';
import { buildDossier, keptDossier } from '../../dossier/build-dossier.ts';
import { readApplication } from '../../dossier/read-application.ts';
import { previousDossier, releasedDossier } from '../../features/funding/store.ts';
import { notWritable } from '../../not-writable.ts';
import { type Command, JSON_OPTION, textOption } from '../command.ts';
import { reportDocument } from './check.ts';

export const dossierCommand: Command = {
  name: 'dossier',
  summary: {
    de: 'Schreibt das Dossier eines Förderantrags als ZIP, das sich vorher selbst prüft',
    en: 'Writes the dossier of an application as a ZIP that checks itself first',
  },
  usage: 'dossier <application> --out dossier.zip [--force] [--json]',
  positionals: ['application'],
  options: {
    out: {
      type: 'string',
      placeholder: '<file>',
      help: { de: 'Zieldatei (.zip)', en: 'Target file (.zip)' },
    },
    force: {
      type: 'boolean',
      help: {
        de: 'Auch schreiben, wenn eine Pflichtprüfung fehlschlägt (Exit-Code bleibt 1)',
        en: 'Write even when a mandatory check fails (the exit code stays 1)',
      },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const out = textOption(context, 'out');
    if (out === null) {
      const params = { name: '--out', usage: dossierCommand.usage };
      throw new IssueError({ code: 'argument-missing', severity: 'error', where: '--out', params });
    }
    const { db } = await context.open();
    const application = await readApplication(context.positionals[0]!, async () => db);
    const released = application.id ? await releasedDossier(db, application.id) : undefined;
    const { zip, sha256, manifest, report } = released
      ? keptDossier(released)
      : await buildDossier(db, application, await previousDossier(db, application));
    const written = report.ok || context.values.force === true;
    if (written) {
      await writeFile(out, zip).catch((error: Error) => {
        throw notWritable(out, '--out', error);
      });
    }
    const { language } = context;
    const german = language === 'de';
    return {
      exitCode: report.ok ? 0 : 1,
      json: {
        out: written ? out : null,
        bytes: zip.length,
        sha256,
        figures: manifest.figures,
        files: manifest.files,
        ...reportDocument(report, language),
      },
      lines: [
        ...reportLines(report, language),
        written
          ? `${out}  ${zip.length} Bytes  SHA-256 ${sha256}`
          : german
            ? 'Nicht geschrieben: erst beheben, oder --force.'
            : 'Not written: remedy first, or use --force.',
      ],
    };
  },
};
