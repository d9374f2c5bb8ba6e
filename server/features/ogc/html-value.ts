import type { Link } from './link.ts';

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export function linkItem(link: Link): string {
  const name = link.title ? `${link.rel}: ${link.title}` : link.rel;
  const type = link.type ? ` <small>${escapeHtml(link.type)}</small>` : '';
  return `<li><a href="${escapeHtml(link.href)}">${escapeHtml(name)}</a>${type}</li>`;
}

/** Any JSON value as HTML: tables of tables, lists, links. */
export function value(content: unknown): string {
  if (content === null || content === undefined) return '–';
  if (Array.isArray(content)) return list(content);
  if (typeof content === 'object') return table(content as Record<string, unknown>);
  const text = escapeHtml(String(content));
  return /^https?:\/\//.test(text) ? `<a href="${text}">${text}</a>` : text;
}

function list(items: readonly unknown[]): string {
  if (items.every((item) => typeof item !== 'object' || item === null)) {
    const isLong = items.some((item) => String(item).length > 40);
    if (!isLong) return items.map(value).join(', ');
  }
  if (items.length === 1) return value(items[0]);
  return `<ul>${items.map((item) => `<li>${value(item)}</li>`).join('')}</ul>`;
}

function table(object: Record<string, unknown>): string {
  const { links, ...rest } = object;
  const rows = Object.entries(rest).map(
    ([name, content]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${value(content)}</td></tr>`,
  );
  const own = Array.isArray(links) ? `<ul>${links.map(linkItem).join('')}</ul>` : '';
  return `${rows.length > 0 ? `<table><tbody>${rows.join('')}</tbody></table>` : ''}${own}`;
}
