import { describe, expect, it } from 'vitest';
import { latestWins } from './latest-wins.ts';

/** Work that ends when the test says so. */
function byHand() {
  const calls: { argument: number; end: (result: string) => void; fail: (error: Error) => void }[] = [];
  const work = (argument: number) =>
    new Promise<string>((resolve, reject) => calls.push({ argument, end: resolve, fail: reject }));
  return { calls, work };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('latestWins', () => {
  it('drops what was overtaken while a run was under way', async () => {
    const { calls, work } = byHand();
    const results: string[] = [];
    const ask = latestWins(
      work,
      (r) => results.push(r),
      () => expect.unreachable(),
    );
    for (const n of [1, 2, 3, 4]) ask(n);
    expect(calls.map((c) => c.argument)).toEqual([1]);
    calls[0]!.end('one');
    await settle();
    expect(calls.map((c) => c.argument)).toEqual([1, 4]);
    calls[1]!.end('four');
    await settle();
    expect(results).toEqual(['one', 'four']);
    expect(calls).toHaveLength(2);
  });

  it('goes on after a failure', async () => {
    const { calls, work } = byHand();
    const results: string[] = [];
    const errors: unknown[] = [];
    const ask = latestWins(
      work,
      (r) => results.push(r),
      (e) => errors.push(e),
    );
    ask(1);
    ask(2);
    calls[0]!.fail(new Error('no'));
    await settle();
    calls[1]!.end('two');
    await settle();
    expect(errors).toHaveLength(1);
    expect(results).toEqual(['two']);
  });
});
