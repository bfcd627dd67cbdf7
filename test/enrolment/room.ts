/** The pages of the room on a port, on a system of its own: browsers, phones, and a session that the test says. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { enrolmentRoutes } from '../../src/enrolment/index.ts';
import { enrolPerson, type Person } from '../../src/identity/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
import type { Operation } from '../../src/operation.ts';
import { type InventedPerson, inventPerson } from '../../src/registries/invented/index.ts';
import {
  catchFaults,
  notFound,
  type SignedIn,
  sameOrigin,
  securityHeaders,
  type Web,
  withOperation,
} from '../../src/web/index.ts';
import { errorPage } from '../../views/error.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { password } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

export interface Room {
  readonly t: TestSystem;
  readonly url: string;
  /** An operation of a stranger at this address. */
  op(): Operation;
  session: SignedIn | undefined;
  /** Persons all of whose sessions were ended. */
  readonly ended: string[];
  /** Statements since the last call. */
  statements(): string[];
  /** Somebody of the invented country whom no test has used before. */
  somebody(change?: Partial<InventedPerson>): InventedPerson;
  /** The same with an account. */
  member(): Promise<InventedPerson & { readonly personId: string }>;
  /** The texts at a number, newest first. */
  texts(number: string): Promise<string[]>;
  code(number: string): Promise<string>;
  close(): Promise<void>;
}

let next = 5000;

export async function openRoom(): Promise<Room> {
  const statements: string[] = [];
  const t = await testSystem({ onStatement: sql => statements.push(sql) });
  const app = express().set('query parser', 'simple');
  const server = await new Promise<ReturnType<typeof app.listen>>(done => {
    const listening = app.listen(0, '127.0.0.1', () => done(listening));
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const system = { ...t.system, config: { ...t.system.config, issuer: url } };
  const room: Room = {
    t,
    url,
    op: () => ({ ...t.op({ kind: 'stranger' }), system }),
    session: undefined,
    ended: [],
    statements: () => statements.splice(0),
    somebody: (change = {}) => {
      const person = { ...inventPerson(next++), ...change };
      t.country.setValue(person.id, person);
      return person;
    },
    member: async () => {
      const person = room.somebody();
      const { id: personId } = await enrol(t, person);
      // The clock stands still: what comes next must be later.
      t.clock.advance({ seconds: 1 });
      return { ...person, personId };
    },
    texts: async number =>
      (await listOutbox(t.op(), 200)).filter(({ to }) => to === number).map(({ text }) => text),
    code: async number => {
      const texts = await room.texts(number);
      const code = /#(\d{6})/.exec(texts.find(text => text.includes('#')) ?? '')?.[1];
      if (!code) throw new Error(`no code at ${number}: ${texts.join(' | ')}`);
      t.clock.advance({ seconds: 1 });
      return code;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
      await t.close();
    },
  };
  const web: Web = {
    system,
    readSession: async () => room.session,
    describeReader: async () => undefined,
    errorPage,
  };
  app.use(withOperation(system), securityHeaders(system.config), sameOrigin(url));
  app.use(
    enrolmentRoutes(web, {
      endSessions: async (_op, personId) => {
        room.ended.push(personId);
      },
    }),
    notFound,
    catchFaults(web),
  );
  return room;
}

export function enrol(
  t: TestSystem,
  { id, given, family, birthDate, mobile }: InventedPerson,
): Promise<Person> {
  const name = { fa: `${given.fa} ${family.fa}`, en: `${given.en} ${family.en}` };
  return enrolPerson(t.op(), { identifier: id, name, birthDate, mobile, password });
}

export interface Form {
  readonly national_id: string;
  readonly birth_date: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly mobile: string;
}

/** What the person types, as a person would. */
export function formOf({ id, given, family, birthDate, mobile }: InventedPerson): Form {
  return {
    national_id: id,
    birth_date: birthDate,
    given_name: given.fa,
    family_name: family.fa,
    mobile: mobile.replace('+98', '0'),
  };
}

/** Fills the first form of enrolment. */
export async function begin(room: Room, form: Form, browser = new Browser()): Promise<WebPage> {
  room.t.clock.advance({ seconds: 1 });
  return (await browser.open(`${room.url}/enrol`)).submit({ ...form });
}

export async function beginRecovery(
  room: Room,
  { id, birthDate }: Pick<InventedPerson, 'id' | 'birthDate'>,
  browser = new Browser(),
): Promise<WebPage> {
  room.t.clock.advance({ seconds: 1 });
  const page = await browser.open(`${room.url}/recover`);
  return page.submit({ national_id: id, birth_date: birthDate });
}

export const GOOD = 'نان تازه کوچه پنجره';
