import { outlineIssues } from '../areas/outline-issues.ts';
import { areaM2, intersectPolygons, outlineM } from '../geo/polygon.ts';
import { type MultiPolygonCoordinates, PolygonIndex } from '../geo/polygon-index.ts';
import type { Issue } from '../issue.ts';
import { lineLengthM } from '../network/plan-document.ts';
import { advise, type CheckId, fail } from './check-report.ts';
import { shapefileFindings } from './check-shapefile.ts';
import type { LayerSchema, LayerSchemas } from './dossier-model.ts';

export interface LayerFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

export interface Layer {
  readonly file: string;
  readonly schema: LayerSchema;
  readonly crs: string;
  readonly features: readonly LayerFeature[];
}

type Findings = Partial<Record<CheckId, Issue[]>>;

/** Measured and stated figures may differ by the rounding of what is written. */
const TOLERANCE = 0.06;
/** Neighbouring areas may share a sliver of rounding. */
const OVERLAP_M2 = 0.5;

/** Ids, references, names, codes, geometry, lengths and Shapefiles of the GIS layers. */
export function checkLayers(
  layers: readonly Layer[],
  schemas: LayerSchemas,
  files: Readonly<Record<string, Uint8Array>>,
): Findings {
  const ids: Issue[] = [];
  const codes: Issue[] = [];
  const geometry: Issue[] = [];
  const shapefiles: Issue[] = [];
  for (const layer of layers) {
    ids.push(...idFindings(layer, layers));
    codes.push(...codeFindings(layer));
    geometry.push(...geometryFindings(layer, schemas));
    shapefiles.push(...shapefileFindings(layer, files));
  }
  // Measuring broken outlines would say nothing.
  if (geometry.some(({ severity }) => severity === 'error')) return { ids, codes, geometry, shapefiles };
  const areas = layers.find(({ schema }) => schema.name === 'gebiete');
  const addresses = layers.find(({ schema }) => schema.name === 'adressen');
  return {
    ids,
    codes,
    geometry,
    shapefiles,
    ...(areas
      ? {
          areas: areaFindings(areas),
          lengths: [...lengthFindings(areas), ...layers.flatMap((layer) => lineFindings(layer))],
        }
      : {}),
    ...(areas && addresses ? { inside: insideFindings(addresses, areas) } : {}),
  };
}

function idFindings({ file, schema, features }: Layer, layers: readonly Layer[]): Issue[] {
  const found: Issue[] = [];
  features.forEach(({ properties }, index) => {
    if (properties.id !== index + 1) {
      found.push(
        fail('dossier-ids', file, {
          file,
          index: index + 1,
          value: shown(properties.id),
          expected: index + 1,
        }),
      );
    }
  });
  for (const attribute of schema.attributes) {
    const target = layers.find((layer) => layer.schema.name === attribute.references);
    if (!target) continue;
    const known = new Set(target.features.map(({ properties }) => properties.id));
    for (const { properties } of features) {
      const value = properties[attribute.name];
      if (known.has(value) || (attribute.none !== undefined && value === attribute.none)) continue;
      const params = {
        file,
        id: shown(properties.id),
        attribute: attribute.name,
        value: shown(value),
        target: target.file,
      };
      found.push(fail('dossier-reference', file, params));
    }
  }
  return found;
}

function codeFindings({ file, schema, features }: Layer): Issue[] {
  const found: Issue[] = [];
  const names = new Set(features.flatMap(({ properties }) => Object.keys(properties)));
  for (const name of names) {
    if (!/^[a-z][a-z0-9_]{0,9}$/.test(name)) {
      found.push(fail('dossier-attribute-name', file, { file, attribute: name }));
    }
  }
  for (const attribute of schema.attributes) {
    for (const { properties } of features) {
      const value = properties[attribute.name] ?? null;
      const id = shown(properties.id);
      const empty = value === null || value === '';
      if (attribute.required && empty) {
        // What the rules ask for is not established for every attribute; then it is advice.
        const say = attribute.confidence === 'unsure' ? advise : fail;
        found.push(say('dossier-attribute-missing', file, { file, id, attribute: attribute.name }));
      } else if (attribute.codes && !empty && !attribute.codes.includes(value as string | number)) {
        const known = attribute.codes.join(', ');
        found.push(
          fail('dossier-code', file, { file, id, attribute: attribute.name, value: shown(value), known }),
        );
      }
      const when = attribute.requiredWhen;
      // The condition itself is not established, so it is advice.
      if (when && empty && properties[when.attribute] === when.is) {
        found.push(advise('dossier-attribute-missing', file, { file, id, attribute: attribute.name }));
      }
    }
  }
  return found;
}

