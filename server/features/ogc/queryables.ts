import type { Language } from '#core/issue-texts.ts';
import { type Layer, type LayerProperty, queryables } from '../../layers/layer.ts';

/** The properties a collection can be filtered by, as JSON Schema (OGC API – Features, Part 3). */
export function queryablesDocument(layer: Layer, id: string, language: Language) {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    type: 'object',
    title: layer.title[language],
    description: layer.description[language],
    additionalProperties: false,
    properties: {
      geometry: { 'x-ogc-role': 'primary-geometry', format: GEOMETRY_FORMAT[layer.geometryType] },
      ...Object.fromEntries(
        queryables(layer).map((property) => [property.name, propertySchema(property, language)]),
      ),
    },
  };
}

/** JSON Schema of one property. */
export function propertySchema(property: LayerProperty, language: Language): Record<string, unknown> {
  const { type } = property;
  const isTime = type === 'date' || type === 'date-time';
  return {
    title: property.title[language],
    type: isTime ? 'string' : type,
    ...(isTime ? { format: type } : {}),
    ...(property.values ? { enum: property.values } : {}),
    ...(property.unit ? { 'x-ogc-unit': property.unit } : {}),
  };
}

const GEOMETRY_FORMAT: Record<Layer['geometryType'], string> = {
  Point: 'geometry-point',
  Polygon: 'geometry-polygon',
  MultiPolygon: 'geometry-multipolygon',
  MultiLineString: 'geometry-multilinestring',
};
