import { type Kysely, sql } from 'kysely';
import type { RejectedRow, StagedRow } from '#core/intake/intake-format.ts';
import { decisionOf, type IntakeIssue, rowIssue, type Treatment } from '#core/intake/intake-issue.ts';
import { ewkbHex } from '../db/ewkb.ts';
import type { Database } from '../db/schema.ts';
import type { TargetTable } from './target-tables.ts';

/** Lets PostGIS judge polygons; invalid ones are refused, or mended where that was asked for. */
export async function checkGeometries(
  db: Kysely<Database>,
  target: TargetTable,
  rows: readonly StagedRow[],
  srid: number,
  treatment: Treatment,
): Promise<{ rows: readonly StagedRow[]; issues: IntakeIssue[]; rejected: RejectedRow[] }> {
  if (target.geometry !== 'Polygon') return { rows, issues: [], rejected: [] };
  const issues: IntakeIssue[] = [];
  const rejected: RejectedRow[] = [];
  const taken: StagedRow[] = [];
  for (let from = 0; from < rows.length; from += 500) {
    const part = rows.slice(from, from + 500);
    const hexes = part.map((row) => ewkbHex(row.geometry as Parameters<typeof ewkbHex>[0], srid));
    const faults = await sql<{ index: number; reason: string; mended: string | null }>`
      select (i - 1)::int as index, reason,
        st_asgeojson(st_multi(st_collectionextract(st_makevalid(g::geometry), 3)), 12) as mended
      from unnest(${hexes}::text[]) with ordinality as t(g, i),
        lateral (select st_isvalidreason(g::geometry) as reason) as check_
      where not st_isvalid(g::geometry)
    `.execute(db);
    const faultAt = new Map(faults.rows.map((fault) => [fault.index, fault]));
    part.forEach((row, i) => {
      const fault = faultAt.get(i);
      if (!fault) {
        taken.push(row);
        return;
      }
      const decision = decisionOf(treatment, 'geometry-invalid', row.row);
      const repair = decision === 'repair';
      const mended = fault.mended === null ? null : (JSON.parse(fault.mended) as StagedRow['geometry']);
      const params = { reason: fault.reason, repaired: repair };
      const usable = repair && mended !== null && mended.coordinates.length > 0;
      issues.push(rowIssue('geometry-invalid', usable ? 'info' : 'error', row.row, null, row.key, params));
      if (usable) taken.push({ ...row, geometry: mended });
      else {
        const asked = decision === 'accept' || decision === 'refuse';
        rejected.push({
          row: row.row,
          codes: ['geometry-invalid'],
          asked,
          record: { key: row.key, ...row.values },
        });
      }
    });
  }
  return { rows: taken, issues, rejected };
}
