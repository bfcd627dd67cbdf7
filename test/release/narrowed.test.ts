import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerPurpose } from '../../src/clients/index.ts';
import { Browser, client, purpose, sara, signInAt, type TestOidc, testOidc } from '../oidc/support.ts';

let app: TestOidc;
beforeAll(async () => {
  app = await testOidc();
});
afterAll(() => app?.close());

interface Body {
  readonly code?: string;
  readonly fields: Record<string, { status: string; value: unknown }>;
}
const read = async (response: Response) => ({
  status: response.status,
  body: (await response.json()) as Body,
});

it('what the version in force of a purpose has dropped is handed out no more, nor by a basis that it lost', async () => {
  const wide = purpose({ basis: 'law', history: true });
  await app.add(client('narrowed', { purposes: [wide] }));
  const party = await app.party('narrowed');
  const { accessToken } = await signInAt(party, new Browser(), sara);
  const keys = async (query = '') =>
    Object.keys((await read(await party.profile(accessToken, query))).body.fields);
  expect(await keys()).toContain('entity.legal_name');
  const op = app.test.op({ kind: 'person', personId: app.persons.maryam });
  const narrow = (more: Partial<typeof wide>) => registerPurpose(op, 'narrowed', { ...wide, ...more });
  const { approvalId } = await narrow({ fields: ['entity.legal_id', 'person.birth_date'] });
  expect(approvalId).toBeNull();
  expect(await keys()).toEqual(['entity.legal_id']);
  const info = await fetch(`${app.url}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  const said = (await info.json()) as { business_profile: object };
  expect(Object.keys(said.business_profile)).toEqual(['entity.legal_id']);
  const lacking = await read(await party.profile(accessToken, '?fields=entity.legal_name'));
  expect([lacking.status, lacking.body.code]).toEqual([400, 'release.field_not_in_purpose']);
  await app.test.system.db
    .updateTable('purpose')
    .set({ basis: 'consent', history: false })
    .where('client_id', '=', 'narrowed')
    .where('state', '=', 'active')
    .execute();
  // She allowed what is her own; of the company nothing was ever allowed by her.
  const { fields } = (await read(await party.profile(accessToken))).body;
  expect(fields['entity.legal_id']).toMatchObject({ status: 'withheld', value: null });
});
