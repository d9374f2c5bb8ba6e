import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,server,client,data,tests}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    // Two cores, and the tests start databases and browsers of their own.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // Where the machine is shared, a browser or a database may be late once; what fails twice has failed.
    retry: process.env.CI ? 1 : 0,
    reporters: process.env.TEST_REPORT
      ? ['default', ['json', { outputFile: process.env.TEST_REPORT }]]
      : ['default'],
  },
});
