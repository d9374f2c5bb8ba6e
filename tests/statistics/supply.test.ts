import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../cli/run-command.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase, temporaryFolder } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(DATABASES)('statistics of supply on the $name database', ({ open }) => {
  let database: TestDatabase;
  let app: TestApplication;
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    await database.sql`insert into area (name, geom) values ('Rand',
      st_multi(st_makeenvelope(550050, 5800050, 550150, 5800150, 25832)))`;
    app = testApplication(database);
  });
  afterAll(async () => {
    expect(app.unexpected).toEqual([]);
    await database.close();
  });
  const ask = (query: string) =>
    app.request(`/api/statistics/supply?rules=gigabit-rl-2025&${query}`, { role: 'planner' });
  const groups = async (by: string) => {
    const response = await ask(`by=${by}`);
    expect(response.status).toBe(200);
    const { groups: list, total } = (await response.json()) as {
      groups: { name: string; addresses: number; households: number }[];
      total: { addresses: number; households: number };
    };
    return { list: list.map(({ name, addresses, households }) => [name, addresses, households]), total };
  };

  it('counts districts, which add up to the city', async () => {
    const { list, total } = await groups('districts');
    expect(list).toEqual([
      ['Ost', 2, 9],
      ['West', 3, 7],
    ]);
    expect(total).toMatchObject({ addresses: 5, households: 16 });
  });

  it('agrees with PostGIS on the cells of the census grid', async () => {
    const { list } = await groups('cells');
    const expected = await database.sql<{ name: string; addresses: number; households: number }[]>`
      select format('CRS3035RES100mN%sE%s', floor(st_y(p) / 100)::int * 100, floor(st_x(p) / 100)::int * 100) as name,
        count(*)::int as addresses, sum(households)::int as households
      from (select households, st_transform(geom, 3035) as p from address) a group by 1`;
    expect(list).toEqual(
      expected
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, addresses, households }) => [name, addresses, households]),
    );
  });

  it('counts saved areas and business parks; what holds no address is left out', async () => {
    expect((await groups('areas')).list).toEqual([['Rand', 2, 6]]);
    for (const by of ['quarters', 'municipalities', 'business-parks'])
      expect((await groups(by)).total.addresses).toBe(5);
  });

  it('gives CSV and a workbook that GDAL reads, with the same figures', async () => {
    const csv = await ask('by=districts&format=csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const [head, first] = (await csv.text()).split('\r\n').map((line) => line.split(','));
    const at = head!.indexOf('down_fn_hh_hfc_1000');
    expect([first![0], first![at]]).toEqual(['Ost', '100']);
    const xlsx = await ask('by=districts&format=xlsx&lang=en');
    expect(xlsx.headers.get('content-disposition')).toContain('supply-districts.xlsx');
    const file = join(folder, `${database.kind}.xlsx`);
    writeFileSync(file, Buffer.from(await xlsx.arrayBuffer()));
    const read = execFileSync('ogrinfo', ['-q', '-al', file], { encoding: 'utf8' });
    expect(read).toContain('Ost');
    expect(read).toContain('Supply');
  });

  it.each([
    ['by=planets', 'by'],
    ['by=cells&format=pdf', 'format'],
    ['colour=red', 'colour'],
  ])('refuses %s by name', async (query, where) => {
    const response = await ask(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ issues: [{ where }] });
  });

  it('is for planners', async () => {
    expect((await app.request('/api/statistics/supply?rules=gigabit-rl-2025')).status).toBe(401);
  });
});

describe('lueckenlos statistics', () => {
  it('prints the shares and writes the table it is asked for', async () => {
    const database = await DATABASES[1]!.open();
    await loadSmallCity(database);
    const env = { DATABASE_URL: database.config.DATABASE_URL!, DATA_DIR: database.config.DATA_DIR };
    const out = join(folder, 'table.csv');
    const run = await runCommand(
      ['statistics', '--by', 'districts', '--rules', 'gigabit-rl-2025', '--out', out],
      env,
    );
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/West\s+100\s+100\s+100/);
    expect(readFileSync(out, 'utf8')).toMatch(/^name,addresses,households,/);
    for (const bad of [
      ['--by', 'planets'],
      ['--out', 'x.pdf'],
      ['--out', join(folder, 'none', 'x.csv')],
    ]) {
      const refused = await runCommand(['statistics', '--rules', 'gigabit-rl-2025', ...bad], env);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(bad[1]!);
    }
    expect(existsSync('x.pdf')).toBe(false);
    await database.close();
  });
});
