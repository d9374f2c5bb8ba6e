import type { FeatureCollection, Geometry } from 'geojson';
import { describe, expect, it } from 'vitest';
import { bboxOfAll } from './bbox-of-all.ts';

const collection = (...geometries: Geometry[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
});

describe('box around a preview', () => {
  it('holds points and polygons alike', () => {
    const ring = [
      [9, 52],
      [10, 52],
      [10, 53],
      [9, 52],
    ];
    const both = collection(
      { type: 'Point', coordinates: [8, 54] },
      { type: 'Polygon', coordinates: [ring] },
    );
    expect(bboxOfAll(both)).toEqual([8, 52, 10, 54]);
  });

  it('is none without a place', () => {
    expect(bboxOfAll(collection())).toBeNull();
  });
});
