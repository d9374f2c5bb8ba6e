import { type HotspotState, hotspotState } from '../hotspot.ts';
import { parseCsvLine } from './csv-line.ts';

/** What a feed says of one hotspot. Addresses of devices, neighbours and traffic are never taken over. */
export interface LiveEntry {
  /** Key of the hotspot in its data set. */
  readonly key: string;
  readonly state: HotspotState;
  /** Devices logged in; null when the feed does not say. */
  readonly clients: number | null;
}

export interface LiveFeed {
  readonly form: 'freifunk' | 'list' | 'states' | 'csv';
  readonly entries: ReadonlyMap<string, LiveEntry>;
  /** When the feed says it was made, milliseconds of the epoch; null when it does not. */
  readonly madeAtMs: number | null;
  /** Entries without a key, and those that came a second time. */
  readonly skipped: { readonly noKey: number; readonly repeated: number };
}

/** Why a feed could not be read. */
export type FeedFault = 'empty' | 'html' | 'not-json' | 'no-entries';

/**
 * Reads a feed by what it contains, whatever type it claims to have: Freifunk `nodes.json` and `meshviewer.json`; a
 * JSON list (`[{"id": …, "state": …, "clients": …}]`, also under `hotspots`); an object of states
 * (`{"rathaus": "online"}`, also under `states`); CSV with the columns `id`, `state` and perhaps `clients`.
 */
export function readFeed(text: string): LiveFeed | { readonly fault: FeedFault } {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return { fault: 'empty' };
  if (trimmed.startsWith('<')) return { fault: 'html' };
  if (!/^[[{]/.test(trimmed)) return readCsv(trimmed);
  let json: unknown;
  try {
    json = JSON.parse(trimmed);
  } catch {
    return { fault: 'not-json' };
  }
  return readJson(json);
}

type Json = Readonly<Record<string, unknown>>;

function readJson(json: unknown): LiveFeed | { fault: FeedFault } {
  const top = isObject(json) ? json : {};
  const madeAtMs = timeOf(top.timestamp ?? top.updated_at ?? top.updatedAt ?? top.time);
  if (top.nodes !== undefined) {
    const nodes = listOf(top.nodes).filter(isObject);
    return feedOf('freifunk', nodes.map(freifunkEntry), madeAtMs);
  }
  const list = Array.isArray(json) ? json : (top.hotspots ?? top.data);
  if (Array.isArray(list)) return feedOf('list', list.filter(isObject).map(listEntry), madeAtMs);
  const states = isObject(top.states) ? top.states : top;
  const words = Object.entries(states).filter(
    ([, word]) => typeof word === 'string' || typeof word === 'boolean',
  );
  const entries = words
    .filter(([key]) => !['timestamp', 'updated_at', 'updatedAt', 'time'].includes(key))
    .map(([key, word]) => ({ key, state: stateOf(word), clients: null }));
  return feedOf('states', entries, madeAtMs);
}

function freifunkEntry(node: Json): LiveEntry | null {
  const info = isObject(node.nodeinfo) ? node.nodeinfo : node;
  const statistics = isObject(node.statistics) ? node.statistics : node;
  const key = keyOf(info.node_id ?? node.node_id ?? node.id);
  const online = isObject(node.flags) ? node.flags.online : node.is_online;
  const clients = isObject(statistics.clients) ? statistics.clients.total : statistics.clients;
  return key === null ? null : { key, state: stateOf(online), clients: countOf(clients) };
}

function listEntry(entry: Json): LiveEntry | null {
  const key = keyOf(entry.id ?? entry.key);
  const state = stateOf(entry.state ?? entry.status ?? entry.online);
  return key === null ? null : { key, state, clients: countOf(entry.clients) };
}

function readCsv(text: string): LiveFeed | { fault: FeedFault } {
  const [head = '', ...lines] = text.split(/\r?\n/);
  const separator = head.includes(';') ? ';' : ',';
  const names = parseCsvLine(head, separator).map((name) => name.trim().toLowerCase());
  const at = (...wanted: string[]) => names.findIndex((name) => wanted.includes(name));
  const [id, state, clients] = [at('id', 'key'), at('state', 'status', 'online'), at('clients')];
  if (id < 0 || state < 0) return { fault: 'no-entries' };
  const entries = lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const fields = parseCsvLine(line, separator);
      const key = keyOf(fields[id]);
      const count = fields[clients]?.trim();
      return key === null
        ? null
        : { key, state: stateOf(fields[state]), clients: count ? countOf(Number(count)) : null };
    });
  return feedOf('csv', entries, null);
}

function feedOf(
  form: LiveFeed['form'],
  read: readonly (LiveEntry | null)[],
  madeAtMs: number | null,
): LiveFeed | { fault: FeedFault } {
  const entries = new Map<string, LiveEntry>();
  const skipped = { noKey: 0, repeated: 0 };
  for (const entry of read) {
    if (entry === null) skipped.noKey++;
    else if (entries.has(entry.key)) skipped.repeated++;
    else entries.set(entry.key, entry);
  }
  return entries.size === 0 ? { fault: 'no-entries' } : { form, entries, madeAtMs, skipped };
}

function stateOf(word: unknown): HotspotState {
  if (typeof word === 'boolean') return word ? 'works' : 'down';
  if (typeof word !== 'string') return 'unknown';
  const text = word.trim().toLowerCase();
  return text === 'true' || text === '1'
    ? 'works'
    : text === 'false' || text === '0'
      ? 'down'
      : hotspotState(text);
}

function keyOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' && text.length <= 200 ? text.trim() : null;
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e6 ? value : null;
}

function timeOf(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
