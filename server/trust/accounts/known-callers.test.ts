import { describe, expect, it } from 'vitest';
import { type Caller, KnownCallers } from './known-callers.ts';

const PLANNER: Caller = { role: 'planner', account: null };
const NOBODY: Caller = { role: 'public', account: null };
const never = () => new Promise<Caller>(() => undefined);

describe('callers while the database is busy', () => {
  it('are who they were, by their own cookie alone, and asked for once', async () => {
    const callers = new KnownCallers();
    await callers.of('a', true, async () => PLANNER);
    let asked = 0;
    const busy = () => {
      asked++;
      return never();
    };
    expect(await Promise.all([1, 2].map(() => callers.of('a', false, busy)))).toEqual([PLANNER, PLANNER]);
    expect(asked).toBe(1);
    // Whoever is not known waits for the database.
    const stranger = callers.of('b', false, never).then(() => 'answered');
    const waited = new Promise((done) => setTimeout(() => done('waits'), 600));
    expect(await Promise.race([stranger, waited])).toBe('waits');
  });

  it('are nobody as soon as the database says so', async () => {
    const callers = new KnownCallers();
    await callers.of('a', true, async () => PLANNER);
    expect(await callers.of('a', false, async () => NOBODY)).toEqual(NOBODY);
    const after = callers.of('a', false, never).then(() => 'answered');
    const waited = new Promise((done) => setTimeout(() => done('waits'), 600));
    expect(await Promise.race([after, waited])).toBe('waits');
  });
});
