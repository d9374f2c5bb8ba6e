import { writeFile } from 'node:fs/promises';
import { lonLatToUtm32 } from '#core/geo/utm.ts';
import { IssueError } from '#core/issue.ts';
import type { NetworkRequest, PhaseRules } from '#core/network/plan.ts';
import { planNetworkAsync } from '#core/network/plan-network.ts';
import { type PriceCatalogue, withOwnPrices } from '#core/network/price-catalogue.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import { demoMark } from '../../demo/demo-data.ts';
import { notWritable, requireWritable } from '../../not-writable.ts';
import {
  badArgument,
  type Command,
  type CommandContext,
  type CommandOption,
  JSON_OPTION,
  numberOption,
  textOption,
} from '../command.ts';
import { readBuildings, readExistingLines, readOwnPrices } from '../network-files.ts';
import {
  loadBuildings,
  loadExistingLines,
  loadStreets,
  loadTargets,
  TARGET_LAYERS,
  type TargetLayer,
} from '../network-inputs.ts';
import { planGeojson, planLines } from '../network-report.ts';
import { loadPlanningArea } from '../planning-area.ts';
import { breathe, ENDED_EARLY, untilInterrupted } from '../until-interrupted.ts';

const DEFAULT_SECONDS = 10;
const DEFAULT_TARGETS: readonly TargetLayer[] = ['addresses', 'schools', 'business-parks'];

export const networkCommand: Command = {
  name: 'network',
  summary: {
    de: 'Plant die günstigsten Gräben zu allen Gebäuden einer Fläche, mit bewiesener unterer Schranke',
    en: 'Plans the cheapest trenches to all buildings of an area, with a proved lower bound',
  },
  usage:
    'network --area <file.geojson|id> [--pop lon,lat] [--targets layers] [--most n] [--streets source] [--both-sides] [--existing lines.geojson] [--buildings file.geojson] [--lock id] [--forbid id] [--prefer id] [--prices file.json] [--years 2027-2031] [--topology splitter|point-to-point] [--seconds n] [--seed n] [--out plan.geojson] [--json]',
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
    targets: {
      type: 'string',
      placeholder: 'layers',
      help: {
        de: `Was angeschlossen wird, aus ${TARGET_LAYERS.join(', ')}; sonst ${DEFAULT_TARGETS.join(',')}`,
        en: `What is connected, of ${TARGET_LAYERS.join(', ')}; else ${DEFAULT_TARGETS.join(',')}`,
      },
    },
    most: {
      type: 'string',
      placeholder: 'n',
      help: { de: 'Nur so viele Ziele, die größten zuerst', en: 'Only so many targets, the largest first' },
    },
    streets: {
      type: 'string',
      placeholder: 'source',
      help: { de: 'Nur Straßen dieses Datensatzes', en: 'Only streets of this data set' },
    },
    'both-sides': {
      type: 'boolean',
      help: {
        de: 'Beide Straßenseiten mit Querungen',
        en: 'Both sides of streets, with crossings',
      },
    },
    existing: {
      type: 'string',
      placeholder: '<file>',
      help: {
        de: 'Leerrohre und Baumaßnahmen Dritter (GeoJSON-Linien: kind existing-duct oder joint-trench, year); sonst die Ebene existing-lines',
        en: 'Ducts and works of others (GeoJSON lines: kind existing-duct or joint-trench, year); else the layer existing-lines',
      },
    },
    buildings: {
      type: 'string',
      placeholder: '<file>',
      help: {
        de: 'Gebäude (GeoJSON-Flächen), die kein Hausanschluss quert; sonst die Ebene buildings',
        en: 'Buildings (GeoJSON polygons) that no drop crosses; else the layer buildings',
      },
    },
    lock: edgeOption('Diese Kante graben', 'Dig this edge'),
    forbid: edgeOption('Diese Kante nicht graben', 'Do not dig this edge'),
    prefer: edgeOption('Diese Kante bevorzugen', 'Prefer this edge'),
    prices: {
      type: 'string',
      placeholder: '<file>',
      help: { de: 'Eigene Preise (JSON)', en: 'Prices of your own (JSON)' },
    },
    years: {
      type: 'string',
      placeholder: 'from-to',
      help: { de: 'Bauabschnitte in diesen Jahren', en: 'Phases in these years' },
    },
    topology: {
      type: 'string',
      placeholder: 'splitter|point-to-point',
      help: { de: 'Bauweise; sonst splitter', en: 'Way of building; else splitter' },
    },
    seed: {
      type: 'string',
      placeholder: 'n',
      help: { de: 'Startwert des Zufalls', en: 'Seed of the random choices' },
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
    const out = textOption(context, 'out');
    if (out !== null) await requireWritable(out, '--out');
    const seconds = numberOption(context, 'seconds', 0, 86_400) ?? DEFAULT_SECONDS;
    const { db } = await context.open();
    const area = await loadPlanningArea(db, given);
    const streets = await loadStreets(db, area, textOption(context, 'streets'));
    const most = numberOption(context, 'most', 1, 10_000_000);
    const targets = await loadTargets(db, area, targetLayersOf(context), most);
    const prices = await pricesOf(context);
    const seed = numberOption(context, 'seed', 0, 2 ** 31 - 1);
    const existing = textOption(context, 'existing');
    const buildings = textOption(context, 'buildings');
    const request: NetworkRequest = {
      streets,
      targets,
      pops,
      prices,
      rules: { ...DIMENSIONING.rules, topology: topologyOf(context) },
      bothSides: context.values['both-sides'] === true,
      existing: existing === null ? await loadExistingLines(db, area) : await readExistingLines(existing),
      buildings: buildings === null ? await loadBuildings(db, area) : await readBuildings(buildings),
      locked: edgesOf(context, 'lock'),
      forbidden: edgesOf(context, 'forbid'),
      preferred: edgesOf(context, 'prefer'),
      phases: phasesOf(context),
      seconds,
      ...(seed === null ? {} : { seed }),
    };
    const { answer: plan, wasEnded } = await untilInterrupted((shouldStop) =>
      planNetworkAsync({ ...request, shouldStop }, breathe),
    );
    if (plan.unknownEdges.length > 0)
      throw badArgument(
        '--lock, --forbid, --prefer',
        plan.unknownEdges.join(', '),
        'an edge id of this network, as --out writes them',
      );
    if (out !== null)
      await writeFile(out, planGeojson(plan, await demoMark(db))).catch((error: Error) => {
        throw notWritable(out, '--out', error);
      });
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
      lines: planLines(plan, prices, context.language),
      ...(wasEnded ? { remarks: [ENDED_EARLY[context.language]] } : {}),
    };
  },
};

