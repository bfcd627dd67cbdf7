/** The administration on its own Express application: real routes, real database, people who are signed in by header. */
import express, { type Express } from 'express';
import supertest from 'supertest';
import { adminApi, adminRoutes, giveRole, staffRoleOf } from '../../src/admin/index.ts';
import { hashSecret, seedClient } from '../../src/clients/index.ts';
import { directoryRoutes, seedDirectory } from '../../src/directory/index.ts';
import { acrOf } from '../../src/factors/index.ts';
import { scoreOf } from '../../src/feedback/index.ts';
import { parseMobile, parseNationalId } from '../../src/identifiers.ts';
import { findPerson, importPerson, personKnownAs } from '../../src/identity/index.ts';
import { registryStates } from '../../src/status/index.ts';
import {
  catchFaults,
  clientOperation,
  notFound,
  operationOf,
  type Web,
  withOperation,
} from '../../src/web/index.ts';
import { errorPage } from '../../views/error.ts';
import { people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

export interface Administration {
  readonly it: TestSystem;
  readonly app: Express;
  /** Ids of persons: two administrators, an auditor, a citizen. */
  readonly who: Readonly<Record<'shirin' | 'farhad' | 'kaveh' | 'sara', string>>;
  /** A browser of one of them; nobody: a stranger. */
  as(person?: string): ReturnType<typeof supertest.agent>;
  /** A program with a token: demo-admin and demo-approver may write, demo-reader only reads. */
  program(clientId: 'demo-admin' | 'demo-approver' | 'demo-reader'): ReturnType<typeof supertest.agent>;
  close(): Promise<void>;
}

/** @param demo false: as in production, where a level is asked for; `x-level` says which was proved */
export async function administration({ demo = true } = {}): Promise<Administration> {
  const it = await testSystem({ config: { demo } });
  const add = async (key: 'shirin' | 'farhad' | 'kaveh' | 'sara') => {
    const { id, fa, en } = people[key];
    const person = await importPerson(it.op(), {
      identifier: parseNationalId(id),
      name: { fa, en },
      birthDate: '1980-01-01',
      mobile: parseMobile('09120000000'),
      secret: '$argon2id$none',
    });
    return person.id;
  };
  const who = {
    shirin: await add('shirin'),
    farhad: await add('farhad'),
    kaveh: await add('kaveh'),
    sara: await add('sara'),
  };
  await giveRole(it.op(), who.shirin, 'platform_administrator');
  await giveRole(it.op(), who.farhad, 'platform_administrator');
  await giveRole(it.op(), who.kaveh, 'auditor');
  await seedDirectory(it.op());
  for (const id of ['demo-admin', 'demo-approver', 'demo-reader'])
    await seedClient(it.op(), {
      id,
      kind: 'internal',
      name: { fa: id, en: id },
      metadata: { grant_types: ['client_credentials'] },
      secretHash: hashSecret(id),
      purposes: [],
    });

  const web: Web = {
    system: it.system,
    readSession: async req => {
      const personId = req.get('x-person');
      return personId
        ? {
            personId,
            sessionUid: 'test',
            signedInAt: it.clock.now(),
            acr: acrOf(req.get('x-level') === '2' ? 2 : 1),
          }
        : undefined;
    },
    describeReader: async (op, personId) => {
      const person = await findPerson(op, personId);
      const role = await staffRoleOf(op, personId);
      const administrator = role === 'platform_administrator';
      return person && { name: personKnownAs(person, op.lang), staff: role !== undefined, administrator };
    },
    errorPage,
  };
  const app = express();
  app.set('query parser', 'simple');
  app.use(withOperation(it.system));
  app.use(
    adminApi(web, async req => {
      const clientId = /^Bearer (.+)$/.exec(req.get('authorization') ?? '')?.[1];
      const scopes = clientId === 'demo-reader' ? ['admin:read'] : ['admin:read', 'admin:write'];
      return clientOperation(operationOf(req), clientId ?? '', scopes);
    }),
  );
  app.use(
    directoryRoutes(web, { scoreOf, registryStates }),
    adminRoutes(web, async () => []),
    notFound,
    catchFaults(web),
  );
  return {
    it,
    app,
    who,
    as: person => {
      const agent = supertest.agent(app).set('accept', 'text/html');
      return person ? agent.set('x-person', person) : agent;
    },
    program: clientId => supertest.agent(app).set('authorization', `Bearer ${clientId}`),
    close: () => it.close(),
  };
}
