import type { Language } from '#core/issue-texts.ts';
import { inlineStyle } from '../../inline-style.ts';
import { apiSections, collectionSections, featureTable } from './html-sections.ts';
import { escapeHtml, linkItem, value } from './html-value.ts';

/**
 * A plain page of one answer, for people who follow a link with a browser; programs take the JSON. Features,
 * collections and the paths of the description have a form of their own, everything else is a table.
 */
export function htmlPage(title: string, document: Record<string, unknown>, language: Language): string {
  const { links, features, collections, paths, components, tags: _tags, ...rest } = document;
  const label = language === 'de' ? 'Verweise' : 'Links';
  const parts = [
    Array.isArray(links) ? `<nav aria-label="${label}"><ul>${links.map(linkItem).join('')}</ul></nav>` : '',
    value(rest),
    Array.isArray(features) ? featureTable(features) : '',
    Array.isArray(collections) ? collectionSections(collections) : '',
    paths ? apiSections(paths as never, components as never) : '',
  ];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>${escapeHtml(title)}</title>
${inlineStyle(STYLE)}
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${parts.join('\n')}
</main>
</body>
</html>
`;
}

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0}
main{max-width:76rem;margin:0 auto;padding:1.5rem}h1{font-size:1.6rem}h2{font-size:1.15rem;margin:2rem 0 .25rem}
p{margin:.25rem 0 .5rem}table{border-collapse:collapse}ul{margin:.25rem 0;padding-left:1.2rem}
th,td{padding:.2rem .9rem .2rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #8884}
th{font-weight:600;white-space:nowrap}td{overflow-wrap:break-word;max-width:40rem}
code{font-family:ui-monospace,monospace;font-size:.95em}summary{cursor:pointer}.scroll{overflow-x:auto;margin-top:1rem}
.scroll td{white-space:nowrap}`;
