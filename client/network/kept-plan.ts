import { type NetworkStore, NOTHING_PLANNED, useNetwork } from './network-store.ts';

/**
 * The plan that is being worked on outlives a reload: it is kept in this browser's own database. What cannot be read or
 * written there is as if it had never been kept.
 */

type Kept = Pick<
  NetworkStore,
  'area' | 'pops' | 'options' | 'prices' | 'wishes' | 'plan' | 'basis' | 'name' | 'saved' | 'outdated'
>;
const NAME = 'lueckenlos-network';
const STORE = 'plan';
/** Raised when the form of what is kept changes. */
const KEY = 'current-1';

function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return new Promise((done, fail) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => done(opening.result.transaction(STORE, mode).objectStore(STORE));
  });
}

async function read(): Promise<Kept | null> {
  try {
    const request = (await store('readonly')).get(KEY);
    return await new Promise((done) => {
      request.onsuccess = () => done((request.result as Kept | undefined) ?? null);
      request.onerror = () => done(null);
    });
  } catch {
    return null;
  }
}

async function write(kept: Kept): Promise<void> {
  try {
    (await store('readwrite')).put(kept, KEY);
  } catch {
    // Private windows may refuse; then the plan lives until the page is closed.
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;
const watched: readonly (keyof Kept)[] = [
  'area',
  'pops',
  'options',
  'prices',
  'wishes',
  'plan',
  'basis',
  'name',
  'saved',
  'outdated',
];

/** Brings back what an earlier visit worked on, once, and keeps it in step from then on. */
export async function restoreKeptPlan(): Promise<void> {
  if (useNetwork.getState().restored) return;
  useNetwork.setState({ restored: true });
  const kept = await read();
  const { area, plan } = useNetwork.getState();
  // Who has begun meanwhile goes first.
  if (kept && !area && !plan) useNetwork.setState({ ...NOTHING_PLANNED, ...kept });
  useNetwork.subscribe((state, before) => {
    if (watched.every((name) => state[name] === before[name])) return;
    clearTimeout(timer);
    const keep = () => {
      const now = useNetwork.getState();
      void write(Object.fromEntries(watched.map((name) => [name, now[name]])) as unknown as Kept);
    };
    // What was saved must not come back as unsaved when the page closes at once.
    if (state.saved !== before.saved || state.plan !== before.plan) keep();
    else timer = setTimeout(keep, 400);
  });
}
