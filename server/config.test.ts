import { describe, expect, it } from 'vitest';
import { IssueError } from '#core/issue.ts';
import { loadConfig, settingsReference } from './config.ts';

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
    ['DATABASE_POOL', '1', '0'],
    ['BASEMAP_STYLE_URL', 'https://example.org/style.json', 'style.json'],
    ['LOG_LEVEL', 'info', 'loud'],
  ])('takes %s=%s and refuses %s by name', (name, good, bad) => {
    expect(issuesOf({ [name]: good })).toEqual([]);
    expect(issuesOf({ [name]: bad })).toMatchObject([
      { code: 'bad-setting', where: name, params: { value: bad } },
    ]);
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
    expect(JSON.stringify(issuesOf({ DATABASE_URL: 'mysql://me:secret@host/db' }))).not.toContain('secret');
  });

  it('describes every setting', () => {
    expect(settingsReference().every((entry) => entry.description.length > 10)).toBe(true);
  });
});
