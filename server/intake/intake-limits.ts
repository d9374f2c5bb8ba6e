/** What a single file may cost. Beyond, reading stops with a sentence; the server stays up. */
export interface IntakeLimits {
  readonly fileBytes: number;
  /** Delimited text in formats that are read part by part may be larger. */
  readonly tableBytes: number;
  /** From this size on they are. */
  readonly inPartsBytes: number;
  /** All members of a zip archive together, unpacked. */
  readonly unpackedBytes: number;
  readonly features: number;
  readonly readMs: number;
  /** Heap of the worker that runs GDAL, in MB. */
  readonly heapMb: number;
}

export const INTAKE_LIMITS: IntakeLimits = {
  fileBytes: 512 * 1024 * 1024,
  tableBytes: 4 * 1024 * 1024 * 1024,
  inPartsBytes: 4 * 1024 * 1024,
  unpackedBytes: 1024 * 1024 * 1024,
  features: 2_000_000,
  readMs: 120_000,
  heapMb: 1024,
};
