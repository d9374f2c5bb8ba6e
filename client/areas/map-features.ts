import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { insidePoint } from '#core/geo/inside-point.ts';
import type { Proposal } from '../workers/messages.ts';
import { type Areas, type Stored, sameArea } from './plan.ts';

export function proposalFeatures(
  proposals: readonly Proposal[],
  selected: string | null,
  word: string,
): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: proposals.map((proposal, index) => ({
      type: 'Feature',
      geometry: proposal.geometry,
      properties: {
        key: proposal.key,
        label: `${index + 1}. ${proposal.district ?? word}`,
        selected: proposal.key === selected,
      },
    })),
  };
}

/** Kept areas; a star marks what is not saved. */
export function keptFeatures(
  areas: Areas,
  stored: Readonly<Record<string, Stored>>,
  selected: readonly string[],
  editing: string | null,
): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: Object.values(areas).map((area) => {
      const saved = stored[area.key] !== undefined && sameArea(stored[area.key]!.area, area);
      return {
        type: 'Feature',
        geometry: area.geometry,
        properties: {
          key: area.key,
          label: saved ? area.name : `${area.name} *`,
          selected: selected.includes(area.key),
          editing: area.key === editing,
        },
      };
    }),
  };
}

/** One point inside each area, which its name stands at. */
export function namePoints(areas: FeatureCollection): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: (areas.features as Feature<Polygon | MultiPolygon>[]).map(({ geometry, properties }) => ({
      type: 'Feature',
      geometry: insidePoint(geometry),
      properties,
    })),
  };
}
