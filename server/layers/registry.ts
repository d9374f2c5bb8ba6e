import { IssueError } from '#core/issue.ts';
import { ROLE_RANK, requireRole } from '../role.ts';
import type { Role } from '../route.ts';
import { layerAccess } from '../trust/roles.ts';
import { addresses } from './addresses.ts';
import { areas } from './areas.ts';
import { buildings } from './buildings.ts';
import { businessParks } from './business-parks.ts';
import { districts } from './districts.ts';
import { existingLines } from './existing-lines.ts';
import { hotspots } from './hotspots.ts';
import { households } from './households.ts';
import type { Layer } from './layer.ts';
import { publicBuildings } from './public-buildings.ts';
import { schools } from './schools.ts';
import { stops } from './stops.ts';
import { streets } from './streets.ts';

/** Every layer, in the order it is listed. A new one is a manifest, a line here and one in `LAYER_RIGHTS`. */
export const LAYERS: readonly Layer[] = [
  districts,
  streets,
  households,
  businessParks,
  schools,
  publicBuildings,
  hotspots,
  stops,
  addresses,
  buildings,
  existingLines,
  areas,
].map((manifest) => ({ ...manifest, access: layerAccess(manifest.id) }));

/** The layers a role may read. Others are not even listed. */
export function readableLayers(role: Role): readonly Layer[] {
  return LAYERS.filter((layer) => ROLE_RANK[role] >= ROLE_RANK[layer.access]);
}

/**
 * The layer of an id, for a role that may read it.
 * @throws IssueError `unknown-layer`; `sign-in-required` or `not-allowed` where the role does not reach.
 */
export function readableLayer(id: string, role: Role): Layer {
  const layer = LAYERS.find((candidate) => candidate.id === id);
  if (!layer) {
    const known = readableLayers(role)
      .map((candidate) => candidate.id)
      .join(', ');
    throw new IssueError({
      code: 'unknown-layer',
      severity: 'error',
      where: 'collection',
      params: { value: id, known },
    });
  }
  requireRole(role, layer.access);
  return layer;
}

/** The table of a layer whose small figures the public may not see, and the view it sees instead. */
const PUBLIC_VIEW: Partial<Record<Layer['table'], Layer['table']>> = {
  household_cell: 'household_cell_public',
  district: 'district_public',
};

/** The layer as the public sees it: small figures left out. Tiles have this form for everybody. */
export function publicForm(layer: Layer): Layer {
  const table = PUBLIC_VIEW[layer.table];
  return table ? { ...layer, table } : layer;
}

/** The layer of an id with what the role may see of it. @throws IssueError as `readableLayer` */
export function shownLayer(id: string, role: Role): Layer {
  const layer = readableLayer(id, role);
  return role === 'public' ? publicForm(layer) : layer;
}
