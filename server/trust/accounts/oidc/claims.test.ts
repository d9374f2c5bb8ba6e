import { describe, expect, it } from 'vitest';
import { claimValues, roleOfClaims } from './claims.ts';

describe('claims of an identity provider', () => {
  it('finds values at the top, inside objects, and under a name that has dots itself', () => {
    expect(claimValues({ roles: ['a', 'b'] }, 'roles')).toEqual(['a', 'b']);
    expect(claimValues({ realm_access: { roles: ['c'] } }, 'realm_access.roles')).toEqual(['c']);
    expect(claimValues({ 'https://stadt.de/roles': 'd e' }, 'https://stadt.de/roles')).toEqual(['d', 'e']);
  });

  it('takes whatever is no text for nothing', () => {
    for (const roles of [undefined, null, 7, { a: 1 }, [7, null, '']])
      expect(claimValues({ roles }, 'roles')).toEqual([]);
    expect(claimValues({ roles: 'x' }, 'roles.length')).toEqual([]);
    expect(claimValues({}, '__proto__.constructor')).toEqual([]);
  });

  it('gives the role of the first pair that fits, also to a group written as a path', () => {
    const config = {
      OIDC_ROLE_CLAIM: 'groups',
      OIDC_ROLES: 'it=administrator lk-planung=planner lk=operator',
    };
    expect(roleOfClaims({ groups: ['lk', '/lk-planung'] }, config)).toBe('planner');
    expect(roleOfClaims({ groups: ['IT'] }, config)).toBeNull();
    expect(roleOfClaims({ groups: ['it'] }, { OIDC_ROLE_CLAIM: 'groups', OIDC_ROLES: undefined })).toBeNull();
  });
});
