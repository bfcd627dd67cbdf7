import type { JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Verified, verifyReceipt } from '../../examples/verify-receipt.ts';
import { hashSecret, type PurposeInput, seedClient } from '../../src/clients/index.ts';
import { findConsent, listConsents, type Receipt } from '../../src/consent/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { refreshFromRegister } from '../../src/mandates/index.ts';
import { examplePurpose } from '../clients/example.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { openAs, signInAt } from '../support/stories.ts';

let app: TestApp;
let saraId: string;
const sara = new Browser();
const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
const CALLBACK = 'http://localhost:8085/callback';

beforeAll(async () => {
  app = await testApp();
  const found = await findPersonByIdentifier(app.op(), parsePersonId(people.sara.id));
  saraId = found?.id ?? '';
  await addClient('by-law', { basis: 'law' });
  await addClient('by-consent', { basis: 'consent', subjects: ['legal_entity', 'self'] });
});
afterAll(() => app?.close());

async function addClient(id: string, purpose: Partial<PurposeInput>): Promise<void> {
  await seedClient(app.op(), {
    id,
    kind: 'sandbox',
    name: { fa: `سامانهٔ ${id}`, en: `System ${id}` },
    agency: { id: `agency-${id}`, name: { fa: `دستگاه ${id}`, en: `Agency ${id}` } },
    metadata: {
      redirect_uris: [CALLBACK],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'openid profile phone offline_access business_profile',
    },
    secretHash: hashSecret(`${id}-secret`),
    purposes: [
      examplePurpose({
        fields: ['entity.legal_id', 'entity.legal_name', 'entity.seat_address'],
        ...purpose,
      }),
    ],
  });
}

const current = async (clientId: string) =>
  (await listConsents(app.op(), { personId: saraId })).filter(
    consent => consent.clientId === clientId && consent.endedAt === null,
  );
const asUser = (token: string) => ({ authorization: `Bearer ${token}` });
const giveBack = (id: string, headers: Record<string, string>) =>
  fetch(`${app.url}/api/v1/consents/${id}/withdrawal`, { method: 'POST', headers });

test('she reads on the receipt the words of the page, and anybody verifies it with the published keys', async () => {
  const party = await app.party('by-consent');
  const { walk } = await signInAt(party, sara, asSara);
  const asked = walk.pages.decision;
  const [consent] = await current('by-consent');
  const page = await sara.open(`${app.url}/me/consents/${consent?.id}/receipt`);
  expect(page.status).toBe(200);
  expect(page.text).toContain(asked?.find('h1').textContent.trim());
  expect(page.text).toContain('اجازه می‌دهم');
  expect(page.text).toContain(companies.arvand.fa);
  const rows = (html: typeof page | undefined) => html?.all('.vals dl > div').length;
  expect(rows(page)).toBe(rows(asked));
  expect(page.all('.vals dd.src time').length, 'each with its date').toBe(
    asked?.all('.vals dd.src time').length,
  );
  expect(page.all('.key span').length).toBe(asked?.all('.key span').length);
  expect(page.all('form[action$="/withdrawal"]'), 'it is asked where it is explained').toHaveLength(0);

  const file = await sara.open(`${app.url}/me/consents/${consent?.id}/receipt.json`);
  expect(file.response.headers.get('content-disposition')).toContain('attachment');
  const receipt = JSON.parse(file.text);
  const keys = (await (await fetch(receipt.keys)).json()) as JSONWebKeySet;
  const { record, events, values } = (await verifyReceipt(file.body, keys)) as Verified & {
    record: Receipt['record'];
  };
  expect(events.map(({ event_state }) => event_state)).toEqual(['given']);
  expect(values).toEqual(receipt.values);
  const forged = file.body.replace(receipt.values_disclosure, `x${receipt.values_disclosure}`);
  await expect(verifyReceipt(forged, keys)).rejects.toThrow('not those that were shown');
  const other = (await (await fetch(`${app.url}/jwks`)).json()) as JSONWebKeySet;
  await expect(verifyReceipt(file.body, other)).rejects.toThrow();
  expect(record.pii_processing.privacy_notice).toContain('اجازه می‌دهید');
  expect((record.authority as { id?: string }).id).toBe(companies.arvand.id);
  expect(receipt.values.map(({ key }: { key: string }) => key)).toContain('entity.seat_address');
});

test('nobody else opens her receipt, renews or withdraws in her stead', async () => {
  const [consent] = await current('by-consent');
  const { browser: omid } = await openAs(app, people.omid.id, '/me');
  for (const path of ['', '/receipt', '/receipt.json', '/renewal']) {
    const { status } = await omid.open(`${app.url}/me/consents/${consent?.id}${path}`);
    expect([path, status]).toEqual([path, 404]);
  }
});

