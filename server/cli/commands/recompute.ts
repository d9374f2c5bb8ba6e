import { readFile } from 'node:fs/promises';
import { recomputeDossier } from '../../dossier/recompute-dossier.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';

export const recomputeCommand: Command = {
  name: 'recompute',
  summary: {
    de: 'Rechnet ein freigegebenes Dossier aus seinem Manifest nach und vergleicht die Bytes',
    en: 'Recomputes a released dossier from its manifest and compares the bytes',
  },
  usage: 'recompute <dossier.zip> [--application <id|file.json>] [--json]',
  positionals: ['dossier.zip'],
  options: {
    application: {
      type: 'string',
      placeholder: '<id|file>',
      help: {
        de: 'Förderantrag; ohne Angabe der, zu dem dieses Dossier freigegeben wurde',
        en: 'Application; without it the one this dossier was released with',
      },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const path = context.positionals[0]!;
    const zip = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      throw badArgument('dossier.zip', path, `a file that can be read (${error.code})`);
    });
    const { db } = await context.open();
    const result = await recomputeDossier(db, new Uint8Array(zip), path, textOption(context, 'application'));
    const german = context.language === 'de';
    const lines = result.same
      ? [
          german
            ? `Gleich, Byte für Byte: SHA-256 ${result.released}`
            : `Equal to the byte: SHA-256 ${result.released}`,
        ]
      : [
          german ? 'Nicht gleich:' : 'Not equal:',
          ...result.different.map((name) => `  ${name}`),
          ...result.causes.map(({ what, released, here }) =>
            german
              ? `${what}: bei der Freigabe ${released}, hier ${here}`
              : `${what}: at the release ${released}, here ${here}`,
          ),
        ];
    return { exitCode: result.same ? 0 : 1, json: result, lines };
  },
};
