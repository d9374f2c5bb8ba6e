import { type Kysely, sql, type Transaction } from 'kysely';
import type { Scalar, StagedRow } from '#core/intake/intake-format.ts';
import { type IntakeIssue, rowIssue } from '#core/intake/intake-issue.ts';
import type { Database } from '../db/schema.ts';

/** What is done with hand-made corrections of a data set when it is imported again. */
export type CorrectionRule = 'keep' | 'drop';

interface Correction {
  readonly key: string;
  readonly fields: Readonly<Record<string, Scalar>>;
  /** Corrected place as hexadecimal EWKB in EPSG:25832. */
  readonly placeHex: string | null;
}

/** Corrections that were made by hand in the rows of a data set; they outlive its next edition. */
export class HandCorrections {
  readonly #byKey: ReadonlyMap<string, Correction>;
  readonly #seen = new Map<string, Record<string, Scalar>>();
  readonly #issues: IntakeIssue[] = [];

  private constructor(corrections: readonly Correction[]) {
    this.#byKey = new Map(corrections.map((correction) => [correction.key, correction]));
  }

  static readonly none = new HandCorrections([]);

  /** Loads what was corrected; with `drop` forgets it instead. */
  static async load(
    trx: Kysely<Database>,
    dataSet: { readonly layer: string; readonly source: string },
    rule: CorrectionRule,
  ): Promise<HandCorrections> {
    if (rule === 'drop') {
      const { numAffectedRows } = await sql`
        delete from hand_correction where layer = ${dataSet.layer} and source = ${dataSet.source}`.execute(
        trx,
      );
      const dropped = new HandCorrections([]);
      if (Number(numAffectedRows) > 0)
        dropped.#issues.push(
          rowIssue('corrections-dropped', 'warning', null, null, dataSet.source, {
            count: Number(numAffectedRows),
          }),
        );
      return dropped;
    }
    const { rows } = await sql<Correction>`
      select key, fields, encode(st_asewkb(geom), 'hex') as "placeHex" from hand_correction
      where layer = ${dataSet.layer} and source = ${dataSet.source}`.execute(trx);
    return rows.length === 0 ? HandCorrections.none : new HandCorrections(rows);
  }

  /** The row as it is written: with what was corrected in it. */
  applied(row: StagedRow): { readonly row: StagedRow; readonly placeHex: string | null } {
    const correction = this.#byKey.size === 0 ? undefined : this.#byKey.get(row.key);
    if (!correction) return { row, placeHex: null };
    const was = Object.fromEntries(
      Object.keys(correction.fields).map((column) => [column, row.values[column] ?? null]),
    );
    this.#seen.set(row.key, was);
    for (const [column, value] of Object.entries(correction.fields))
      if (String(was[column]) !== String(value))
        this.#issues.push(
          rowIssue('correction-kept', 'info', row.row, column, was[column] ?? null, {
            kept: String(value ?? '–'),
          }),
        );
    if (correction.placeHex !== null)
      this.#issues.push(rowIssue('correction-kept', 'info', row.row, 'geom', null, { kept: '·' }));
    return {
      row: { ...row, values: { ...row.values, ...correction.fields } },
      placeHex: correction.placeHex,
    };
  }

  /** What there is to say once all rows were written; with `isWhole`, also of corrections whose row is gone. */
  issues(isWhole: boolean): IntakeIssue[] {
    if (!isWhole) return this.#issues;
    const orphaned = [...this.#byKey.keys()]
      .filter((key) => !this.#seen.has(key))
      .map((key) => rowIssue('correction-without-row', 'warning', null, null, key));
    return [...this.#issues, ...orphaned];
  }

  /** Notes what the new edition says in place of what was corrected, so that undoing a correction leads there. */
  async remember(
    trx: Transaction<Database>,
    dataSet: { readonly layer: string; readonly source: string },
  ): Promise<void> {
    if (this.#seen.size === 0) return;
    const keys = [...this.#seen.keys()];
    const was = [...this.#seen.values()].map((fields) => JSON.stringify(fields));
    await sql`
      update hand_correction c set was = n.was::jsonb
      from unnest(${keys}::text[], ${was}::text[]) as n(key, was)
      where c.layer = ${dataSet.layer} and c.source = ${dataSet.source} and c.key = n.key`.execute(trx);
  }
}
