import { z } from 'zod';
import type { Issue } from '#core/issue.ts';
import { ACCOUNT_ROLES, type AccountRole, isAccountRole } from './trust/roles.ts';

const ROLE_PAIRS = 'pairs such as lk-planung=planner, separated by spaces, with a role of docs/roles.md';

/** Settings of signing in through an identity provider; without `OIDC_ISSUER` there is none. */
export const OIDC_SETTINGS = {
  OIDC_ISSUER: z
    .url()
    .optional()
    .refine((text) => !text || isSafeIssuer(text), 'https://…, or http:// on this machine')
    .describe('Address of an OpenID Connect provider (Keycloak: https://host/realms/name)'),
  OIDC_CLIENT_ID: z.string().max(200).optional().describe('Name of Lückenlos as a client of the provider'),
  OIDC_CLIENT_SECRET: z.string().max(1000).optional().describe('Secret of this client at the provider'),
  OIDC_NAME: z
    .string()
    .max(60, 'at most 60 characters')
    .default('Single Sign-on')
    .describe('What the button on the sign-in page calls the provider'),
  OIDC_SCOPES: z.string().max(300).default('openid email profile').describe('Scopes that are asked for'),
  OIDC_ROLE_CLAIM: z
    .string()
    .max(100)
    .default('roles')
    .describe('Claim with the groups or roles of a person; dots lead inside (realm_access.roles)'),
  OIDC_ROLES: z
    .string()
    .max(2000)
    .optional()
    .refine((text) => rolePairs(text) !== null, ROLE_PAIRS)
    .describe('Which value of the claim gives which role: value=role, separated by spaces; the first counts'),
  OIDC_DEFAULT_ROLE: z
    .enum(ACCOUNT_ROLES as [AccountRole, ...AccountRole[]])
    .optional()
    .describe('Role of people whom the provider knows and no value fits; without it they are refused'),
  OIDC_OPERATOR_CLAIM: z
    .string()
    .max(100)
    .optional()
    .describe('Claim with the name of the network operator a person of the role operator speaks for'),
};

/** `value=role` pairs in their order; null where one is none. */
export function rolePairs(text: string | undefined): [string, AccountRole][] | null {
  const pairs: [string, AccountRole][] = [];
  for (const each of (text ?? '').split(/\s+/).filter(Boolean)) {
    const at = each.lastIndexOf('=');
    const role = each.slice(at + 1);
    if (at < 1 || !isAccountRole(role)) return null;
    pairs.push([each.slice(0, at), role]);
  }
  return pairs;
}

/** Settings that only make sense together: what is missing beside those that are given. */
export function missingOidcSettings(given: Readonly<Record<string, string>>): Issue[] {
  if (!Object.keys(given).some((name) => name.startsWith('OIDC_'))) return [];
  // The provider sends people back to this address, so it cannot be guessed from a request.
  return ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'PUBLIC_URL']
    .filter((name) => given[name] === undefined)
    .map((name) => ({
      code: 'setting-missing',
      severity: 'error',
      where: name,
      params: { name, because: Object.keys(given).find((each) => each.startsWith('OIDC_'))! },
    }));
}

function isSafeIssuer(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  );
}
