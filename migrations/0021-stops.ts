import { type Kysely, sql } from 'kysely';

/** Stops of public transport, which the reach of public WLAN is counted by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table stop (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    name text not null,
    kind text,
    geom geometry(Point, 25832) not null,
    unique (source_id, key)
  )`,
  `create index stop_geom on stop using gist (geom)`,
  `create trigger stop_revision after insert or update or delete or truncate on stop
    for each statement execute function bump_layer_revision('stops')`,
];
