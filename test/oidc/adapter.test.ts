import { afterAll, beforeAll, expect, it } from 'vitest';
import { ArtifactAdapter, createArtifacts } from '../../src/oidc/adapter.ts';
import { artifactId, openPayload, sealPayload } from '../../src/oidc/artifact.ts';
import { sweep } from '../../src/oidc/sweep.ts';
import { artifactStoreConforms } from '../conformance/artifact-store.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let test: TestSystem;
beforeAll(async () => {
  test = await testSystem();
});
afterAll(() => test?.close());

artifactStoreConforms('the table oidc_artifact', async () => {
  const artifacts = createArtifacts(test.system);
  return {
    adapter: kind => new ArtifactAdapter(kind, artifacts),
    travel: seconds => test.clock.advance({ seconds }),
  };
});

it('a payload that is moved to another row does not open there', () => {
  const { artifact: key } = test.system.keys;
  const id = artifactId('AccessToken', 'a');
  const payload = sealPayload(key, 'AccessToken', id, { scope: 'openid' });
  expect(openPayload(key, { kind: 'AccessToken', id, payload })).toEqual({ scope: 'openid' });
  expect(() =>
    openPayload(key, { kind: 'AccessToken', id: artifactId('AccessToken', 'b'), payload }),
  ).toThrow();
  expect(() => openPayload(key, { kind: 'RefreshToken', id, payload })).toThrow();
});

it('what has expired is removed in small batches, and what has not stays', async () => {
  const adapter = new ArtifactAdapter('AccessToken', createArtifacts(test.system));
  await Promise.all(Array.from({ length: 700 }, (_, at) => adapter.upsert(`old-${at}`, { scope: '' }, 10)));
  await adapter.upsert('young', { scope: '' }, 10_000);
  test.clock.advance({ minutes: 5 });
  expect(await sweep(test.op(), 100)).toBeGreaterThanOrEqual(700);
  const left = await test.system.db.selectFrom('oidc_artifact').select('expires_at').execute();
  for (const row of left) expect(row.expires_at.getTime()).toBeGreaterThan(test.clock.now().getTime());
  expect(await adapter.find('young')).toBeDefined();
  expect(await sweep(test.op(), 100)).toBe(0);
});

it('a proof that was seen is not forgotten when the clock runs ahead for a while', async () => {
  const seen = new ArtifactAdapter('ReplayDetection', createArtifacts(test.system));
  const YEARS = 10 * 365;
  // Beyond the clock of the database, whatever this test calls now.
  await seen.upsert('proof', { iss: 'somebody' }, YEARS * 86_400);
  test.clock.advance({ days: YEARS + 1 });
  await sweep(test.op(), 100);
  test.clock.advance({ days: -YEARS });
  await expect(seen.upsert('proof', { iss: 'somebody' }, 300)).rejects.toThrow();
});
