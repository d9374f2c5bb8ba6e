import type postgres from 'postgres';
import { expect } from 'vitest';
import type { ChainedEntry } from '../../server/trust/verify-audit.ts';
import { verifyAudit } from '../../server/trust/verify-audit.ts';
import { IMPORTED_ROWS } from '../fixtures/write-paths/import-paths.ts';
import { WRITE_PATHS } from '../fixtures/write-paths/index.ts';
import type { Call, Send } from '../fixtures/write-paths/write-path.ts';

/** What was written and acknowledged while something broke. */
export interface Written {
  /** Markers by write path. */
  readonly acknowledged: Map<string, string[]>;
  /** Answers by status; `none` where the connection ended without one. */
  readonly answers: Record<string, number>;
  /** What was refused for another reason than that something was broken: nothing that was sent deserves it. */
  readonly dishonest: string[];
  /** `POST /api/areas/7`: what was acknowledged. */
  readonly routes: Set<string>;
  /** What was made once for a write path and is used again. */
  readonly kept: Map<string, string>;
  /** Longest wait for the word that the database is not there, ms. */
  longestGoneMs: number;
}

export function nothingWritten(): Written {
  const acknowledged = new Map(WRITE_PATHS.map(({ name }) => [name, []]));
  return { acknowledged, answers: {}, dishonest: [], routes: new Set(), kept: new Map(), longestGoneMs: 0 };
}

/** Too many, not there, disk full. */
const HONEST = new Set([429, 503, 507]);

/** A caller over HTTP that notes what came back; no answer at all is null. */
export function caller(
  fetch: (path: string, init: RequestInit) => Promise<Response>,
  written: Written,
  origin = 'http://localhost',
): Call {
  const send: Send = async (method, path, body, headers = {}) => {
    const isRaw = typeof body === 'string' || body === undefined || body instanceof Uint8Array;
    const type: Record<string, string> = isRaw ? {} : { 'content-type': 'application/json' };
    const since = performance.now();
    try {
      const response = await fetch(path, {
        method,
        headers: { ...type, ...headers },
        ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
      });
      const text = await response.text();
      note(written, String(response.status));
      if (response.status === 503)
        written.longestGoneMs = Math.max(written.longestGoneMs, performance.now() - since);
      if (response.status >= 400 && !HONEST.has(response.status))
        written.dishonest.push(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
      if (response.status < 400) written.routes.add(`${method} ${path.split('?')[0]}`);
      const isJson = response.headers.get('content-type')?.includes('json');
      const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
      return {
        status: response.status,
        json: isJson && text ? JSON.parse(text) : text,
        cookie: cookies.join('; '),
      };
    } catch {
      note(written, 'none');
      return null;
    }
  };
  return Object.assign(send, { origin });
}

function note({ answers }: Written, status: string): void {
  answers[status] = (answers[status] ?? 0) + 1;
}

/** Writers on every write path, one marker after the other. */
export interface Writers {
  /** What the markers of writes that begin from now on begin with. */
  prefix: string;
  /** Resolves when the last answer is in. */
  stop(): Promise<void>;
}

/** Acknowledged writes of a path after which it leaves the machine to those that take longer. */
const ENOUGH = 3;

export function startWriters(call: Call, written: Written, prefix: string): Writers {
  let isOver = false;
  const writers: Writers = { prefix, stop: () => Promise.resolve() };
  const all = Promise.all(
    WRITE_PATHS.map(async ({ name, write, pauseMs = 0 }) => {
      for (let n = 0; !isOver; n++) {
        const marker = `${writers.prefix}-${name.replaceAll(' ', '-')}-${n}`;
        const isDone = await write(call, marker, written.kept);
        if (isDone) written.acknowledged.get(name)!.push(marker);
        const has = countOf(written, name, writers.prefix);
        // What is refused at once must not become a busy loop.
        const restMs = isDone ? (has > ENOUGH ? 200 : 0) : 20;
        await new Promise((wake) => setTimeout(wake, Math.max(pauseMs, restMs)));
      }
    }),
  );
  writers.stop = async () => {
    isOver = true;
    await all;
  };
  return writers;
}

function countOf(written: Written, name: string, prefix: string): number {
  return written.acknowledged.get(name)!.filter((marker) => marker.startsWith(`${prefix}-`)).length;
}

/** Waits until every path has at least `count` acknowledged markers that `prefix` begins. */
export async function untilEachHas(
  written: Written,
  prefix: string,
  count: number,
  unexpected: () => unknown[] = () => [],
): Promise<void> {
  const deadline = Date.now() + 120_000;
  const lacks = () =>
    WRITE_PATHS.filter(({ name }) => countOf(written, name, prefix) < count).map(({ name }) => name);
  while (lacks().length > 0) {
    if (Date.now() > deadline)
      throw new Error(
        `no acknowledged write of ${lacks().join(', ')}: ${JSON.stringify(written.answers)} ${unexpected().slice(0, 5).join('\n')}`,
      );
    await new Promise((wake) => setTimeout(wake, 5));
  }
}

/** Everything acknowledged is there in full, nothing is there by half, and the audit chain is whole. */
export async function expectNothingLost(sql: postgres.Sql, written: Written): Promise<number> {
  let total = 0;
  for (const { name, present } of WRITE_PATHS) {
    const there = new Set(await present(sql));
    const lost = written.acknowledged.get(name)!.filter((marker) => !there.has(marker));
    expect([name, lost]).toEqual([name, []]);
    total += written.acknowledged.get(name)!.length;
  }
  const halves =
    await sql`select d.name, count(s.id) from data_source d left join school s on s.source_id = d.id
    where d.layer = 'schools' and d.name ~ '-(imports|take-back)-' group by d.id having count(s.id) <> ${IMPORTED_ROWS}`;
  expect([...halves]).toEqual([]);
  const entries = await sql<ChainedEntry[]>`
    select seq::int, content, prev_hash as "prevHash", hash from audit_entry order by seq nulls last, id`;
  expect(verifyAudit(entries).faults).toEqual([]);
  expect(entries.length).toBeGreaterThan(total);
  return total;
}