test('the system gives a permission back; from then on it gets nothing, and is told why', async () => {
  const party = await app.party('by-consent');
  const { accessToken, tokens } = await signInAt(party, sara, asSara, {
    scope: 'openid profile business_profile offline_access',
    prompt: 'consent',
  });
  expect((await party.profile(accessToken)).status).toBe(200);
  const [consent] = await current('by-consent');
  const id = consent?.id ?? '';

  const none = await giveBack(id, {});
  expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Yekbar"']);
  const { accessToken: another } = await signInAt(await app.party(), sara, asSara);
  expect((await giveBack(id, asUser(another))).status).toBe(404);
  expect((await giveBack('00000000-0000-4000-8000-000000000000', asUser(accessToken))).status).toBe(404);
  expect((await findConsent(app.op(), id))?.endedAt).toBeNull();

  const done = await giveBack(id, asUser(accessToken));
  expect(done.status).toBe(200);
  expect(((await done.json()) as { events: { by: string }[] }).events.at(-1)).toMatchObject({
    event_state: 'withdrawn',
    by: 'recipient',
  });
  const refused = await party.profile(accessToken);
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('release.consent_withdrawn');
  const renewed = await fetch(party.config.serverMetadata().token_endpoint ?? '', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('by-consent:by-consent-secret').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }),
  });
  expect(renewed.status).toBe(400);
  expect((await giveBack(id, asUser(accessToken))).status).toBe(200);
});

test('when the words of a purpose change she is asked again, and told what changed', async () => {
  const party = await app.party('by-consent');
  await signInAt(party, sara, asSara);
  const quiet = await signInAt(party, sara, asSara);
  expect(quiet.walk.asked).not.toContain('decision');
  await newVersion('by-consent', { text_fa: 'برای رسیدگی به حقوق و واگذاری آن به بیمه' });
  const { walk } = await signInAt(party, sara, asSara);
  expect(walk.asked).toContain('decision');
  expect(walk.pages.decision?.text).toContain('از آخرین اجازهٔ شما عوض شده است: نام یا شرح هدف');
  const [consent] = await current('by-consent');
  expect(consent?.fields).toHaveLength(4);
  expect((await signInAt(party, sara, asSara)).walk.asked).not.toContain('decision');
});

test('when one field comes to mean something else, only that one is asked again', async () => {
  const [consent] = await current('by-consent');
  await app.system.db
    .updateTable('consent')
    .set({
      meanings: (consent?.meanings ?? []).map(one =>
        one.replace('entity.seat_address@1', 'entity.seat_address@0'),
      ),
    })
    .where('id', '=', consent?.id ?? '')
    .execute();
  const party = await app.party('by-consent');
  const { walk } = await signInAt(party, new Browser(), asSara);
  const page = walk.pages.decision;
  expect(page?.text).toContain('معنای این قلم‌ها عوض شده است');
  expect(page?.all('.vals dl > div')).toHaveLength(1);
  const [after] = await current('by-consent');
  expect(after?.fields).toEqual(consent?.fields);
  expect(after?.meanings).toContain('entity.seat_address@1');
});

async function newVersion(clientId: string, change: Record<string, string>): Promise<void> {
  const { db } = app.system;
  const { entity_fields, self_fields, ...row } = await db
    .selectFrom('purpose')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  await db.updateTable('purpose').set({ state: 'replaced' }).where('id', '=', row.id).execute();
  const fresh = { ...row, id: crypto.randomUUID(), version: row.version + 1, law: JSON.stringify(row.law) };
  await db
    .insertInto('purpose')
    .values({ ...fresh, ...change })
    .execute();
  app.travel({ minutes: 1 });
}

test('what the law gives stands apart from what is asked, and is no part of what she allows', async () => {
  const party = await app.party('by-law');
  const { walk, accessToken } = await signInAt(party, sara, asSara);
  const page = walk.pages.decision;
  expect(page?.find('#by-law').textContent).toContain('را قانون می‌دهد، نه شما');
  expect(page?.find('h1').textContent).toContain('۱ قلم');
  const [consent] = await current('by-law');
  expect(consent?.fields).toEqual(['person.full_name']);
  const { basis, fields } = (await (await party.profile(accessToken)).json()) as {
    basis: { type: string };
    fields: object;
  };
  expect(basis).toEqual({ type: 'law' });
  expect(Object.keys(fields)).toHaveLength(3);
  const again = await signInAt(party, sara, asSara);
  expect(again.walk.asked).not.toContain('decision');
});

test('shortly before its end she sees the values of today and gives it again; a page from before the power ended is refused', async () => {
  const [before] = await current('by-consent');
  app.travel({ days: 340 });
  const { browser } = await openAs(app, people.sara.id, '/me');
  const page = await browser.open(`${app.url}/me/consents/${before?.id}/renewal`);
  expect(page.status).toBe(200);
  expect(page.text).toContain(companies.arvand.fa);
  const done = await page.submit({ decision: 'allow' });
  expect(done.status).toBe(200);
  const [after] = await current('by-consent');
  expect(after?.id).not.toBe(before?.id);
  expect(await findConsent(app.op(), before?.id ?? '')).toMatchObject({ endReason: 'replaced' });
  expect((await browser.open(`${app.url}/me/consents/${after?.id}/renewal`)).status).toBe(409);

  const [another] = await current('demo-basic');
  const open = await browser.open(`${app.url}/me/consents/${another?.id}/renewal`);
  expect(open.status).toBe(200);
  const arvand = parseLegalId(companies.arvand.id);
  app.country.country.endOffice(arvand, parsePersonId(people.sara.id), '2026-11-20', 'removed');
  await refreshFromRegister(app.op(), arvand);
  expect((await open.submit({ decision: 'allow' })).status).toBe(409);
  for (const id of [another?.id, after?.id])
    expect(await findConsent(app.op(), id ?? '')).toMatchObject({ endReason: 'power_ended' });
});
