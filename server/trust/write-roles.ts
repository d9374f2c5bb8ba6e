import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredRoutes } from '../app.ts';
import { loadConfig } from '../config.ts';
import { FEATURES } from '../features/index.ts';
import { SignIn } from '../sign-in.ts';
import { rolesDocument } from './roles-document.ts';

// `npm run docs:roles`: no route is called, so none needs a database.
const dataDir = join(tmpdir(), 'lueckenlos-docs-roles');
const config = loadConfig({ DATA_DIR: dataDir });
const routes = declaredRoutes({
  services: { db: {} as never, config },
  features: FEATURES,
  signIn: new SignIn(dataDir),
});
writeFileSync(new URL('../../docs/roles.md', import.meta.url), rolesDocument(routes));
