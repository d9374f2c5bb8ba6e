import { lineLengthM, type PlanDocument } from '#core/network/plan-document.ts';
import type { ExportedFeature } from '../../intake/export-features.ts';
import type { ExportLayer } from '../../intake/export-layers.ts';

type Properties = ExportedFeature['properties'];

/** The parts of a plan as layers of a file, in planning coordinates (EPSG:25832). Layers without features are left out. */
export function planLayers(document: PlanDocument, mark: Properties): ExportLayer[] {
  const line = (places: readonly (readonly number[])[], properties: Properties): ExportedFeature => ({
    geometry: { type: 'LineString', coordinates: places },
    properties: { ...properties, ...mark },
  });
  const point = (place: readonly number[], properties: Properties): ExportedFeature => ({
    geometry: { type: 'Point', coordinates: place },
    properties: { ...properties, ...mark },
  });
  const layers: ExportLayer[] =
    document.kind === 'imported'
      ? [
          {
            name: 'trenches',
            features: document.lines.map(({ line: places, surface }) =>
              line(places, { surface, lengthM: cm(lineLengthM(places)) }),
            ),
          },
        ]
      : [
          {
            name: 'trenches',
            features: document.plan.edges.map((edge) =>
              line(edge.line, {
                id: edge.id,
                kind: edge.kind,
                surface: edge.surface,
                street: edge.street,
                streetClass: edge.streetClass,
                lengthM: cm(edge.lengthM),
                targets: edge.flow.targets,
                homes: edge.flow.homes,
                fibres: edge.flow.fibres,
                ducts: edge.flow.ducts.map(({ item, count }) => `${count} × ${item}`).join(', '),
                why: edge.why,
                year: edge.year,
                costLow: euro(edge.costCents.low),
                costExpected: euro(edge.costCents.expected),
                costHigh: euro(edge.costCents.high),
              }),
            ),
          },
          {
            name: 'drops',
            features: document.plan.drops.map((drop) =>
              line(drop.line, {
                target: drop.target,
                lengthM: cm(drop.lengthM),
                distributionPoint: drop.distributionPoint,
                fibres: drop.fibres,
                built: drop.built,
                year: drop.year,
              }),
            ),
          },
          {
            name: 'distribution_points',
            features: document.plan.distributionPoints.map((one) =>
              point(one.place, {
                id: one.id,
                homes: one.homes,
                cabinets: one.cabinets,
                fibres: one.fibres,
                splitters: one.splitters,
                feederFibres: one.feederFibres,
                feederM: cm(one.feederM),
                year: one.year,
              }),
            ),
          },
          {
            name: 'feeding_points',
            features: document.plan.pops.map(({ place, name, given }) => point(place, { name, given })),
          },
        ];
  return layers.filter(({ features }) => features.length > 0);
}

const cm = (metres: number) => Math.round(metres * 100) / 100;
const euro = (cents: number) => cents / 100;
