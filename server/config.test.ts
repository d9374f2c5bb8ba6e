import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IssueError } from '#core/issue.ts';
import { loadConfig, settingsReference } from './config.ts';
import { settingsDocument } from './settings-document.ts';

function issuesOf(env: Record<string, string>, argv: string[] = []) {
  try {
    loadConfig(env, argv);
  } catch (error) {
    if (error instanceof IssueError) return error.issues;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('has a default for everything and takes flags before the environment', () => {
    const config = loadConfig({ PORT: '4000' }, ['--port', '4001', '--empty']);
    expect(config).toMatchObject({ PORT: 4001, HOST: 'localhost', empty: true, open: false });
    expect(loadConfig({}).PORT).toBe(3000);
    expect(loadConfig({ PORT: '' }).PORT).toBe(3000);
    expect(loadConfig({}, ['--port=4002']).PORT).toBe(4002);
  });

  it.each([
    ['PORT', '65535', '65536'],
    ['PORT', '0', '-1'],
    ['PORT', '3000', 'http'],
    ['DATABASE_URL', 'postgres://a@b/c', 'mysql://a@b/c'],
    ['DATABASE_URL', 'postgres://a:b@c:5432,d:5433/e', 'postgres://c:no/e'],
    ['DATABASE_POOL', '1', '0'],
    ['BASEMAP_STYLE_URL', 'https://example.org/style.json', 'style.json'],
    ['LOG_LEVEL', 'info', 'loud'],
  ])('takes %s=%s and refuses %s by name', (name, good, bad) => {
    expect(issuesOf({ [name]: good })).toEqual([]);
    expect(issuesOf({ [name]: bad })).toMatchObject([
      { code: 'bad-setting', where: name, params: { value: bad } },
    ]);
  });

  it('takes an identity provider whole or not at all, and never repeats its secret', () => {
    const whole = {
      OIDC_ISSUER: 'https://id.stadt.example/realms/stadt',
      OIDC_CLIENT_ID: 'lueckenlos',
      PUBLIC_URL: 'https://plan.stadt.example',
    };
    expect(issuesOf(whole)).toEqual([]);
    for (const name of Object.keys(whole)) {
      const rest = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name));
      expect(issuesOf(rest)).toMatchObject([{ code: 'setting-missing', where: name }]);
    }
    for (const [name, bad] of [
      ['OIDC_ISSUER', 'http://id.stadt.example'],
      ['OIDC_ROLES', 'lk-planung'],
      ['OIDC_ROLES', 'lk-planung=boss'],
      ['OIDC_DEFAULT_ROLE', 'public'],
    ] as const)
      expect(issuesOf({ ...whole, [name]: bad })).toMatchObject([{ code: 'bad-setting', where: name }]);
    const secret = 'geheim'.repeat(200);
    expect(JSON.stringify(issuesOf({ ...whole, OIDC_CLIENT_SECRET: secret }))).not.toContain('geheim');
  });

  it('reports every bad setting at once', () => {
    expect(issuesOf({ PORT: 'x', LOG_LEVEL: 'y' }).map((i) => i.where)).toEqual(['PORT', 'LOG_LEVEL']);
  });

  it('names unknown flags and variables, and a slip of the pen', () => {
    expect(issuesOf({}, ['--prot', '3000'])).toMatchObject([
      { code: 'unknown-argument', params: { name: '--prot' } },
      {},
    ]);
    expect(issuesOf({ LUECKENLOS_PORT: '1' })).toMatchObject([
      { code: 'unknown-setting', where: 'LUECKENLOS_PORT' },
    ]);
    expect(loadConfig({ DATABSE_URL: 'x' }).remarks).toMatchObject([
      { code: 'similar-setting', params: { near: 'DATABASE_URL' } },
    ]);
    expect(loadConfig({ HOSTNAME: 'x', PORTS: 'x' }).remarks).toEqual([]);
  });

  it('never repeats a password', () => {
    for (const password of ['secret', 'a/secret', 'secret#', 'a:secret', 'a@secret', 'secret?x'])
      for (const scheme of ['mysql', 'postgres']) {
        const issues = JSON.stringify(issuesOf({ DATABASE_URL: `${scheme}://me:${password}@:x/db` }));
        expect(issues).toContain('DATABASE_URL');
        expect(issues).not.toContain('secret');
      }
  });

  it('is what docs/configuration.md says', () => {
    const written = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
    expect(written).toBe(settingsDocument());
  });

  it('repeats no key of a feed either', () => {
    const feeds = issuesOf({ WLAN_FEEDS: 'ftp://me:secret@host/feed?key=hidden#Knoten' });
    expect(JSON.stringify(feeds)).not.toMatch(/secret|hidden/);
    expect(JSON.stringify(feeds)).toContain('WLAN_FEEDS');
  });

  it('describes every setting', () => {
    expect(settingsReference().every((entry) => entry.description.length > 10)).toBe(true);
  });
});
