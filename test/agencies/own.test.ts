/** What an agency does with its own clients: by its program over the API, and at once in the sandbox. */
import express, { type Express } from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminApi } from '../../src/admin/index.ts';
import { giveSystems, invitationsOf, letProgramIn, moveInvitations } from '../../src/agencies/index.ts';
import {
  findActiveClient,
  getClient,
  listPurposes,
  mayTakePart,
  registerClient,
} from '../../src/clients/index.ts';
import { seedDirectory } from '../../src/directory/index.ts';
import { type Mobile, parseNationalId } from '../../src/identifiers.ts';
import { findPersonByIdentifier, importPerson } from '../../src/identity/index.ts';
import { personHash } from '../../src/keys.ts';
import { catchFaults, clientOperation, operationOf, type Web, withOperation } from '../../src/web/index.ts';
import { differences } from '../admin/described.ts';
import { codeOf } from '../approvals/room.ts';
import { exampleClient } from '../clients/example.ts';
import { people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { type AgencyRoom, agencyRoom } from './room.ts';

let t: TestSystem;
let room: AgencyRoom;
let app: Express;
let program = '';
const BASE = '/admin/api/v1';

beforeAll(async () => {
  t = await testSystem();
  room = await agencyRoom(t);
  await seedDirectory(t.op());
  await giveSystems(room.as('shirin'), 'tax', [34]);
  await room.join('kaveh', 'reza', 'developer');
  program = (await letProgramIn(room.as('kaveh'), 'tax', { label: '1405', days: 365 })).client.id;
  await registerClient(
    room.as('shirin'),
    exampleClient({ id: 'border', agencyId: 'customs', newAgency: undefined }),
  );
  app = express();
  app.set('query parser', 'simple');
  app.use(withOperation(t.system));
  app.use(
    adminApi({ system: t.system } as Web, async req => {
      const [clientId = '', ...scopes] = (req.get('authorization') ?? '').replace('Bearer ', '').split(' ');
      return clientOperation(operationOf(req), clientId, scopes);
    }),
    catchFaults({ system: t.system } as Web),
  );
});
afterAll(() => t?.close());

/** Every answer is held against the description. */
async function call(
  method: 'get' | 'post',
  path: string,
  body?: object,
  scopes = 'agency:read agency:write',
) {
  const asked = supertest(app)
    [method](BASE + path)
    .set('authorization', `Bearer ${program} ${scopes}`);
  const answer = await (body ? asked.send(body) : asked);
  const described = path.replace(/\?.*/, '').replace(/(?<=\/clients\/)[^/]+/, '{id}');
  const type = answer.get('content-type') ?? '';
  expect(differences(method, described, answer.status, type, answer.body), `${method} ${path}`).toEqual([]);
  return answer;
}
const inSandbox = (id: string) => ({
  id,
  kind: 'sandbox',
  name: { fa: 'آزمایش', en: 'Trial' },
  agency: 'tax',
  redirect_uris: ['http://localhost:9999/callback'],
  auth_method: 'client_secret_basic',
  purposes: [
    {
      key: 'trial',
      name: { fa: 'آزمایش', en: 'Trial' },
      text: { fa: 'برای آزمایش', en: 'To try it' },
      basis: 'consent',
      law: { title: { fa: 'قانون', en: 'Act' }, body: { fa: 'مجلس', en: 'Parliament' } },
      fields: ['entity.legal_name'],
      subjects: ['legal_entity'],
      level: 1,
      retention: { fa: '۱ سال', en: '1 year' },
    },
  ],
});

test('a client of the sandbox works at once, for invented people only', async () => {
  const made = await call('post', '/agency/clients', inSandbox('trial'));
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    client: { state: 'active', stage: 'sandbox' },
    approval: { state: 'approved' },
  });
  expect((await listPurposes(t.op(), 'trial'))[0]?.state).toBe('active');
  const real = await importPerson(t.op(), {
    identifier: parseNationalId('0499370899'),
    name: { fa: 'کسی', en: 'Somebody' },
    birthDate: '1980-01-01',
    mobile: '+989129990099' as Mobile,
    secret: '$argon2id$none',
  });
  expect(await mayTakePart(t.op(), 'trial', room.idOf('sara'))).toBe(true);
  expect(await mayTakePart(t.op(), 'trial', real.id)).toBe(false);
});

