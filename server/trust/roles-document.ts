import { LAYERS } from '../layers/registry.ts';
import type { Route } from '../route.ts';
import { LAYER_RIGHTS, mayCall, ROLES } from './roles.ts';

const HEAD = `# Roles

Made from \`server/trust/roles.ts\`; \`npm run docs:roles\` writes it anew, \`tests/trust/accounts-roles.test.ts\` holds it
current and tries every route as every role. Who signs in with the link in the terminal is administrator.
`;

/** The table of rights for people: every layer and every route by role, as Markdown. */
export function rolesDocument(routes: readonly Route[]): string {
  const head = (first: string) =>
    `| ${first} | ${ROLES.join(' | ')} |\n|---|${ROLES.map(() => '---|').join('')}`;
  const row = (first: string, allowed: (role: (typeof ROLES)[number]) => boolean) =>
    `| ${first} | ${ROLES.map((role) => (allowed(role) ? 'yes' : '–')).join(' | ')} |`;
  const layers = LAYERS.map((layer) => row(layer.id, (role) => LAYER_RIGHTS[layer.id]!.includes(role)));
  const sorted = routes
    .map((route) => ({ route, name: `\`${route.method.toUpperCase()} ${route.path}\`` }))
    .sort((a, b) =>
      a.route.path < b.route.path ? -1 : a.route.path > b.route.path ? 1 : a.name < b.name ? -1 : 1,
    );
  const rows = sorted.map(({ route, name }) =>
    row(name.replaceAll('|', '\\|'), (role) => mayCall(role, route.method, route.path)),
  );
  return `${HEAD}
## Layers

${head('Layer')}
${layers.join('\n')}

## Routes

${head('Route')}
${rows.join('\n')}
`;
}
