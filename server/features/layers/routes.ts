import type { Layer } from '../../layers/layer.ts';
import { readableLayers } from '../../layers/registry.ts';
import type { Feature } from '../../route.ts';
import { layerStates } from './store.ts';

const SHAPES: Record<Layer['geometryType'], 'point' | 'line' | 'polygon'> = {
  Point: 'point',
  MultiLineString: 'line',
  Polygon: 'polygon',
  MultiPolygon: 'polygon',
};

export const layers: Feature = {
  name: 'layers',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/layers',
      access: 'public',
      tag: 'layers',
      summary: 'Every layer the caller may see: how much it holds, from which sources, under which licence',
      handler: async (c) => {
        const visible = readableLayers(c.get('role'));
        const states = await layerStates(db, visible);
        const body = visible.map((layer, i) => ({
          id: layer.id,
          title: layer.title,
          description: layer.description,
          access: layer.access,
          geometry: SHAPES[layer.geometryType],
          ...states[i]!,
        }));
        return c.json(body, 200, { 'cache-control': 'no-store' });
      },
    },
  ],
};
