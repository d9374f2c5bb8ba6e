import { mayCall, type RoleName } from './roles.ts';

/**
 * What the page offers or hides, each by the route it comes down to; the table of rights decides. The page hides what
 * would be refused, and the server refuses it all the same.
 */
const ROUTE_OF = {
  areas: ['get', '/api/areas'],
  'plan-areas': ['post', '/api/areas'],
  assessment: ['get', '/api/assessment'],
  needs: ['get', '/api/needs/:kind'],
  network: ['get', '/api/network/plans'],
  'plan-network': ['post', '/api/network/plans'],
  funding: ['get', '/api/applications'],
  'edit-funding': ['post', '/api/applications'],
  release: ['post', '/api/applications/:id/release'],
  review: ['get', '/api/corrections'],
  decide: ['post', '/api/corrections/:id/decision'],
  import: ['post', '/api/imports'],
  wlan: ['get', '/wlan/desk'],
  audit: ['get', '/api/audit'],
  administer: ['get', '/administration'],
  'own-claims': ['get', '/api/operator/claims'],
} as const;

export type Ability = keyof typeof ROUTE_OF;

/** What a role may do, in the words of the page. */
export function abilitiesOf(role: RoleName): Ability[] {
  return (Object.keys(ROUTE_OF) as Ability[]).filter((ability) => {
    const [method, path] = ROUTE_OF[ability];
    return mayCall(role, method, path);
  });
}

/** The routes behind the abilities, for the test that holds them against the routes there are. */
export const ABILITY_ROUTES: readonly (readonly [method: string, path: string])[] = Object.values(ROUTE_OF);
