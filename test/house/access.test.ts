import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inviteOfficer } from '../../src/agencies/index.ts';
import { startRequest } from '../../src/approvals/index.ts';
import { findActivePurpose } from '../../src/clients/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { makeMachine, reviewMachine } from '../../src/machines/index.ts';
import { listViews, offerView } from '../../src/support/view.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { openAs, signInAt } from '../support/stories.ts';
import { type Group, rules, samples } from './access-table.ts';
import { type Route, routesOf } from './routes-found.ts';

let app: TestApp;
let routes: Route[];
let stranger: Browser;
let citizen: Browser;
let sara: Browser;
let staff: Browser;
/** An object of Sara's for each kind of path. */
const hers = new Map<string, string>();

beforeAll(async () => {
  app = await testApp();
  routes = routesOf(app.app.express);
  stranger = new Browser();
  citizen = (await openAs(app, people.omid.id, '/me')).browser;
  staff = (await openAs(app, people.shirin.id, '/admin')).browser;
  sara = new Browser();
  const party = await app.party();
  await signInAt(party, sara, { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' });
  hers.set('approvals', await requestTo(people.sara.id));
  const own = [await sara.open(`${app.url}/me`), await sara.open(`${app.url}/me/record`)];
  for (const element of own.flatMap(page => page.all('a[href^="/me/"], form[action^="/me/"]'))) {
    const address = element.getAttribute('href') ?? element.getAttribute('action') ?? '';
    const id = /^\/me\/(\w+)\/([\w-]{8,})/.exec(address);
    // The first of each: of the record the newest, hers alone, where older ones are of a company with other officers.
    if (id?.[1] && id[2] && !hers.has(id[1])) hers.set(id[1], id[2]);
  }
  hers.set('support', await shownBy(people.sara.id));
  hers.set('agencies', await invitationOf(people.sara.id));
  hers.set('machines', await softwareOf(people.sara.id, companies.arvand.id));
  const power = await sara.open(`${app.url}/me/powers`);
  hers.set(
    'powers',
    power.find('a[href^="/me/powers/"][href*="-"]').getAttribute('href')?.split('/').at(-1) ?? '',
  );
  const form = await sara.open(`${app.url}/me/cases/new?kind=complaint`);
  const opened = await form.submit({ text: 'x' }, { form: form.find('form[action="/me/cases"]') });
  const arvand = await findEntityByLegalId(app.op(), parseLegalId(companies.arvand.id));
  hers.set('profile', `entity.legal_name?of=${arvand?.id}`);
  hers.set('feedback', await saidBy(people.sara.id));
  hers.set('cases', opened.url.pathname.split('/').at(-1) ?? '');
});
afterAll(() => app?.close());

/** What a client system asks of a person alone: nobody else's, not even of those who sign with her. */
async function requestTo(nationalId: string): Promise<string> {
  const person = await findPersonByIdentifier(app.op(), parsePersonId(nationalId));
  const purpose = await findActivePurpose(app.op(), 'demo-basic', undefined);
  if (!person || !purpose) throw new Error('the demo has neither');
  const { id } = await startRequest(app.op(), {
    personId: person.id,
    subjectId: person.id,
    subjectType: 'self',
    clientId: 'demo-basic',
    purpose,
    requestHash: randomBytes(32),
    until: new Date(app.op().at.getTime() + 600_000),
  });
  return id;
}

/** What she shows to the support, opened by nobody yet. */
async function shownBy(nationalId: string): Promise<string> {
  const person = await findPersonByIdentifier(app.op(), parsePersonId(nationalId));
  await offerView(app.op(), person?.id ?? '', ['record']);
  return (await listViews(app.op(), person?.id ?? ''))[0]?.id ?? '';
}

/** What she said of a system: its number. */
async function saidBy(nationalId: string): Promise<string> {
  const person = await findPersonByIdentifier(app.op(), parsePersonId(nationalId));
  if (!person) throw new Error('the demo has her not');
  const [number, at] = [35, app.op().at];
  const said = { id: randomUUID(), person_id: person.id, system_number: number, state: 'given' } as const;
  await app.system.db
    .insertInto('service_feedback')
    .values({ ...said, asked_at: at, score: 4, given_at: at })
    .execute();
  return String(number);
}

/** An agency asks her to work for it. */
async function invitationOf(nationalId: string): Promise<string> {
  const kaveh = await findPersonByIdentifier(app.op(), parsePersonId(people.kaveh.id));
  const op = app.op({ kind: 'person', personId: kaveh?.id ?? '' });
  return inviteOfficer(op, 'tax', { nationalId, role: 'auditor', contractor: false, company: '' });
}

/** Software of a company that she binds alone. */
async function softwareOf(nationalId: string, legalId: string): Promise<string> {
  const person = await findPersonByIdentifier(app.op(), parsePersonId(nationalId));
  const entity = await findEntityByLegalId(app.op(), parseLegalId(legalId));
  if (!person || !entity) throw new Error('the demo has neither');
  const op = app.op({ kind: 'person', personId: person.id });
  const { publicKey } = generateKeyPairSync('ed25519');
  const jwks = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] });
  const wanted = { entityId: entity.id, name: 'ERP', jwks, fields: ['entity.legal_name'], days: 1 };
  const { hash } = await reviewMachine(op, person.id, wanted);
  return (await makeMachine(op, person.id, wanted, hash)).id;
}

