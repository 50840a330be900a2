import { defineConfig } from 'vitest/config';

// One runner for every kind of test, so that one summary counts them all.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.{test,property.test}.ts', 'presets/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          // Long only for a machine that does much else: no test waits for time to pass.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['packages/server/src/**/*.db.test.ts', 'presets/**/*.db.test.ts'],
          globalSetup: ['packages/server/src/base/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/*.spec.ts'],
          globalSetup: ['e2e/global-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 180_000,
          // What a browser shows is waited for; a second is not enough on a busy machine.
          expect: { poll: { timeout: 20_000 } },
          pool: 'forks',
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
