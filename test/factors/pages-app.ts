/** The pages of the room on a port, with a session that the test says: who, since when, at which level. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { factorsRoutes } from '../../src/factors/index.ts';
import { personKnownAs } from '../../src/identity/index.ts';
import type { Operation, System } from '../../src/operation.ts';
import {
  assets,
  catchFaults,
  notFound,
  type SignedIn,
  sameOrigin,
  securityHeaders,
  type Web,
  withOperation,
} from '../../src/web/index.ts';
import { errorPage } from '../../views/error.ts';
import type { PersonKey, Room } from './persons.ts';

export interface Pages {
  readonly url: string;
  /** undefined: nobody is signed in. */
  session: SignedIn | undefined;
  /** An operation of a stranger at this address. */
  op(): Operation;
  /** Whose other sessions were ended. */
  readonly ended: string[];
  signIn(key: PersonKey, acr?: string): void;
  close(): Promise<void>;
}

export async function pagesOf(t: Room, port = 0): Promise<Pages> {
  const app = express().set('query parser', 'simple');
  const server = await new Promise<ReturnType<typeof app.listen>>(done => {
    const listening = app.listen(port, '127.0.0.1', () => done(listening));
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const system: System = { ...t.system, config: { ...t.system.config, issuer: url } };
  const pages: Pages = {
    url,
    session: undefined,
    ended: [],
    op: () => ({ ...t.op({ kind: 'stranger' }), system }),
    signIn: (key, acr) => {
      pages.session = { personId: t.persons[key].id, sessionUid: 'session', signedInAt: t.clock.now(), acr };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
  const web: Web = {
    system,
    readSession: async () => pages.session,
    describeReader: async (op, personId) => {
      const person = Object.values(t.persons).find(({ id }) => id === personId);
      return person && { name: personKnownAs(person, op.lang), staff: false, administrator: false };
    },
    errorPage,
  };
  app.use(withOperation(system), securityHeaders(system.config), sameOrigin(url));
  app.use('/assets', assets());
  app.use(
    factorsRoutes(web, async (_op, personId, keep) => {
      pages.ended.push(`${personId} but ${keep}`);
    }),
  );
  app.use(notFound, catchFaults(web));
  return pages;
}
