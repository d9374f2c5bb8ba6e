import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';
import { CELL_MEASURES, type CellMeasure, countLayer, type DistrictLevel } from '../count-layer.ts';

const LEVELS: readonly DistrictLevel[] = ['bezirk', 'stadtteil', 'gemeinde', 'city'];

export const countCommand: Command = {
  name: 'count',
  summary: { de: 'Zählt eine Ebene, auf Wunsch nach Bezirken', en: 'Counts a layer, by district if wanted' },
  usage:
    'count <layer> [--by districts] [--level bezirk|stadtteil|gemeinde|city] [--source "<name>"] [--measure households|population|buildings] [--json]',
  positionals: ['layer'],
  options: {
    by: { type: 'string', placeholder: 'districts', help: { de: 'Nach Bezirken', en: 'By district' } },
    level: {
      type: 'string',
      placeholder: LEVELS.join('|'),
      help: {
        de: 'Welche Gebiete (sonst Bezirke, wo es sie gibt)',
        en: 'Which districts (else boroughs, where there are any)',
      },
    },
    source: {
      type: 'string',
      placeholder: '<name>',
      help: { de: 'Nur diese Datenquelle', en: 'This data source only' },
    },
    measure: {
      type: 'string',
      placeholder: CELL_MEASURES.join('|'),
      help: {
        de: 'Was in der Ebene households gezählt wird (sonst Haushalte oder Wohnungen)',
        en: 'What is counted in the layer households (else households or dwellings)',
      },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const by = textOption(context, 'by');
    if (by !== null && by !== 'districts') throw badArgument('--by', by, 'districts');
    const level = textOption(context, 'level');
    if (level !== null && !LEVELS.includes(level as DistrictLevel))
      throw badArgument('--level', level, LEVELS.join(', '));
    const measure = textOption(context, 'measure');
    const fits = context.positionals[0] === 'households' && CELL_MEASURES.includes(measure as CellMeasure);
    if (measure !== null && !fits)
      throw badArgument('--measure', measure, `households: ${CELL_MEASURES.join(', ')}`);
    const { db } = await context.open();
    const count = await countLayer(db, context.positionals[0]!, {
      byDistricts: by !== null || level !== null,
      level: level as DistrictLevel | null,
      source: textOption(context, 'source'),
      ...(measure === null ? {} : { measure: measure as CellMeasure }),
    });
    const rows = Object.entries(count.by ?? {});
    const width = Math.max(10, ...rows.map(([name]) => name.length));
    const line = (name: string, value: number) => `${name.padEnd(width)} ${String(value).padStart(9)}`;
    const german = context.language === 'de';
    return {
      exitCode: 0,
      // `outside` and `all` are for people; the contract is these two.
      json: count.by === undefined ? { total: count.total } : { total: count.total, by: count.by },
      lines: [
        ...rows.map(([name, value]) => line(name, value)),
        line(german ? 'Summe' : 'Total', count.total),
        ...(count.outside === undefined ? [] : [line(german ? 'Außerhalb' : 'Outside', count.outside)]),
      ],
    };
  },
};
