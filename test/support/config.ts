import type { Config } from '../../src/config.ts';

/** What the process would be told from outside, for a test: fixed keys, so that a test may compare hashes. */
export function testConfig(overrides: Partial<Config> = {}): Config {
  return Object.freeze({
    production: false,
    demo: false,
    issuer: 'http://localhost:4400',
    port: 4400,
    dataDir: '/nonexistent',
    databaseUrl: undefined,
    poolSize: 5,
    trustProxy: 0,
    registries: 'invented' as const,
    // A test breaks and mends a registry in one breath: only those of the connectors want one that is left alone.
    contracts: { '*': { breakAfter: 100_000 } },
    messages: 'outbox' as const,
    certificates: undefined,
    unchangedPolls: 0,
    logLevel: 'info',
    secrets: {
      registryKeys: {},
      registryTls: {},
      masterKey: Buffer.alloc(32, 7),
      cookieKeys: ['test cookie key of today 0123456789', 'test cookie key of yesterday 0123456789'],
    },
    ...overrides,
  });
}
