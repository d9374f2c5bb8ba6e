import type postgres from 'postgres';
import { expect } from 'vitest';
import type { ChainedEntry } from '../../server/trust/verify-audit.ts';
import { verifyAudit } from '../../server/trust/verify-audit.ts';
import { type Answer, type Call, IMPORTED_ROWS, WRITE_PATHS } from './write-paths.ts';

/** What was written and acknowledged while something broke. */
export interface Written {
  /** Markers by write path. */
  readonly acknowledged: Map<string, string[]>;
  /** Answers by status; `none` where the connection ended without one. */
  readonly answers: Record<string, number>;
  /** Longest wait for an answer, ms. */
  longestMs: number;
}

export function nothingWritten(): Written {
  return { acknowledged: new Map(WRITE_PATHS.map(({ name }) => [name, []])), answers: {}, longestMs: 0 };
}

/** A caller over HTTP that notes what came back; no answer at all is null. */
export function caller(send: (path: string, init: RequestInit) => Promise<Response>, written: Written): Call {
  return async (method, path, body, headers = {}): Promise<Answer | null> => {
    const isText = typeof body === 'string' || body === undefined;
    const type: Record<string, string> = isText ? {} : { 'content-type': 'application/json' };
    const since = performance.now();
    try {
      const response = await send(path, {
        method,
        headers: { ...type, ...headers },
        ...(body === undefined ? {} : { body: isText ? (body as string) : JSON.stringify(body) }),
      });
      const text = await response.text();
      note(written, String(response.status));
      const isJson = response.headers.get('content-type')?.includes('json');
      return { status: response.status, json: isJson && text ? JSON.parse(text) : text };
    } catch {
      note(written, 'none');
      return null;
    } finally {
      written.longestMs = Math.max(written.longestMs, performance.now() - since);
    }
  };
}

function note({ answers }: Written, status: string): void {
  answers[status] = (answers[status] ?? 0) + 1;
}

/** Lets every write path write, one marker after the other, until `isOver`. Resolves when the last answer is in. */
export async function writeUntil(
  isOver: () => boolean,
  call: Call,
  written: Written,
  prefix: string,
): Promise<void> {
  await Promise.all(
    WRITE_PATHS.map(async ({ name, write, pauseMs }) => {
      for (let n = 0; !isOver(); n++) {
        const marker = `${prefix}-${name}-${n}`;
        const isDone = await write(call, marker);
        if (isDone) written.acknowledged.get(name)!.push(marker);
        if (pauseMs) await new Promise((wake) => setTimeout(wake, pauseMs));
        // What is refused at once must not become a busy loop.
        else if (!isDone) await new Promise((wake) => setTimeout(wake, 20));
      }
    }),
  );
}

/** Waits until every path has at least `count` acknowledged markers that `prefix` begins. */
export async function untilEachHas(
  written: Written,
  prefix: string,
  count: number,
  unexpected: () => unknown[] = () => [],
): Promise<void> {
  const deadline = Date.now() + 60_000;
  const lacks = () =>
    WRITE_PATHS.filter(
      ({ name }) =>
        written.acknowledged.get(name)!.filter((marker) => marker.startsWith(`${prefix}-`)).length < count,
    ).map(({ name }) => name);
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
    where d.layer = 'schools' and d.name like '%-imports-%' group by d.id having count(s.id) <> ${IMPORTED_ROWS}`;
  expect([...halves]).toEqual([]);
  const entries = await sql<ChainedEntry[]>`
    select seq::int, content, prev_hash as "prevHash", hash from audit_entry order by seq nulls last, id`;
  expect(verifyAudit(entries).faults).toEqual([]);
  expect(entries.length).toBeGreaterThan(total);
  return total;
}
