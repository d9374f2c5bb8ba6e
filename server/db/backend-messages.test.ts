import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WithoutReadyForQuery } from './backend-messages.ts';

const message = (type: string, body: readonly number[]) => [
  type.charCodeAt(0),
  0,
  0,
  (body.length + 4) >> 8,
  (body.length + 4) & 255,
  ...body,
];

describe('a backend stream without ReadyForQuery', () => {
  it('loses exactly those messages, however the stream is cut', () => {
    const messages = fc.array(
      fc.tuple(fc.constantFrom('D', 'E', 'Z', 'C', '1'), fc.array(fc.integer({ min: 0, max: 255 }))),
    );
    fc.assert(
      fc.property(messages, fc.array(fc.integer({ min: 1, max: 9 })), (list, cuts) => {
        const all = Uint8Array.from(list.flatMap(([type, body]) => message(type, body)));
        const filter = new WithoutReadyForQuery();
        const passed: number[] = [];
        let at = 0;
        for (const cut of [...cuts, all.length]) {
          for (const part of filter.pass(all.subarray(at, at + cut))) passed.push(...part);
          at += cut;
        }
        expect(passed).toEqual(
          list.filter(([type]) => type !== 'Z').flatMap(([type, body]) => message(type, body)),
        );
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
