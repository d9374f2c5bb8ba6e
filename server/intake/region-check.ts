import { type Kysely, sql } from 'kysely';
import { type Extent, firstPosition } from '#core/intake/geometry.ts';
import type { RejectedRow, StagedRow } from '#core/intake/intake-format.ts';
import { decisionOf, type IntakeIssue, rowIssue, type Treatment } from '#core/intake/intake-issue.ts';
import type { Database } from '../db/schema.ts';

/** This far outside the districts is not at their edge any more. */
const FAR_M = 20_000;
/** More than these are counted and not named one by one. */
const NAMED = 1000;
/** A file with more outside is of a larger region, and that is no mistake of single rows. */
const LARGER_SHARE = 0.2;

/** Finds rows far outside the planning region, which is where the districts are. Without districts there is none. */
export class RegionCheck {
  readonly #box: Extent | null;
  readonly #treatment: Treatment;
  readonly #issues: IntakeIssue[] = [];
  readonly refused: RejectedRow[] = [];
  #outside = 0;
  #rows = 0;

  private constructor(box: Extent | null, treatment: Treatment) {
    this.#box = box;
    this.#treatment = treatment;
  }

  static async of(
    db: Kysely<Database>,
    layer: string,
    srid: number,
    treatment: Treatment,
  ): Promise<RegionCheck> {
    if (layer === 'districts' || layer === 'supply') return new RegionCheck(null, treatment);
    const { rows } = await sql<{ minX: number | null; minY: number; maxX: number; maxY: number }>`
      select st_xmin(b) as "minX", st_ymin(b) as "minY", st_xmax(b) as "maxX", st_ymax(b) as "maxY" from (
        select st_transform(st_segmentize(st_expand(st_setsrid(st_extent(d.geom)::geometry, 25832), ${FAR_M}), 10000), ${srid}::int) as b
        from district d join data_source s on s.id = d.source_id and not s.is_demo
      ) as box`.execute(db);
    const box = rows[0];
    return new RegionCheck(box && box.minX !== null ? (box as Extent) : null, treatment);
  }

  /** The rows that are taken: all, except for those outside that somebody decided to refuse. */
  inside(rows: readonly StagedRow[]): readonly StagedRow[] {
    const box = this.#box;
    this.#rows += rows.length;
    if (box === null) return rows;
    const refused = new Set<StagedRow>();
    for (const row of rows) {
      if (row.geometry === null) continue;
      const [x, y] = firstPosition(row.geometry) as [number, number];
      if (x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY) continue;
      this.#outside++;
      const decision = decisionOf(this.#treatment, 'outside-region', row.row);
      if (decision === 'refuse') {
        refused.add(row);
        const codes = ['outside-region'];
        this.refused.push({ row: row.row, codes, asked: true, record: { key: row.key, ...row.values } });
      }
      if (this.#issues.length < NAMED && decision !== 'accept')
        this.#issues.push(
          rowIssue('outside-region', 'warning', row.row, null, `${x}, ${y}`, { km: FAR_M / 1000 }),
        );
    }
    return refused.size === 0 ? rows : rows.filter((row) => !refused.has(row));
  }

  issues(): IntakeIssue[] {
    if (this.#outside === 0) return [];
    const isLarger = this.#outside > NAMED || this.#outside > this.#rows * LARGER_SHARE;
    const params = { count: this.#outside, km: FAR_M / 1000 };
    if (isLarger) return [rowIssue('region-larger', 'info', null, null, null, params)];
    return this.#issues;
  }
}
