/** Jest runs the same TypeScript files that Node runs: ES modules, `.ts` import suffixes. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/conformance/',
    '<rootDir>/test/browser/',
    '<rootDir>/test/pack/',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2024',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // How long a test takes says more about the machine than about the code; this only ends one that hangs.
  testTimeout: 60_000,
  coverageProvider: 'babel',
  collectCoverageFrom: ['shared/**/*.ts', 'cli/**/*.ts'],
};
