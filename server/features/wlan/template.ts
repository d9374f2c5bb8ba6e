import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeHtml } from '#core/wlan/page/list.ts';
import type { PageLanguage } from '#core/wlan/page/texts.ts';
import { CLIENT_DIR } from '../../client-build.ts';
import { inlineStyle } from '../../inline-style.ts';

const SOURCE_DIR = fileURLToPath(new URL('../../../client/', import.meta.url));
const PLACE = '<!--page-->';

/**
 * Frame of the public pages: the built page with its style sheet put inside, so that one answer is enough for the
 * list. Where nothing is built (tests, the API alone) the source is taken, without a script.
 */
function loadTemplate(clientDir: string): string {
  const built = join(clientDir, 'wlan/index.html');
  const isBuilt = existsSync(built);
  const folder = isBuilt ? clientDir : SOURCE_DIR;
  const page = readFileSync(join(folder, 'wlan/index.html'), 'utf8');
  const withStyle = page.replace(/<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g, (_, path: string) => {
    const css = readFileSync(join(folder, path), 'utf8');
    return inlineStyle(isBuilt ? css : css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' '));
  });
  return isBuilt ? withStyle : withStyle.replace(/<script[\s\S]*?<\/script>/g, '');
}

let template: string | null = null;

export interface PublicPage {
  readonly language: PageLanguage;
  readonly title: string;
  /** HTML of the body. */
  readonly body: string;
  /** Whether the map's script belongs to the page. */
  readonly withScript: boolean;
}

export function renderPage({ language, title, body, withScript }: PublicPage): string {
  template ??= loadTemplate(CLIENT_DIR);
  const page = template
    .replace(/<html lang="\w+"/, `<html lang="${language}"`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(title)}</title>`)
    .replace(PLACE, () => body);
  return withScript
    ? page
    : page.replace(/<script type="module"[\s\S]*?<\/script>|<link rel="modulepreload"[^>]*>/g, '');
}
