/** The console of an agency over HTTP: who opens what, at level 2 only, and what a page that is still open does. */
import { randomUUID } from 'node:crypto';
import express, { type Express } from 'express';
import { parse } from 'node-html-parser';
import supertest from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agencyRoutes, endOfficer, giveSystems, listOfficers } from '../../src/agencies/index.ts';
import { agencyCasesRoutes, answerCase, contestsByOwner } from '../../src/cases/index.ts';
import {
  decide,
  getClient,
  listApprovals,
  listStops,
  registerClient,
  stopClients,
} from '../../src/clients/index.ts';
import { findSystemOfClient, seedDirectory } from '../../src/directory/index.ts';
import { acrOf } from '../../src/factors/index.ts';
import { feedbackRoutes } from '../../src/feedback/index.ts';
import { findPerson, personKnownAs } from '../../src/identity/index.ts';
import { overlapRoutes } from '../../src/overlap/index.ts';
import { openSubject } from '../../src/vault/index.ts';
import { catchFaults, notFound, type Web, withOperation } from '../../src/web/index.ts';
import { errorPage } from '../../views/error.ts';
import { exampleClient } from '../clients/example.ts';
import { people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { type AgencyRoom, agencyRoom, type Who } from './room.ts';
import { typedIn } from './typed.ts';

let t: TestSystem;
let room: AgencyRoom;
let app: Express;
let alarms = 0;
let approvalId = '';

beforeAll(async () => {
  t = await testSystem();
  room = await agencyRoom(t);
  await seedDirectory(t.op());
  for (const [who, role] of [
    ['reza', 'developer'],
    ['laleh', 'data_protection'],
    ['sara', 'auditor'],
  ] as const)
    await room.join('kaveh', who, role);
  ({ approvalId } = await registerClient(
    room.as('reza'),
    exampleClient({ id: 'pay', agencyId: 'tax', newAgency: undefined }),
  ));
  const web: Web = {
    system: t.system,
    readSession: async req => {
      const personId = req.get('x-person');
      const level = Number(req.get('x-level')) as 1 | 2;
      return personId
        ? { personId, sessionUid: 'test', signedInAt: t.clock.now(), acr: acrOf(level) }
        : undefined;
    },
    describeReader: async (op, personId) => {
      const person = await findPerson(op, personId);
      return person && { name: personKnownAs(person, op.lang), staff: false, administrator: false };
    },
    errorPage,
  };
  app = express();
  app.set('query parser', 'simple');
  app.use(withOperation(t.system));
  app.use(
    agencyRoutes(web, async () => {
      alarms += 1;
    }),
    agencyCasesRoutes(web),
    feedbackRoutes(web),
    overlapRoutes(web, contestsByOwner),
    notFound,
    catchFaults(web),
  );
});
afterAll(() => t?.close());

const as = (who: Who, level = 2) =>
  supertest.agent(app).set({ accept: 'text/html', 'x-person': room.idOf(who), 'x-level': String(level) });
const get = (who: Who, path: string, level = 2) => as(who, level).get(path);
const post = (who: Who, path: string, body: object | string = {}, level = 2) =>
  as(who, level).post(path).type('form').send(body);

test('an officer opens the pages of his agency in both languages', async () => {
  const paths = [
    '/agency',
    '/agency/agencies/tax',
    '/agency/agencies/tax/officers',
    '/agency/agencies/tax/events',
  ];
  for (const path of [
    ...paths,
    '/agency/clients/pay',
    '/agency/clients/pay/credentials',
    `/agency/approvals/${approvalId}`,
  ])
    for (const lang of ['fa', 'en']) {
      const page = await get('sara', `${path}?lang=${lang}`);
      expect(page.status, path).toBe(200);
      expect(page.text).not.toMatch(/undefined|\[object|NaN/);
    }
  const { text } = await get('kaveh', '/agency/agencies/tax/events?lang=en');
  expect(text).toContain('An invitation was accepted');
  expect(text).toContain('A client was registered');
  expect(text).toContain(people.reza.en);
});

test('at level 1 he is asked for the second factor, and what he posts does nothing', async () => {
  const page = await get('kaveh', '/agency/agencies/tax', 1);
  expect(page.get('location')).toBe('/sign-in?to=%2Fagency%2Fagencies%2Ftax&level=2');
  const invited = { national_id: people.omid.id, role: 'owner' };
  expect((await post('kaveh', '/agency/agencies/tax/officers', invited, 1)).status).toBe(403);
  const id = await room.invite('kaveh', 'omid', 'auditor');
  expect((await post('omid', `/me/agencies/${id}/acceptance`, {}, 1)).status).toBe(403);
  expect((await get('omid', '/me/agencies', 1)).text).toContain('level=2');
  expect((await post('omid', `/me/agencies/${id}/acceptance`)).status).toBe(303);
  expect((await get('omid', '/agency/agencies/tax')).status).toBe(200);
  expect((await post('omid', `/me/agencies/${id}/leaving`)).status).toBe(303);
});

test('another agency’s objects are not there, by whatever id', async () => {
  const [office] = await listOfficers(t.op(), 'tax');
  for (const path of [
    '/agency/agencies/tax',
    '/agency/clients/pay',
    '/agency/clients/pay/credentials',
    `/agency/approvals/${approvalId}`,
  ])
    for (const who of ['navid', 'farhad'] as const) expect((await get(who, path)).status, path).toBe(404);
  const changes: [string, object][] = [
    ['/agency/agencies/tax/officers', { national_id: people.omid.id, role: 'owner' }],
    [`/agency/agencies/tax/officers/${office?.id}/end`, {}],
    [`/agency/agencies/customs/officers/${office?.id}/end`, {}],
    [`/agency/approvals/${approvalId}/signature`, { answer: 'sign' }],
    ['/agency/clients/pay/stop', { reason: 'x' }],
    ['/agency/clients/pay/steps', { to: 'live' }],
    ['/agency/clients/pay/secrets', { label: 'x', days: '30' }],
  ];
  for (const [path, body] of changes) expect((await post('navid', path, body)).status, path).toBe(404);
});

test('an auditor and a developer reach no further than their role', async () => {
  const invited = { national_id: people.omid.id, role: 'owner' };
  for (const who of ['sara', 'reza'] as const) {
    expect((await post(who, '/agency/agencies/tax/officers', invited)).status).toBe(403);
    expect((await post(who, `/agency/approvals/${approvalId}/signature`, { answer: 'sign' })).status).toBe(
      403,
    );
  }
  for (const [path, body] of [
    ['stop', { reason: 'x' }],
    ['steps', { to: 'pilot' }],
    ['secrets', { label: 'x', days: '30' }],
  ] as const)
    expect((await post('sara', `/agency/clients/pay/${path}`, body)).status, path).toBe(403);
});

test('the officer for data protection signs, and refuses only with a reason', async () => {
  const at = `/agency/approvals/${approvalId}/signature`;
  expect((await get('laleh', `/agency/approvals/${approvalId}`)).text).toContain(`action="${at}"`);
  expect((await post('laleh', at, { answer: 'refuse' })).status).toBe(400);
  expect((await post('laleh', at, { answer: 'sign' })).status).toBe(303);
  expect((await post('laleh', at, { answer: 'sign' })).status).toBe(409);
  await decide(t.op({ kind: 'person', personId: room.idOf('farhad') }), approvalId, 'approved', '');
  expect(await listApprovals(t.op(), { open: true, agencyId: 'tax', limit: 5 })).toEqual([]);
  for (const path of ['purposes/new', 'purposes/new?of=payroll-list', 'change'])
    expect((await get('reza', `/agency/clients/pay/${path}`)).status, path).toBe(200);
  expect((await get('sara', '/agency/clients/pay/change')).status).toBe(403);
  expect((await get('reza', '/agency/agencies/tax/clients/new?lang=en')).text).toContain('name="client_id"');
  expect((await post('reza', '/agency/agencies/tax/clients', { client_id: 'UPPER' })).status).toBe(400);
});

test('a registration begins with an example that works as it stands, or with a purpose of one’s own', async () => {
  const at = '/agency/agencies/tax/clients';
  const shown = async (from: string) => typedIn((await get('reza', `${at}/new?from=${from}`)).text);
  const sent = `${await shown('example')}&client_id=first-try`;
  expect((await post('reza', at, sent)).text).toContain('/developers#start');
  expect((await getClient(t.op(), 'first-try')).state).toBe('active');
  expect((await shown('pay:payroll-list')).get('purpose')).toBe('payroll-list');
  expect((await shown('border:x')).get('purpose')).toBeNull();
});

test('which system a client is can be said afterwards, at an approved address, and of the agency’s own only', async () => {
  const at = '/agency/clients/first-try/system';
  await giveSystems(t.op(), 'tax', [34]);
  const typed = { system: '34', sign_in_url: 'http://localhost:8085/' };
  const answer = async (who: Who, body: object) => (await post(who, at, body)).status;
  expect(await answer('reza', { ...typed, sign_in_url: 'https://elsewhere.example/' })).toBe(400);
  expect([await answer('reza', { ...typed, system: '36' }), await answer('sara', typed)]).toEqual([404, 403]);
  const system = async () => (await findSystemOfClient(t.op(), 'first-try'))?.number;
  expect([await answer('reza', typed), await system()]).toEqual([303, 34]);
  expect([await answer('reza', { system: '' }), await system()]).toEqual([303, undefined]);
});

test('the page of a client says what keeps it from the next stage, and where that is mended', async () => {
  const { text } = await get('reza', '/agency/clients/first-try?lang=en');
  const missing = parse(text).querySelector('.note.wait');
  expect(missing?.textContent).toContain('not a public https address. http://localhost:8085/callback');
  expect(missing?.querySelector('a')?.getAttribute('href')).toBe('/agency/clients/first-try/change');
});

test('an agency stops its own client at once, a second officer lifts it, and what the platform stopped stays', async () => {
  expect((await post('reza', '/agency/clients/pay/stop', { reason: 'کلید بیرون افتاد' })).status).toBe(303);
  expect(alarms).toBe(1);
  expect((await post('reza', '/agency/clients/pay/stop/confirmation')).status).toBe(403);
  expect((await post('kaveh', '/agency/clients/pay/stop/lifting')).status).toBe(303);
  await stopClients(room.as('shirin'), { client: 'pay' }, 'x', async () => undefined);
  expect((await get('kaveh', '/agency/clients/pay')).text).not.toContain('stop/lifting');
  expect((await post('kaveh', '/agency/clients/pay/stop/lifting')).status).toBe(404);
  expect((await listStops(t.op()))[0]?.state).toBe('unconfirmed');
});

test('an officer who was removed gets nothing by the page that is still open', async () => {
  const open = await get('reza', '/agency/clients/pay/credentials');
  expect(open.text).toContain('/agency/clients/pay/secrets');
  const [office] = (await listOfficers(t.op(), 'tax')).filter(
    ({ personId }) => personId === room.idOf('reza'),
  );
  await endOfficer(room.as('kaveh'), 'tax', office?.id ?? '');
  expect((await post('reza', '/agency/clients/pay/secrets', { label: 'mine', days: '30' })).status).toBe(404);
  expect((await get('reza', '/agency/agencies/tax')).status).toBe(404);
  expect((await get('reza', '/agency')).status).toBe(200);
});

let asked = 0;
/** Omid said it of a system; somebody has read it or not. @returns its id */
async function saidOf(
  system: number,
  text: string,
  text_state: 'shown' | 'hidden' | 'waiting',
  may_show = true,
) {
  const [id, personId, at] = [randomUUID(), room.idOf('omid'), t.clock.now()];
  await t.system.db
    .insertInto('service_feedback')
    .values({
      id,
      person_id: personId,
      system_number: system,
      state: 'given',
      asked_at: new Date(at.getTime() - ++asked),
      given_at: at,
      score: 2,
      asked_again: true,
      sealed_text: (await openSubject(t.op(), personId)).seal('feedback', text),
      may_show,
      text_state,
    })
    .execute();
  return id;
}

test('officers read what was said of their systems and replied to, and the person reads the reply', async () => {
  await giveSystems(t.op(), 'tax', [34]);
  const id = await saidOf(34, 'باز هم پروانه خواستند', 'shown');
  await saidOf(34, 'تنها برای خودتان', 'hidden', false);
  await saidOf(34, 'نام همسایه‌ام', 'hidden');
  await saidOf(34, 'هنوز نخوانده‌اند', 'waiting');
  const other = await saidOf(3, 'سامانهٔ دیگری', 'shown');
  const at = '/agency/agencies/tax/feedback';
  const { text } = await get('sara', `${at}?state=all`);
  for (const said of ['باز هم پروانه خواستند', 'تنها برای خودتان']) expect(text).toContain(said);
  expect(text).not.toMatch(/نام همسایه‌ام|هنوز نخوانده‌اند|سامانهٔ دیگری|<textarea/);
  expect(text).not.toContain(people.omid.fa);
  expect((await get('navid', at)).status).toBe(404);
  expect((await post('navid', `/agency/agencies/customs/feedback/${id}/reply`, { text: 'x' })).status).toBe(
    404,
  );
  expect((await post('kaveh', `${at}/${other}/reply`, { text: 'x' })).status).toBe(404);
  expect((await post('sara', `${at}/${id}/reply`, { text: 'x' })).status).toBe(403);
  expect((await post('kaveh', `${at}/${id}/reply`, { text: ' ' })).status).toBe(400);
  expect((await post('kaveh', `${at}/${id}/reply`, { text: 'از این هفته نمی‌خواهیم.' })).status).toBe(303);
  expect((await post('laleh', `${at}/${id}/reply`, { text: 'باز هم' })).status).toBe(409);
  expect((await get('kaveh', at)).text).not.toContain('باز هم پروانه خواستند');
  for (const path of ['/me/feedback', '/me/feedback/34', '/systems/34/feedback'])
    expect((await get('omid', path)).text, path).toContain('از این هفته نمی‌خواهیم.');
});

test('an agency contests its score by its own people alone, and beside the score stands what came of it', async () => {
  const at = '/agency/agencies/tax/contest';
  expect((await post('sara', at, { text: 'x' })).status).toBe(403);
  expect((await post('navid', at, { text: 'x' })).status).toBe(404);
  expect((await post('kaveh', at, { text: '' })).status).toBe(400);
  expect((await post('kaveh', at, { text: 'دو پرسش را اشتباه خوانده‌اید' })).status).toBe(303);
  expect((await post('laleh', at, { text: 'باز هم' })).status).toBe(400);
  const page = await get('kaveh', '/agency/agencies/tax/cases?lang=en');
  expect(page.text).not.toContain(`action="${at}"`);
  const contest = await t.system.db
    .selectFrom('citizen_case')
    .select('id')
    .where('kind', '=', 'contest')
    .execute();
  const staff = t.op({ kind: 'person', personId: room.idOf('farhad') });
  await answerCase(staff, contest[0]?.id ?? '', { outcome: 'upheld', text: 'همان می‌ماند.' });
  expect((await get('kaveh', '/agency/agencies/tax/cases')).text).toContain(`action="${at}"`);
});
