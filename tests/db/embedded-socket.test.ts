import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { readLock } from '../../server/db/data-dir-lock.ts';
import { type OpenDatabase, openDatabase } from '../../server/db/open.ts';
import { temporaryDataDir } from '../fixtures/databases.ts';

describe('embedded database behind its socket', () => {
  const dataDir = temporaryDataDir();
  let database: OpenDatabase;
  const clients: postgres.Sql[] = [];
  const connectTo = (max = 1) => {
    const sql = postgres({
      path: readLock(dataDir)!.socketPath,
      username: 'postgres',
      database: 'postgres',
      max,
      onnotice: () => undefined,
    });
    clients.push(sql);
    return sql;
  };

  beforeAll(async () => {
    database = await openDatabase(loadConfig({ DATA_DIR: dataDir }));
    await database.sql`create table counter (id int primary key, n int not null)`;
    await database.sql`insert into counter values (1, 0)`;
  });
  afterAll(async () => {
    await Promise.all(clients.map((sql) => sql.end({ timeout: 1 })));
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('gives each of many connections its own rows while their unnamed and named statements interleave', async () => {
    const connections = Array.from({ length: 8 }, () => connectTo());
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, i) => {
        const sql = connections[i % connections.length]!;
        return i % 2 === 0
          ? sql.unsafe('select $1::int as value, $2::text as word', [i, `w${i}`])
          : sql`select ${i}::int as value, ${`w${i}`} as word`;
      }),
    );
    expect(answers.map((rows) => [rows[0]!.value, rows[0]!.word])).toEqual(
      answers.map((_, i) => [i, `w${i}`]),
    );
  });

  it('keeps transactions apart: concurrent read-modify-write loses nothing', async () => {
    const connections = Array.from({ length: 5 }, () => connectTo());
    await Promise.all(
      connections.flatMap((sql) =>
        Array.from({ length: 10 }, () =>
          sql.begin(async (tx) => {
            const [row] = await tx`select n from counter where id = 1 for update`;
            await tx`update counter set n = ${row!.n + 1} where id = 1`;
          }),
        ),
      ),
    );
    const [row] = await database.sql`select n from counter where id = 1`;
    expect(row!.n).toBe(50);
  });

  it('answers others after one connection made an error, inside and outside a transaction', async () => {
    const [a, b] = [connectTo(), connectTo()];
    await expect(a`select * from there_is_no_such_table`).rejects.toThrow(/there_is_no_such_table/);
    await expect(a.begin((tx) => tx`insert into counter values (1, 1)`)).rejects.toThrow(/duplicate key/);
    expect((await b`select 7 as seven`)[0]!.seven).toBe(7);
    expect((await a`select 8 as eight`)[0]!.eight).toBe(8);
  });

  it('gives every query of one connection its own answer while others of it fail, at once or in a row', async () => {
    const sql = connectTo();
    const run = (i: number) =>
      i % 3 === 0
        ? sql`select 1 / ${0}::int as never`.then(
            () => 'no error',
            (error: Error) => error.message,
          )
        : sql`select ${i}::int as value`.then((rows) => rows[0]?.value);
    const expected = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 'division by zero' : i));
    expect(await Promise.all(expected.map((_, i) => run(i)))).toEqual(expected);
    const inARow = [];
    for (let i = 0; i < 60; i++) inARow.push(await run(i));
    expect(inARow).toEqual(expected);
  });

  it('rolls back a client that vanishes inside a transaction, and goes on', async () => {
    const socket = connect(readLock(dataDir)!.socketPath);
    const startup = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
    startup.writeInt32BE(startup.length, 0);
    const query = (text: string) => {
      const message = Buffer.alloc(6 + Buffer.byteLength(text));
      message.write('Q', 0);
      message.writeInt32BE(message.length - 1, 1);
      message.write(text, 5);
      return message;
    };
    await new Promise<void>((done) => {
      let readies = 0;
      socket.on('data', (data) => {
        readies += data.toString('latin1').split('Z\0\0\0\x05').length - 1;
        if (readies === 1) socket.write(query('begin; insert into counter values (99, 1)'));
        if (readies >= 2) done();
      });
      socket.write(startup);
    });
    socket.destroy();
    expect(await database.sql`select n from counter where id = 99`).toHaveLength(0);
  });

  it('refuses a second process on the same folder by name, and lets the command line join', async () => {
    await expect(openDatabase(loadConfig({ DATA_DIR: dataDir }))).rejects.toMatchObject({
      issues: [{ code: 'data-dir-in-use', where: 'DATA_DIR', params: { pid: process.pid } }],
    });
    const joined = await openDatabase(loadConfig({ DATA_DIR: dataDir }), { join: true });
    expect(joined.kind).toBe('shared');
    expect((await joined.sql`select count(*) as n from counter`)[0]!.n).toBe(1);
    await joined.close();
  });

  it('reads dates as text and counts as numbers', async () => {
    const [row] =
      await database.sql`select date '2024-02-29' as day, count(*) as n, 1.5::numeric as half from counter`;
    expect(row).toEqual({ day: '2024-02-29', n: 1, half: 1.5 });
  });
});
