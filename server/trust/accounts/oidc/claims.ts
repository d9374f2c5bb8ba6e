import type { Config } from '../../../config.ts';
import { rolePairs } from '../../../oidc-settings.ts';
import type { AccountRole } from '../../roles.ts';

/** What the identity provider says of a person: ID token and userinfo together. */
export type Claims = Readonly<Record<string, unknown>>;

/** Values of a claim as texts. Dots lead into objects (`realm_access.roles`) unless the whole name is a claim itself. */
export function claimValues(claims: Claims, path: string): string[] {
  const found = Object.hasOwn(claims, path)
    ? claims[path]
    : path.split('.').reduce<unknown>((inner, name) => {
        const isObject = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name);
        return isObject ? (inner as Claims)[name] : undefined;
      }, claims);
  // Some providers send a list as one text with spaces.
  const values = Array.isArray(found) ? found : typeof found === 'string' ? found.split(/\s+/) : [];
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

/** The role the claims give by `OIDC_ROLES`, whose first fitting pair counts; null when none fits. */
export function roleOfClaims(
  claims: Claims,
  config: Pick<Config, 'OIDC_ROLES' | 'OIDC_ROLE_CLAIM'>,
): AccountRole | null {
  // Keycloak writes groups as paths, with a slash in front.
  const values = claimValues(claims, config.OIDC_ROLE_CLAIM).flatMap((value) => [
    value,
    value.replace(/^\//, ''),
  ]);
  return rolePairs(config.OIDC_ROLES)?.find(([value]) => values.includes(value))?.[1] ?? null;
}
