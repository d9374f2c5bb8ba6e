import { expect } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { FEATURES } from '../../server/features/index.ts';
import type { Services } from '../../server/route.ts';
import { temporaryFolder } from '../fixtures/databases.ts';
import { WITHOUT_WRITE_PATH } from '../fixtures/write-paths/index.ts';
import type { Written } from './drive-writes.ts';

/** Every route that is no reading was written through and acknowledged, or is named with the reason why not. */
export function expectEveryRoute({ routes }: Written): number {
  const services = { db: {}, config: loadConfig({ DATA_DIR: temporaryFolder() }) } as unknown as Services;
  const writing = FEATURES.flatMap((feature) => feature.routes(services)).filter(
    ({ method }) => method !== 'get',
  );
  const missing = writing
    .filter(({ method, path }) => {
      const pattern = new RegExp(
        `^${method.toUpperCase()} ${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`,
      );
      return ![...routes].some((route) => pattern.test(route));
    })
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(missing.sort()).toEqual(Object.keys(WITHOUT_WRITE_PATH).sort());
  return writing.length - missing.length;
}
