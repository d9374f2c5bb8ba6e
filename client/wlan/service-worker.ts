/// <reference lib="webworker" />

/**
 * Keeps the last state of the public map for use without a network: what the network gives is taken and kept,
 * what was kept is given where there is none. Nothing is kept of other paths.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const CACHE = 'wlan-1';
const KEPT_AT = 'x-kept-at';
const ICON = '/icon.svg';
/** Tiles and assets kept at most; the oldest go first. */
const MOST = 400;

worker.addEventListener('install', (event) => {
  event.waitUntil(worker.skipWaiting());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

/** The first visit came before this worker: its page and what it had loaded are fetched once more and kept. */
async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await worker.clients.claim();
  const page = await fetchAndKeep(new Request('/wlan')).catch(() => null);
  const text = (await page?.text()) ?? '';
  const assets = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!);
  const wanted = ['/api/hotspots.geojson', ICON, ...new Set(assets)];
  await Promise.all(wanted.map((path) => fetchAndKeep(new Request(path)).catch(() => undefined)));
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/assets/') || url.pathname === ICON)
    event.respondWith(kept(request, request.url, true));
  else if (url.pathname === '/wlan') event.respondWith(kept(request, pageKey(url), false));
  else if (url.pathname === '/api/hotspots.geojson' || url.pathname.startsWith('/tiles/'))
    event.respondWith(kept(request, request.url, false));
});

/** The list without filters stands for every filter; the page applies its own. */
function pageKey(url: URL): string {
  const key = new URL('/wlan', url);
  for (const name of ['lang', 'embed']) {
    const value = url.searchParams.get(name);
    if (value) key.searchParams.set(name, value);
  }
  return key.href;
}

async function kept(request: Request, key: string, lasting: boolean): Promise<Response> {
  const cache = await caches.open(CACHE);
  if (lasting) {
    const found = await cache.match(key);
    if (found) return found;
  }
  try {
    return await fetchAndKeep(request, key);
  } catch (error) {
    const found =
      (await cache.match(key)) ?? (key.includes('/wlan') ? await cache.match('/wlan') : undefined);
    if (found) return found;
    throw error;
  }
}

async function fetchAndKeep(request: Request, key = new URL(request.url).href): Promise<Response> {
  const response = await fetch(request);
  if (response.status === 200) {
    const cache = await caches.open(CACHE);
    const headers = new Headers(response.headers);
    headers.set(KEPT_AT, String(Date.now()));
    // The body is kept as it is read, no longer compressed.
    headers.delete('content-encoding');
    headers.delete('content-length');
    await cache.put(key, new Response(await response.clone().blob(), { status: 200, headers }));
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) await cache.delete(old);
  }
  return response;
}
