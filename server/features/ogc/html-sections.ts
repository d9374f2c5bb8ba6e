import { escapeHtml, linkItem, value } from './html-value.ts';
import type { Link } from './link.ts';

interface PageFeature {
  readonly id?: unknown;
  readonly geometry?: { readonly type: string; readonly coordinates: unknown } | null;
  readonly properties?: Record<string, unknown> | null;
}

/** Features as rows: what a page of a hundred of them needs to be read. */
export function featureTable(features: readonly PageFeature[]): string {
  const names = Object.keys(features[0]?.properties ?? {});
  const head = ['id', 'geometry', ...names]
    .map((name) => `<th scope="col">${escapeHtml(name)}</th>`)
    .join('');
  const rows = features.map((feature) => {
    const cells = names.map((name) => `<td>${value(feature.properties?.[name])}</td>`).join('');
    return `<tr><td>${value(feature.id)}</td><td>${geometryText(feature.geometry)}</td>${cells}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** A point's coordinates; of other shapes, all coordinates behind a fold. */
function geometryText(geometry: PageFeature['geometry']): string {
  if (!geometry) return '–';
  const coordinates = escapeHtml(JSON.stringify(geometry.coordinates));
  if (geometry.type === 'Point') return coordinates;
  return `<details><summary>${escapeHtml(geometry.type)}</summary>${coordinates}</details>`;
}

type PageCollection = {
  title: string;
  description: string;
  itemCount: number;
  attribution?: string;
  links: readonly Link[];
};

/** Collections one under the other, their details folded. */
export function collectionSections(collections: readonly PageCollection[]): string {
  return collections
    .map(({ title, description, links, ...details }) => {
      const self = links.find((link) => link.rel === 'self')!;
      return `<section><h2><a href="${escapeHtml(self.href)}">${escapeHtml(title)}</a> (${details.itemCount})</h2>
<p>${escapeHtml(description)}</p>${details.attribution ? `<p><small>${escapeHtml(details.attribution)}</small></p>` : ''}
<details><summary>…</summary>${value(details)}<ul>${links.map(linkItem).join('')}</ul></details></section>`;
    })
    .join('\n');
}

type Parameter = { name: string; in: string; description?: string; schema?: unknown; $ref?: string };
type Paths = Record<string, { get: { summary: string; parameters: readonly Parameter[] } }>;

/** The paths of an OpenAPI description with their parameters. */
export function apiSections(paths: Paths, components: { parameters: Record<string, Parameter> }): string {
  return Object.entries(paths)
    .map(([path, { get }]) => {
      const rows = get.parameters.map((given) => {
        const parameter = given.$ref ? components.parameters[given.$ref.split('/').at(-1)!]! : given;
        const schema = `<code>${escapeHtml(JSON.stringify(parameter.schema))}</code>`;
        return `<tr><th scope="row">${escapeHtml(parameter.name)}</th><td>${escapeHtml(parameter.in)}</td><td>${escapeHtml(parameter.description ?? '')}</td><td>${schema}</td></tr>`;
      });
      return `<section><h2><code>GET ${escapeHtml(path)}</code></h2><p>${escapeHtml(get.summary)}</p>
<details><summary>${rows.length} parameter(s)</summary><table><tbody>${rows.join('')}</tbody></table></details></section>`;
    })
    .join('\n');
}
