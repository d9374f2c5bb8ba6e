import type { WlanBand } from '../wlan/eirp.ts';
import type { Content, FileRecord, RecordContent } from './content.ts';
import type { Geometry } from './geometry.ts';
import type { IntakeIssue, Treatment } from './intake-issue.ts';

/** A format the intake knows the meaning of. Every format is a folder with one of these. */
export interface IntakeFormat {
  readonly id: string;
  readonly title: { readonly de: string; readonly en: string };
  /** Layers it can fill. */
  readonly layers: readonly string[];
  /** How sure it is that the content is of this format: 0 no, 1 certain. */
  recognise(content: Content, layer: string): number;
  /**
   * Turns the content into rows of the layer. Problems of records are returned, not thrown.
   * @throws IssueError when the content as a whole cannot be read as this format
   */
  parse(content: Content, request: ParseRequest): ParsedFile;
  /**
   * Reads tables that may be larger than memory, part by part. `head` is the table without its records.
   * @throws IssueError when the table cannot be read as this format
   */
  readonly inParts?: (head: RecordContent, request: ParseRequest) => PartReader;
}

/** Reads the records of one file in their order. */
export interface PartReader {
  /**
   * Rows, issues and refused rows of the next records, and the reference system, which stays the same.
   * @throws IssueError when these records say that the file cannot be read as it was begun
   */
  read(records: readonly FileRecord[]): ParsedPart;
  /** What is to be said at the end; `rows` are those that were left. */
  finish(): ParsedFile;
}

export interface ParsedPart {
  readonly rows: readonly StagedRow[];
  readonly issues: readonly IntakeIssue[];
  readonly rejected: readonly RejectedRow[];
  readonly srid: number;
}

export interface ParseRequest {
  readonly layer: string;
  readonly treatment: Treatment;
  /** EPSG code the user states; it wins over everything. */
  readonly srid: number | null;
  /** Name of the data source, where a format has nothing better to call its author. */
  readonly source?: string;
  /** Bands and limits of the day, against which the radio of access points is held. */
  readonly radio?: { readonly bands: readonly WlanBand[]; readonly onDate: string };
}

export interface ParsedFile {
  readonly srid: number;
  /** Number of records in the file. */
  readonly read: number;
  readonly rows: readonly StagedRow[];
  readonly issues: readonly IntakeIssue[];
  /** Rows that are not taken, with the codes why. */
  readonly rejected: readonly RejectedRow[];
  /** Records that are no part of the layer, e.g. homes in a file of land use read for business parks. */
  readonly skipped: number;
  /**
   * A delivery of changes: rows are added or replaced, these keys removed, all others stay. Without it the file is
   * the whole data set.
   */
  readonly update?: { readonly removedKeys: readonly string[] };
}

export interface StagedRow {
  readonly row: number;
  /** Stable and unique within the data set. */
  readonly key: string;
  /** By column of the layer's table. */
  readonly values: Readonly<Record<string, Scalar>>;
  /** Null where a table names areas without drawing them. */
  readonly geometry: Geometry | null;
}

export interface RejectedRow {
  readonly row: number;
  readonly codes: readonly string[];
  /** Refused although nobody asked for it: an import with such rows does not end with 0. */
  readonly asked: boolean;
  readonly record: Readonly<Record<string, unknown>>;
}

export type Scalar = string | number | boolean | null;
