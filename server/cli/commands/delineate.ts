import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Kysely } from 'kysely';
import { type Delineation, delineate } from '#core/areas/delineate.ts';
import type { AreaFigures } from '#core/areas/figures.ts';
import { rfc7946Geometry } from '#core/export/rfc7946-geometry.ts';
import { IssueError } from '#core/issue.ts';
import { classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { ELIGIBILITY } from '#core/rulebook/rule-set.ts';
import type { Database } from '../../db/schema.ts';
import { demoMark } from '../../demo/demo-data.ts';
import { loadAddressTable } from '../../features/columns/store.ts';
import { exportFeatures } from '../../intake/export-features.ts';
import { notWritable } from '../../not-writable.ts';
import {
  badArgument,
  type Command,
  type CommandContext,
  dateOption,
  JSON_OPTION,
  numberOption,
  textOption,
} from '../command.ts';
import { loadBoundary, loadSchools } from '../planning-places.ts';
import { rulesFor } from '../rules-options.ts';

const DEFAULT_REACH_M = 60;
const DEFAULT_MIN_ADDRESSES = 10;
/** File formats of areas by extension. */
const FORMATS: Readonly<Record<string, 'geojson' | 'gpkg' | 'shp'>> = {
  '.geojson': 'geojson',
  '.json': 'geojson',
  '.gpkg': 'gpkg',
  '.zip': 'shp',
};

export const delineateCommand: Command = {
  name: 'delineate',
  summary: {
    de: 'Schlägt Flächen um unterversorgte Adressen vor und schreibt sie in eine Datei',
    en: 'Proposes areas around underserved addresses and writes them into a file',
  },
  usage:
    'delineate --rules <id> [--on YYYY-MM-DD] [--reach <m>] [--min <n>] [--uncut] --out areas.geojson|.gpkg|.zip [--json]',
  positionals: [],
  options: {
    rules: { type: 'string', placeholder: '<id>', help: { de: 'Regelwerk', en: 'Rule set' } },
    on: {
      type: 'string',
      placeholder: 'YYYY-MM-DD',
      help: { de: 'Stichtag (sonst heute)', en: 'Reference day (else today)' },
    },
    reach: {
      type: 'string',
      placeholder: '<m>',
      help: { de: `Reichweite in Metern (${DEFAULT_REACH_M})`, en: `Reach in metres (${DEFAULT_REACH_M})` },
    },
    min: {
      type: 'string',
      placeholder: '<n>',
      help: {
        de: `Mindestzahl Adressen je Fläche (${DEFAULT_MIN_ADDRESSES})`,
        en: `Least number of addresses in an area (${DEFAULT_MIN_ADDRESSES})`,
      },
    },
    uncut: {
      type: 'boolean',
      help: { de: 'Nicht an der Stadtgrenze schneiden', en: 'Do not cut at the city limits' },
    },
    out: {
      type: 'string',
      placeholder: '<file>',
      help: {
        de: '.geojson (EPSG:4326), .gpkg oder .zip mit Shapefile (EPSG:25832)',
        en: '.geojson (EPSG:4326), .gpkg or .zip with a Shapefile (EPSG:25832)',
      },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const rules = required(context, 'rules');
    const out = required(context, 'out');
    const format = FORMATS[extname(out).toLowerCase()];
    if (!format) throw badArgument('--out', out, Object.keys(FORMATS).join(', '));
    const ruleSet = (await rulesFor(context, [rules])).find(rules);
    const on = dateOption(context, 'on') ?? new Date().toISOString().slice(0, 10);
    const reachM = numberOption(context, 'reach', 1, 1000) ?? DEFAULT_REACH_M;
    const minAddresses = numberOption(context, 'min', 1, 1e6) ?? DEFAULT_MIN_ADDRESSES;

    const { db } = await context.open();
    const table = await loadAddressTable(db);
    await requireSupply(db, table);
    const schools = await loadSchools(db);
    const boundary = context.values.uncut === true ? null : await loadBoundary(db);
    const started = performance.now();
    const { eligibleCode } = classify(table, compileRules(ruleSet, { onDay: dayOf(on) }));
    const yes = ELIGIBILITY.indexOf('yes');
    const selected = eligibleCode.map((code) => (code === yes ? 1 : 0));
    const proposal = delineate({
      table,
      selected,
      reachM,
      minAddresses,
      schools,
      ...(boundary ? { boundary } : {}),
    });
    const seconds = Math.round(performance.now() - started) / 1000;

    const planning = { srid: table.srid, rules, on };
    const bytes = await fileOf(proposal, format, planning, await demoMark(db), context);
    await writeFile(out, bytes).catch((error: Error) => {
      throw notWritable(out, '--out', error);
    });
    const { totals, leftOutAddresses, leftOutGroups } = proposal;
    const german = context.language === 'de';
    const hectares = (totals.areaM2 / 10_000).toFixed(1);
    const lines = german
      ? `${totals.areas} Flächen (${hectares} ha) mit ${totals.selectedAddresses} unterversorgten Adressen und ${totals.households} Haushalten → ${out}`
      : `${totals.areas} areas (${hectares} ha) with ${totals.selectedAddresses} underserved addresses and ${totals.households} households → ${out}`;
    return {
      exitCode: 0,
      lines: [lines],
      json: {
        rules,
        on,
        reachM,
        minAddresses,
        cut: boundary !== null,
        areas: totals.areas,
        underservedAddresses: proposal.selectedAddresses,
        allAddresses: table.length,
        totals: roundedFigures(totals),
        leftOutAddresses,
        leftOutGroups,
        seconds,
        out,
      },
    };
  },
};

/**
 * Supply is judged address by address: without addresses nothing can be proposed, and without a single claim
 * every address would look underserved.
 */
async function requireSupply(
  db: Kysely<Database>,
  table: { readonly length: number; readonly claims: { readonly technology: Uint8Array } },
): Promise<void> {
  if (table.length > 0 && table.claims.technology.length > 0) return;
  const code = table.length === 0 ? 'no-addresses' : 'no-supply-claims';
  const params = { count: table.length, found: await loadedLayers(db) };
  throw new IssueError({ code, severity: 'error', where: 'addresses', params });
}

/** What is there instead, e.g. `households 41622, schools 2991`. */
async function loadedLayers(db: Kysely<Database>): Promise<string> {
  const rows = await db
    .selectFrom('data_source')
    .select(({ fn }) => ['layer', fn.sum<number>('feature_count').as('count')])
    .groupBy('layer')
    .orderBy('layer')
    .execute();
  return rows.map(({ layer, count }) => `${layer} ${count}`).join(', ') || '–';
}

async function fileOf(
  proposal: Delineation,
  format: 'geojson' | 'gpkg' | 'shp',
  planning: { srid: number; rules: string; on: string },
  mark: { data?: string },
  context: CommandContext,
): Promise<Uint8Array> {
  const word = context.language === 'de' ? 'Fläche' : 'Area';
  const features = proposal.areas.map((area, i) => ({
    geometry:
      format === 'geojson'
        ? rfc7946Geometry(area.polygons, planning.srid)
        : { type: 'MultiPolygon', coordinates: area.polygons },
    properties: {
      name: `${word} ${i + 1}`,
      rules: planning.rules,
      on: planning.on,
      ...roundedFigures(area.figures),
      ...mark,
    },
  }));
  const srid = format === 'geojson' ? 4326 : planning.srid;
  return (
    await exportFeatures({ format, srid, layerName: mark.data ? 'areas_demodaten' : 'areas', features })
  ).bytes;
}

/** Figures without digits nobody measured. */
function roundedFigures(figures: AreaFigures) {
  const { areaM2, outlineM, ...counts } = figures;
  const own = {
    addresses: counts.addresses,
    selectedAddresses: counts.selectedAddresses,
    households: counts.households,
    selectedHouseholds: counts.selectedHouseholds,
    businesses: counts.businesses,
    schools: counts.schools,
  };
  return { areaM2: Math.round(areaM2), outlineM: Math.round(outlineM), ...own };
}

function required(context: CommandContext, name: string): string {
  const value = textOption(context, name);
  if (value !== null) return value;
  const params = { name: `--${name}`, usage: delineateCommand.usage };
  throw new IssueError({ code: 'argument-missing', severity: 'error', where: `--${name}`, params });
}
