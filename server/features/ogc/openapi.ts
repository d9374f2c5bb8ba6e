import { type Layer, queryables } from '../../layers/layer.ts';
import { CRS84, SUPPORTED_CRS } from './crs.ts';
import type { DocumentContext } from './documents.ts';
import { DEFAULT_LIMIT, MAX_LIMIT } from './items-query.ts';
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, OPENAPI_TYPE, SCHEMA_TYPE } from './link.ts';
import { propertySchema } from './queryables.ts';

type Json = Record<string, unknown>;

/** OpenAPI 3.0 description of the feature service, with each collection's own filters, for the role that asks. */
export function ogcOpenApi(context: DocumentContext, layers: readonly Layer[]): Json {
  const paths: Json = {
    '/': get(
      'getLandingPage',
      'Landing page',
      'server',
      [F],
      content(JSON_TYPE, { $ref: '#/components/schemas/landingPage' }),
    ),
    '/conformance': get(
      'getConformance',
      'Conformance classes',
      'server',
      [F],
      content(JSON_TYPE, { $ref: '#/components/schemas/confClasses' }),
    ),
    '/api': get('getApi', 'This document', 'server', [F], content(OPENAPI_TYPE, OBJECT)),
    '/collections': get(
      'getCollections',
      'Collections',
      'collections',
      [F],
      content(JSON_TYPE, { $ref: '#/components/schemas/collections' }),
    ),
  };
  for (const layer of layers) Object.assign(paths, collectionPaths(context, layer));
  return {
    openapi: '3.0.3',
    info: {
      title: `Lückenlos – ${context.place}`,
      version: '1.0.0',
      description:
        'OGC API – Features, Part 1 (Core) and Part 2 (Coordinate Reference Systems by Reference).',
      license: { name: 'EUPL-1.2', url: 'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12' },
    },
    servers: [{ url: context.base }],
    tags: [
      { name: 'server' },
      { name: 'collections' },
      ...layers.map((layer) => ({ name: layer.id, description: layer.title[context.language] })),
    ],
    paths,
    components: { schemas: SCHEMAS, parameters: PARAMETERS, responses: { Problem: PROBLEM } },
  };
}

function collectionPaths({ language }: DocumentContext, layer: Layer): Json {
  const at = `/collections/${layer.id}`;
  const name = layer.id.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
  const filters = queryables(layer).map((property) => {
    const { title, ...schema } = propertySchema(property, language);
    return {
      name: property.name,
      in: 'query',
      required: false,
      description: title,
      schema,
      style: 'form',
      explode: false,
    };
  });
  const common = ['limit', 'offset', 'bbox', 'bbox-crs', 'crs', 'datetime'].map((id) => ({
    $ref: `#/components/parameters/${id}`,
  }));
  const id = {
    name: 'featureId',
    in: 'path',
    required: true,
    schema: layer.idType === 'uuid' ? { type: 'string', format: 'uuid' } : { type: 'integer', minimum: 1 },
  };
  return {
    [at]: get(
      `describe${name}`,
      layer.title[language],
      layer.id,
      [F],
      content(JSON_TYPE, { $ref: '#/components/schemas/collection' }),
    ),
    [`${at}/queryables`]: get(`queryables${name}`, 'Queryables', layer.id, [F], content(SCHEMA_TYPE, OBJECT)),
    [`${at}/items`]: get(
      `get${name}`,
      layer.description[language],
      layer.id,
      [F, ...common, ...filters],
      content(GEOJSON_TYPE, { $ref: '#/components/schemas/featureCollection' }),
    ),
    [`${at}/items/{featureId}`]: get(
      `get${name}Feature`,
      layer.title[language],
      layer.id,
      [id, F, { $ref: '#/components/parameters/crs' }],
      content(GEOJSON_TYPE, { $ref: '#/components/schemas/feature' }),
    ),
  };
}

function get(
  operationId: string,
  summary: string,
  tag: string,
  parameters: readonly unknown[],
  body: Json,
): Json {
  return {
    get: {
      operationId,
      summary,
      tags: [tag],
      parameters,
      responses: {
        200: { description: 'OK', content: body },
        400: { $ref: '#/components/responses/Problem' },
        404: { $ref: '#/components/responses/Problem' },
        500: { $ref: '#/components/responses/Problem' },
      },
    },
  };
}

