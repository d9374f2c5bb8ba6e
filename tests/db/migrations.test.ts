import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { knownMigrations, migrateTo, migrateToLatest } from '../../server/db/migrate.ts';
import { auditEntries } from '../../server/features/audit/store.ts';
import { verifyAudit } from '../../server/trust/verify-audit.ts';
import { DATABASES, openUnmigratedServer, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

/** Every column, index, constraint, trigger, view and function of the schema, as the database describes it. */
async function schemaOf({ db }: TestDatabase): Promise<string[]> {
  const own = sql`current_schema()::regnamespace and not exists (select from pg_depend d where d.objid = o.oid and d.deptype = 'e')`;
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', 'column', o.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
        pg_get_expr(f.adbin, f.adrelid)) as line
      from pg_class o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef f on f.adrelid = o.oid and f.adnum = a.attnum
      where o.relkind in ('r', 'v') and o.relnamespace = ${own}
    union all select concat_ws(' ', 'index', pg_get_indexdef(o.oid)) from pg_class o where o.relkind = 'i' and o.relnamespace = ${own}
    union all select concat_ws(' ', 'constraint', o.conrelid::regclass::text, pg_get_constraintdef(o.oid)) from pg_constraint o
      where o.connamespace = ${own}
    union all select concat_ws(' ', 'trigger', pg_get_triggerdef(o.oid)) from pg_trigger o join pg_class c on c.oid = o.tgrelid
      where not o.tgisinternal and c.relnamespace = current_schema()::regnamespace
    union all select concat_ws(' ', 'view', o.relname, pg_get_viewdef(o.oid)) from pg_class o where o.relkind = 'v' and o.relnamespace = ${own}
    union all select concat_ws(' ', 'function', pg_get_functiondef(o.oid)) from pg_proc o
      where o.prokind = 'f' and o.pronamespace = ${own}`.execute(db);
  return rows.map(({ line }) => line).sort();
}

/** Records of the tables the first release had. */
async function content({ db }: TestDatabase): Promise<unknown> {
  const { rows } = await sql`
    select (select json_agg(json_build_array(a.key, a.street, a.households, st_astext(a.geom)) order by a.key) from address a) as addresses,
      (select json_agg(json_build_array(c.operator, c.technology, c.down_mbit, c.up_mbit) order by c.id) from supply_claim c) as claims,
      (select json_agg(json_build_array(h.key, h.households) order by h.key) from household_cell h) as cells,
      (select json_agg(json_build_array(d.layer, d.name, d.as_of) order by d.id) from data_source d) as sources`.execute(
    db,
  );
  return rows[0];
}

/** Which migrations a database says it has had, under the names it knows. */
async function recordOf({ db }: TestDatabase): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

describe('migrations', () => {
  it('lead from every earlier state to the same schema, and keep what is there', async () => {
    const fresh = await DATABASES.find(({ name }) => name === 'server')!.open();
    const wanted = await schemaOf(fresh);
    const { known } = await knownMigrations(fresh.db);
    expect(wanted.length).toBeGreaterThan(200);
    for (let count = 1; count < known.length; count++) {
      const database = await openUnmigratedServer();
      try {
        await migrateTo(database.db, known.slice(0, count));
        await loadSmallCity(database);
        const before = await content(database);
        expect(await migrateToLatest(database.db)).toEqual(known.slice(count));
        expect([known[count - 1], await content(database)]).toEqual([known[count - 1], before]);
        expect([known[count - 1], await schemaOf(database)]).toEqual([known[count - 1], wanted]);
        expect(verifyAudit(await auditEntries(database.db)).ok).toBe(true);
      } finally {
        await database.close();
      }
    }
    await fresh.close();
  });

  it('know a state under the name it had, and refuse that of a newer program by name', async () => {
    const database = await openUnmigratedServer();
    const { known } = await knownMigrations(database.db);
    await migrateTo(database.db, known.slice(0, known.indexOf('0023-withhold-touched') + 1));
    await sql`update kysely_migration set name = '0022-withhold-touched' where name = '0023-withhold-touched'`.execute(
      database.db,
    );
    // Asking writes nothing, and a state under its earlier name can be led to by today's.
    const upTo = known.slice(0, known.indexOf('0023-withhold-touched') + 1);
    expect((await knownMigrations(database.db)).applied).toEqual(upTo);
    expect(await recordOf(database)).toContain('0022-withhold-touched');
    await migrateTo(database.db, upTo);
    expect(await recordOf(database)).toEqual(upTo);
    await migrateToLatest(database.db);
    expect((await knownMigrations(database.db)).applied).toEqual(known);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '')`.execute(database.db);
    await sql`update kysely_migration set name = '0022-withhold-touched' where name = '0023-withhold-touched'`.execute(
      database.db,
    );
    const before = await recordOf(database);
    const refused = { issues: [{ code: 'database-newer', params: { found: '9999-later' } }] };
    await expect(migrateToLatest(database.db)).rejects.toMatchObject(refused);
    await expect(knownMigrations(database.db)).rejects.toMatchObject(refused);
    await expect(migrateTo(database.db, known)).rejects.toMatchObject(refused);
    expect(await recordOf(database)).toEqual(before);
    await database.close();
  });
});
