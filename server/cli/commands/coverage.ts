import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';

/** Names of the shares' parts as people read them. */
const CUSTOMERS = {
  de: { hh: 'Haushalte', gew: 'Betriebe', gwg: 'Betriebe in Gewerbegebieten', schulen: 'Schulen' },
  en: { hh: 'households', gew: 'firms', gwg: 'firms in business parks', schulen: 'schools' },
} as const;

export const coverageCommand: Command = {
  name: 'coverage',
  summary: {
    de: 'Zeigt, was der Breitbandatlas von Gemeinden oder Kreisen sagt',
    en: 'Shows what the Breitbandatlas says of municipalities or counties',
  },
  usage: 'coverage --ags <key or its beginning> [--source "<name>"] [--json]',
  positionals: [],
  options: {
    ags: {
      type: 'string',
      placeholder: '<key>',
      help: {
        de: 'Amtlicher Schlüssel oder sein Anfang, z. B. 03241',
        en: 'Official key or its beginning, e.g. 03241',
      },
    },
    source: {
      type: 'string',
      placeholder: '<name>',
      help: { de: 'Nur diese Datenquelle', en: 'This data source only' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const ags = textOption(context, 'ags') ?? '';
    if (!/^\d{2,12}$/.test(ags)) throw badArgument('--ags', ags, '03241001');
    const source = textOption(context, 'source');
    const { db } = await context.open();
    let query = db
      .selectFrom('coverage_area')
      .innerJoin('data_source', 'data_source.id', 'coverage_area.source_id')
      .select(['ags', 'scope', 'coverage_area.name as name', 'shares'])
      .select(['data_source.name as source', 'data_source.as_of as asOf'])
      .where('scope', '<>', 'cell')
      .where('ags', 'like', `${ags}%`)
      .orderBy('ags')
      .orderBy('as_of')
      .orderBy('data_source.name');
    if (source !== null) query = query.where('data_source.name', '=', source);
    const areas = await query.execute();
    const lines = areas.flatMap((area) => [
      `${area.ags} ${area.name ?? ''} · ${area.source}${area.asOf ? `, ${area.asOf}` : ''}`,
      ...shareLines(area.shares, context.language),
    ]);
    const none =
      context.language === 'de' ? `Zu ${ags} ist nichts eingelesen.` : `Nothing is imported about ${ags}.`;
    return {
      exitCode: areas.length > 0 ? 0 : 1,
      json: { areas },
      lines,
      remarks: areas.length > 0 ? [] : [none],
    };
  },
};

/** One line a technology: `  households ftthb: ≥ 100 28.23 %, ≥ 1000 28.23 %`. */
function shareLines(shares: Readonly<Record<string, number>>, language: 'de' | 'en'): string[] {
  const groups = new Map<string, { downMbit: number; share: number }[]>();
  for (const [key, share] of Object.entries(shares)) {
    const [customers, technology, downMbit] = key.split('_') as [keyof typeof CUSTOMERS.de, string, string];
    const name = `${CUSTOMERS[language][customers]} ${technology}`;
    const list = groups.get(name) ?? [];
    groups.set(name, list);
    list.push({ downMbit: Number(downMbit), share });
  }
  return [...groups].map(([name, list]) => {
    const parts = list
      .sort((a, b) => a.downMbit - b.downMbit)
      .map(({ downMbit, share }) => `${downMbit > 0 ? `≥ ${downMbit}: ` : ''}${share} %`);
    return `  ${name}  ${parts.join('  ')}`;
  });
}
