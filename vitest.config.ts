import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/prerequisites/longest-first.ts';

export default defineConfig({
  test: {
    include: ['{core,server,client,data,tests}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    // One more than the two cores: who waits for a browser, a database or a kill leaves one idle.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // For what hangs. What is merely slow is told by the time of its steps.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // A second attempt would start from the state the first has left. `tests/run.ts` runs the file again instead.
    retry: 0,
    reporters: process.env.TEST_REPORT
      ? ['default', ['json', { outputFile: process.env.TEST_REPORT }]]
      : ['default'],
  },
});
