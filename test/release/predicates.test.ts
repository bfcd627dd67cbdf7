import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser, client, purpose, sara, signInAt, type TestOidc, testOidc } from '../oidc/support.ts';

const ASKED = [
  'entity.is_active',
  'entity.under_50_staff',
  'entity.staff_under:10',
  'entity.has_valid_licence:production',
  'entity.has_valid_licence:guild',
  'entity.seat_in_province:09',
  'entity.seat_in_province:23',
  'entity.in_activity:10',
  'entity.in_activity:62',
];

let app: TestOidc;
beforeAll(async () => {
  app = await testOidc();
  await app.add(client('works', { purposes: [purpose({ key: 'tender', fields: ASKED })] }));
});
afterAll(() => app?.close());

interface Answered {
  readonly value: unknown;
  readonly status: string;
  readonly class: string;
  readonly source: { readonly rule: string; readonly inputs: readonly object[] };
}

test('a system gets signed answers with their rule and the dates behind them, and never what they follow from', async () => {
  const works = await app.party('works');
  const { accessToken } = await signInAt(works, new Browser(), sara);
  const answer = await works.profile(accessToken, '', { accept: 'application/jwt' });
  const { payload } = await jwtVerify(await answer.text(), createRemoteJWKSet(new URL(`${app.url}/jwks`)), {
    issuer: app.url,
    audience: 'works',
    typ: 'profile+jwt',
  });
  const fields = payload.fields as Readonly<Record<string, Answered>>;
  expect(Object.entries(fields).map(([key, { value, status }]) => [key, value, status])).toEqual([
    ['entity.is_active', true, 'present'],
    ['entity.under_50_staff', true, 'present'],
    ['entity.staff_under:10', false, 'present'],
    ['entity.has_valid_licence:production', true, 'present'],
    ['entity.has_valid_licence:guild', false, 'present'],
    ['entity.seat_in_province:09', true, 'present'],
    ['entity.seat_in_province:23', false, 'present'],
    ['entity.in_activity:10', true, 'present'],
    ['entity.in_activity:62', false, 'present'],
  ]);
  expect(fields['entity.has_valid_licence:production']).toMatchObject({
    class: 'derived',
    source: {
      registry: 'licences',
      rule: 'entity.has_valid_licence/2',
      inputs: [
        { field: 'entity.licences', registry: 'licences', fetched_at: expect.stringMatching(/^\d{4}-/) },
      ],
    },
  });
  for (const { source } of Object.values(fields))
    for (const input of source.inputs)
      expect(Object.keys(input)).toEqual(['field', 'registry', 'fetched_at']);
  expect(JSON.stringify(payload)).not.toMatch(/999773104|خراسان|"value":38\b/);
});

test('the answer is narrowed to one, by its key with what it is asked about', async () => {
  const works = await app.party('works');
  const { accessToken } = await signInAt(works, new Browser(), sara);
  const one = await works.profile(accessToken, '?fields=entity.seat_in_province:09');
  expect(Object.keys(((await one.json()) as { fields: object }).fields)).toEqual([
    'entity.seat_in_province:09',
  ]);
  const other = await works.profile(accessToken, '?fields=entity.seat_in_province:07');
  expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([
    400,
    'release.field_not_in_purpose',
  ]);
});
