/** Two of three sign for Pars: the first at the tax system, the second at her own pages, the first goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { refreshFromRegister } from '../../src/mandates/index.ts';
import { signedInBrowser, type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { signInAt, walk } from '../support/stories.ts';

let app: TestApp;
let tax: RelyingParty;
beforeAll(async () => {
  app = await testApp();
  tax = await app.party();
});
afterAll(() => app?.close());

const omid = new Browser();
const approvalsOf = (who: 'laleh' | 'sara' | 'navid') =>
  signedInBrowser(app, people[who].id, password, '/me/approvals');

test('the first signs at the system, the second anywhere, and the first goes on', async () => {
  const { page } = await tax.open(omid);
  const choice = (await walk(page, { id: people.omid.id })).end;
  expect(choice.choices('acting_for')).toEqual(['self']);
  const sheet = await choice.submit({ joint_for: companies.pars.id });
  expect(sheet.text).toContain(companies.pars.fa);
  expect(sheet.all('.eyes .tag').map(tag => tag.textContent)).toEqual(Array(3).fill('هنوز امضا نکرده'));
  const waiting = await sheet.submit({ decision: 'sign' });
  expect(waiting.heading).not.toBe('');
  expect(waiting.text).toContain('یک امضا مانده است');
  expect(waiting.choices('acting_for')).toEqual(['self']);
  // Nobody gets further by naming it himself.
  const refused = await waiting.submit({ acting_for: companies.pars.id });
  expect(refused.status).toBe(403);

  const laleh = await approvalsOf('laleh');
  const list = await laleh.open(`${app.url}/me/approvals`);
  const seen = await list.follow(/\/me\/approvals\/[0-9a-f-]{36}/);
  expect(seen.value('shown')).toBe(sheet.value('shown'));
  const values = (html: typeof seen) => html.all('.vals dd').map(found => found.textContent.trim());
  expect(values(seen)).toEqual(values(sheet));
  const done = await seen.submit({ decision: 'allow' });
  expect(done.text).toContain('امضاها کامل شد');

  // His own name is his alone to give; what they signed together is not asked again.
  const after = await signInAt(tax, omid, { actingFor: companies.pars.id, decision: 'allow' });
  expect(after.walk.asked).toEqual(['acting_for', 'decision']);
  expect(after.walk.pages.decision?.all('.vals dd.src')).toHaveLength(1);
  expect(after.claims.represented).toMatchObject({
    type: 'legal_entity',
    id: companies.pars.id,
    authority: { basis: 'registry', mode: 'joint' },
  });
  const profile = await tax.profile(after.accessToken);
  expect(profile.status).toBe(200);
  expect(await profile.json()).toMatchObject({
    subject: { id: companies.pars.id },
    acting: { authority: { mode: 'joint' } },
    basis: { type: 'consent' },
  });

  // Next time nothing is asked: the grant of the session stands.
  expect((await signInAt(tax, omid, {})).walk.asked).toEqual([]);

  // The office of the other signatory ends: refused at the next call, and nothing is handed over again.
  app.country.country.endOffice(
    parseLegalId(companies.pars.id),
    parsePersonId(people.laleh.id),
    new Date().toISOString().slice(0, 10),
    'removed',
  );
  await refreshFromRegister(app.op(), parseLegalId(companies.pars.id));
  const late = await tax.profile(after.accessToken);
  expect([401, 403]).toContain(late.status);
  const again = (await walk((await tax.open(omid)).page, {})).end;
  expect(again.choices('acting_for')).toEqual(['self']);
});

test('another person finds neither the list nor the page, and a page without an answer says so', async () => {
  const row = await app.system.db.selectFrom('joint_approval').select('id').executeTakeFirstOrThrow();
  const navid = await approvalsOf('navid');
  expect((await navid.open(`${app.url}/me/approvals/${row.id}`)).status).toBe(404);
  const list = await navid.open(`${app.url}/me/approvals`);
  expect(list.all('article')).toEqual([]);
  const en = await list.browser.open(`${app.url}/me/approvals?lang=en`);
  expect(en.heading).toBe('Joint signatures');
});