function geometryFindings({ file, schema, crs, features }: Layer, { srid }: LayerSchemas): Issue[] {
  const found: Issue[] = [];
  if (!crs.endsWith(`::${srid.value}`)) {
    found.push(fail('dossier-crs', file, { file, value: crs || '–', expected: `EPSG:${srid.value}` }));
  }
  for (const { geometry, properties } of features) {
    const id = shown(properties.id);
    if (geometry?.type !== schema.geometry || !isShape(geometry)) {
      const params = { file, id, value: geometry?.type ?? '–', expected: schema.geometry };
      found.push(fail('dossier-geometry-type', file, params));
    } else if (geometry.type === 'MultiPolygon') {
      found.push(...outlineIssues(geometry.coordinates as MultiPolygonCoordinates, {}, `${file}, id ${id}`));
    }
  }
  return found;
}

function isShape({ type, coordinates }: { type: string; coordinates: unknown }): boolean {
  const isPosition = (value: unknown) =>
    Array.isArray(value) && value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);
  if (type === 'Point') return isPosition(coordinates);
  if (type === 'LineString')
    return Array.isArray(coordinates) && coordinates.length >= 2 && coordinates.every(isPosition);
  return (
    Array.isArray(coordinates) &&
    coordinates.every(
      (rings) => Array.isArray(rings) && rings.every((ring) => Array.isArray(ring) && ring.every(isPosition)),
    )
  );
}

function areaFindings({ file, features }: Layer): Issue[] {
  if (features.length === 0) return [fail('dossier-no-areas', file)];
  const found: Issue[] = [];
  for (const { properties } of features) {
    if (!(Number(properties.foerderf) > 0))
      found.push(fail('dossier-area-empty', file, { id: shown(properties.id) }));
  }
  const boxes = features.map((feature) => new PolygonIndex(polygonsOf(feature)));
  for (let a = 0; a < features.length; a++) {
    for (let b = a + 1; b < features.length; b++) {
      const [one, other] = [boxes[a]!, boxes[b]!];
      const apart =
        one.maxE <= other.minE || other.maxE <= one.minE || one.maxN <= other.minN || other.maxN <= one.minN;
      if (apart) continue;
      const shared = areaM2(intersectPolygons(polygonsOf(features[a]!), polygonsOf(features[b]!)));
      if (shared <= OVERLAP_M2) continue;
      const params = {
        a: shown(features[a]!.properties.id),
        b: shown(features[b]!.properties.id),
        areaM2: Math.round(shared * 10) / 10,
      };
      found.push(fail('dossier-areas-overlap', file, params));
    }
  }
  return found;
}

function lengthFindings({ file, features }: Layer): Issue[] {
  return features.flatMap((feature) => {
    const polygons = polygonsOf(feature);
    const measures = [
      ['flaeche_m2', areaM2(polygons)],
      ['umfang_m', outlineM(polygons)],
    ] as const;
    return measures
      .filter(([name, measured]) => !(Math.abs(Number(feature.properties[name]) - measured) <= TOLERANCE))
      .map(([attribute, measured]) =>
        fail('dossier-length', file, {
          id: shown(feature.properties.id),
          attribute,
          stated: shown(feature.properties[attribute]),
          measured: Math.round(measured * 10) / 10,
        }),
      );
  });
}

/** Attributes that state the length of their line. */
function lineFindings({ file, schema, features }: Layer): Issue[] {
  const measuring = schema.attributes.filter(({ measures }) => measures === 'length');
  return measuring.flatMap(({ name }) =>
    features.flatMap(({ properties, geometry }) => {
      const measured = lineLengthM(geometry!.coordinates as [number, number][]);
      if (Math.abs(Number(properties[name]) - measured) <= TOLERANCE) return [];
      const params = {
        file,
        id: shown(properties.id),
        attribute: name,
        stated: shown(properties[name]),
        measured: Math.round(measured * 100) / 100,
      };
      return [fail('dossier-line-length', file, params)];
    }),
  );
}

function insideFindings(addresses: Layer, areas: Layer): Issue[] {
  const outlines = new Map(
    areas.features.map((feature) => [feature.properties.id, new PolygonIndex(polygonsOf(feature))]),
  );
  return addresses.features.flatMap(({ properties, geometry }) => {
    const [e, n] = geometry!.coordinates as [number, number];
    if (outlines.get(properties.gebiet)?.contains(e, n)) return [];
    return [
      fail('dossier-address-outside', addresses.file, {
        id: shown(properties.id),
        area: shown(properties.gebiet),
      }),
    ];
  });
}

function polygonsOf({ geometry }: LayerFeature): MultiPolygonCoordinates {
  return geometry!.coordinates as MultiPolygonCoordinates;
}

function shown(value: unknown): string {
  return value === undefined || value === null ? '–' : String(value).slice(0, 60);
}
