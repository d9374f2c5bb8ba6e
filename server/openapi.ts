import { type ZodType, z } from 'zod';
import type { Route } from './route.ts';

/** Describes the declared routes as OpenAPI 3.0.3. `x-access` says who may call a route. */
export function openApiDocument(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method] = operation(route, path);
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Lückenlos',
      version: '0.1.0',
      description: 'Coverage planning for broadband and public WLAN.',
      license: { name: 'EUPL-1.2', url: 'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12' },
    },
    paths,
    components: {
      schemas: { Problem: PROBLEM_SCHEMA },
      securitySchemes: {
        account: {
          type: 'apiKey',
          in: 'cookie',
          name: 'lueckenlos.session_token',
          description: 'Of an account; with `__Secure-` in front where the address is https',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'lueckenlos_session',
          description: 'Of the link in the terminal',
        },
      },
    },
  };
}

function operation(route: Route, path: string): Record<string, unknown> {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: schemaOf(route.params?.[name]) })),
    ...Object.entries(route.query ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      required: false,
      ...(schema.description ? { description: schema.description } : {}),
      schema: schemaOf(schema),
    })),
  ];
  const produces = route.produces ?? ['application/json'];
  return {
    operationId: `${route.method}${path.replace(/[^A-Za-z0-9]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    tags: [route.tag],
    'x-access': route.access,
    ...(route.access === 'public' ? {} : { security: [{ account: [] }, { session: [] }] }),
    parameters,
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } }
      : {}),
    responses: {
      200: { description: 'OK', content: Object.fromEntries(produces.map((type) => [type, {}])) },
      default: {
        description: 'A problem, naming field, value and remedy',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function schemaOf(schema: ZodType | undefined): unknown {
  if (!schema) return { type: 'string' };
  return z.toJSONSchema(schema, { target: 'openapi-3.0', unrepresentable: 'any', io: 'input' });
}

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'issues'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    requestId: { type: 'string' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'severity', 'message'],
        properties: {
          code: { type: 'string' },
          severity: { type: 'string', enum: ['error', 'warning', 'info'] },
          where: { type: 'string' },
          params: { type: 'object' },
          message: { type: 'string' },
        },
      },
    },
  },
};
