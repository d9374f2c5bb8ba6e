import { writeFileSync } from 'node:fs';
import { settingsDocument } from './settings-document.ts';

// `npm run docs:configuration`
writeFileSync(new URL('../docs/configuration.md', import.meta.url), settingsDocument());
