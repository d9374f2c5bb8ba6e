import { addressList } from '../address-list/format.ts';
import { buildings } from '../buildings/format.ts';
import type { FileRecord, RecordContent } from '../content.ts';
import type { Geometry } from '../geometry.ts';
import { hotspotList } from '../hotspot-list/format.ts';
import type { IntakeFormat, ParsedFile, ParseRequest } from '../intake-format.ts';
import { type IntakeIssue, rowIssue } from '../intake-issue.ts';
import { landUse } from '../land-use/format.ts';
import { publicBuildings } from '../public-buildings/format.ts';
import { schools } from '../schools/format.ts';
import { stops } from '../stops/format.ts';
import { streets } from '../streets/format.ts';
import { placeOfShape } from './place-of-shape.ts';
import { osmKey, tagsOf } from './tags.ts';

type Tags = Readonly<Record<string, string>>;

/** How a layer is found among the objects of OpenStreetMap: which ones, what of them, and as what shape. */
interface Selection {
  readonly format: IntakeFormat;
  readonly shape: 'point' | 'line' | 'area';
  /** The record's fields in the names `format` reads; null where the object is no part of the layer. */
  fields(tags: Tags): Record<string, string | undefined> | null;
  /** Objects that are the same thing mapped twice: only the first is taken. */
  readonly same?: (fields: Record<string, string | undefined>) => string;
}

const BUSINESS_USE = /^(commercial|office|retail|industrial|warehouse|supermarket|kiosk|hotel|service)$/;
const HOMES = /^(residential|apartments|house|detached|semidetached_house|terrace|bungalow|dormitory|farm)$/;
/** Buildings of the city that people go to. */
const PUBLIC_BUILDINGS =
  /^(townhall|library|community_centre|museum|theatre|government|public_bath|swimming_pool|fire_station|police|courthouse|kindergarten)$/;
const STREET_CLASSES =
  /^(motorway|trunk|primary|secondary|tertiary|unclassified|residential|living_street|pedestrian|service|track|road|motorway_link|trunk_link|primary_link|secondary_link|tertiary_link)$/;

const SELECTIONS: Readonly<Record<string, Selection>> = {
  addresses: {
    format: addressList,
    shape: 'point',
    fields(tags) {
      const street = tags['addr:street'] ?? tags['addr:place'];
      if (street === undefined || tags['addr:housenumber'] === undefined) return null;
      return {
        street,
        hausnummer: tags['addr:housenumber'],
        plz: tags['addr:postcode'],
        ort: tags['addr:city'],
        haushalte: tags['building:flats'],
        use: buildingUse(tags),
      };
    },
    same: (fields) =>
      `${fields.street}|${fields.hausnummer}|${fields.plz ?? ''}|${fields.ort ?? ''}`.toLowerCase(),
  },
  schools: {
    format: schools,
    shape: 'point',
    fields: (tags) =>
      tags.amenity !== 'school' || !tags.name
        ? null
        : {
            name: tags.name,
            schulform: tags['school:type'] ?? tags['school:de'] ?? tags['isced:level'],
            schulnummer: tags.ref,
            traeger: tags.operator,
            strasse: [tags['addr:street'], tags['addr:housenumber']].filter(Boolean).join(' ') || undefined,
            plz: tags['addr:postcode'],
            ort: tags['addr:city'],
            schueler: tags.capacity,
          },
  },
  hotspots: {
    format: hotspotList,
    shape: 'point',
    fields: (tags) =>
      !/^(wlan|wifi)$|(^|;)\s*wlan/.test(tags.internet_access ?? '')
        ? null
        : {
            name: tags.name,
            ssid: tags['internet_access:ssid'],
            operator: tags['internet_access:operator'] ?? tags.operator,
            address: [tags['addr:street'], tags['addr:housenumber']].filter(Boolean).join(' ') || undefined,
            opening_hours: tags.opening_hours,
            access: feeOf(tags['internet_access:fee']),
            indoor: tags.indoor,
            // "limited" is neither, and stays unknown.
            wheelchair: yesOrNo(tags.wheelchair),
            powersupply: yesOrNo(tags.power_supply),
          },
  },
  'public-buildings': {
    format: publicBuildings,
    shape: 'point',
    fields: (tags) => {
      const kind = [tags.amenity, tags.office, tags.tourism, tags.leisure].find((tag) =>
        PUBLIC_BUILDINGS.test(tag ?? ''),
      );
      return kind === undefined || !tags.name
        ? null
        : {
            name: tags.name,
            art: kind,
            adresse: [tags['addr:street'], tags['addr:housenumber']].filter(Boolean).join(' ') || undefined,
          };
    },
  },
  streets: {
    format: streets,
    shape: 'line',
    fields: (tags) =>
      STREET_CLASSES.test(tags.highway ?? '')
        ? { name: tags.name, class: tags.highway, plz: tags['addr:postcode'] }
        : null,
  },
  // Each direction of a stop is an object of its own here, and counts as one.
  stops: {
    format: stops,
    shape: 'point',
    fields: (tags) => {
      const kind = stopKind(tags);
      return kind === undefined || !tags.name ? null : { name: tags.name, kind, ifopt: tags['ref:IFOPT'] };
    },
  },
  // A building with an address is an address, too: each layer takes its own of it.
  buildings: {
    format: buildings,
    shape: 'area',
    fields: (tags) =>
      (tags.building ?? 'no') === 'no' ? null : { name: tags.name, building: tags.building },
  },
  'business-parks': {
    format: landUse,
    shape: 'area',
    fields: (tags) =>
      /^(commercial|industrial|retail)$/.test(tags.landuse ?? '')
        ? { name: tags.name, landuse: tags.landuse }
        : null,
  },
};

