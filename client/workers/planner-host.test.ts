import { describe, expect, it } from 'vitest';
import { PlannerHost } from './planner-host.ts';

/** A worker that keeps what it was sent and answers when the test says so. */
function silentWorker() {
  const sent: Record<string, unknown>[] = [];
  const listeners: Record<string, (event: never) => void> = {};
  return {
    sent,
    reply: (data: unknown) => listeners.message!({ data } as never),
    crash: (message: string) => listeners.error!({ message } as never),
    postMessage: (message: unknown) => void sent.push(message as Record<string, unknown>),
    addEventListener: (type: string, listener: unknown) => {
      listeners[type] = listener as (event: never) => void;
    },
    terminate: () => {},
  };
}

describe('PlannerHost', () => {
  it('matches answers to questions whatever their order', async () => {
    const worker = silentWorker();
    const host = new PlannerHost(worker as never);
    const first = host.ask('ledger', {});
    const second = host.ask('statistics', {});
    worker.reply({ id: worker.sent[1]!.id, result: ['b'] });
    worker.reply({ id: worker.sent[0]!.id, result: 'a' });
    expect(await second).toEqual(['b']);
    expect(await first).toBe('a');
  });

  it('rejects with the code of the failure', async () => {
    const worker = silentWorker();
    const host = new PlannerHost(worker as never);
    const answer = host.ask('classify', { rules: 'x', referenceDate: '2026-01-01' });
    worker.reply({ id: 1, error: { message: 'no such rules', code: 'unknown-rule-set' } });
    await expect(answer).rejects.toMatchObject({ code: 'unknown-rule-set', message: 'no such rules' });
  });

  it('tells the worker of an abort and ignores a late answer', async () => {
    const worker = silentWorker();
    const host = new PlannerHost(worker as never);
    const stop = new AbortController();
    const answer = host.ask('ledger', {}, stop.signal);
    stop.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect(worker.sent.at(-1)).toEqual({ abort: 1 });
    worker.reply({ id: 1, result: 'late' });
  });

  it('fails everything that waits when the worker dies', async () => {
    const worker = silentWorker();
    const host = new PlannerHost(worker as never);
    const answer = host.ask('ledger', {});
    worker.crash('out of memory');
    await expect(answer).rejects.toMatchObject({ code: 'worker', message: 'out of memory' });
  });
});
