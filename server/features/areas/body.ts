import { z } from 'zod';
import { type Issue, IssueError } from '#core/issue.ts';

/** Most vertices of one area; an outline of 300 discs has about 10,000. */
const MAX_VERTICES = 100_000;

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const ring = z.array(position).min(4, 'a ring needs at least four positions, the last equal to the first');
const polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) });
const multiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(ring).min(1)).min(1),
});

/** A GeoJSON Polygon or MultiPolygon in EPSG:4326, longitude first. */
export const areaGeometry = z
  .discriminatedUnion('type', [polygon, multiPolygon])
  .superRefine((geometry, context) => {
    const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
    const open = rings.findIndex((r) => r[0]![0] !== r.at(-1)![0] || r[0]![1] !== r.at(-1)![1]);
    if (open >= 0)
      context.addIssue({ code: 'custom', message: `ring ${open} is not closed`, path: ['coordinates'] });
    const vertices = rings.reduce((sum, r) => sum + r.length, 0);
    if (vertices > MAX_VERTICES) {
      context.addIssue({
        code: 'custom',
        message: `${vertices} vertices, at most ${MAX_VERTICES}`,
        path: ['coordinates'],
      });
    }
  });

export const areaBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  rules: z.string().max(100).nullable().default(null),
  parameters: z.record(z.string().max(100), z.json()).default({}),
  figures: z.record(z.string().max(100), z.json()).default({}),
  origin: z.enum(['proposed', 'drawn', 'imported']).default('drawn'),
  note: z.string().max(10_000).default(''),
  geometry: areaGeometry,
});

export const areasBody = z.union([areaBody, z.strictObject({ areas: z.array(areaBody).min(1).max(5000) })]);

export type AreaBody = z.infer<typeof areaBody>;

/**
 * Reads and checks a JSON body.
 * @throws IssueError `bad-json`, or `bad-field` for every field that does not fit
 */
export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  let json: unknown;
  try {
    const text = await request.text();
    // PostgreSQL has no text with a NUL in it; looked for one by one only where there may be any.
    json = text.includes('\\u0000') ? JSON.parse(text, refuseNul) : JSON.parse(text);
  } catch (error) {
    if (error instanceof IssueError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new IssueError({ code: 'bad-json', severity: 'error', where: 'body', params: { reason } });
  }
  if (isDeeperThan(json, DEEPEST)) {
    const params = { name: 'body', value: `> ${DEEPEST}`, expected: `at most ${DEEPEST} levels of nesting` };
    throw new IssueError({ code: 'bad-field', severity: 'error', where: 'body', params });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new IssueError(parsed.error.issues.slice(0, 50).flatMap((problem) => fieldIssues(problem, json)));
}

/** Levels of nesting that no document of ours comes near, and that nothing that recurses falls over. */
const DEEPEST = 100;

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

/** @throws IssueError `bad-field` */
function refuseNul(name: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\0')) {
    const params = { name, value: value.replaceAll('\0', '␀').slice(0, 80), expected: 'a text without NUL' };
    throw new IssueError({ code: 'bad-field', severity: 'error', where: name, params });
  }
  return value;
}

/** Of a union, the issues of the alternative that came nearest. */
function fieldIssues(problem: z.core.$ZodIssue, json: unknown): Issue[] {
  if (problem.code === 'invalid_union' && problem.errors.length > 0) {
    const depth = (list: readonly z.core.$ZodIssue[]) => Math.max(0, ...list.map((p) => p.path.length));
    const nearest = [...problem.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0]!;
    return nearest.flatMap((inner) =>
      fieldIssues({ ...inner, path: [...problem.path, ...inner.path] }, json),
    );
  }
  const name = problem.path.join('.') || 'body';
  let value: unknown = json;
  for (const key of problem.path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  const shown = value === undefined ? '–' : (JSON.stringify(value) ?? '–').slice(0, 80);
  return [
    {
      code: 'bad-field',
      severity: 'error',
      where: name,
      params: { name, value: shown, expected: problem.message },
    },
  ];
}
