import { writeFile } from 'node:fs/promises';
import { lonLatToUtm32 } from '#core/geo/utm.ts';
import { IssueError } from '#core/issue.ts';
import { planNetwork } from '#core/network/plan-network.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import { demoMark } from '../../demo/demo-data.ts';
import {
  badArgument,
  type Command,
  type CommandContext,
  JSON_OPTION,
  numberOption,
  textOption,
} from '../command.ts';
import { loadPlanningArea, loadStreets, loadTargets } from '../network-inputs.ts';
import { planGeojson, planLines } from '../network-report.ts';

const DEFAULT_SECONDS = 10;

export const networkCommand: Command = {
  name: 'network',
  summary: {
    de: 'Plant die günstigsten Gräben zu allen Gebäuden einer Fläche, mit bewiesener unterer Schranke',
    en: 'Plans the cheapest trenches to all buildings of an area, with a proved lower bound',
  },
  usage: 'network --area <file.geojson|id> [--pop lon,lat] [--seconds n] [--out plan.geojson] [--json]',
  positionals: [],
  options: {
    area: {
      type: 'string',
      placeholder: '<file|id>',
      help: { de: 'GeoJSON (EPSG:4326) oder gespeicherte Fläche', en: 'GeoJSON (EPSG:4326) or a saved area' },
    },
    pop: {
      type: 'string',
      placeholder: 'lon,lat',
      help: {
        de: 'Einspeisepunkte, mehrere durch Semikolon; sonst wird einer vorgeschlagen',
        en: 'Feeding points, several by semicolon; else one is proposed',
      },
    },
    seconds: {
      type: 'string',
      placeholder: 'n',
      help: { de: `Rechenzeit höchstens (${DEFAULT_SECONDS})`, en: `Time at most (${DEFAULT_SECONDS})` },
    },
    out: {
      type: 'string',
      placeholder: '<file>',
      help: {
        de: 'Gräben, Hausanschlüsse und Netzverteiler als GeoJSON',
        en: 'Trenches, drops and distribution points as GeoJSON',
      },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const given = textOption(context, 'area');
    if (given === null) {
      const params = { name: '--area', usage: networkCommand.usage };
      throw new IssueError({ code: 'argument-missing', severity: 'error', where: '--area', params });
    }
    const pops = popsOf(context);
    const seconds = numberOption(context, 'seconds', 0, 86_400) ?? DEFAULT_SECONDS;
    const { db } = await context.open();
    const area = await loadPlanningArea(db, given);
    const [streets, targets] = [await loadStreets(db, area), await loadTargets(db, area)];
    const plan = planNetwork({
      streets,
      targets,
      pops,
      prices: PRICES,
      rules: DIMENSIONING.rules,
      seconds,
    });
    const out = textOption(context, 'out');
    if (out !== null) await writeFile(out, planGeojson(plan, await demoMark(db)));
    const { certificate, costCents } = plan;
    return {
      exitCode: 0,
      json: {
        lengthM: Math.round((plan.trenchM + plan.existingDuctM) * 10) / 10,
        cost: { low: costCents.low / 100, expected: costCents.expected / 100, high: costCents.high / 100 },
        lowerBound: certificate.lowerBoundCents / 100,
        gap: certificate.gap,
        terminals: plan.targets,
        connected: plan.connected,
        seconds: plan.seconds,
      },
      lines: planLines(plan, PRICES, context.language),
    };
  },
};

function popsOf(context: CommandContext) {
  const text = textOption(context, 'pop');
  if (text === null) return [];
  return text.split(';').map((place) => {
    const [lon, lat, more] = place.split(',').map(Number);
    const isPlace = more === undefined && Math.abs(lon ?? 999) <= 180 && Math.abs(lat ?? 999) <= 90;
    if (!isPlace) throw badArgument('--pop', text, '9.73,52.37');
    const [eastingM, northingM] = lonLatToUtm32(lon!, lat!);
    return { eastingM, northingM };
  });
}
