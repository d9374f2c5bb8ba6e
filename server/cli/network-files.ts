import { readFile } from 'node:fs/promises';
import { lonLatToUtm32 } from '#core/geo/utm.ts';
import type { ExistingLine, Place } from '#core/network/plan.ts';
import type { OwnPrice } from '#core/network/price-catalogue.ts';
import { badArgument } from './command.ts';

interface Feature {
  readonly id?: string | number;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly type: string; readonly coordinates: unknown } | null;
}

/**
 * Ducts and works of others from GeoJSON (EPSG:4326): lines with `kind` (`existing-duct`, the default, or `joint-trench`)
 * and the `year` of the works.
 */
export async function readExistingLines(path: string): Promise<ExistingLine[]> {
  const features = await readFeatures('--existing', path);
  return features.flatMap((feature, i) => {
    const where = `${path}, feature ${i + 1}`;
    const kind = feature.properties?.kind ?? 'existing-duct';
    if (kind !== 'existing-duct' && kind !== 'joint-trench')
      throw badArgument('--existing', `${where}: kind ${String(kind)}`, 'existing-duct, joint-trench');
    const year = feature.properties?.year ?? null;
    if (year !== null && !(Number.isInteger(year) && (year as number) > 1990 && (year as number) < 2200))
      throw badArgument('--existing', `${where}: year ${String(year)}`, 'a year such as 2027');
    const lines = partsOf(feature, 'LineString', 'MultiLineString');
    if (!lines) throw badArgument('--existing', where, 'LineString, MultiLineString');
    const id = String(feature.id ?? feature.properties?.id ?? i + 1);
    return lines.map((line, part): ExistingLine => {
      const places = placesOf('--existing', where, line);
      return {
        id: lines.length > 1 ? `${id}/${part + 1}` : id,
        kind,
        line: places,
        year: year as number | null,
      };
    });
  });
}

/** Outer rings of buildings from GeoJSON polygons (EPSG:4326). */
export async function readBuildings(path: string): Promise<Place[][]> {
  const features = await readFeatures('--buildings', path);
  return features.flatMap((feature, i) => {
    const where = `${path}, feature ${i + 1}`;
    const polygons = partsOf(feature, 'Polygon', 'MultiPolygon');
    if (!polygons) throw badArgument('--buildings', where, 'Polygon, MultiPolygon');
    return polygons.map((rings) => placesOf('--buildings', where, (rings as unknown[])[0]));
  });
}

/** Prices of one's own from JSON: `{ "id": …, "prices": [{ "item", "low", "expected", "high", "source" }] }`. */
export async function readOwnPrices(path: string): Promise<{ id: string; prices: OwnPrice[] }> {
  const value = (await readJson('--prices', path)) as { id?: unknown; prices?: unknown };
  const expected = '{ "id": "…", "prices": [{ "item", "low", "expected", "high", "source" }] }';
  const isList =
    typeof value?.id === 'string' &&
    Array.isArray(value.prices) &&
    value.prices.every(
      (price) => typeof price === 'object' && price !== null && typeof price.source === 'string',
    );
  if (!isList) throw badArgument('--prices', path, expected);
  return value as { id: string; prices: OwnPrice[] };
}

async function readFeatures(option: string, path: string): Promise<readonly Feature[]> {
  const value = (await readJson(option, path)) as { type?: string; features?: readonly Feature[] };
  if (value?.type === 'FeatureCollection' && Array.isArray(value.features)) return value.features;
  throw badArgument(option, path, 'a GeoJSON FeatureCollection (EPSG:4326)');
}

async function readJson(option: string, path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw badArgument(option, path, `a JSON file that can be read (${reason})`);
  }
}

function partsOf({ geometry }: Feature, single: string, multi: string): readonly unknown[] | null {
  if (geometry?.type === single) return [geometry.coordinates];
  return geometry?.type === multi ? (geometry.coordinates as readonly unknown[]) : null;
}

function placesOf(option: string, where: string, line: unknown): Place[] {
  const isLine =
    Array.isArray(line) &&
    line.length >= 2 &&
    line.every(
      (at) =>
        Array.isArray(at) &&
        Math.abs(at[0]) <= 180 &&
        Math.abs(at[1]) <= 90 &&
        Number.isFinite(at[0] + at[1]),
    );
  if (!isLine) throw badArgument(option, where, 'at least two positions, longitude and latitude');
  return (line as [number, number][]).map(([lon, lat]) => lonLatToUtm32(lon, lat));
}
