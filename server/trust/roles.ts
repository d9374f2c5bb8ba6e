import type { Role } from '../route.ts';

/** Roles of accounts, and `public` for everybody without one. */
export const ROLES = [
  'public',
  'operator',
  'wlan-officer',
  'planner',
  'funding-officer',
  'releaser',
  'administrator',
] as const;
export type RoleName = (typeof ROLES)[number];
export type AccountRole = Exclude<RoleName, 'public'>;
export const ACCOUNT_ROLES = ROLES.filter((role): role is AccountRole => role !== 'public');

/**
 * What a role sees of data wherever a handler asks for the rank: layers, tiles, search. Operators and WLAN officers
 * see what the public sees; what they may do beyond it stands in `RIGHTS`.
 */
export const RANK_OF: Readonly<Record<RoleName, Role>> = {
  public: 'public',
  operator: 'public',
  'wlan-officer': 'public',
  planner: 'planner',
  'funding-officer': 'planner',
  releaser: 'planner',
  administrator: 'admin',
};

export function isAccountRole(text: unknown): text is AccountRole {
  return (ACCOUNT_ROLES as readonly unknown[]).includes(text);
}

const EVERYONE = ROLES;
const ADMIN = ['administrator'] as const;
const PLANNING = ['planner', 'administrator'] as const;
const FUNDING = ['planner', 'funding-officer', 'administrator'] as const;
const READING = ['planner', 'funding-officer', 'releaser', 'administrator'] as const;
const WLAN = ['wlan-officer', 'planner', 'administrator'] as const;

export interface Right {
  readonly methods: 'read' | 'write' | 'all';
  /** A path as routes declare it; `*` at the end stands for anything. The longest that fits counts. */
  readonly path: string;
  readonly roles: readonly RoleName[];
}

/** Who may call what. The only such table: enforcement, `docs/roles.md` and the tests are made from it. */
export const RIGHTS: readonly Right[] = [
  { methods: 'read', path: '/health', roles: EVERYONE },
  { methods: 'read', path: '/ready', roles: EVERYONE },
  { methods: 'read', path: '/metrics', roles: PLANNING },
  { methods: 'read', path: '/sign-in', roles: EVERYONE },
  { methods: 'all', path: '/account*', roles: EVERYONE },
  { methods: 'write', path: '/account/sessions', roles: ACCOUNT_ROLES },
  { methods: 'write', path: '/account/second-factor', roles: ACCOUNT_ROLES },
  { methods: 'write', path: '/account/passkeys*', roles: ACCOUNT_ROLES },
  { methods: 'write', path: '/account/administrator', roles: ADMIN },
  { methods: 'all', path: '/administration*', roles: ADMIN },
  { methods: 'read', path: '/api/openapi.json', roles: EVERYONE },
  { methods: 'read', path: '/api/session', roles: EVERYONE },
  { methods: 'read', path: '/api/layers*', roles: EVERYONE },
  { methods: 'read', path: '/api/search*', roles: EVERYONE },
  { methods: 'read', path: '/api/statistics*', roles: EVERYONE },
  { methods: 'read', path: '/api/statistics/supply*', roles: READING },
  { methods: 'read', path: '/api/statistics/coarse*', roles: READING },
  { methods: 'read', path: '/api/hotspots*', roles: EVERYONE },
  { methods: 'read', path: '/ogc*', roles: EVERYONE },
  { methods: 'read', path: '/tiles*', roles: EVERYONE },
  { methods: 'all', path: '/wlan*', roles: EVERYONE },
  { methods: 'all', path: '/wlan/desk*', roles: WLAN },
  { methods: 'all', path: '/wlan/rollout*', roles: WLAN },
  { methods: 'all', path: '/api/wlan*', roles: WLAN },
  { methods: 'read', path: '/api/audit*', roles: READING },
  { methods: 'read', path: '/api/addresses*', roles: READING },
  { methods: 'read', path: '/api/columns*', roles: READING },
  { methods: 'read', path: '/api/areas*', roles: READING },
  { methods: 'write', path: '/api/areas*', roles: PLANNING },
  { methods: 'write', path: '/api/areas/export', roles: READING },
  { methods: 'all', path: '/api/assessment*', roles: READING },
  { methods: 'read', path: '/api/rule-sets*', roles: READING },
  { methods: 'write', path: '/api/rule-sets*', roles: ADMIN },
  { methods: 'all', path: '/api/needs*', roles: READING },
  { methods: 'read', path: '/api/network*', roles: READING },
  { methods: 'write', path: '/api/network*', roles: PLANNING },
  // These write nothing: they take what is not saved.
  { methods: 'write', path: '/api/network/export', roles: READING },
  { methods: 'write', path: '/api/network/inputs', roles: READING },
  { methods: 'write', path: '/api/network/solve', roles: READING },
  { methods: 'read', path: '/api/corrections*', roles: READING },
  { methods: 'write', path: '/api/corrections*', roles: PLANNING },
  { methods: 'all', path: '/api/hand-corrections*', roles: PLANNING },
  // Rows of its own alone: the account says for whom it speaks.
  { methods: 'read', path: '/api/operator*', roles: ['operator'] },
  { methods: 'all', path: '/api/imports*', roles: PLANNING },
  { methods: 'all', path: '/api/data-sources*', roles: PLANNING },
  { methods: 'read', path: '/survey-view*', roles: EVERYONE },
  { methods: 'read', path: '/api/surveys*', roles: READING },
  { methods: 'write', path: '/api/surveys*', roles: FUNDING },
  { methods: 'read', path: '/api/document-jobs*', roles: READING },
  { methods: 'read', path: '/api/funding-rules', roles: READING },
  { methods: 'write', path: '/api/funding-rules', roles: FUNDING },
  { methods: 'read', path: '/api/applications*', roles: READING },
  { methods: 'write', path: '/api/applications*', roles: FUNDING },
  // Two people: who prepares does not release.
  { methods: 'write', path: '/api/applications/:id/release', roles: ['releaser', 'administrator'] },
];

