import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepHandovers } from '../../src/handover/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { openAs, signInAt, walk } from '../support/stories.ts';

let app: TestApp;
let tax: RelyingParty;
let customs: RelyingParty;
/** Access tokens. */
let atTax: string;
let atCustoms: string;
let omidAtCustoms: string;
let saraHerself: string;
const sara = new Browser();

beforeAll(async () => {
  app = await testApp({ systems: true });
  tax = await app.party('demo-tax', `${app.tax}/callback`);
  customs = await app.party('demo-customs', `${app.customs}/callback`);
  const director = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;
  const own = { ...director, actingFor: 'self' } as const;
  atTax = (await signInAt(tax, sara, director)).accessToken;
  atCustoms = (await signInAt(customs, sara, director, { entity_hint: companies.arvand.id })).accessToken;
  saraHerself = (await signInAt(customs, new Browser(), own)).accessToken;
  omidAtCustoms = (await signInAt(customs, new Browser(), { ...own, id: people.omid.id })).accessToken;
});
afterAll(() => app?.close());

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { id: string; reference: string; address: string; code?: string };
}

async function post(path: string, token: string | undefined, body: unknown): Promise<Answer> {
  const response = await fetch(`${app.url}/api/v1/handovers${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const wanted = { to: 'demo-customs', application: '1405/12-887', licence_kind: 'پروانهٔ صادرات' };
const handOver = (token = atTax) => post('', token, wanted);
const redeem = (token: string | undefined, reference: string) => post('/redemption', token, { reference });
const events = (kind: string) =>
  app.system.db.selectFrom('audit_event').select(['client_id', 'data']).where('kind', '=', kind).execute();

describe('an application begun at one system goes on at another', () => {
  test('number, entity and kind of licence arrive once, and what becomes of it stands on one page', async () => {
    const made = await handOver();
    expect(made.status).toBe(201);
    const address = new URL(made.body.address);
    expect(address.origin).toBe(app.customs);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      iss: app.url,
      entity_hint: companies.arvand.id,
      handover: made.body.reference,
    });

    const taken = await redeem(atCustoms, made.body.reference);
    expect(taken).toMatchObject({
      status: 200,
      body: {
        id: made.body.id,
        from: { client: 'demo-tax' },
        acting_for: { type: 'legal_entity', id: companies.arvand.id },
        application: wanted.application,
        licence_kind: wanted.licence_kind,
      },
    });
    expect(await redeem(atCustoms, made.body.reference)).toMatchObject({
      status: 404,
      body: { code: 'handover.not_found' },
    });

    const tell = (token: string, status: string) => post(`/${made.body.id}/status`, token, { status });
    for (const status of ['received', 'in_review', 'in_review', 'approved'])
      expect((await tell(atCustoms, status)).status).toBe(200);
    expect((await tell(atTax, 'refused')).body.code).toBe('handover.not_found');
    expect((await tell(atCustoms, 'lost')).body.code).toBe('handover.unknown_status');

    const page = await sara.open(`${app.url}/me/applications`);
    const [card] = page.all('article');
    expect(card?.textContent).toContain(wanted.application);
    expect(card?.textContent).toContain(companies.arvand.fa);
    expect(card?.querySelectorAll('ol li')).toHaveLength(5);
    expect(card?.querySelector('.tag')?.textContent).toContain('پذیرفته شد');

    expect((await events('handover.made')).at(-1)?.client_id).toBe('demo-tax');
    expect((await events('handover.redeemed')).at(-1)?.client_id).toBe('demo-customs');
    expect(await events('handover.status_told')).toHaveLength(3);
    const record = await sara.open(`${app.url}/me/record`);
    expect(record.text).toContain('درخواستتان را تحویل گرفت');
    const taken_along = (await sara.open(`${app.url}/me/export.json`)).json<{ applications: object[] }>();
    expect(taken_along.applications[0]).toMatchObject({ number: wanted.application, to: 'demo-customs' });
  });

  test('of two that redeem at the same moment one gets it', async () => {
    const { reference } = (await handOver()).body;
    const answers = await Promise.all([1, 2, 3, 4].map(() => redeem(atCustoms, reference)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
  });

  test('another person, another system and a stranger find nothing, and leave it for her', async () => {
    const { reference, id } = (await handOver()).body;
    expect((await redeem(omidAtCustoms, reference)).body.code).toBe('handover.not_found');
    expect((await redeem(atTax, reference)).body.code).toBe('handover.not_found');
    expect((await redeem(undefined, reference)).status).toBe(401);
    const [head, payload, signature] = reference.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti']);
    const forged = Buffer.from(JSON.stringify({ ...claims, aud: 'demo-tax' })).toString('base64url');
    expect((await redeem(atTax, `${head}.${forged}.${signature}`)).body.code).toBe('handover.not_found');
    expect((await post(`/${id}/status`, atCustoms, { status: 'received' })).status).toBe(404);
    expect((await redeem(saraHerself, reference)).body.code).toBe('handover.other_subject');
    expect((await redeem(atCustoms, reference)).status).toBe(200);
  });

  test('nothing of it can be read in the database', async () => {
    const { reference } = (await handOver()).body;
    const rows = await app.system.db.selectFrom('handover').selectAll().execute();
    const kept = rows.map(row => `${row.sealed.toString('latin1')}${row.reference_hash.toString('latin1')}`);
    expect(kept.join()).not.toContain(wanted.application);
    const { jti } = JSON.parse(Buffer.from(reference.split('.')[1] ?? '', 'base64url').toString());
    expect(JSON.stringify(rows) + kept.join()).not.toContain(jti);
    expect(JSON.stringify(await events('handover.made'))).not.toContain(wanted.application);
  });

  test('what cannot be read, and who is no system, is refused with a reason', async () => {
    const codeOf = async (more: object) => (await post('', atTax, { ...wanted, ...more })).body.code;
    expect(await codeOf({ to: 'nobody' })).toBe('handover.no_such_system');
    expect(await codeOf({ to: 'demo-tax' })).toBe('handover.no_such_system');
    expect(await codeOf({ application: 'x'.repeat(101) })).toBe('handover.malformed');
    expect(await codeOf({ application: 'a\u0000b' })).toBe('web.json_malformed');
    expect(await codeOf({ application: 'a\u0007b' })).toBe('handover.malformed');
    expect(await codeOf({ licence_kind: 7 })).toBe('handover.malformed');
    expect((await post('', atTax, [])).body.code).toBe('handover.malformed');
  });

  test('after ten minutes it is over, and after a month forgotten', async () => {
    const { reference, id } = (await handOver()).body;
    const later = { ...app.op(), at: new Date(app.op().at.getTime() + 32 * 86_400_000) };
    expect(await sweepHandovers(app.op())).toBe(0);
    await app.system.db
      .updateTable('handover')
      .set({ expires_at: new Date(app.op().at.getTime() - 1000) })
      .where('id', '=', id)
      .execute();
    expect((await redeem(atCustoms, reference)).body.code).toBe('handover.not_found');
    expect((await sara.open(`${app.url}/me/applications`)).text).toContain('در زمانش تحویل گرفته نشد');
    expect(await sweepHandovers(later)).toBeGreaterThan(0);
  });
});

describe('the window of somebody who has signed in', () => {
  test('shows the live systems for the company that she chose, and those she used lately', async () => {
    expect((await tax.profile(atTax)).status).toBe(200);
    const own = await sara.open(`${app.url}/me/systems`);
    const page = await own.follow(companies.arvand.fa);
    expect(page.find('[aria-current="true"].btn').textContent).toContain(companies.arvand.fa);
    const names = page.all('article h3, .reg h3').map(({ textContent }) => textContent);
    expect(new Set(names).size).toBe(2);
    expect(page.find('section[aria-labelledby="recent"]').textContent).toContain('مؤدیان');
  });

  test('opens a system with the right entity in one step, with no word of who she is in the address', async () => {
    const { browser, page } = await openAs(app, people.sara.id, '/me/systems');
    const chosen = await page.follow(companies.arvand.fa);
    const link = chosen.link(new RegExp(`^${app.customs}`));
    expect(Object.fromEntries(link.searchParams)).toEqual({ iss: app.url, entity_hint: companies.arvand.id });
    const { end, asked } = await walk(await browser.open(link), { decision: 'allow' });
    // What she allowed that system for the company still holds: nothing at all is asked.
    expect(asked).toEqual([]);
    expect(end.url.origin).toBe(app.customs);
    expect(end.text).toContain(companies.arvand.fa);
    for (const { url } of browser.history) expect(url).not.toContain(people.sara.id);
  });

  test('a sign-in that somebody else claims to begin is not begun', async () => {
    const page = await new Browser().open(`${app.customs}/sign-in?iss=https://elsewhere.example`);
    expect(page.status).toBe(400);
  });
});
