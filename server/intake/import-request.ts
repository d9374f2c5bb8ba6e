import type { RejectedRow, StagedRow } from '#core/intake/intake-format.ts';
import type { IntakeIssue, Treatment } from '#core/intake/intake-issue.ts';
import type { FieldMapping } from '#core/intake/records/apply-mapping.ts';
import type { CorrectionRule } from './hand-corrections.ts';
import type { IntakeLimits } from './intake-limits.ts';
import type { ReadFile, TextDialect } from './read-file.ts';

export interface ImportRequest {
  readonly layer: string;
  readonly path: string;
  readonly source: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  /** Id of a format; null lets the content decide. */
  readonly format: string | null;
  readonly srid: number | null;
  /** Layer inside the file, where it has several. */
  readonly layerInFile: string | null;
  /** Encoding, delimiter and decimal sign of delimited text, as far as they are stated. */
  readonly dialect?: TextDialect;
  readonly treatment: Treatment;
  /** Column → field of the file; null takes what was saved for this source. */
  readonly mapping?: FieldMapping | null;
  /** What becomes of corrections made by hand in this data set; kept unless said otherwise. */
  readonly corrections?: CorrectionRule;
  readonly dryRun: boolean;
  readonly replaceDemo: boolean;
  /** Reads and checks and touches no layer, for a look at the file. */
  readonly stageOnly?: boolean;
  readonly limits?: IntakeLimits;
}

/** Where an import is: `read`, `check`, `swap`, `done`; rows of how many, where that is known or can be told. */
export interface ImportProgress {
  readonly phase: 'read' | 'check' | 'swap' | 'done';
  readonly rows: number;
  readonly of: number | null;
}

export interface ImportOutcome {
  readonly layer: string;
  readonly source: string;
  readonly format: string;
  /** 0 to 1: how sure it is that the file is of this format. */
  readonly formatSure: number;
  readonly srid: number;
  readonly read: number;
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
  /** The data set that is in place now; of a dry run, none. */
  readonly sourceId: number;
  /** Whether there was a data set of this name before. */
  readonly replaced: boolean;
  readonly rejected: number;
  readonly skipped: number;
  readonly issues: readonly IntakeIssue[];
  readonly rejectedRows: readonly RejectedRow[];
  readonly seconds: number;
}

/** What an import knows of a file, for previews. */
export interface StagedFile {
  readonly file: ReadFile;
  readonly format: string;
  readonly formatSure: number;
  readonly srid: number;
  /** Records in the file. */
  readonly read: number;
  readonly skipped: number;
  /** Keys that a delivery of changes removes; null for a whole data set. */
  readonly removedKeys: readonly string[] | null;
  /** All rows, or a sample where the file was read in parts. */
  readonly rows: readonly StagedRow[];
  /** Number of all rows that can be taken. */
  readonly importable: number;
  readonly issues: readonly IntakeIssue[];
  readonly rejectedRows: readonly RejectedRow[];
}