const ruleOf = ({ path }: Route) => rules.find(rule => rule.path.test(path));
const inGroup = (group: Group) => routes.filter(route => ruleOf(route)?.group === group);
const clientPath = /^\/admin\/clients\//;

function addressOf(path: string): string {
  const room = /^\/me\/(\w+)\/:/.exec(path)?.[1];
  return `${app.url}${path.replace(/:(\w+)/g, (_, name: string) =>
    room && hers.has(room)
      ? (hers.get(room) ?? '')
      : clientPath.test(path)
        ? 'demo-basic'
        : (samples[name] ?? 'x'),
  )}`;
}

/** Asks as a browser would that stands on one of our own pages. */
async function ask(browser: Browser, { method, path }: Route, follow = false): Promise<WebPage> {
  const verb = method === 'ALL' ? 'GET' : method;
  const body = verb === 'GET' ? {} : { body: new URLSearchParams({ reason: 'x' }) };
  return browser.open(addressOf(path), { method: verb, ...body, follow }, new URL(app.url));
}
const said = (route: Route, page: WebPage) => `${route.method} ${route.path}: ${page.status}`;

test('every route stands in the table', () => {
  expect(routes.length).toBeGreaterThan(30);
  expect(routes.filter(route => !ruleOf(route)).map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test('every line of the table is of a route that is there', () => {
  const unused = rules.filter(rule => !routes.some(route => rule.path.test(route.path)));
  expect(unused.map(rule => rule.path.source)).toEqual([]);
});

test('every open route says why it is open', () => {
  expect(rules.filter(rule => rule.group === 'open' && !rule.because)).toEqual([]);
});

test('a stranger opens what is open, and nothing there fails', async () => {
  for (const route of inGroup('open')) {
    const page = await ask(stranger, route);
    expect(page.status, said(route, page)).toBe(200);
  }
});

test('a stranger is sent to sign in, or refused where something would change', async () => {
  for (const route of [
    ...inGroup('person'),
    ...inGroup('fresh'),
    ...inGroup('staff'),
    ...inGroup('officer'),
    ...inGroup('watcher'),
    ...inGroup('agency'),
  ]) {
    const page = await ask(stranger, route);
    if (route.method === 'GET') {
      const location = page.response.headers.get('location');
      expect([page.status, location?.split('?')[0]], said(route, page)).toEqual([303, '/sign-in']);
    } else expect(page.status, said(route, page)).toBe(401);
  }
});

test('a citizen gets nothing of the administration', async () => {
  for (const route of inGroup('staff')) {
    const page = await ask(citizen, route);
    expect(page.status, said(route, page)).toBe(403);
  }
});

test('who is no officer gets nothing of a counter, staff neither', async () => {
  expect(inGroup('officer').length).toBeGreaterThan(3);
  for (const route of inGroup('officer'))
    for (const browser of [citizen, staff]) {
      const page = await ask(browser, route);
      expect(page.status, said(route, page)).toBe(403);
    }
});

test('what a client system does is seen by staff, and is not there for a citizen', async () => {
  expect(inGroup('watcher').length).toBeGreaterThan(1);
  for (const route of inGroup('watcher')) {
    const page = await ask(citizen, route);
    expect(page.status, said(route, page)).toBe(404);
    if (route.method !== 'GET' || !route.path.includes(':client/') || route.path.endsWith(':id')) continue;
    const asStaff = await ask(staff, route);
    expect(asStaff.status, said(route, asStaff)).toBe(200);
  }
});

test('to who is no officer of an agency nothing of one is there, and staff is no officer', async () => {
  expect(inGroup('agency').length).toBeGreaterThan(5);
  for (const route of inGroup('agency'))
    for (const browser of [citizen, staff]) {
      const page = await ask(browser, route);
      expect(page.status, said(route, page)).toBe(404);
    }
});

test('another citizen finds nothing of what is Sara’s, and changes nothing', async () => {
  const personal = inGroup('person').filter(route => route.path.includes(':'));
  expect(personal.length).toBeGreaterThan(1);
  for (const route of personal) {
    const room = /^\/me\/(\w+)\/:/.exec(route.path)?.[1] ?? '';
    expect(hers.has(room), `the law has an object of Sara's for ${route.path}`).toBe(true);
    const page = await ask(citizen, route);
    expect(page.status, said(route, page)).toBe(404);
    const asStaff = await ask(staff, route);
    expect(asStaff.status, `staff: ${said(route, asStaff)}`).toBe(404);
  }
});

test('a person opens her own pages, and staff the pages of the administration', async () => {
  for (const route of inGroup('person').filter(({ method }) => method === 'GET')) {
    // Opens only in the last weeks before the end of a permission; where a file came with the complaint.
    if (/\/(renewal|evidence)$/.test(route.path)) continue;
    const page = await ask(sara, route);
    expect(page.status, said(route, page)).toBe(200);
  }
  for (const route of inGroup('staff').filter(
    ({ method, path }) => method === 'GET' && !/(approvals|cases|changes|agencies)\/:/.test(path),
  )) {
    const page = await ask(staff, route);
    expect(page.status, said(route, page)).toBe(200);
  }
});

test('what changes how she signs in opens only after a fresh sign-in, and nothing of another’s is there', async () => {
  for (const route of inGroup('fresh')) {
    if (route.path.includes(':')) {
      const page = await ask(citizen, route);
      expect([303, 404], said(route, page)).toContain(page.status);
    } else if (route.method === 'GET') {
      const page = await ask(sara, route);
      expect([200, 303], said(route, page)).toContain(page.status);
      if (page.status === 303)
        expect(page.response.headers.get('location')).toMatch(/^\/(sign-in|me\/(security|mobile|rights))\b/);
    }
  }
});

test('what is for programs asks for a token, from strangers, citizens and staff alike', async () => {
  for (const route of inGroup('program'))
    for (const browser of [stranger, citizen, staff]) {
      const page = await ask(browser, route);
      expect(page.status, said(route, page)).toBe(401);
      expect(page.response.headers.get('content-type'), said(route, page)).toContain(
        'application/problem+json',
      );
      expect(page.response.headers.get('www-authenticate'), said(route, page)).toMatch(/Bearer|DPoP/);
    }
});

test('no step of a sign-in opens without its cookie, for anyone', async () => {
  for (const route of inGroup('flow').filter(({ path }) => path.includes(':')))
    for (const browser of [stranger, citizen, staff]) {
      const page = await ask(browser, route, true);
      expect(page.status, said(route, page)).toBeGreaterThanOrEqual(400);
      expect(page.status, said(route, page)).toBeLessThan(500);
      expect(page.text).not.toContain(people.sara.fa);
    }
});
