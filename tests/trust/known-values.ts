import type { Operation } from './request-arbitrary.ts';

/** Values of parameters that name something that is there: without them a request of nonsense ends at 404. */
export class KnownValues {
  /** By the path up to and with the parameter: `/api/surveys/{id}`. */
  readonly #inPath = new Map<string, string[]>();
  readonly #operations: readonly { operation: Operation; pattern: RegExp }[];

  constructor(operations: readonly Operation[]) {
    this.#operations = operations.map((operation) => ({
      operation,
      pattern: new RegExp(`^${escaped(operation.path).replace(/\\\{\w+\\\}/g, '([^/]+)')}$`),
    }));
    for (const [prefix, values] of Object.entries(FIXED)) this.#inPath.set(prefix, [...values]);
  }

  /** The operation that a request is, the one with the fewest places first. */
  operationOf(method: string, path: string): Operation | undefined {
    const pathname = path.split('?')[0]!;
    return this.#operations
      .filter(({ operation, pattern }) => operation.method === method.toLowerCase() && pattern.test(pathname))
      .map(({ operation }) => operation)
      .sort((a, b) => a.inPath.length - b.inPath.length)[0];
  }

  /** Learns from a request that was answered with success: what it names is there. */
  learn(method: string, path: string): void {
    const operation = this.operationOf(method, path);
    if (!operation || method === 'DELETE') return;
    const { pattern } = this.#operations.find((one) => one.operation === operation)!;
    const values = pattern.exec(path.split('?')[0]!)!.slice(1);
    prefixesOf(operation.path).forEach((prefix, i) => {
      this.add(prefix, values[i]!);
    });
  }

  /** The newest first. */
  add(prefix: string, value: string): void {
    const known = this.#inPath.get(prefix) ?? [];
    if (!known.includes(value)) this.#inPath.set(prefix, [value, ...known].slice(0, 8));
  }

  /** The values that are known for each place of the path of an operation. */
  inPath(operation: Operation): string[][] {
    return prefixesOf(operation.path).map((prefix) => this.#inPath.get(prefix) ?? []);
  }

  /** A query that means something, by the path of an operation. */
  readonly inQuery = new Map(Object.entries(QUERIES));
}

const escaped = (text: string) => text.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&');

/** `/a/{x}/b/{y}` has `/a/{x}` and `/a/{x}/b/{y}`. */
function prefixesOf(path: string): string[] {
  return [...path.matchAll(/\{\w+\}/g)].map(({ index, 0: place }) => path.slice(0, index + place.length));
}

const LAYERS = ['schools', 'districts', 'hotspots', 'households', 'streets', 'addresses', 'areas'];
/** What the sample layers hold, by the path up to the parameter. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  '/api/addresses/{id}': ['1', '2'],
  '/api/hand-corrections/{layer}': ['schools'],
  '/api/hand-corrections/{layer}/{id}': ['1'],
  '/api/assessment/places/{kind}': ['schools'],
  '/api/assessment/places/{kind}/{id}': ['1'],
  '/api/needs/{kind}': ['schools', 'business-parks', 'public-buildings'],
  '/api/document-jobs/{job}': ['00000000-0000-4000-8000-000000000000'],
  '/ogc/collections/{collectionId}': LAYERS,
  '/ogc/collections/{collectionId}/items/{featureId}': ['1'],
  '/tiles/{tileJson}': ['schools.json'],
  '/tiles/{collectionId}': ['schools'],
  '/tiles/{collectionId}/{z}': ['14'],
  '/tiles/{collectionId}/{z}/{x}': ['8634'],
  '/tiles/{collectionId}/{z}/{x}/{tile}': ['5383.mvt'],
};
const RULES = 'rules=gigabit-rl-2025&date=2025-06-02';
const QUERIES: Readonly<Record<string, string>> = {
  '/api/search': 'q=Lange',
  '/api/statistics/coarse': RULES,
  '/api/statistics/supply': `${RULES}&by=districts`,
  '/api/assessment': `${RULES}&by=districts`,
  '/api/assessment/compare': 'rules=gigabit-rl-2025&rules=gigabit-rl-2024&date=2025-06-02',
  '/api/assessment/check-first': RULES,
  '/api/assessment/places/{kind}/{id}': RULES,
  '/api/addresses/{id}/reasons': RULES,
  '/api/network/plans/{id}/file': 'format=geojson',
  '/api/data-sources/comparison': 'layer=schools&from=2025-01-01&to=2026-01-01',
  '/api/hotspots/near': 'lon=9.73&lat=52.37',
};
