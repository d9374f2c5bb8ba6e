import { strFromU8 } from 'fflate';
import type { Issue } from '../issue.ts';
import type { Layer } from './check-layers.ts';
import { fail } from './check-report.ts';
import { shapefileHeaders } from './read-shapefile.ts';

const SHAPE_TYPES = { Point: 1, LineString: 3, MultiPolygon: 5 } as const;

/** Whether the headers of a Shapefile fit the GeoJSON layer of the same name: kind, records, fields, zone. */
export function shapefileFindings(
  { file, schema, features }: Layer,
  files: Readonly<Record<string, Uint8Array>>,
): Issue[] {
  const base = file.replace(/\.geojson$/, '');
  const part = (extension: string) => files[`${base}.${extension}`];
  const [shp, shx, dbf, prj] = ['shp', 'shx', 'dbf', 'prj'].map(part);
  const name = `${base}.shp`;
  const differs = (reason: string) => fail('dossier-shapefile', name, { file: name, reason });
  // GDAL writes no Shapefile without features; whether it is needed is another check.
  if (features.length === 0 && !shp) return [];
  if (!shp || !shx || !dbf || !prj) return [differs('.shp, .shx, .dbf, .prj')];
  try {
    const { records, shapeType, dbfRecords, fields } = shapefileHeaders(shp, shx, dbf);
    const found: Issue[] = [];
    if (records !== features.length || dbfRecords !== features.length) {
      found.push(differs(`${records} / ${dbfRecords} ≠ ${features.length}`));
    }
    if (shapeType !== SHAPE_TYPES[schema.geometry]) found.push(differs(`shape type ${shapeType}`));
    // ETRS89 / UTM 32N in the spellings of ESRI and OGC.
    if (!/^PROJ(CS|CRS)\[.*ETRS.*32N.*\]\s*$/is.test(strFromU8(prj, true))) found.push(differs('.prj'));
    const expected = schema.attributes.map((attribute) => attribute.name).join(', ');
    if (fields.join(', ') !== expected) found.push(differs(`${fields.join(', ')} ≠ ${expected}`));
    return found;
  } catch (error) {
    return [differs((error as Error).message)];
  }
}
