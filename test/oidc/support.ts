/** The engine with its pages on a port of this machine: people, a company and two clients, without the rest of the app. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { hashSecret, type PurposeInput, type SeedInput, seedClient } from '../../src/clients/index.ts';
import type { Config } from '../../src/config.ts';
import type { Db, StatementListener } from '../../src/db/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { parseLegalId, parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier, importPerson } from '../../src/identity/index.ts';
import { refreshFromRegister } from '../../src/mandates/index.ts';
import { createOidc, type Oidc } from '../../src/oidc/index.ts';
import { fillProfile } from '../../src/profile/index.ts';
import {
  catchFaults,
  html,
  notFound,
  operationOf,
  pageOf,
  requirePerson,
  sameOrigin,
  securityHeaders,
  sendPage,
  type Web,
  withOperation,
} from '../../src/web/index.ts';
import { errorPage } from '../../views/error.ts';
import { Browser } from '../support/browser.ts';
import { preparedDatabase } from '../support/database.ts';
import { companies, password, people } from '../support/people.ts';
import { RelyingParty } from '../support/relying-party.ts';
import { type Answers, signInAt } from '../support/stories.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

export type { Answers };
export { Browser, companies, password, people, RelyingParty, signInAt };

export const CALLBACK = 'http://localhost:8085/callback';
export const FIELDS = [
  'entity.legal_name',
  'entity.legal_id',
  'entity.seat_postal_code',
  'person.birth_date',
];

export const purpose = (more: Partial<PurposeInput> = {}): PurposeInput => ({
  key: 'vat-registration',
  name: { fa: 'ثبت‌نام مالیات بر ارزش افزوده', en: 'VAT registration' },
  text: { fa: 'برای پر کردن فرم ثبت‌نام.', en: 'To fill the registration form.' },
  basis: 'consent',
  law: {
    title: { fa: 'قانون مالیات بر ارزش افزوده', en: 'Value Added Tax Act' },
    body: { fa: 'مجلس', en: 'Parliament' },
    number: '1',
    date: '2021-05-23',
    articles: '3',
  },
  fields: FIELDS,
  subjects: ['legal_entity', 'self'],
  level: 1,
  retention: { fa: 'پنج سال', en: 'Five years' },
  consentDays: 365,
  ...more,
});

export const client = (id: string, more: Partial<SeedInput> = {}): SeedInput => ({
  id,
  kind: 'sandbox',
  name: { fa: `سامانهٔ ${id}`, en: `System ${id}` },
  agency: { id: 'revenue', name: { fa: 'سازمان درآمد', en: 'Revenue Agency' } },
  metadata: {
    redirect_uris: [CALLBACK],
    post_logout_redirect_uris: ['http://localhost:8085/'],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_method: 'client_secret_basic',
    scope: 'openid profile phone offline_access business_profile',
  },
  secretHash: hashSecret(`${id}-secret`),
  purposes: [purpose()],
  ...more,
});

export interface TestOidc {
  readonly url: string;
  readonly test: TestSystem;
  readonly oidc: Oidc;
  /** Person ids by key of the persona. */
  readonly persons: Record<'sara' | 'maryam', string>;
  readonly arvandId: string;
  party(clientId: string): Promise<RelyingParty>;
  add(input: SeedInput): Promise<void>;
  close(): Promise<void>;
}

export async function testOidc(
  options: { config?: Partial<Config>; onStatement?: StatementListener } = {},
): Promise<TestOidc> {
  // Idle connections are ended by who asks, never in the moment in which she asks again.
  const server = createServer({ keepAliveTimeout: 0 });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  const database = await preparedDatabase('oidc', prepare, options.onStatement);
  const test = await testSystem({
    ...atOidc,
    at: new Date(),
    config: { ...atOidc.config, issuer: url, port, ...options.config },
    database,
  });
  const { system } = test;
  const oidc = await createOidc(system);
  const web: Web = {
    system,
    readSession: oidc.readSession,
    describeReader: async () => undefined,
    errorPage,
  };
  const app = express();
  app.use(withOperation(system), securityHeaders(system.config));
  app.use(oidc.apiRoutes(web));
  app.get('/client-api', async (req, res) => {
    const op = await oidc.authenticateClient(req);
    res.json(op.actor);
  });
  const guard = sameOrigin(system.config.issuer);
  app.use((req, res, next) => (oidc.isEnginePath(req.path) ? next() : guard(req, res, next)));
  app.use(oidc.pageRoutes(web));
  app.get('/me', requirePerson(web), async (req, res) => {
    const page = await pageOf(web, req);
    sendPage(res, html`<h1>${operationOf(req).actor.kind} ${page.path}</h1>`);
  });
  app.use(oidc.engine(web), notFound, catchFaults(web));
  server.on('request', app);

  const op = test.op();
  const arvand = await findEntityByLegalId(op, parseLegalId(companies.arvand.id));
  if (!arvand) throw new Error('the company was not prepared');
  const persons = { sara: await personIdOf(test, 'sara'), maryam: await personIdOf(test, 'maryam') };
  return {
    url,
    test,
    oidc,
    persons,
    arvandId: arvand.id,
    party: clientId =>
      RelyingParty.connect({
        issuer: url,
        clientId,
        clientSecret: `${clientId}-secret`,
        redirectUri: CALLBACK,
      }),
    add: async input => {
      await seedClient(test.op(), input);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
      await test.close();
    },
  };
}

/** The engine reads the machine's clock: so does everything beside it. */
const atOidc = { registryTimeoutMs: 20_000, config: { demo: true } };

/** Who and what is there when a file begins. */
async function prepare(db: Db): Promise<void> {
  const test = await testSystem({
    ...atOidc,
    at: new Date(),
    database: { db, url: undefined, close: async () => {} },
  });
  const op = test.op();
  const arvand = await refreshFromRegister(op, parseLegalId(companies.arvand.id));
  await refreshFromRegister(op, parseLegalId(companies.pars.id));
  if (!arvand) throw new Error('the register does not hold the company');
  for (const key of ['sara', 'maryam'] as const) await addPerson(test, people[key]);
  await fillProfile(op, { id: arvand.id, kind: 'entity', identifier: arvand.legalId }, { timeoutMs: 15_000 });
  for (const id of ['tax', 'customs']) await seedClient(op, client(id));
  await test.close();
}

async function addPerson(test: TestSystem, persona: { id: string; fa: string; en: string }): Promise<void> {
  const identifier = parsePersonId(persona.id);
  await importPerson(test.op(), {
    identifier,
    name: { fa: persona.fa, en: persona.en },
    birthDate: test.country.birthDateOf(identifier),
    mobile: parseMobile(test.country.mobileOf(identifier)),
    password,
  });
}

async function personIdOf(test: TestSystem, key: 'sara' | 'maryam'): Promise<string> {
  const person = await findPersonByIdentifier(test.op(), parsePersonId(people[key].id));
  if (!person) throw new Error('the person was not prepared');
  return person.id;
}

export const sara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;
export const maryam = { id: people.maryam.id, decision: 'allow' } as const;
