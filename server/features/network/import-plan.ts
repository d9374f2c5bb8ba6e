import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projection } from '#core/geo/project.ts';
import type { Geometry, Position } from '#core/intake/geometry.ts';
import { IssueError } from '#core/issue.ts';
import { surfaceItemOf } from '#core/network/line-cost.ts';
import type { Place } from '#core/network/plan.ts';
import type { ImportedLine } from '#core/network/plan-document.ts';
import type { PriceCatalogue } from '#core/network/price-catalogue.ts';
import { readIntakeFile } from '../../intake/read-file.ts';
import { receiveUpload } from '../imports/receive-upload.ts';

export interface ImportedPlan {
  readonly fileName: string;
  readonly lines: readonly ImportedLine[];
  /** Records of the file that are no line (or of no length). */
  readonly leftOut: number;
}

/** Fields in which the surface is looked for, ours first, however they are written; a Shapefile cuts names after ten signs. */
const SURFACE_FIELDS = ['surface', 'oberflaeche', 'oberflaech', 'oberfläche', 'belag', 'item'];
/** Layers that hold the trenches where a file has several of lines: our own name and the usual German one. */
const TRENCH_LAYERS = ['trenches', 'trassen'];

/**
 * The lines of a file made elsewhere, in planning coordinates: GeoJSON, GeoPackage, Shapefile and what else the intake
 * reads. Which kind of trench a line is, is taken over only where a field names an item of the catalogue.
 * @throws IssueError `network-import-no-lines`, `network-import-no-crs`, `network-import-far-away`, those of the intake and of the upload
 */
export async function importPlan(
  request: Request,
  name: string | null,
  prices: PriceCatalogue,
): Promise<ImportedPlan> {
  const parent = await mkdtemp(join(tmpdir(), 'lueckenlos-plan-'));
  try {
    const upload = await receiveUpload(request, name, join(parent, 'upload'));
    let { content, layers } = await readIntakeFile(upload.path, { prefer: 'Line' });
    const layerName = layers.find((name) => TRENCH_LAYERS.includes(name.toLowerCase()));
    // The first layer of lines may be that of the drops.
    if (layers.length > 1 && layerName !== undefined)
      ({ content, layers } = await readIntakeFile(upload.path, { prefer: 'Line', layerName }));
    const problem = (code: string, params: Record<string, string | number> = {}) =>
      new IssueError({
        code,
        severity: 'error',
        where: 'file',
        params: { value: upload.fileName, ...params },
      });
    if (content.kind !== 'records' || !content.spatial) throw problem('network-import-no-lines');
    if (content.srid === null) throw problem('network-import-no-crs');
    const transform = projection(content.srid, 25832);
    const lines: ImportedLine[] = [];
    let leftOut = 0;
    for (const { geometry, properties } of content.records) {
      // Drops of our own files are told apart; they are no trenches.
      if (properties.layer !== undefined && properties.layer !== 'trenches') continue;
      const parts = linesOf(geometry);
      const written = new Map(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]));
      const surface =
        SURFACE_FIELDS.map((field) => surfaceItemOf(prices, written.get(field))).find(
          (item) => item !== null,
        ) ?? null;
      const before = lines.length;
      for (const part of parts) {
        const line = part.map(([x, y]): Place => {
          const [e, n] = transform(x!, y!);
          return [Math.round(e * 1000) / 1000, Math.round(n * 1000) / 1000];
        });
        if (line.length < 2 || line.every(([e, n]) => e === line[0]![0] && n === line[0]![1])) continue;
        const off = line.find(([e, n]) => !(e >= 0 && e <= 1e6 && n >= 4e6 && n <= 7.5e6));
        if (off) throw problem('network-import-far-away', { place: off.map(Math.round).join(' ') });
        lines.push({ line, surface });
      }
      if (lines.length === before) leftOut++;
    }
    if (lines.length === 0) throw problem('network-import-no-lines');
    return { fileName: upload.fileName, lines, leftOut };
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

function linesOf(geometry: Geometry | null): readonly (readonly Position[])[] {
  if (geometry?.type === 'LineString') return [geometry.coordinates];
  return geometry?.type === 'MultiLineString' ? geometry.coordinates : [];
}
