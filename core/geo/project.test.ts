import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { IssueError } from '../issue.ts';
import { projectGeometry, projection, projectPairs } from './project.ts';

const UTM = '+proj=utm +zone=32 +ellps=GRS80 +units=m +no_defs';
const LAEA = '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs';
const MERCATOR = '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs';
const DEGREES = '+proj=longlat +ellps=GRS80 +no_defs';

/** All over Germany. */
const places: [number, number][] = [];
for (let lon = 5.75; lon <= 15.25; lon += 0.73)
  for (let lat = 47.1; lat <= 55.2; lat += 0.61) places.push([lon, lat]);
places.push([9, 52], [10, 52], [9.7332, 52.3745]);

describe('projection', () => {
  it.each([
    [25832, UTM],
    [3035, LAEA],
  ])('to EPSG:%i agrees with proj4 to a millimetre', (srid, definition) => {
    const reference = proj4(DEGREES, definition);
    const forward = projection(4326, srid);
    for (const [lon, lat] of places) {
      const [x, y] = forward(lon, lat);
      const [rx, ry] = reference.forward([lon, lat]) as [number, number];
      expect(Math.hypot(x - rx, y - ry)).toBeLessThan(1e-3);
    }
  });

  it('to EPSG:3857 agrees with proj4 to a millimetre', () => {
    const reference = proj4('+proj=longlat +a=6378137 +b=6378137 +no_defs', MERCATOR);
    for (const [lon, lat] of places) {
      const [x, y] = projection(4326, 3857)(lon, lat);
      const [rx, ry] = reference.forward([lon, lat]) as [number, number];
      expect(Math.hypot(x - rx, y - ry)).toBeLessThan(1e-3);
    }
  });

  it.each([25832, 3035, 3857])('to EPSG:%i and back is the same to 1e-9 degrees', (srid) => {
    for (const [lon, lat] of places) {
      const [lon1, lat1] = projection(srid, 4326)(...projection(4326, srid)(lon, lat));
      expect(Math.abs(lon1 - lon)).toBeLessThan(1e-9);
      expect(Math.abs(lat1 - lat)).toBeLessThan(1e-9);
    }
  });

  it('has the origins where EPSG puts them', () => {
    expect(projection(4326, 25832)(9, 0)).toEqual([500000, 0]);
    const [x, y] = projection(4326, 3035)(10, 52);
    expect(x).toBeCloseTo(4321000, 6);
    expect(y).toBeCloseTo(3210000, 6);
    expect(projection(3035, 4326)(4321000, 3210000)).toEqual([10, 52]);
    expect(projection(4326, 3857)(180, 0)[0]).toBeCloseTo(20037508.342789, 5);
  });

  it('names a CRS it does not know, on either side', () => {
    for (const [from, to] of [
      [31467, 4326],
      [4326, 31467],
    ] as const) {
      // biome-ignore format: pairs
      const unknown = () => projection(from, to);
      expect(unknown).toThrow(IssueError);
      expect(unknown).toThrow('unknown-crs');
    }
  });
});

describe('projectGeometry', () => {
  it('reaches every position, keeps heights and leaves the given geometry alone', () => {
    const polygon = {
      type: 'GeometryCollection' as const,
      geometries: [
        { type: 'Point' as const, coordinates: [9, 0, 57] },
        { type: 'MultiPolygon' as const, coordinates: [[[[9, 0], [10, 0], [10, 1], [9, 0]]]] }, // biome-ignore format: a ring
      ],
    };
    const before = structuredClone(polygon);
    const planned = projectGeometry(polygon, 4326, 25832);
    expect(planned.geometries[0]).toEqual({ type: 'Point', coordinates: [500000, 0, 57] });
    expect(JSON.stringify(planned.geometries[1])).toContain('[500000,0]');
    expect(polygon).toEqual(before);
  });

  it('does pairs alike', () => {
    const [x, y] = projection(4326, 25832)(9.7, 52.4);
    expect([...projectPairs(Float64Array.of(9.7, 52.4, 9, 0), 4326, 25832)]).toEqual([x, y, 500000, 0]);
  });
});
