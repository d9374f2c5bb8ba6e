import type { IntakeIssue } from '#core/intake/intake-issue.ts';
import type { Issue } from '#core/issue.ts';
import type { Config } from '../config.ts';
import type { TextEncoding } from '../intake/decode-text.ts';
import type { CorrectionRule } from '../intake/hand-corrections.ts';

/** What the planner chose for a file; null leaves it to the content. */
export interface ImportChoices {
  readonly layer: string | null;
  readonly format: string | null;
  readonly srid: number | null;
  readonly layerInFile: string | null;
  /** Name of the data source that is replaced. */
  readonly source: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  /** Codes, or `code@row` for single rows. */
  readonly accept: readonly string[];
  readonly repair: readonly string[];
  readonly refuse?: readonly string[];
  /** Encoding, delimiter and decimal sign of delimited text; null finds them. */
  readonly encoding?: TextEncoding | null;
  readonly delimiter?: string | null;
  readonly decimal?: ',' | '.' | null;
  /** What becomes of corrections made by hand in the data set. */
  readonly corrections?: CorrectionRule;
  /** Column of the layer → field of the file; null takes what was saved for this source. */
  readonly mapping: Readonly<Record<string, string>> | null;
}

export interface ImportTask {
  readonly kind: 'stage' | 'commit';
  readonly config: Config;
  readonly importId: string;
  /** Folder of this import: holds the file, takes the lists of issues and of refused rows. */
  readonly folder: string;
  readonly path: string;
  readonly choices: ImportChoices;
  readonly replaceDemo: boolean;
  /** What an earlier look at the file found; null looks. */
  readonly recognition: Recognition | null;
}

export interface Recognised {
  readonly layer: string;
  readonly format: string;
  readonly title: { readonly de: string; readonly en: string };
  /** 0 to 1. */
  readonly sureness: number;
}

/** What a file looks like before a layer is chosen. */
export interface Recognition {
  readonly formats: readonly Recognised[];
  /** Names of the file's own fields, for a mapping; empty for JSON that is no table. */
  readonly fields: readonly string[];
  /** Layers or sheets inside the file, where it can have several. */
  readonly layers?: readonly string[];
  /** The first records as they stand in the file, by `fields`. */
  readonly sample?: readonly (readonly string[])[];
}

/** Phases in their order: `queued`, `recognise`, `read`, `check`, `swap`, `done`. */
export interface JobProgress {
  readonly phase: 'queued' | 'recognise' | 'read' | 'check' | 'swap' | 'done';
  readonly rows: number;
  readonly of: number | null;
}

/** What is known of a file once it was read and checked. */
export interface StagedImport {
  readonly layer: string;
  readonly format: string;
  readonly formatSure: number;
  readonly sha256: string;
  readonly srid: number;
  /** Where the reference system comes from: `stated`, `file`, `columns`, `extent` (a guess), `format`. */
  readonly sridFrom: 'stated' | 'file' | 'columns' | 'extent' | 'format';
  readonly sridSureness: number;
  readonly driver: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly read: number;
  readonly importable: number;
  readonly rejected: number;
  /** Refused rows that nobody decided about yet. */
  readonly undecided: number;
  readonly skipped: number;
  readonly issues: readonly IssueGroup[];
  readonly preview: Preview;
  readonly diff: Difference;
  readonly samples: DifferenceSamples;
  /** The database holds the demo city, which has to go first. */
  readonly demo: boolean;
}

export interface IssueGroup {
  readonly code: string;
  readonly severity: Issue['severity'];
  readonly count: number;
  readonly repairable: boolean;
  /** Rows with this problem are refused unless it is accepted or repaired. */
  readonly refuses: boolean;
  /** Its rows are taken, and can be left out. */
  readonly refusable: boolean;
  readonly first: readonly (IntakeIssue & { readonly place: readonly [number, number] | null })[];
}

export interface Preview {
  readonly columns: readonly string[];
  readonly rows: readonly { row: number; key: string; values: Readonly<Record<string, unknown>> }[];
  /** GeoJSON in EPSG:4326; `properties`: row, key, name, issue. */
  readonly geojson: { readonly type: 'FeatureCollection'; readonly features: readonly unknown[] };
  /** Rows with a place in the whole file; the collection may hold fewer. */
  readonly places: number;
}

export interface Difference {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly gone: number;
}

/** A sample of what would change; the difference counts all. */
export interface DifferenceSamples {
  readonly changed: readonly ChangedRow[];
  readonly gone: readonly GoneRow[];
}

export interface GoneRow {
  readonly key: string;
  readonly name: string | null;
}

export interface ChangedRow extends GoneRow {
  readonly row: number;
  /** `geom` without values: its place or shape. */
  readonly fields: readonly { column: string; before: string | null; after: string | null }[];
}

export interface CommitResult extends Difference {
  readonly layer: string;
  readonly source: string;
  readonly rejected: number;
  readonly seconds: number;
  readonly sourceId: number;
  /** Whether there was a data set of this name before. */
  readonly replaced: boolean;
}

export type ImportAnswer =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'recognised'; readonly recognition: Recognition }
  | { readonly kind: 'staged'; readonly staged: StagedImport }
  | { readonly kind: 'committed'; readonly result: CommitResult }
  | { readonly kind: 'refused'; readonly issues: readonly Issue[] }
  | { readonly kind: 'crashed'; readonly reason: string };