/** Who may see the features of which layer. A layer that is not named here is nobody's: the program does not start. */
export const LAYER_RIGHTS: Readonly<Record<string, readonly RoleName[]>> = Object.assign(
  Object.create(null),
  {
    districts: EVERYONE,
    streets: EVERYONE,
    households: EVERYONE,
    'business-parks': EVERYONE,
    schools: EVERYONE,
    'public-buildings': EVERYONE,
    hotspots: EVERYONE,
    stops: EVERYONE,
    // Single addresses and what is being planned are never public.
    addresses: READING,
    areas: READING,
    // Single houses, and where lines of others lie.
    buildings: READING,
    'existing-lines': READING,
  },
);

/**
 * The least that is needed for a layer. @throws Error where nobody has declared the layer, or the roles that may see it
 * are not those of a rank: handlers ask for the rank.
 */
export function layerAccess(layer: string, rights = LAYER_RIGHTS): Role {
  const roles = rights[layer];
  const access = RANKS.find((_, i) => {
    const reaching = ROLES.filter((role) => RANKS.indexOf(RANK_OF[role]) >= i);
    return roles?.length === reaching.length && reaching.every((role) => roles.includes(role));
  });
  if (!access) throw new Error(`LAYER_RIGHTS does not say who may see the layer ${layer}`);
  return access;
}

const RANKS: readonly Role[] = ['public', 'planner', 'admin'];

/** The right that covers a route; undefined where nobody has declared one. */
export function rightOf(method: string, path: string, rights = RIGHTS): Right | undefined {
  const kind = ['get', 'head'].includes(method.toLowerCase()) ? 'read' : 'write';
  const fitting = rights.filter(
    (right) =>
      (right.methods === 'all' || right.methods === kind) &&
      (right.path.endsWith('*') ? path.startsWith(right.path.slice(0, -1)) : path === right.path),
  );
  return fitting.sort((a, b) => b.path.length - a.path.length)[0];
}

/** Whether a role may call a route. */
export function mayCall(role: RoleName, method: string, path: string): boolean {
  return rightOf(method, path)?.roles.includes(role) ?? false;
}
