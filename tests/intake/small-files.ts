import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';

/** A small valid file of a format and the layer it fills. */
export interface SmallFile {
  readonly layer: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const ring = (x: number) => [[[x, 52.3], [x + 0.1, 52.3], [x + 0.1, 52.4], [x, 52.4], [x, 52.3]]]; // biome-ignore format: a ring
const polygons = (properties: object) => collection([9.7, 9.8].map((x, i) => feature({ id: i, ...properties }, { type: 'Polygon', coordinates: ring(x) }))); // biome-ignore format: one thought
const feature = (properties: object, geometry: object) => ({ type: 'Feature', properties, geometry });
const collection = (features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });

const TEXTS: readonly (readonly [layer: string, name: string, text: string])[] = [
  ['districts', 'districts.geojson', polygons({ STADTBZNAM: 'Süd', EINWOHNER: 12 })],
  ['business-parks', 'parks.geojson', polygons({ landuse: 'retail', name: 'Markt' })],
  [
    'streets',
    'streets.geojson',
    collection([
      feature(
        { name: 'Weg', length_m: 12.5 },
        { type: 'LineString', coordinates: [[9.7, 52.3], [9.71, 52.31]] }, // biome-ignore format: a line
      ),
    ]),
  ],
  [
    'stops',
    'stops.txt',
    'stop_id,stop_name,stop_lat,stop_lon,parent_station\nA,Markt,52.37,9.73,\nB,Markt Gleis 2,52.371,9.731,A\n',
  ],
  ['buildings', 'outlines.geojson', polygons({ building: 'house', name: 'Haus' })],
  [
    'existing-lines',
    'ducts.geojson',
    collection(
      ['Leerrohr', 'joint-trench'].map((kind, i) =>
        feature(
          { id: i, kind, owner: 'Netz', year: 2027 },
          { type: 'LineString', coordinates: [[9.7, 52.3], [9.71, 52.31 + i / 100]] }, // biome-ignore format: a line
        ),
      ),
    ),
  ],
  [
    'schools',
    'schools.csv',
    'id;name;schulform;plz;schueler;lat;lon\n1;Erste;GS;30159;1.200;52,35;9,75\n2;"Zweite; Schule";IGS;30161;90;52,36;9,76\n',
  ],
  [
    'hotspots',
    'nodes.json',
    JSON.stringify({
      nodes: [
        {
          node_id: 'a',
          hostname: 'eins',
          location: { latitude: 52.3, longitude: 9.7 },
          model: 'TP-Link WR841',
        },
        { node_id: 'b', hostname: 'zwei', location: { latitude: 9.7, longitude: 52.3 } },
      ],
    }),
  ],
  [
    'hotspots',
    'hotspots.geojson',
    collection([
      feature(
        { name: 'Rathaus', ssid: 'frei', wlan_is_free: 'yes' },
        { type: 'Point', coordinates: [9.7, 52.3] },
      ),
    ]),
  ],
  [
    'public-buildings',
    'buildings.csv',
    'id;name;wlan;wlan_ziel;lat;lon\n1;Rathaus;ja;2027-01-01;52.3;9.7\n2;Amt;geplant;;52.3;9.7\n',
  ],
  [
    'addresses',
    'hk.txt',
    ';DENIAL0000000001;A;03;2;41;001;0000;12345;12;a;32550278,000;5802947,000;Lange Straße;30159;Hannover;;Mitte\n' +
      'N;DENIAL0000000002;A;03;2;41;001;0000;12345;13;;32550290,500;5802950,000;Lange Straße;30159;Hannover;;Mitte\n',
  ],
  [
    'addresses',
    'addresses.csv',
    'strasse,hausnummer,plz,ort,haushalte,x,y\nWeg,1,30159,Hannover,3,550000,5800000\nWeg,2,30159,Hannover,,550010,5800000\n',
  ],
  [
    'households',
    'census.csv',
    'GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner;Haushalte\nCRS3035RES100mN3253400E4283300;4283350;3253450;12;5\nCRS3035RES100mN3253500E4283300;4283350;3253550;–;(4)\n',
  ],
  ['coverage', 'atlas.csv', 'AGS;DSL_1;DSL_50;CATV_50\n3241001;99,50;87,20;–\n11000000;100,00;99,00;80,00\n'],
  [
    'coverage',
    'raster.csv',
    'id;raster_id;ags;down_fn_hh_alle_10;down_fn_hh_alle_100\n1;100mN58030E5500;03241001;100;NULL\n2;100mN58031E5500;03241001;100;50.5\n',
  ],
  [
    'supply',
    'survey.csv',
    'strasse;hnr;plz;betreiber;technik;download;upload;plan_technik;plan_down_mbit;plan_fertig_bis\nLange Straße;1;30159;Netz;FTTC;50;10;FTTH;1.000;12/2027\nMüllerweg;7;30159;Netz;HFC;1000;50;;;\n',
  ],
];

const OSM =
  '<?xml version="1.0"?><osm version="0.6"><node id="1" lat="52.37" lon="9.73" version="1"><tag k="addr:street" v="Weg"/><tag k="addr:housenumber" v="5"/></node><node id="2" lat="52.38" lon="9.73" version="1"/></osm>';

/** Files whose formats are text and read without GDAL. */
export function textFiles(): SmallFile[] {
  return TEXTS.map(([layer, name, text]) => ({ layer, name, bytes: Buffer.from(text) }));
}

/** The same districts in the formats that GDAL reads, written by GDAL's own tools, and a little OpenStreetMap. */
export function gdalFiles(folder: string): SmallFile[] {
  writeFileSync(join(folder, 'd.geojson'), TEXTS[0]![2]);
  const run = (...args: string[]) => execFileSync('ogr2ogr', args, { cwd: folder, stdio: 'ignore' });
  const formats = [
    ['gpkg', 'GPKG'],
    ['fgb', 'FlatGeobuf'],
    ['gml', 'GML'],
    ['kml', 'KML'],
    ['xlsx', 'XLSX'],
  ] as const;
  const files = formats.map(([extension, driver]) => {
    run('-f', driver, `d.${extension}`, 'd.geojson');
    return {
      layer: 'districts',
      name: `d.${extension}`,
      bytes: readFileSync(join(folder, `d.${extension}`)),
    };
  });
  run('-f', 'ESRI Shapefile', 'shp', 'd.geojson');
  const parts = ['shp', 'shx', 'dbf', 'prj'].map((end) => [
    `d.${end}`,
    readFileSync(join(folder, `shp/d.${end}`)),
  ]);
  return [
    ...files,
    {
      layer: 'districts',
      name: 'd.zip',
      bytes: zipSync(Object.fromEntries(parts) as Record<string, Uint8Array>),
    },
    { layer: 'addresses', name: 'a.osm', bytes: Buffer.from(OSM) },
  ];
}