/** OpenStreetMap objects with their tags: from `.osm`, `.osm.pbf` or an Overpass export as GeoJSON. */
export const openStreetMap: IntakeFormat = {
  id: 'openstreetmap',
  title: { de: 'OpenStreetMap-Objekte', en: 'OpenStreetMap objects' },
  layers: Object.keys(SELECTIONS),
  recognise(content) {
    if (content.kind !== 'records' || !content.spatial) return 0;
    if (content.driver === 'OSM') return 1;
    return content.fields.some(
      (field) => field === '@id' || field === 'other_tags' || field === 'addr:housenumber',
    )
      ? 0.9
      : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('objects are records');
    return parseObjects(content, request, SELECTIONS[request.layer]!);
  },
};

function parseObjects(content: RecordContent, request: ParseRequest, selection: Selection): ParsedFile {
  const records: FileRecord[] = [];
  const fields = new Set(['id']);
  const seen = new Set<string>();
  let twice = 0;
  for (const record of content.records) {
    const found = selection.fields(tagsOf(record));
    const geometry = found && shapeOf(record.geometry, selection.shape);
    if (!found || !geometry) continue;
    const same = selection.same?.(found);
    if (same !== undefined && seen.size === seen.add(same).size) {
      twice++;
      continue;
    }
    const id = osmKey(record) ?? `row/${record.row}`;
    for (const name of Object.keys(found)) fields.add(name);
    records.push({ row: record.row, properties: { id, ...found }, geometry });
  }
  const chosen: RecordContent = { ...content, fields: [...fields], records };
  const other = content.records.length - records.length - twice;
  const issues: IntakeIssue[] = [];
  if (other > 0) issues.push(rowIssue('other-kind', 'info', null, null, 'OpenStreetMap', { count: other }));
  if (twice > 0) issues.push(rowIssue('mapped-twice', 'info', null, null, null, { count: twice }));
  if (records.length === 0) {
    const read = content.records.length;
    return { srid: content.srid ?? 4326, read, rows: [], issues, rejected: [], skipped: read };
  }
  const parsed = selection.format.parse(chosen, request);
  issues.push(...parsed.issues);
  return { ...parsed, read: content.records.length, skipped: parsed.skipped + other + twice, issues };
}

/** The shape a layer keeps; null where the object has another. */
function shapeOf(geometry: Geometry | null, shape: Selection['shape']): Geometry | null {
  if (geometry === null) return null;
  if (shape === 'point') return { type: 'Point', coordinates: placeOfShape(geometry) };
  if (shape === 'line') return geometry.type.endsWith('LineString') ? geometry : null;
  return geometry.type.endsWith('Polygon') ? geometry : null;
}

function stopKind(tags: Tags): string | undefined {
  if (tags.highway === 'bus_stop') return 'bus_stop';
  if (tags.amenity === 'bus_station') return 'bus_station';
  return /^(station|halt|tram_stop)$/.test(tags.railway ?? '') ? tags.railway : undefined;
}

function buildingUse(tags: Tags): string {
  const building = tags.building ?? '';
  if (tags.amenity === 'school' || building === 'school') return 'school';
  if (HOMES.test(building)) return 'residential';
  if (BUSINESS_USE.test(building) || tags.office !== undefined) return 'business';
  return /^(public|civic|government|townhall)$/.test(building) ? 'public' : 'unknown';
}

/** A tag that says plainly yes or no. */
function yesOrNo(tag: string | undefined): string | undefined {
  return tag === 'yes' || tag === 'no' ? tag : undefined;
}

function feeOf(fee: string | undefined): string | undefined {
  if (fee === 'no') return 'free';
  return fee === 'yes' ? 'paid' : fee;
}
