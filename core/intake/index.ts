import { IssueError } from '../issue.ts';
import { addressList } from './address-list/format.ts';
import { atlasMunicipal } from './atlas/municipal-format.ts';
import { atlasRaster } from './atlas/raster-format.ts';
import { buildings } from './buildings/format.ts';
import { census } from './census/format.ts';
import type { Content } from './content.ts';
import { districts } from './districts/format.ts';
import { existingLines } from './existing-lines/format.ts';
import { freifunk } from './freifunk/format.ts';
import { hkDe } from './hk-de/format.ts';
import { hotspotList } from './hotspot-list/format.ts';
import type { IntakeFormat } from './intake-format.ts';
import { rowIssue } from './intake-issue.ts';
import { businessParkList, landUse } from './land-use/format.ts';
import { openStreetMap } from './osm/format.ts';
import { publicBuildings } from './public-buildings/format.ts';
import { schools } from './schools/format.ts';
import { stops } from './stops/format.ts';
import { streets } from './streets/format.ts';
import { operatorSurvey } from './survey/format.ts';

/** Every format with a meaning of its own. A new one is a folder and a line here. */
export const INTAKE_FORMATS: readonly IntakeFormat[] = [
  districts,
  existingLines,
  streets,
  census,
  landUse,
  businessParkList,
  buildings,
  schools,
  stops,
  publicBuildings,
  freifunk,
  hotspotList,
  hkDe,
  atlasMunicipal,
  atlasRaster,
  operatorSurvey,
  addressList,
  openStreetMap,
];

export const IMPORTABLE_LAYERS: readonly string[] = [
  ...new Set(INTAKE_FORMATS.flatMap((format) => format.layers)),
];

/** Formats that fit the content, the surest first. */
export function recogniseFormats(content: Content, layer: string): { format: IntakeFormat; sure: number }[] {
  return INTAKE_FORMATS.filter((format) => format.layers.includes(layer))
    .map((format) => ({ format, sure: format.recognise(content, layer) }))
    .filter(({ sure }) => sure > 0)
    .sort((a, b) => b.sure - a.sure);
}

/**
 * The format to read the content with: the one named, else the surest.
 * @throws IssueError `layer-not-importable`, `unknown-format`, `format-not-recognised`
 */
export function chooseFormat(
  content: Content,
  layer: string,
  named: string | null,
  fileName: string,
): { format: IntakeFormat; sure: number } {
  const ofLayer = INTAKE_FORMATS.filter((format) => format.layers.includes(layer));
  const known = ofLayer.map((format) => format.id).join(', ');
  if (ofLayer.length === 0) {
    const value = layer;
    const params = { value, known: IMPORTABLE_LAYERS.join(', ') };
    throw new IssueError({ code: 'layer-not-importable', severity: 'error', where: 'layer', params });
  }
  if (named !== null) {
    const format = ofLayer.find((candidate) => candidate.id === named);
    if (format) return { format, sure: 1 };
    const params = { value: named, layer, known };
    throw new IssueError({ code: 'unknown-format', severity: 'error', where: 'format', params });
  }
  const best = recogniseFormats(content, layer)[0];
  if (best) return best;
  throw new IssueError(
    rowIssue('format-not-recognised', 'error', null, null, fileName, {
      layer,
      known,
      found: describe(content),
    }),
  );
}

function describe(content: Content): string {
  if (content.kind === 'json') return 'JSON';
  const kinds = [
    ...new Set(content.records.slice(0, 1000).map((record) => record.geometry?.type ?? 'no geometry')),
  ];
  return `${content.driver}; ${content.spatial ? `${kinds.join(', ')}; ` : ''}${content.fields.slice(0, 12).join(', ') || '–'}`;
}
