import { z } from 'zod';
import { type Issue, IssueError } from '#core/issue.ts';
import type { HotspotFilters } from '#core/wlan/hotspot.ts';

const flag = z.enum(['', '0', '1'], '0 or 1').transform((value) => value === '1');

/** Filters as they stand in an address; the same for the page and the API. */
export const FILTER_QUERY = {
  q: z
    .string()
    .max(200, 'at most 200 characters')
    .default('')
    .describe('Text in name, SSID, operator or address'),
  setting: z
    .enum(['', 'indoor', 'outdoor'], 'indoor or outdoor')
    .default('')
    .describe('Only hotspots indoors or outdoors'),
  free: flag.optional().describe('1: only hotspots said to be free of charge'),
  stepFree: flag.optional().describe('1: only hotspots said to have step-free access'),
  power: flag.optional().describe('1: only hotspots said to have power sockets'),
  open: flag.optional().describe('1: only hotspots open now, by the clocks of Germany'),
  works: flag.optional().describe('1: only hotspots said to work'),
  operator: z
    .string()
    .max(200, 'at most 200 characters')
    .default('')
    .describe('Only this operator, as it is written'),
};

const coordinate = (most: number, name: string) =>
  z
    .string(`a number: ${name} in degrees`)
    .trim()
    .regex(/^-?\d+(\.\d+)?$/, `a number: ${name} in degrees, with a point`)
    .transform(Number)
    .refine((value) => Math.abs(value) <= most, `between -${most} and ${most}`);

export const NEAR_QUERY = {
  lon: coordinate(180, 'longitude').describe('Longitude in degrees'),
  lat: coordinate(84, 'latitude').describe('Latitude in degrees'),
  limit: z
    .string()
    .regex(/^\d{1,4}$/, 'a whole number from 1 to 200')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 200, 'a whole number from 1 to 200')
    .default(50)
    .describe('Most hotspots'),
  ...FILTER_QUERY,
};

/**
 * The parameters of a request by a schema: every bad one, unknown one and repeated one is named.
 * @throws IssueError
 */
export function readQuery<S extends Record<string, z.ZodType>>(
  schema: S,
  given: Readonly<Record<string, readonly string[]>>,
): z.infer<z.ZodObject<S>> {
  const issues: Issue[] = [];
  const values: Record<string, string> = {};
  for (const [name, list] of Object.entries(given)) {
    if (!(name in schema)) {
      const params = { name, value: list[0] ?? '', known: Object.keys(schema).join(', ') };
      issues.push({ code: 'unknown-parameter', severity: 'error', where: name, params });
    } else if (list.length > 1) issues.push(badParameter(name, list.join(', '), 'given once'));
    else values[name] = list[0]!;
  }
  const parsed = z.object(schema).safeParse(values);
  if (!parsed.success) {
    for (const problem of parsed.error.issues) {
      const name = String(problem.path[0]);
      issues.push(badParameter(name, values[name] ?? '', problem.message));
    }
  }
  if (issues.length > 0 || !parsed.success) throw new IssueError(issues);
  return parsed.data as z.infer<z.ZodObject<S>>;
}

export function badParameter(name: string, value: string, expected: string): Issue {
  return { code: 'bad-parameter', severity: 'error', where: name, params: { name, value, expected } };
}

export function filtersOf(query: {
  q: string;
  setting: string;
  free?: boolean;
  stepFree?: boolean;
  power?: boolean;
  open?: boolean;
  works?: boolean;
  operator: string;
}): HotspotFilters {
  return {
    q: query.q,
    setting: query.setting === '' ? null : (query.setting as 'indoor' | 'outdoor'),
    free: query.free ?? false,
    stepFree: query.stepFree ?? false,
    power: query.power ?? false,
    open: query.open ?? false,
    works: query.works ?? false,
    operator: query.operator,
  };
}
