import { CLIENT_DIR, ensureClient } from './client-build.ts';

/** `npm run build:client`: what the start does anyway, for images that are built once. */
const built = await ensureClient();
console.log(`${built ? 'Built' : 'Up to date'}: ${CLIENT_DIR}`);
