import shared from '../../jest.config.js';

/** The tests of the installed form take a bundle and an installation: not part of `npm test`. */
export default {
  ...shared,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/pack/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
  maxWorkers: 1,
};
