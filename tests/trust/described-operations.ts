import type { Operation, Schema } from './request-arbitrary.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
  readonly $ref?: string;
}

interface Description {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        parameters?: readonly Parameter[];
        requestBody?: { content: Record<string, { schema: Schema }> };
        'x-access'?: Operation['access'];
      }
    >
  >;
  readonly components?: { parameters?: Record<string, Parameter> };
}

/** The operations of an OpenAPI document, below a prefix. */
export function describedOperations(document: unknown, prefix = ''): Operation[] {
  const { paths, components } = document as Description;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const parameters = (operation.parameters ?? []).map((one) =>
        one.$ref ? components!.parameters![one.$ref.split('/').pop()!]! : one,
      );
      const placed = (place: string) =>
        parameters
          .filter((one) => one.in === place)
          .map((one) => ({ name: one.name, schema: one.schema ?? {} }));
      return {
        method,
        path: prefix + (path === '/' && prefix ? '' : path),
        access: operation['x-access'] ?? null,
        inPath: placed('path'),
        inQuery: placed('query'),
        body: operation.requestBody ? Object.values(operation.requestBody.content)[0]!.schema : null,
      };
    }),
  );
}
