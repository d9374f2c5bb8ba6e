import { OFFICIAL_SOURCES } from '#data/sources/index.ts';
import { type Command, JSON_OPTION } from '../command.ts';

const CONFIDENCE = {
  sure: { de: 'geprüft', en: 'checked' },
  likely: { de: 'wahrscheinlich', en: 'likely' },
  unsure: { de: 'ungeprüft', en: 'unchecked' },
} as const;

export const sourcesCommand: Command = {
  name: 'sources',
  summary: { de: 'Katalog amtlicher und offener Quellen', en: 'Catalogue of official and open sources' },
  usage: 'sources [--json]',
  positionals: [],
  options: { json: JSON_OPTION },
  async run({ language }) {
    const lines = OFFICIAL_SOURCES.flatMap((source) => [
      `${source.id}  [${CONFIDENCE[source.confidence][language]}]`,
      `  ${source.title[language]} · ${source.publisher}`,
      `  ${source.format} · ${source.rhythm[language]} · ${source.licence ?? (language === 'de' ? 'Lizenz ungeklärt' : 'licence not established')}`,
      `  ${source.download ?? source.page}`,
      `  ${source.note[language]}`,
    ]);
    return { exitCode: 0, json: OFFICIAL_SOURCES, lines };
  },
};