test('what asks for more waits for the agency and the platform', async () => {
  const wanted = {
    ...inSandbox('serious'),
    kind: 'live',
    redirect_uris: ['https://tax.example.ir/callback'],
  };
  const made = await call('post', '/agency/clients', { ...wanted, system: 34 });
  expect(made.body).toMatchObject({
    client: { state: 'pending' },
    approval: { state: 'open', may_decide: false },
  });
  const foreign = await call('post', '/agency/clients', { ...wanted, id: 'other', system: 5 });
  expect(foreign.body.errors).toMatchObject([{ field: 'system', code: 'unknown' }]);
  expect((await call('get', '/agency/approvals')).body.items).toHaveLength(1);
  const step = await call('post', '/agency/clients/trial/steps', { to: 'pilot' });
  expect([step.status, step.body.code]).toEqual([409, 'clients.step_unmet']);
});

test('a program of one agency finds nothing of another’s, and applies nothing there', async () => {
  for (const path of [
    '/agency/clients/border',
    '/agency/clients/border/purposes',
    '/agency/clients/border/deliveries',
  ])
    expect((await call('get', path)).status, path).toBe(404);
  for (const path of [
    '/agency/clients/border/stop',
    '/agency/clients/border/steps',
    '/agency/clients/border/purposes',
  ])
    expect((await call('post', path, { reason: 'x', to: 'live' })).status, path).toBe(404);
  expect((await call('get', '/agency')).body.id).toBe('tax');
  const { clients, agencies } = (await call('get', '/agency/declared')).body;
  expect([agencies.length, clients.map(({ id }: { id: string }) => id)]).toEqual([1, ['serious', 'trial']]);
  const taken = {
    agencies: [{ id: 'customs', name: { fa: 'گ', en: 'C' } }],
    clients: [{ ...inSandbox('border'), agency: 'customs' }],
  };
  for (const path of ['/agency/declared', '/agency/declared/plan']) {
    const refused = await call('post', path, taken);
    expect(refused.body.errors).toMatchObject([
      { field: 'agencies.0.id', code: 'does_not_fit' },
      { field: 'clients.0.agency', code: 'does_not_fit' },
    ]);
  }
  const own = { clients: [{ ...inSandbox('border'), agency: 'tax' }] };
  expect((await call('post', '/agency/declared', own)).body.errors).toMatchObject([
    { field: 'clients.0.agency', code: 'does_not_fit' },
  ]);
});

test('files of an agency are compared and applied: of the sandbox at once, all or nothing', async () => {
  const declared = { clients: [inSandbox('trial'), inSandbox('second')] };
  const plan = await call('post', '/agency/declared/plan', declared);
  expect(plan.body.steps.map(({ act, id }: { act: string; id: string }) => [act, id])).toEqual([
    ['client_registered', 'second'],
  ]);
  const broken = { clients: [inSandbox('third'), { id: 'UPPER', agency: 'tax' }] };
  expect((await call('post', '/agency/declared', broken)).status).toBe(400);
  expect(await codeOf(getClient(t.op(), 'third'))).toBe('clients.not_found');
  const applied = await call('post', '/agency/declared', declared);
  expect(applied.body.steps[0].client_secret).toMatch(/^[\w-]{20,}$/);
  expect(await findActiveClient(t.op(), 'second')).toBeDefined();
  expect((await call('post', '/agency/declared/plan', declared)).body.steps).toEqual([]);
});

test('reading does not write, a program of an agency is none of the administration, and only its owner lets it in', async () => {
  expect((await call('post', '/agency/clients', inSandbox('x'), 'agency:read')).status).toBe(403);
  const admin = await supertest(app)
    .get(`${BASE}/clients`)
    .set('authorization', `Bearer ${program} agency:read`);
  expect(admin.status).toBe(403);
  expect(await codeOf(letProgramIn(room.as('reza'), 'tax', { label: 'x', days: 1 }))).toBe(
    'agencies.not_allowed',
  );
  expect(await codeOf(letProgramIn(room.as('navid'), 'tax', { label: 'x', days: 1 }))).toBe(
    'agencies.not_found',
  );
});

test('whoever got another number is still invited under it', async () => {
  const [old, number] = [parseNationalId(people.omid.id), parseNationalId('0499370899')];
  const { keys } = t.system;
  const id = await room.invite('kaveh', 'omid', 'auditor');
  await moveInvitations(t.op(), personHash(keys, old), personHash(keys, number));
  const person = await findPersonByIdentifier(t.op(), number);
  expect(await invitationsOf(t.op(), room.idOf('omid'))).toEqual([]);
  expect((await invitationsOf(t.op(), person?.id ?? '')).map(one => one.id)).toEqual([id]);
});