function popsOf(context: CommandContext) {
  const text = textOption(context, 'pop');
  if (text === null) return [];
  return text.split(';').map((place) => {
    const parts = place.split(',');
    const [lon, lat] = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    const isPlace = parts.length === 2 && Math.abs(lon ?? 999) <= 180 && Math.abs(lat ?? 999) <= 84;
    if (!isPlace)
      throw badArgument(
        '--pop',
        text,
        'longitude and latitude such as 9.73,52.37, several separated by semicolons',
      );
    const [eastingM, northingM] = lonLatToUtm32(lon!, lat!);
    return { eastingM, northingM };
  });
}

function edgeOption(de: string, en: string): CommandOption {
  return { type: 'string', multiple: true, placeholder: '<edge>', help: { de, en } };
}

function edgesOf(context: CommandContext, name: string): string[] {
  return ((context.values[name] ?? []) as readonly string[]).map(String);
}

function targetLayersOf(context: CommandContext): readonly TargetLayer[] {
  const text = textOption(context, 'targets');
  if (text === null) return DEFAULT_TARGETS;
  return text.split(',').map((layer) => {
    const known = TARGET_LAYERS.find((candidate) => candidate === layer.trim());
    if (!known) throw badArgument('--targets', layer, TARGET_LAYERS.join(', '));
    return known;
  });
}

async function pricesOf(context: CommandContext): Promise<PriceCatalogue> {
  const path = textOption(context, 'prices');
  if (path === null) return PRICES;
  const { id, prices } = await readOwnPrices(path);
  return withOwnPrices(PRICES, id, prices);
}

function phasesOf(context: CommandContext): PhaseRules | null {
  const text = textOption(context, 'years');
  if (text === null) return null;
  const [first, last] = (/^(\d{4})-(\d{4})$/.exec(text) ?? []).slice(1).map(Number);
  if (first === undefined || last === undefined || last < first || last - first >= 20)
    throw badArgument('--years', text, 'two years such as 2027-2031, at most 20');
  return { firstYear: first, years: last - first + 1 };
}

function topologyOf(context: CommandContext): 'splitter' | 'point-to-point' {
  const text = textOption(context, 'topology') ?? 'splitter';
  if (text === 'splitter' || text === 'point-to-point') return text;
  throw badArgument('--topology', text, 'splitter, point-to-point');
}
