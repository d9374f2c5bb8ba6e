import type { Language } from '#core/issue-texts.ts';

/**
 * A plain page of one answer: its links and its content as nested lists and tables. For people who follow a
 * link with a browser; programs take the JSON.
 */
export function htmlPage(title: string, document: Record<string, unknown>, language: Language): string {
  const { links, ...rest } = document;
  const rel = language === 'de' ? 'Verweise' : 'Links';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${Array.isArray(links) ? `<nav aria-label="${rel}"><ul>${links.map(linkItem).join('')}</ul></nav>` : ''}
${value(rest)}
</main>
</body>
</html>
`;
}

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0}
main{max-width:72rem;margin:0 auto;padding:1.5rem}h1{font-size:1.6rem}table{border-collapse:collapse;max-width:100%}
th,td{padding:.15rem .75rem .15rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #8884}
th{font-weight:600;white-space:nowrap}td{overflow-wrap:anywhere}nav ul{padding-left:1.2rem}.scroll{overflow-x:auto}`;

function linkItem(link: { href: string; rel: string; title?: string; type?: string }): string {
  const name = link.title ? `${link.rel}: ${link.title}` : link.rel;
  const type = link.type ? ` <small>${escapeHtml(link.type)}</small>` : '';
  return `<li><a href="${escapeHtml(link.href)}">${escapeHtml(name)}</a>${type}</li>`;
}

function value(content: unknown): string {
  if (content === null || content === undefined) return '–';
  if (Array.isArray(content)) return list(content);
  if (typeof content === 'object') return table(content as Record<string, unknown>);
  const text = String(content);
  return /^https?:\/\//.test(text)
    ? `<a href="${escapeHtml(text)}">${escapeHtml(text)}</a>`
    : escapeHtml(text);
}

function list(items: readonly unknown[]): string {
  if (items.every((item) => typeof item === 'number')) return escapeHtml(items.join(', '));
  const features = items as PageFeature[];
  if (features.length > 0 && features.every((item) => item?.type === 'Feature'))
    return featureTable(features);
  return `<ul>${items.map((item) => `<li>${value(item)}</li>`).join('')}</ul>`;
}

interface PageFeature {
  readonly type?: string;
  readonly id?: unknown;
  readonly geometry?: { readonly type: string; readonly coordinates: unknown };
  readonly properties?: Record<string, unknown>;
}

/** A point's coordinates; of other shapes, all coordinates behind a fold. */
function geometryText(geometry: PageFeature['geometry']): string {
  if (!geometry) return '–';
  const coordinates = escapeHtml(JSON.stringify(geometry.coordinates));
  if (geometry.type === 'Point') return coordinates;
  return `<details><summary>${escapeHtml(geometry.type)}</summary>${coordinates}</details>`;
}

/** Features as rows: what a page of a hundred of them needs to be read. */
function featureTable(features: readonly PageFeature[]): string {
  const names = Object.keys(features[0]!.properties ?? {});
  const head = ['id', 'geometry', ...names]
    .map((name) => `<th scope="col">${escapeHtml(name)}</th>`)
    .join('');
  const rows = features.map((feature) => {
    const cells = names.map((name) => `<td>${value(feature.properties?.[name])}</td>`).join('');
    return `<tr><td>${value(feature.id)}</td><td>${geometryText(feature.geometry)}</td>${cells}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function table(object: Record<string, unknown>): string {
  const { links, ...rest } = object;
  const rows = Object.entries(rest).map(
    ([name, content]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${value(content)}</td></tr>`,
  );
  const own = Array.isArray(links) ? `<ul>${links.map(linkItem).join('')}</ul>` : '';
  return `<table><tbody>${rows.join('')}</tbody></table>${own}`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
