// Packages that ship ES modules only and must be transformed for Jest's CommonJS runtime.
const esmOnly = [
  'warcio',
  'opencc-js',
  '@gutenye',
  'write-excel-file',
  'pako',
  'hash-wasm',
  'uuid-random',
  'base32-encode',
  'to-data-view',
  'fflate',
  '@ungap',
  '@nodable',
];

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly.join('|')})/)`],
  maxWorkers: 2,
  testTimeout: 30_000,
};