function content(type: string, schema: Json): Json {
  return { [type]: { schema }, [HTML_TYPE]: { schema: { type: 'string' } } };
}

const OBJECT: Json = { type: 'object' };
const F: Json = { $ref: '#/components/parameters/f' };
const CRS_SCHEMA: Json = {
  type: 'string',
  format: 'uri',
  enum: SUPPORTED_CRS.map((crs) => crs.uri),
  default: CRS84.uri,
};

function queryParameter(name: string, description: string, schema: Json, explode = false): Json {
  return { name, in: 'query', required: false, description, schema, style: 'form', explode };
}

const PARAMETERS: Json = {
  f: queryParameter('f', 'Representation; without it the Accept header decides.', {
    type: 'string',
    enum: ['json', 'html'],
  }),
  limit: queryParameter('limit', `At most so many features; larger values are cut to ${MAX_LIMIT}.`, {
    type: 'integer',
    minimum: 1,
    maximum: MAX_LIMIT,
    default: DEFAULT_LIMIT,
  }),
  offset: queryParameter('offset', 'Features to skip; follow the link `next` instead of computing it.', {
    type: 'integer',
    minimum: 0,
    default: 0,
  }),
  bbox: queryParameter('bbox', 'Only features that touch this box: 4 or 6 numbers.', {
    type: 'array',
    oneOf: [
      { minItems: 4, maxItems: 4 },
      { minItems: 6, maxItems: 6 },
    ],
    items: { type: 'number' },
  }),
  'bbox-crs': queryParameter('bbox-crs', 'Coordinate reference system of bbox.', CRS_SCHEMA),
  crs: queryParameter('crs', 'Coordinate reference system of the answer.', CRS_SCHEMA),
  datetime: queryParameter('datetime', 'Instant, date or interval (`..` leaves an end open).', {
    type: 'string',
  }),
};

const link: Json = {
  type: 'object',
  required: ['href', 'rel'],
  properties: {
    href: { type: 'string' },
    rel: { type: 'string' },
    type: { type: 'string' },
    title: { type: 'string' },
  },
};
const links: Json = { type: 'array', items: link };
const feature: Json = {
  type: 'object',
  required: ['type', 'geometry', 'properties'],
  properties: {
    type: { type: 'string', enum: ['Feature'] },
    id: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    geometry: { type: 'object', nullable: true },
    properties: { type: 'object', nullable: true },
    links,
  },
};
const collection: Json = {
  type: 'object',
  required: ['id', 'links'],
  properties: {
    id: { type: 'string' },
    title: { type: 'string' },
    description: { type: 'string' },
    extent: OBJECT,
    itemType: { type: 'string' },
    crs: { type: 'array', items: { type: 'string' } },
    storageCrs: { type: 'string', format: 'uri' },
    links,
  },
};

const SCHEMAS: Json = {
  landingPage: {
    type: 'object',
    required: ['links'],
    properties: { title: { type: 'string' }, description: { type: 'string' }, links },
  },
  confClasses: {
    type: 'object',
    required: ['conformsTo'],
    properties: { conformsTo: { type: 'array', items: { type: 'string' } } },
  },
  collections: {
    type: 'object',
    required: ['links', 'collections'],
    properties: { links, collections: { type: 'array', items: collection } },
  },
  collection,
  feature,
  featureCollection: {
    type: 'object',
    required: ['type', 'features'],
    properties: {
      type: { type: 'string', enum: ['FeatureCollection'] },
      features: { type: 'array', items: feature },
      links,
      timeStamp: { type: 'string', format: 'date-time' },
      numberMatched: { type: 'integer', minimum: 0 },
      numberReturned: { type: 'integer', minimum: 0 },
    },
  },
};

const PROBLEM: Json = {
  description: 'A problem document (RFC 9457) naming field, value and remedy',
  content: { 'application/problem+json': { schema: OBJECT } },
};
