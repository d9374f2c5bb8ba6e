import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { layerRevision } from './layer-revision.ts';

interface Entry<T> {
  readonly revision: number;
  readonly value: Promise<T>;
}

/**
 * Keeps what was read of a layer until the layer changes. Readers that come at the same time share one read.
 * One cache serves one kind of value; databases are told apart, so tests may open several.
 */
export class RevisionCache<T> {
  readonly #read: (db: Kysely<Database>, layerId: string) => Promise<T>;
  readonly #entries = new WeakMap<Kysely<Database>, Map<string, Entry<T>>>();

  readonly #alsoDependsOn: readonly string[];

  /** `alsoDependsOn`: layers whose change makes the value stale, too. */
  constructor(
    read: (db: Kysely<Database>, layerId: string) => Promise<T>,
    alsoDependsOn: readonly string[] = [],
  ) {
    this.#read = read;
    this.#alsoDependsOn = alsoDependsOn;
  }

  async get(db: Kysely<Database>, layerId: string): Promise<T> {
    return (await this.getWithRevision(db, layerId)).value;
  }

  async getWithRevision(db: Kysely<Database>, layerId: string): Promise<{ revision: number; value: T }> {
    // Read first: what is loaded afterwards is this revision or newer, and newer is only read again, never missed.
    const revision = await layerRevision(db, [layerId, ...this.#alsoDependsOn]);
    const layers = this.#entries.get(db) ?? new Map<string, Entry<T>>();
    this.#entries.set(db, layers);
    let entry = layers.get(layerId);
    if (!entry || entry.revision !== revision) {
      entry = { revision, value: this.#read(db, layerId) };
      layers.set(layerId, entry);
      const failed = entry;
      entry.value.catch(() => layers.get(layerId) === failed && layers.delete(layerId));
    }
    return { revision, value: await entry.value };
  }
}
