import { IMPORTABLE_LAYERS } from '#core/intake/index.ts';
import { IssueError } from '#core/issue.ts';
import { compareStates } from '../../features/imports/compare-states.ts';
import { type DataSource, listDataSources, takeBack } from '../../features/imports/data-sources.ts';
import { type Command, dateOption, JSON_OPTION, textOption } from '../command.ts';

/** What a layer's data sets were, what changed between two days, and the way back. */
export const historyCommand: Command = {
  name: 'history',
  summary: {
    de: 'Stände einer Ebene zeigen, vergleichen, zurücknehmen',
    en: 'Shows, compares and takes back states of a layer',
  },
  usage: 'history <layer> [--from YYYY-MM-DD --to YYYY-MM-DD] [--take-back "<name>" [--remove]] [--json]',
  positionals: ['layer'],
  options: {
    from: { type: 'string', placeholder: 'YYYY-MM-DD', help: { de: 'Stand von', en: 'State of' } },
    to: {
      type: 'string',
      placeholder: 'YYYY-MM-DD',
      help: { de: 'verglichen mit dem Stand von', en: 'compared with the state of' },
    },
    'take-back': {
      type: 'string',
      placeholder: '<name>',
      help: {
        de: 'den letzten Import dieser Datenquelle zurücknehmen',
        en: 'take the last import of this data source back',
      },
    },
    remove: {
      type: 'boolean',
      help: { de: 'sie ganz entfernen, mit ihren früheren Ständen', en: 'remove it with its earlier states' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const layer = context.positionals[0]!;
    if (!IMPORTABLE_LAYERS.includes(layer)) {
      const params = { value: layer, known: IMPORTABLE_LAYERS.join(', ') };
      throw new IssueError({ code: 'unknown-layer', severity: 'error', where: 'layer', params });
    }
    const { db } = await context.open();
    const de = context.language === 'de';
    const name = textOption(context, 'take-back');
    const sources = (await listDataSources(db)).filter((source) => source.layer === layer);
    if (name !== null) {
      const source = sources.find((each) => each.name === name);
      if (!source) {
        const params = { value: name, known: sources.map((each) => each.name).join(', ') || '–' };
        throw new IssueError({
          code: 'data-source-unknown',
          severity: 'error',
          where: '--take-back',
          params,
        });
      }
      const done = await takeBack(db, source.id, context.values.remove === true);
      const to = done.restored?.asOf ?? done.restored?.importedAt.slice(0, 10);
      const back = de ? `wieder auf dem Stand vom ${to}` : `is again as of ${to}`;
      return {
        exitCode: 0,
        json: done,
        lines: [`${layer} · ${name}: ${done.restored ? back : de ? 'entfernt' : 'removed'}`],
      };
    }
    const [from, to] = [dateOption(context, 'from'), dateOption(context, 'to')];
    if (from !== null && to !== null) {
      const compared = await compareStates(db, layer, { from, to });
      const { counts, features } = compared;
      const words = de
        ? ['neu', 'geändert', 'unverändert', 'entfallen']
        : ['new', 'changed', 'unchanged', 'gone'];
      const numbers = [counts.new, counts.changed, counts.unchanged, counts.gone];
      return {
        exitCode: 0,
        json: {
          layer,
          from,
          to,
          counts,
          changes: features.map((feature) => (feature as { properties: unknown }).properties),
        },
        lines: [
          `${layer} ${from} – ${to}: ${numbers.map((number, i) => `${number} ${words[i]}`).join(', ')}`,
        ],
      };
    }
    const none = de
      ? `${layer}: keine Datensätze. Lesen Sie einen mit import ein.`
      : `${layer}: no data sets. Read one in with import.`;
    const lines = sources.flatMap((source) => linesOf(source, de));
    return { exitCode: 0, json: sources, lines: lines.length > 0 ? lines : [none] };
  },
};

function linesOf(source: DataSource, de: boolean): string[] {
  const line = (state: { asOf: string | null; fileName: string | null; featureCount: number }, at: string) =>
    `${state.asOf ?? at.slice(0, 10)}  ${state.featureCount}  ${state.fileName ?? '–'}`;
  return [
    `${source.name}${source.isDemo ? (de ? ' (Demodaten)' : ' (demo data)') : ''}`,
    `  ${line(source, source.importedAt.toISOString())}`,
    ...source.earlier.map((state) => `  ${line(state, state.importedAt)}`),
  ];
}
