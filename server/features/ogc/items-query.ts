import { type Issue, IssueError } from '#core/issue.ts';
import { type Layer, type LayerProperty, queryables } from '../../layers/layer.ts';
import { parseBbox, type SearchBox } from './bbox.ts';
import { CRS84, type Crs, parseCrs } from './crs.ts';
import { isRealDay, parseDatetime, type TimeSpan } from './datetime.ts';

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 10_000;

export interface PropertyFilter {
  readonly property: LayerProperty;
  readonly value: string | number | boolean;
}

/** What `/items` was asked for, checked. */
export interface ItemsQuery {
  readonly limit: number;
  readonly offset: number;
  readonly crs: Crs;
  /** null: no box; empty: a box in which nothing can lie. */
  readonly boxes: readonly SearchBox[] | null;
  readonly time: TimeSpan | null;
  readonly filters: readonly PropertyFilter[];
}

/** Parameters of `/items` other than property filters. */
export const ITEMS_PARAMETERS = ['f', 'limit', 'offset', 'bbox', 'bbox-crs', 'crs', 'datetime'] as const;

/**
 * Reads the parameters of `/items`.
 * @throws IssueError with every bad, unknown or repeated parameter, each naming itself and its value.
 */
export function parseItemsQuery(layer: Layer, search: URLSearchParams): ItemsQuery {
  const issues: Issue[] = [];
  const attempt = <T>(read: () => T, fallback: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof IssueError)) throw error;
      issues.push(...error.issues);
      return fallback;
    }
  };
  attempt(
    () => refuseOthers(search, [...ITEMS_PARAMETERS, ...queryables(layer).map((p) => p.name)]),
    undefined,
  );
  const get = (name: string) => search.get(name) ?? undefined;
  const limit = attempt(() => wholeNumber('limit', get('limit'), 1, DEFAULT_LIMIT), DEFAULT_LIMIT);
  const offset = attempt(() => wholeNumber('offset', get('offset'), 0, 0), 0);
  const crs = attempt(() => parseCrs('crs', get('crs')), CRS84);
  const bboxCrs = attempt<Crs | null>(() => parseCrs('bbox-crs', get('bbox-crs')), null);
  const bbox = get('bbox');
  const boxes = bbox === undefined || !bboxCrs ? null : attempt(() => parseBbox(bbox, bboxCrs), null);
  const datetime = get('datetime');
  const time = datetime === undefined ? null : attempt(() => parseDatetime(datetime), null);
  const filters = queryables(layer)
    .filter((property) => search.has(property.name))
    .map((property) => attempt(() => parseFilter(property, search.get(property.name)!), null))
    .filter((filter) => filter !== null);
  if (issues.length > 0) throw new IssueError(issues);
  return { limit: Math.min(limit, MAX_LIMIT), offset, crs, boxes, time, filters };
}

/** @throws IssueError naming every parameter that is not known or given twice. */
export function refuseOthers(search: URLSearchParams, known: readonly string[]): void {
  const issues: Issue[] = [];
  for (const name of new Set(search.keys())) {
    const params = { name, value: search.get(name)!.slice(0, 200), known: known.join(', ') };
    if (!known.includes(name))
      issues.push({ code: 'unknown-parameter', severity: 'error', where: name, params });
    else if (search.getAll(name).length > 1)
      issues.push(bad(name, search.getAll(name).join(' & '), 'given only once'));
  }
  if (issues.length > 0) throw new IssueError(issues);
}

function wholeNumber(name: string, text: string | undefined, min: number, fallback: number): number {
  if (text === undefined) return fallback;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min)) throw new IssueError(bad(name, text, `a whole number of at least ${min}`));
  return Math.min(value, MAX_INT4);
}

const MAX_INT4 = 2147483647;

function parseFilter(property: LayerProperty, text: string): PropertyFilter {
  const refuse = (expected: string) => new IssueError(bad(property.name, text, expected));
  // PostgreSQL's text cannot hold U+0000, so no record can have it.
  if (text.includes('\0')) throw refuse('text without the character U+0000');
  switch (property.type) {
    case 'integer': {
      if (!/^[-+]?\d{1,10}$/.test(text) || Math.abs(Number(text)) > MAX_INT4) throw refuse('a whole number');
      return { property, value: Number(text) };
    }
    case 'number': {
      if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) || !Number.isFinite(Number(text)))
        throw refuse('a number');
      return { property, value: Number(text) };
    }
    case 'boolean': {
      if (text !== 'true' && text !== 'false') throw refuse('true or false');
      return { property, value: text === 'true' };
    }
    case 'date': {
      if (!isRealDay(text)) throw refuse('a date YYYY-MM-DD');
      return { property, value: text };
    }
    case 'date-time': {
      const { from } = attemptInstant(text) ?? { from: null };
      if (!from) throw refuse('an RFC 3339 date-time');
      return { property, value: from.toISOString() };
    }
    default: {
      if (property.values && !property.values.includes(text))
        throw refuse(`one of ${property.values.join(', ')}`);
      return { property, value: text };
    }
  }
}

function attemptInstant(text: string): TimeSpan | null {
  try {
    return text.includes('T') ? parseDatetime(text) : null;
  } catch {
    return null;
  }
}

function bad(name: string, value: string, expected: string): Issue {
  return {
    code: 'bad-parameter',
    severity: 'error',
    where: name,
    params: { name, value: value.slice(0, 200).replaceAll('\0', '\\u0000'), expected },
  };
}
