import { writeFile } from 'node:fs/promises';
import { lonLatToUtm32, utm32ToLonLat } from '#core/geo/utm.ts';
import { IssueError } from '#core/issue.ts';
import { planTrenches, type TrenchPlan } from '#core/network/plan-trenches.ts';
import { priceOf } from '#core/network/price-catalogue.ts';
import { streetGraph } from '#core/network/street-graph.ts';
import { PRICES } from '#data/network/index.ts';
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
    pop: { type: 'string', placeholder: 'lon,lat', help: { de: 'Einspeisepunkt', en: 'Feeding point' } },
    seconds: {
      type: 'string',
      placeholder: 'n',
      help: { de: `Rechenzeit höchstens (${DEFAULT_SECONDS})`, en: `Time at most (${DEFAULT_SECONDS})` },
    },
    out: {
      type: 'string',
      placeholder: '<file>',
      help: { de: 'Gräben als GeoJSON', en: 'Trenches as GeoJSON' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const given = textOption(context, 'area');
    if (given === null) {
      const params = { name: '--area', usage: networkCommand.usage };
      throw new IssueError({ code: 'argument-missing', severity: 'error', where: '--area', params });
    }
    const pop = popOf(context);
    const seconds = numberOption(context, 'seconds', 0, 86_400) ?? DEFAULT_SECONDS;
    const { db } = await context.open();
    const area = await loadPlanningArea(db, given);
    const [streets, targets] = [await loadStreets(db, area), await loadTargets(db, area)];
    const began = performance.now();
    const plan = planTrenches({ streets: streetGraph(streets), targets, pop, prices: PRICES, seconds });
    const took = Math.round(performance.now() - began) / 1000;
    const out = textOption(context, 'out');
    if (out !== null) await writeFile(out, geojsonOf(plan, await demoMark(db)));
    return {
      exitCode: 0,
      json: {
        lengthM: Math.round(plan.lengthM * 10) / 10,
        cost: {
          low: plan.costCents.low / 100,
          expected: plan.costCents.expected / 100,
          high: plan.costCents.high / 100,
        },
        lowerBound: plan.lowerBoundCents / 100,
        gap: plan.gap,
        terminals: plan.targets,
        connected: plan.connected,
        seconds: took,
      },
      lines: linesOf(plan, took, context),
    };
  },
};

function popOf(context: CommandContext) {
  const text = textOption(context, 'pop');
  if (text === null) return null;
  const [lon, lat, more] = text.split(',').map(Number);
  const isPlace = more === undefined && Math.abs(lon ?? 999) <= 180 && Math.abs(lat ?? 999) <= 90;
  if (!isPlace) throw badArgument('--pop', text, '9.73,52.37');
  const [eastingM, northingM] = lonLatToUtm32(lon!, lat!);
  return { eastingM, northingM };
}

function linesOf(plan: TrenchPlan, seconds: number, { language }: CommandContext): string[] {
  const german = language === 'de';
  const number = new Intl.NumberFormat(german ? 'de-DE' : 'en-GB', { maximumFractionDigits: 0 });
  const euro = (cents: number) => `${number.format(cents / 100)} €`;
  const { low, expected, high } = plan.costCents;
  const leftOut = plan.leftOut.noStreetNear + plan.leftOut.isolatedPart;
  const rows = plan.quantities.map(({ item, unit, amount, costCents }) => {
    const price = priceOf(PRICES, item);
    const quantity =
      unit === 'share' ? '' : `${number.format(amount)} ${unit === 'm' ? 'm' : german ? 'Stück' : 'pieces'}`;
    return `  ${price.title[language].padEnd(48)}${quantity.padStart(16)}${euro(costCents.expected).padStart(16)}  [${price.confidence}]`;
  });
  return german
    ? [
        `${number.format(plan.lengthM)} m Graben, ${plan.connected} von ${plan.targets} Gebäuden angeschlossen${leftOut ? ` (${plan.leftOut.noStreetNear} ohne Straße in der Nähe, ${plan.leftOut.isolatedPart} in abgetrennten Teilen)` : ''}`,
        `Kosten ${euro(expected)} (${euro(low)} bis ${euro(high)}), Preise: ${PRICES.id}`,
        ...rows,
        `Gräben allein ${euro(plan.treeCents)}, kein Netz entlang dieser Straßen unter ${euro(plan.lowerBoundCents)} (Lücke ${(100 * plan.gap).toFixed(3)} %), ${seconds} s`,
      ]
    : [
        `${number.format(plan.lengthM)} m of trench, ${plan.connected} of ${plan.targets} buildings connected${leftOut ? ` (${plan.leftOut.noStreetNear} without a street near, ${plan.leftOut.isolatedPart} in isolated parts)` : ''}`,
        `Cost ${euro(expected)} (${euro(low)} to ${euro(high)}), prices: ${PRICES.id}`,
        ...rows,
        `Trenches alone ${euro(plan.treeCents)}, no network along these streets below ${euro(plan.lowerBoundCents)} (gap ${(100 * plan.gap).toFixed(3)} %), ${seconds} s`,
      ];
}

/** Trenches and drops as lines (RFC 7946). */
function geojsonOf({ snapped, edges }: TrenchPlan, mark: { data?: string }): string {
  const { graph } = snapped;
  const place = (node: number) => {
    const [lon, lat] = utm32ToLonLat(graph.eastingM[node]!, graph.northingM[node]!);
    return [Number(lon.toFixed(7)), Number(lat.toFixed(7))];
  };
  const features = Array.from(edges, (e) => ({
    type: 'Feature',
    properties: {
      kind: 'trench',
      class: graph.class[e],
      length_m: Number(graph.lengthM[e]!.toFixed(2)),
      ...mark,
    },
    geometry: { type: 'LineString', coordinates: [place(graph.from[e]!), place(graph.to[e]!)] },
  }));
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`;
}
