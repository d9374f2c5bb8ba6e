import { defineConfig } from 'vitest/config';

/** The long kill tests: `npm test -- --config vitest.kill.config.ts`. Not part of `npm test`, see docs/trust.md. */
export default defineConfig({
  test: {
    include: ['tests/kill/**/*.long.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 300_000,
    reporters: process.env.TEST_REPORT
      ? ['default', ['json', { outputFile: process.env.TEST_REPORT }]]
      : ['default'],
  },
});
