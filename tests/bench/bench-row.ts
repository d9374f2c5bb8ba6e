/** One figure of `npm run bench`, measured beside its reference in the same run. */
export interface BenchRow {
  readonly id: string;
  /** Unit of `value` and `reference`, e.g. `ms`. */
  readonly unit: string;
  /** @throws Error with a clear sentence when something it needs is not there */
  run(context: BenchContext): Promise<BenchFigure>;
}

export interface BenchContext {
  /** A native PostgreSQL with PostGIS, where one is at hand. */
  readonly databaseUrl?: string;
  /** The folder `../shared` with benchmarks and real data, where it is there. */
  readonly sharedDir?: string;
}

export interface BenchFigure {
  readonly value: number;
  /** The same work done by the reference; null where none could be run (then `detail` says why). */
  readonly reference: number | null;
  readonly referenceName: string;
  /** reference / value: how many times faster (or smaller) than the reference. */
  readonly ratio: number | null;
  /** Whether the row's own bar holds. */
  readonly ok: boolean;
  readonly detail?: Readonly<Record<string, number | string>>;
}
